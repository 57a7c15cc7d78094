using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Assistant.TestKit.Google;

/// <summary>A small HTTP/1.1 server on a bare socket of this machine, so that it can break off anywhere: before it read a body, after it acted, in the answer's stead.</summary>
/// <param name="answer">What it does with a whole request.</param>
/// <param name="breaks">Asked when only the head has come; what is not <see cref="WebEnd.Answered"/> ends the connection there.</param>
public sealed class WebServer(Func<WebRequest, WebAnswer> answer, Func<WebRequest, WebEnd>? breaks = null) : IAsyncDisposable
{
    private const int LongestHead = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ends = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private Task _accepting = Task.CompletedTask;

    public string Root { get; private set; } = "";

    public WebServer Start()
    {
        _listener.Start();
        Root = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        // A test may end it in the middle to play a server that is gone.
        if (_ends.IsCancellationRequested)
            return;
        await _ends.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_running.Keys);
        _ends.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ends.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_ends.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            // Never in this loop itself: an answer that a test holds back would keep the next connection waiting.
            var serving = Task.Run(() => ServeAsync(socket));
            _running[serving] = true;
            _ = serving.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var pending = new List<byte>();
            while (await HeadAsync(stream, pending) is { } request)
            {
                var end = breaks?.Invoke(request) ?? WebEnd.Answered;
                if (end == WebEnd.Answered)
                {
                    var reply = answer(request with { Body = await BodyAsync(stream, pending, request) });
                    end = reply.End;
                    if (end == WebEnd.Answered)
                        await WriteAsync(stream, reply);
                }

                if (end == WebEnd.Silent)
                    _ = await stream.ReadAsync(new byte[1], _ends.Token);
                if (end == WebEnd.Reset)
                    socket.LingerState = new LingerOption(true, 0);
                if (end != WebEnd.Answered)
                    return;
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client left, or the test is over.
        }
    }

    private async Task<WebRequest?> HeadAsync(NetworkStream stream, List<byte> pending)
    {
        int end;
        while ((end = CollectionsMarshalSpan(pending).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (pending.Count > LongestHead || !await MoreAsync(stream, pending))
                return null;
        }

        var lines = Encoding.ASCII.GetString(CollectionsMarshalSpan(pending)[..end]).Split("\r\n");
        pending.RemoveRange(0, end + 4);
        var target = lines[0].Split(' ')[1].Split('?', 2);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return new WebRequest(lines[0].Split(' ')[0], target[0], target.Length > 1 ? WebRequest.Pairs(target[1]) : [], headers, []);
    }

    private async Task<byte[]> BodyAsync(NetworkStream stream, List<byte> pending, WebRequest request)
    {
        var length = request.Headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        while (pending.Count < length)
        {
            if (!await MoreAsync(stream, pending))
                throw new IOException("The body did not come whole.");
        }

        var body = pending.GetRange(0, length).ToArray();
        pending.RemoveRange(0, length);
        return body;
    }

    private async Task<bool> MoreAsync(NetworkStream stream, List<byte> pending)
    {
        var buffer = new byte[64 * 1024];
        var count = await stream.ReadAsync(buffer, _ends.Token);
        pending.AddRange(buffer.AsSpan(0, count));
        return count > 0;
    }

    private async Task WriteAsync(NetworkStream stream, WebAnswer reply)
    {
        var body = Encoding.UTF8.GetBytes(reply.Body);
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Told\r\nContent-Type: {reply.ContentType}\r\nContent-Length: {body.Length}\r\n"));
        foreach (var (name, value) in reply.Headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body], _ends.Token);
    }

    private static Span<byte> CollectionsMarshalSpan(List<byte> bytes) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);
}
