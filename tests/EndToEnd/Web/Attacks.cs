using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Assistant.EndToEnd.Web;

/// <summary>What hostile and broken clients do. Each goes on until it is told to end, and comes again where it was cut off.</summary>
internal static class Attacks
{
    private const long TwoGibibytes = 1L << 31;

    private static readonly byte[] Chunk = new byte[64 * 1024];

    /// <summary>Through the local socket.</summary>
    public static (string Name, int Connections, Func<OpenDesk, CancellationToken, Task> RunAsync)[] Socket { get; } =
    [
        ("slowloris", 200, static (desk, cancel) => OnSocketAsync(desk, static (stream, end) => DripAsync(stream, "Content-Length: 10\r\nX-Slow: "u8.ToArray(), end), cancel)),
        ("one-byte frames", 4, static (desk, cancel) => OnSocketAsync(desk, static (stream, end) => BytewiseAsync(stream, Line("ping", "\"text\":\"x\""), end), cancel)),
        ("never read", 4, static (desk, cancel) => OnSocketAsync(desk, static (stream, end) => FloodAsync(stream, Line("ping", $"\"text\":\"{new string('x', 32 * 1024)}\""), end), cancel)),
        ("ping flood", 4, static (desk, cancel) => OnSocketAsync(desk, static (stream, end) => FloodAndReadAsync(stream, Repeat(Line("ping", "\"text\":\"x\""), 50), end), cancel)),
        ("batch of a million", 4, static (desk, cancel) => OnSocketAsync(desk, static (stream, end) => FloodAndReadAsync(stream, [.. Million(), (byte)'\n'], end), cancel)),
        ("length of 2^31", 4, static (desk, cancel) => OnSocketAsync(desk, static (stream, end) => FloodAsync(stream, [.. Encoding.ASCII.GetBytes($"Content-Length: {TwoGibibytes}\r\n\r\n"), .. Chunk], end), cancel)),
        ("cancel storm", 4, static (desk, cancel) => OnSocketAsync(desk, static (stream, end) => FloodAndReadAsync(stream, Repeat(Cancels(), 20), end), cancel)),
    ];

    /// <summary>Through the web door: strangers, and clients with a key of their own.</summary>
    public static (string Name, int Connections, Func<OpenDesk, CancellationToken, Task> RunAsync)[] Web { get; } =
    [
        ("slowloris", 200, static (desk, cancel) => OnTlsAsync(desk, static (_, stream, end) => DripAsync(stream, "GET / HTTP/1.1\r\nX-Slow: "u8.ToArray(), end), cancel)),
        ("no handshake", 200, static (desk, cancel) => OnTcpAsync(desk, static (stream, end) => DripAsync(stream, [], end), cancel)),
        ("slow body", 20, static (desk, cancel) => OnTlsAsync(desk, static (at, stream, end) => DripAsync(stream, Post(at, 1_000), end), cancel)),
        ("one-byte frames", 4, static (desk, cancel) => OnWebSocketAsync(desk, static (stream, end) => FloodAsync(stream, Repeat(Frame(0x00, [(byte)'['], final: false), 100), end), cancel)),
        ("never read", 4, static (desk, cancel) => OnWebSocketAsync(desk, static (stream, end) => FloodAsync(stream, Frame(0x1, Message("ping", $"\"text\":\"{new string('x', 32 * 1024)}\"")), end), cancel)),
        ("ping flood", 4, static (desk, cancel) => OnWebSocketAsync(desk, static (stream, end) => FloodAndReadAsync(stream, Repeat(Frame(0x9, "are you there"u8), 50), end), cancel)),
        ("batch of a million", 4, static (desk, cancel) => OnTlsAsync(desk, static (at, stream, end) => FloodAndReadAsync(stream, [.. Post(at, Million().Length), .. Million()], end), cancel)),
        ("length of 2^31", 4, static (desk, cancel) => OnTlsAsync(desk, static (at, stream, end) => FloodAsync(stream, [.. Post(at, TwoGibibytes), .. Chunk], end), cancel)),
        ("frame of 2^31", 4, static (desk, cancel) => OnWebSocketAsync(desk, static (stream, end) => FloodAsync(stream, [.. Header(0x1, TwoGibibytes, final: true), .. Chunk], end), cancel)),
        ("cancel storm", 4, static (desk, cancel) => OnWebSocketAsync(desk, static (stream, end) => FloodAndReadAsync(stream, Repeat(Frame(0x1, Message("$/cancelRequest", "\"id\":7", isCall: false)), 50), end), cancel)),
    ];

    /// <summary>The upgrade of a client with this key.</summary>
    public static byte[] Upgrade(OpenDesk desk, string key) => Encoding.ASCII.GetBytes(
        $"GET /rpc HTTP/1.1\r\nHost: localhost:{desk.Port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\nSec-WebSocket-Protocol: assistant.v1, key.{key}\r\n\r\n");

    public static byte[] Frame(byte opcode, ReadOnlySpan<byte> payload, bool final = true) => [.. Header(opcode, payload.Length, final), .. payload];

    public static byte[] Message(string method, string members, bool isCall = true) =>
        Encoding.UTF8.GetBytes($"{{\"jsonrpc\":\"2.0\",{(isCall ? "\"id\":1," : "")}\"method\":\"{method}\",\"params\":{{{members}}}}}");

    // RFC 6455, 5.2. The mask is zero, so that a payload stands as it is.
    private static byte[] Header(byte opcode, long length, bool final)
    {
        var first = (byte)(opcode | (final ? 0x80 : 0));
        var header = new byte[14];
        header[0] = first;
        if (length < 126)
        {
            header[1] = (byte)(0x80 | length);
            return header[..6];
        }

        header[1] = 0x80 | 127;
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(2), length);
        return header;
    }

    private static byte[] Line(string method, string members) => [.. Message(method, members), (byte)'\n'];

    private static byte[] Cancels() => [.. Line("drafts/list", ""), .. Message("$/cancelRequest", "\"id\":1", isCall: false), (byte)'\n'];

    private static byte[] Million() => Encoding.ASCII.GetBytes($"[{string.Join(',', Enumerable.Repeat('1', 1_000_000))}]");

    private static byte[] Post(OpenDesk desk, long length) => Encoding.ASCII.GetBytes(
        $"POST /rpc HTTP/1.1\r\nHost: localhost:{desk.Port}\r\nAuthorization: Bearer {desk.HostileKey}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n");

    private static byte[] Repeat(byte[] bytes, int times) => [.. Enumerable.Repeat(bytes, times).SelectMany(static each => each)];

    private static Task OnSocketAsync(OpenDesk desk, Func<Stream, CancellationToken, Task> attack, CancellationToken cancel) => AgainAsync(async () =>
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(desk.Host.Socket), cancel);
        await using var stream = new NetworkStream(socket);
        await attack(stream, cancel);
    }, cancel);

    private static Task OnTcpAsync(OpenDesk desk, Func<Stream, CancellationToken, Task> attack, CancellationToken cancel) => AgainAsync(async () =>
    {
        using var socket = await RawTls.TcpAsync(desk.Port);
        await using var stream = new NetworkStream(socket);
        await attack(stream, cancel);
    }, cancel);

    private static Task OnTlsAsync(OpenDesk desk, Func<OpenDesk, Stream, CancellationToken, Task> attack, CancellationToken cancel) => AgainAsync(async () =>
    {
        using var tls = await RawTls.ConnectAsync(desk.Port);
        await attack(desk, tls.Stream, cancel);
    }, cancel);

    private static Task OnWebSocketAsync(OpenDesk desk, Func<Stream, CancellationToken, Task> attack, CancellationToken cancel) => AgainAsync(async () =>
    {
        using var tls = await RawTls.ConnectAsync(desk.Port);
        if (await tls.AskAsync(Upgrade(desk, desk.HostileKey)) is { Status: 101 })
            await attack(tls.Stream, cancel);
    }, cancel);

    private static async Task AgainAsync(Func<Task> attack, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await attack();
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Cut off, refused, or told to end: as the door should, it comes again.
            }
        }
    }

    private static async Task DripAsync(Stream stream, byte[] start, CancellationToken cancel)
    {
        await stream.WriteAsync(start, cancel);
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
            await stream.WriteAsync("x"u8.ToArray(), cancel);
        }
    }

    private static async Task BytewiseAsync(Stream stream, byte[] message, CancellationToken cancel)
    {
        var reading = SwallowAsync(stream, cancel);
        while (!reading.IsCompleted)
        {
            for (var at = 0; at < message.Length; at++)
                await stream.WriteAsync(message.AsMemory(at, 1), cancel);
        }
    }

    private static async Task FloodAsync(Stream stream, byte[] bytes, CancellationToken cancel)
    {
        while (true)
            await stream.WriteAsync(bytes, cancel);
    }

    private static async Task FloodAndReadAsync(Stream stream, byte[] bytes, CancellationToken cancel)
    {
        var reading = SwallowAsync(stream, cancel);
        while (!reading.IsCompleted)
            await stream.WriteAsync(bytes, cancel);
    }

    private static async Task SwallowAsync(Stream stream, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, cancel) > 0)
            {
                // What it is told is nothing to it.
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The writer finds out by itself.
        }
    }
}
