using System.Text;
using System.Text.Json;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>What a provider said of an error, made fit to be shown: the message alone, short, on one line, without keys and addresses.</summary>
internal static class ProviderText
{
    private const int Longest = 160;
    private const int LongestKeyLikeWord = 32;

    /// <summary>Null where it said nothing that can be shown; a page of HTML is nothing.</summary>
    public static string? Clean(string? body)
    {
        if (string.IsNullOrWhiteSpace(body) || Message(body) is not { } message)
            return null;
        var words = message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Safe);
        var text = string.Join(' ', words);
        return text.Length <= Longest ? text : text[..Longest] + "...";
    }

    /// <summary>Some providers repeat the key that they refuse.</summary>
    public static string WithoutKey(string body, string? key) => string.IsNullOrEmpty(key) ? body : body.Replace(key, "[key]", StringComparison.Ordinal);

    private static string Safe(string word)
    {
        if (word.Contains('@', StringComparison.Ordinal))
            return "[address]";
        if (word.Contains("sk-", StringComparison.Ordinal) || word.Length > LongestKeyLikeWord)
            return "[key]";
        var kept = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Format)
                kept.Append(rune);
        }

        return kept.ToString();
    }

    // {"error": {"message": "..."}} of OpenAI and Anthropic, {"error": "..."} of Ollama, {"message": "..."} of others.
    private static string? Message(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Find(document.RootElement);
        }
        catch (JsonException)
        {
            return body.AsSpan().TrimStart().StartsWith("<") ? null : body;
        }
    }

    private static string? Find(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            return element.GetString();
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        return element.TryGetProperty("error", out var error) ? Find(error) : element.TryGetProperty("message", out var message) ? Find(message) : null;
    }
}
