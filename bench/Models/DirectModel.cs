using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Assistant.Bench.Models;

/// <summary>The endpoint asked by HttpClient alone: the least that any client does.</summary>
internal sealed class DirectModel(int port) : IDisposable
{
    private const string Question = """{"model":"m","stream":true,"messages":[{"role":"system","content":"Write one line."},{"role":"user","content":"To somebody, about something."}]}""";

    private readonly HttpClient _http = new();

    /// <summary>Milliseconds to the first word.</summary>
    public async Task<double> AskAsync()
    {
        var began = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/v1/chat/completions")
        {
            Content = new StringContent(Question, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "key");
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var first = 0.0;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (first == 0 && line.Contains(" word0", StringComparison.Ordinal))
                first = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return first;
    }

    public void Dispose() => _http.Dispose();
}
