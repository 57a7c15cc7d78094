using System.Net.Sockets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;

namespace Assistant.Bench.Rpc;

/// <summary>What stands at the other end of the timed client: our peer, or a raw echo that gives the bytes back as they come.</summary>
internal static class Servers
{
    public static async Task ServeSocketAsync(string path)
    {
        using var listener = Listen(path);
        await ServeAsync(StreamTransport.Over(await listener.AcceptAsync()));
    }

    public static void EchoSocket(string path)
    {
        using var listener = Listen(path);
        using var socket = listener.Accept();
        var buffer = new byte[64 * 1024];
        for (int count; (count = socket.Receive(buffer)) > 0;)
            socket.Send(buffer.AsSpan(0, count));
    }

    public static void EchoStdio()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        var buffer = new byte[64 * 1024];
        for (int count; (count = input.Read(buffer)) > 0;)
            output.Write(buffer.AsSpan(0, count));
    }

    private static async Task ServeAsync(RpcTransport transport)
    {
        await using var session = new RpcSession(transport).Start(EchoRpc.Contract.Bind(new Echo()));
        await session.Completion;
    }

    private static Socket Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        return listener;
    }
}
