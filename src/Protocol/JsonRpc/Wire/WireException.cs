namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>What the peer sent cannot be taken as a message. It is told so with id null, or with the id where that could be read.</summary>
/// <param name="code">The error it gets.</param>
/// <param name="message">The reason it gets.</param>
/// <param name="closes">Whether the connection ends: the framing is lost or a limit was passed.</param>
/// <param name="detail">The error's data.</param>
#pragma warning disable CA1032, CA1064 // Never leaves the peer, and means nothing without a code.
internal sealed class WireException(RpcErrorCode code, string message, bool closes = false, RpcErrorData? detail = null) : Exception(message)
#pragma warning restore CA1032, CA1064
{
    public RpcErrorCode Code { get; } = code;

    public bool Closes { get; } = closes;

    public RpcErrorData? Detail { get; } = detail;

    public RpcId Id { get; init; } = RpcId.Null;

    public static WireException Limit(string name, long maximum, string message) =>
        new(RpcErrorCode.Limit, message, closes: true, new RpcLimitData { Limit = name, Maximum = maximum });
}
