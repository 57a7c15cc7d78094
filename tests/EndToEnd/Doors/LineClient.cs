using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Assistant.EndToEnd.Doors;

/// <summary>A client that knows no contract: it writes lines of JSON as a script would, and reads what comes back.</summary>
internal sealed class LineClient(Stream input, Stream output) : IAsyncDisposable
{
    /// <summary>A host that says nothing for so long is stuck, and the test should say so rather than hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StreamReader _reader = new(input);
    private int _lastId;

    public static async Task<LineClient> ConnectAsync(string socket)
    {
        var peer = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await peer.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        var stream = new NetworkStream(peer, ownsSocket: true);
        return new LineClient(stream, stream);
    }

    /// <summary>The whole answer, error or result.</summary>
    public async Task<JsonElement> CallAsync(string method, string parameters = "{}")
    {
        await WriteAsync($$"""{"jsonrpc":"2.0","id":{{++_lastId}},"method":"{{method}}","params":{{parameters}}}""" + "\n");
        return JsonElement.Parse(await ReadLineAsync() ?? throw new EndOfStreamException($"The host closed instead of answering {method}."));
    }

    public async Task<JsonElement> ResultAsync(string method, string parameters = "{}")
    {
        var answer = await CallAsync(method, parameters);
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }

    /// <summary>The number of the error that the call is answered with; 0 where it is answered with a result.</summary>
    public async Task<int> ErrorAsync(string method, string parameters = "{}") => ErrorOf(await CallAsync(method, parameters));

    public static int ErrorOf(JsonElement answer) => answer.TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : 0;

    public Task<JsonElement> InitializeAsync(string? key = null, params string[] scopes)
    {
        var given = key is null ? "" : $",\"clientKey\":\"{key}\"";
        var kept = scopes.Length == 0 ? "" : $",\"scopes\":[{string.Join(',', scopes.Select(scope => $"\"{scope}\""))}]";
        return CallAsync("initialize", $$"""{"client":{"name":"guard","version":"1"}{{given}}{{kept}}}""");
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    public async Task WriteAsync(byte[] bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        await output.WriteAsync(bytes, patience.Token);
        await output.FlushAsync(patience.Token);
    }

    /// <summary>Null where the host closed.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await _reader.ReadLineAsync(patience.Token);
        }
        catch (IOException)
        {
            // A reset is an end like another.
            return null;
        }
    }

    /// <summary>Everything until the host closes.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var all = new StringBuilder();
        while (await ReadLineAsync() is { } line)
            all.Append(line).Append('\n');
        return all.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await output.DisposeAsync();
    }
}
