using System.Globalization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Documents.Setting;

/// <summary>What stands above a letter's first word, from lines between two <c>---</c> at the beginning of its text.</summary>
internal sealed record LetterHead
{
    public const string Keys = "from, address, email, phone, web, to, place, date, subject, lang";

    private const int MostLines = 30;

    public string From { get; init; } = "";

    /// <summary>The sender's address, one line each.</summary>
    public IReadOnlyList<string> Address { get; init; } = [];

    /// <summary>Mail address, telephone, page, in this order.</summary>
    public IReadOnlyList<string> Reach { get; init; } = [];

    /// <summary>The recipient, one line each.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Place and date, as the letter's language writes them.</summary>
    public required string Date { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>Takes the head off a text; null where it has none.</summary>
    /// <exception cref="RpcException">A line of it is wrong.</exception>
    public static (LetterHead? Head, string Body) Split(string text, string today)
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
            return (null, text);
        var lines = text.Split('\n');
        var end = Array.FindIndex(lines, 1, static line => line.TrimEnd() == "---");
        // A rule of Markdown, not a head.
        if (end < 0 || !lines[1].Contains(':', StringComparison.Ordinal))
            return (null, text);
        var values = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        for (var i = 1; i < end; i++)
        {
            if (lines[i].Trim().Length == 0)
                continue;
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            var key = colon < 0 ? "" : lines[i][..colon].Trim();
            if (!Keys.Split(", ").Contains(key, StringComparer.OrdinalIgnoreCase) || i > MostLines)
                throw RpcException.Invalid($"text:{i + 1}", i > MostLines ? $"is the head's line {i}, of at most {MostLines}" : $"'{key}' is no line of a letter's head", $"Use {Keys}; a second line of an address has the key once more.");
            if (!values.TryGetValue(key, out var known))
                values[key] = known = [];
            known.Add(lines[i][(colon + 1)..].Trim());
        }

        return (Of(values, today), string.Join('\n', lines[(end + 1)..]));
    }

    private static LetterHead Of(Dictionary<string, List<string>> values, string today)
    {
        var date = One("date") is { Length: > 0 } given ? given : today;
        var day = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso) ? Written(iso, One("lang")) : date;
        return new LetterHead
        {
            From = One("from"),
            Address = Several("address"),
            Reach = [.. Several("email"), .. Several("phone"), .. Several("web")],
            To = Several("to"),
            Date = One("place") is { Length: > 0 } place ? $"{place}, {day}" : day,
            Subject = One("subject"),
        };

        string One(string key) => values.TryGetValue(key, out var found) ? found[0] : "";
        List<string> Several(string key) => values.TryGetValue(key, out var found) ? [.. found.SelectMany(static line => line.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))] : [];
    }

    private static string Written(DateOnly day, string language)
    {
        try
        {
            var culture = CultureInfo.GetCultureInfo(language.Length > 0 ? language : "en-GB");
            return day.ToString(culture.DateTimeFormat.LongDatePattern.Replace("dddd, ", "", StringComparison.Ordinal).Replace("dddd", "", StringComparison.Ordinal).Trim(' ', ','), culture);
        }
        catch (CultureNotFoundException)
        {
            return day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        }
    }
}
