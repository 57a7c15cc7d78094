using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;

namespace Assistant.TestKit;

/// <summary>Two sessions joined in memory, both started.</summary>
public sealed class RpcPair : IAsyncDisposable
{
    public RpcPair(RpcDispatcher? server, RpcDispatcher? client = null, RpcSessionOptions? serverOptions = null, RpcSessionOptions? clientOptions = null, RpcFraming framing = RpcFraming.Headers)
    {
        var pipe = new DuplexPipe();
        Server = new RpcSession(pipe.Left.ToTransport(), serverOptions).Start(server);
        Client = new RpcSession(pipe.Right.ToTransport(framing), clientOptions).Start(client);
    }

    public RpcSession Server { get; }

    public RpcSession Client { get; }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
