using System.Net.Sockets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;

namespace Assistant.Protocol.Tests.JsonRpc;

public sealed class RpcTransportTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
}
