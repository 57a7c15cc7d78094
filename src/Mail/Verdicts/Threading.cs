using Assistant.Mail.Mime;

namespace Assistant.Mail.Verdicts;

/// <summary>What ties a mail to a conversation, RFC 5322 section 3.6.4 and RFC 5256 section 2.1.</summary>
public static class Threading
{
    /// <summary>Characters of a subject that are looked at.</summary>
    private const int MaxSubject = 2_000;

    /// <summary>Prefixes that mean "answer to" or "forwarded", in the languages mail programs write them.</summary>
    private static readonly string[] Prefixes =
    [
        "re", "aw", "antw", "antwort", "sv", "vs", "vs.", "ref", "rif", "r", "res", "resp", "odp", "ynt", "bls", "ang", "fw", "fwd", "wg", "tr",
        "rv", "i", "enc", "doorst", "vb", "pd", "vl", "trs", "回复", "答复", "转发", "回覆", "轉寄", "réf", "reply",
    ];

    /// <summary>
    /// The Message-IDs a mail cites, the most telling first: In-Reply-To, then References from the newest to the oldest, each once, without
    /// brackets.
    /// </summary>
    public static IReadOnlyList<string> Cites(HeaderBlock headers)
    {
        var ids = new List<string>();
        foreach (var field in headers.All("In-Reply-To"))
            ids.AddRange(MessageIds.Parse(field.Value));
        foreach (var field in headers.All("References"))
            ids.AddRange(MessageIds.Parse(field.Value).Reverse());
        return [.. ids.Distinct(StringComparer.Ordinal).Take(MimeLimits.References)];
    }

    /// <summary>
    /// The subject without reply and forward prefixes, list tags, "(fwd)" and responders' prefixes, white space single, lower case: two mails of a
    /// conversation share it.
    /// </summary>
    public static string BaseSubject(string? subject)
    {
        var text = (subject ?? "").AsSpan();
        text = text[..Math.Min(text.Length, MaxSubject)].Trim();
        while (true)
        {
            var rest = WithoutPrefix(text);
            if (rest.EndsWith("(fwd)", StringComparison.OrdinalIgnoreCase))
                rest = rest[..^5].TrimEnd();
            if (rest.Length == text.Length)
                break;
            text = rest;
        }

        return string.Join(' ', text.ToString().ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text)
    {
        // A list's tag, unless it is all there is.
        if (text.StartsWith("[") && text.IndexOf(']') is var close and > 0 and < 40 && text[(close + 1)..].TrimStart() is { Length: > 0 } behind)
            return behind;
        var colon = text.IndexOfAny(':', '：');
        if (colon is <= 0 or > 30)
            return text;
        var word = text[..colon].TrimEnd();
        // "Re[2]:", "Re(3):", "Re^2:"
        if (word.IndexOfAny("[(^") is var mark and > 0 && word[mark..].Trim("[]()^0123456789").Length == 0)
            word = word[..mark].TrimEnd();
        foreach (var prefix in Prefixes)
        {
            if (word.Equals(prefix, StringComparison.OrdinalIgnoreCase))
                return text[(colon + 1)..].TrimStart();
        }

        return Reports.AutoReply.SubjectPrefix(text) is > 0 and var length && text[length..].TrimStart(" :") is { Length: > 0 } subject ? subject : text;
    }
}
