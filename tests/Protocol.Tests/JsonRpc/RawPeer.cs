using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.TestKit;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>Bytes on one side, a session on the other: what a peer that nobody wrote yet would see.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DuplexPipe _pipe;
    private readonly StreamReader _reader;

    public RawPeer(ISample? service = null, RpcSessionOptions? options = null, int capacity = 64 * 1024)
        : this((end, given) => new RpcSession(end.ToTransport(), given).Start(SampleRpc.Contract.Bind(service ?? new SampleService())), options, capacity)
    {
    }

    /// <param name="start">Makes the session, and starts it.</param>
    /// <param name="options">Given to it.</param>
    /// <param name="capacity">What either direction holds unread.</param>
    public RawPeer(Func<DuplexPipe.End, RpcSessionOptions?, RpcSession> start, RpcSessionOptions? options = null, int capacity = 64 * 1024)
    {
        _pipe = new DuplexPipe(capacity);
        _reader = new(_pipe.Right.Input, Encoding.UTF8);
        Session = start(_pipe.Left, options);
    }

    public RpcSession Session { get; }

    public async Task SendAsync(string text) => await _pipe.Right.Output.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask().WaitAsync(Patience);

    public async Task SendBytesAsync(byte[] bytes) => await _pipe.Right.Output.WriteAsync(bytes).AsTask().WaitAsync(Patience);

    public async Task SendLineAsync(string message) => await SendAsync(message + "\n");

    public async Task SendFrameAsync(string message) => await SendAsync($"Content-Length: {Encoding.UTF8.GetByteCount(message)}\r\n\r\n{message}");

    /// <summary>The next line, or null at the end.</summary>
    public async Task<string?> ReadLineAsync() => await _reader.ReadLineAsync().WaitAsync(Patience);

    public async Task<string?> AskAsync(string message)
    {
        await SendLineAsync(message);
        return await ReadLineAsync();
    }

    /// <summary>The next WebSocket frame of a server; short ones alone. Not beside the methods that read lines.</summary>
    public async Task<(int First, byte[] Payload)> ReadFrameAsync()
    {
        var header = await ReadBytesAsync(2);
        var length = header[1] < 126 ? header[1] : await ReadBytesAsync(2) is var more ? (more[0] << 8) | more[1] : 0;
        return (header[0], await ReadBytesAsync(length));
    }

    private async Task<byte[]> ReadBytesAsync(int count)
    {
        var bytes = new byte[count];
        await _pipe.Right.Input.ReadExactlyAsync(bytes).AsTask().WaitAsync(Patience);
        return bytes;
    }

    /// <summary>Everything until the session closes.</summary>
    public async Task<string> ReadToEndAsync() => await _reader.ReadToEndAsync().WaitAsync(Patience);

    public async Task CloseSendingAsync() => await _pipe.Right.Output.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync().AsTask().WaitAsync(Patience);
        _reader.Dispose();
    }
}
