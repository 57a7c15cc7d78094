using System.Text.Json;

namespace Assistant.EndToEnd.Web;

/// <summary>One HTTP answer, as it came.</summary>
/// <param name="Status">For example 421.</param>
/// <param name="Head">The status line and the headers.</param>
/// <param name="Body">As text.</param>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    /// <summary>The code of a refusal; null where it is none, or where its body does not say what to do.</summary>
    public string? RefusalCode()
    {
        try
        {
            var error = JsonElement.Parse(Body).GetProperty("error");
            return error.GetProperty("message").GetString() is { Length: > 0 } && error.GetProperty("remedy").GetString() is { Length: > 0 } ? error.GetProperty("code").GetString() : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    public string? Header(string name) => Head.Split("\r\n").Select(line => line.Split(": ", 2))
        .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];
}
