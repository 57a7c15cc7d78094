using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>
/// Waits on this machine for the browser to come back with the answer, once: the first request with the right state ends it, and a second is refused
/// like anything else. It takes no other path, no other Host and no other method, so that neither a web page nor another program can end or fill it.
/// </summary>
internal sealed class CallbackListener : IDisposable
{
    private const string Path = "/signed-in";

    // A browser's request line and headers are a tenth of this.
    private const int LongestRequest = 16 * 1024;

    // A browser opens a few connections ahead and leaves them open.
    private const int MostAtOnce = 16;

    // A request comes whole or not at all.
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, string>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _state;
    private readonly TimeProvider _time;

    public CallbackListener(string state, TimeProvider time)
    {
        (_state, _time) = (state, time);
        _listener.Start(MostAtOnce);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    /// <summary>As the browser must be sent to it.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}{Path}");

    private int Port { get; }

    /// <summary>What the answer says, by name.</summary>
    /// <exception cref="SignInException">No answer can come any more.</exception>
    public async Task<IReadOnlyDictionary<string, string>> WaitAsync(CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var accepting = AcceptAsync(ending.Token);
        try
        {
            return await _answer.Task.WaitAsync(cancel);
        }
        finally
        {
            await ending.CancelAsync();
            _listener.Stop();
            await accepting;
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync(CancellationToken cancel)
    {
        using var room = new SemaphoreSlim(MostAtOnce, MostAtOnce);
        var serving = new List<Task>();
        try
        {
            while (!_answer.Task.IsCompleted)
            {
                await room.WaitAsync(cancel);
                var socket = await _listener.AcceptSocketAsync(cancel);
                serving.RemoveAll(static task => task.IsCompleted);
                serving.Add(ServeAsync(socket, room, cancel));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over: the answer has come, or nobody waits for it any more. Else whoever waits would wait for a browser that nobody lets in.
            if (!cancel.IsCancellationRequested)
                _answer.TrySetException(new SignInException("this machine takes no connection from the browser any more. Try again.", fault));
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket socket, SemaphoreSlim room, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(RequestLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var request = await ReadAsync(stream, both.Token);
            var answer = Answer(request);
            // The page first: whoever waits for the answer may end this listener at once.
            await stream.WriteAsync(CallbackPage.Of(answer), both.Token);
            if (answer is not null)
                _answer.TrySetResult(answer);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException)
        {
            // Whoever it was left, or was too slow.
        }
        finally
        {
            room.Release();
        }
    }

    /// <summary>The answer's values; null for whatever is not the answer to this sign-in.</summary>
    private Dictionary<string, string>? Answer(string request)
    {
        var lines = request.Split("\r\n");
        var hosts = lines.Where(static line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)).Select(static line => line["Host:".Length..].Trim()).ToList();
        if (hosts is not [var host] || host != $"127.0.0.1:{Port}" || lines[0].Split(' ') is not ["GET", var target, "HTTP/1.1"] || !target.StartsWith(Path + "?", StringComparison.Ordinal))
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in target[(Path.Length + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            // A name twice could be read one way here and another way elsewhere.
            if (!values.TryAdd(WebUtility.UrlDecode(parts[0]), parts.Length == 2 ? WebUtility.UrlDecode(parts[1]) : ""))
                return null;
        }

        return values.TryGetValue("state", out var state) && Same(state, _state) && !_answer.Task.IsCompleted ? values : null;
    }

    private static bool Same(string one, string other) =>
        System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancel)
    {
        var buffer = new byte[LongestRequest];
        var length = 0;
        while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), cancel) is > 0 and var count)
        {
            length += count;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is > 0 and var end)
                return Encoding.ASCII.GetString(buffer, 0, end);
        }

        throw new IOException("No whole request came.");
    }
}
