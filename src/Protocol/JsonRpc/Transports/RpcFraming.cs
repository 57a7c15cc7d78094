namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>How messages are told apart on a stream.</summary>
public enum RpcFraming
{
    /// <summary>As the peer does it: <see cref="Lines"/> where its first byte is <c>{</c> or <c>[</c>, else <see cref="Headers"/>, which is also used until it has said something.</summary>
    Detect,

    /// <summary>A <c>Content-Length</c> header before each message, as LSP 3.17 has it.</summary>
    Headers,

    /// <summary>One message a line.</summary>
    Lines,
}
