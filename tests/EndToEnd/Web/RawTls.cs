using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Assistant.EndToEnd.Web;

/// <summary>A TLS connection to the web door on which a test writes what it wants: no client library tidies it up on the way.</summary>
internal sealed class RawTls : IDisposable
{
    /// <summary>A door that says nothing for so long is stuck, and the test should say so rather than hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    private RawTls(Socket socket, SslStream stream) => (_socket, Stream) = (socket, stream);

    public SslStream Stream { get; }

    public static async Task<RawTls> ConnectAsync(int port)
    {
        var socket = await TcpAsync(port);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        using var patience = new CancellationTokenSource(Patience);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
#pragma warning disable CA5359 // Who is at the other end is another test's question.
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
            },
            patience.Token);
        return new RawTls(socket, stream);
    }

    public static async Task<Socket> TcpAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    public Task<RawAnswer?> AskAsync(string request) => AskAsync(Encoding.UTF8.GetBytes(request));

    /// <summary>Null where the door closed instead of answering.</summary>
    public async Task<RawAnswer?> AskAsync(byte[] request)
    {
        try
        {
            await Stream.WriteAsync(request);
        }
        catch (IOException)
        {
            // It may have answered before it closed.
        }

        return await ReadAsync();
    }

    public async Task<RawAnswer?> ReadAsync()
    {
        int end;
        while ((end = _buffer.AsSpan(_start.._end).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync())
                return null;
        }

        var head = Encoding.ASCII.GetString(_buffer, _start, end);
        _start += end + 4;
        var answer = new RawAnswer(int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), head, "");
        var length = int.Parse(answer.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
        if (length > _buffer.Length)
            Array.Resize(ref _buffer, length);
        while (_end - _start < length)
        {
            if (!await FillAsync())
                return null;
        }

        var body = Encoding.UTF8.GetString(_buffer, _start, length);
        _start += length;
        return answer with { Body = body };
    }

    /// <summary>Cut off rather than closed, as hostile clients leave.</summary>
    public void Dispose()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
        Stream.Dispose();
    }

    private async Task<bool> FillAsync()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var count = await Stream.ReadAsync(_buffer.AsMemory(_end), patience.Token);
            _end += count;
            return count > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
