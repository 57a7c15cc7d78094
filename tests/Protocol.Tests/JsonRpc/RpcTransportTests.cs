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
    public async Task BlockingSocket_WhosePeerWritesBeforeItReads_GoesOnReading()
    {
        var (server, peer) = await UnixSocketsAsync();
        await using var session = new RpcSession(StreamTransport.Over(server)).Start(SampleRpc.Contract.Bind(new SampleService()));

        // Far more than the socket holds, with answers that are small each and too many together: the loop is stuck with writing one while requests are still coming.
        const int count = 1000;
        var request = System.Text.Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":1,"method":"sample/echo","params":{"text":"{{{new string('x', 1000)}}}","padding":"{{{new string('x', 4000)}}}"}}""" + "\n");
        for (var i = 0; i < count; i++)
            Assert.Equal(request.Length, await peer.SendAsync(request).WaitAsync(Patience));

        var lines = 0;
        for (var buffer = new byte[64 * 1024]; lines < count;)
        {
            var received = await peer.ReceiveAsync(buffer).WaitAsync(Patience);
            Assert.NotEqual(0, received);
            lines += buffer.AsSpan(0, received).Count((byte)'\n');
        }

        peer.Dispose();
    }

    [Fact]
    public async Task BlockingSocket_ClosedOnThisSideWhileItReads_EndsAndThePeerSeesTheEnd()
    {
        var (server, peer) = await UnixSocketsAsync();
        await using var session = new RpcSession(StreamTransport.Over(server)).Start();

        session.Close();

        await session.Completion.WaitAsync(Patience);
        Assert.Equal(0, await peer.ReceiveAsync(new byte[16]).WaitAsync(Patience));
        peer.Dispose();
    }

    [Fact]
    public async Task BlockingSocket_WhosePeerHasGone_EndsWithTheAnswerUnwritten()
    {
        var (server, peer) = await UnixSocketsAsync();
        await using var session = new RpcSession(StreamTransport.Over(server)).Start(SampleRpc.Contract.Bind(new SampleService()));

        await peer.SendAsync("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"sample/echo\",\"params\":{\"text\":\"x\"}}\n"u8.ToArray());
        peer.Dispose();

        await session.Completion.WaitAsync(Patience);
    }

    private static async Task<(Socket Server, Socket Client)> UnixSocketsAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assistant-rpc-").FullName;
        var address = new UnixDomainSocketEndPoint(Path.Combine(folder, "s"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(address);
        listener.Listen();
        var peer = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await peer.ConnectAsync(address);
        var server = await listener.AcceptAsync();
        Directory.Delete(folder, recursive: true);
        return (server, peer);
    }

    private static (WebSocket Server, WebSocket Client) WebSockets()
    {
        var pipe = new DuplexPipe();
        return (
            WebSocket.CreateFromStream(new JoinedStream(pipe.Left.Input, pipe.Left.Output), new WebSocketCreationOptions { IsServer = true }),
            WebSocket.CreateFromStream(new JoinedStream(pipe.Right.Input, pipe.Right.Output), new WebSocketCreationOptions { IsServer = false }));
    }
}
