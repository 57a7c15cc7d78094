using System.Net.Sockets;
using System.Net.WebSockets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.TestKit;

namespace Assistant.Protocol.Tests.JsonRpc;

public sealed class RpcTransportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task WebSocket_WithLargeAndManyMessages_CarriesThemBothWays()
    {
        var (server, client) = WebSockets();
        await using var left = new RpcSession(new WebSocketTransport(server, TimeProvider.System)).Start(SampleRpc.Contract.Bind(new SampleService()));
        await using var right = new RpcSession(new WebSocketTransport(client, TimeProvider.System)).Start(SampleRpc.Contract.Bind(new SampleService()));

        foreach (var caller in new[] { left, right })
        {
            var proxy = SampleRpc.Contract.Connect(caller);
            var large = new string('x', 3 * 1024 * 1024);
            Assert.Equal(large, (await proxy.EchoAsync(new() { Text = large }, default).AsTask().WaitAsync(Patience)).Text);
            var many = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => proxy.SlowAsync(new() { Text = $"{i}" }, default).AsTask())).WaitAsync(Patience);
            Assert.Equal(Enumerable.Range(0, 64).Select(i => $"{i}"), many.Select(answer => answer.Text));
        }
    }

    [Fact]
    public async Task WebSocket_WithATooLargeMessage_IsClosed()
    {
        var (server, client) = WebSockets();
        await using var session = new RpcSession(new WebSocketTransport(server, TimeProvider.System)).Start();

        var sending = client.SendAsync(new byte[RpcLimits.FrameBytes + 1], WebSocketMessageType.Text, endOfMessage: true, default);
        var buffer = new byte[4096];
        var received = await client.ReceiveAsync(buffer, default).WaitAsync(Patience);

        Assert.Contains("frameBytes", System.Text.Encoding.UTF8.GetString(buffer, 0, received.Count), StringComparison.Ordinal);
        await session.Completion.WaitAsync(Patience);
        _ = sending;
    }

    [Fact]
    public async Task BlockingSockets_ThatFloodEachOther_DoNotWaitForEver()
    {
        var folder = Directory.CreateTempSubdirectory("assistant-rpc-").FullName;
        var path = Path.Combine(folder, "s");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var near = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
#pragma warning disable VSTHRD103 // A socket that was once used asynchronously stays non-blocking underneath.
        near.Connect(new UnixDomainSocketEndPoint(path));
#pragma warning restore VSTHRD103
        await using var left = Blocking(near);
        await using var right = Blocking(await listener.AcceptAsync());

        // Inline answers of 10 KB each way, more than the sockets hold: both loops end up writing while nobody reads.
        var text = new string('x', 10_000);
        var calls = new[] { left, right }.SelectMany(session => Enumerable.Range(0, 200).Select(_ => Task.Run(async () =>
            (await SampleRpc.Contract.Connect(session).EchoAsync(new() { Text = text }, default)).Text.Length)));

        Assert.All(await Task.WhenAll(calls).WaitAsync(Patience), length => Assert.Equal(text.Length, length));
        Directory.Delete(folder, recursive: true);
    }

    private static RpcSession Blocking(Socket socket)
    {
        var stream = new NetworkStream(socket, ownsSocket: true);
        return new RpcSession(new StreamTransport(stream, stream, RpcFraming.Headers, blocks: true)).Start(SampleRpc.Contract.Bind(new SampleService()));
    }

    private static (WebSocket Server, WebSocket Client) WebSockets()
    {
        var pipe = new DuplexPipe();
        return (
            WebSocket.CreateFromStream(new JoinedStream(pipe.Left.Input, pipe.Left.Output), new WebSocketCreationOptions { IsServer = true }),
            WebSocket.CreateFromStream(new JoinedStream(pipe.Right.Input, pipe.Right.Output), new WebSocketCreationOptions { IsServer = false }));
    }
}
