using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Assistant.Bench.Host;

/// <summary>The web door of a running host, and a key to it.</summary>
internal sealed class WebHost
{
    public WebHost(int port, string key) => (Port, Key) = (port, key);

    public int Port { get; }

    public string Key { get; }

    public static WebHost Open(TimedHost host)
    {
        using var owner = host.ConnectAsOwner();
        var origin = owner.Result("web/enable").GetProperty("origin").GetString()!;
        var key = owner.Result("clients/create", """{"name":"bench","scopes":["read"]}""").GetProperty("clientKey").GetString()!;
        return new WebHost(new Uri(origin).Port, key);
    }

    /// <summary>After the WebSocket's handshake.</summary>
    public Stream Connect() => Connect(Port, "/rpc", $"Sec-WebSocket-Protocol: assistant.v1, key.{Key}\r\n");

    /// <summary>The same to a host that is just starting: its web door opens after its socket.</summary>
    public Stream ConnectWhenOpen()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Connect();
            }
            catch (SocketException) when (attempt < 200)
            {
#pragma warning disable RS0030 // There is nothing to wait for but the port itself.
                Thread.Sleep(50);
#pragma warning restore RS0030
            }
        }
    }

    /// <summary>The same to any server.</summary>
    public static Stream Connect(int port, string path, string headers)
    {
        var stream = ConnectTls(port);
        stream.Write(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"));
        var answer = new List<byte>();
        while (answer.Count < 4 || !answer[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            var next = stream.ReadByte();
            if (next < 0)
                break;
            answer.Add((byte)next);
        }

        var said = Encoding.ASCII.GetString([.. answer]);
        return said.StartsWith("HTTP/1.1 101", StringComparison.Ordinal) ? stream : throw new InvalidOperationException(said);
    }

    public static SslStream ConnectTls(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect("127.0.0.1", port);
#pragma warning disable CA5359 // The certificates of either server are this run's own; what is timed does not depend on trust.
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        stream.AuthenticateAsClient("localhost");
        return stream;
    }
}
