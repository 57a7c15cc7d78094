namespace Assistant.Mail.Reports;

/// <summary>Finds enhanced status codes (RFC 3463) and SMTP reply codes (RFC 5321) in text, in one pass each.</summary>
internal static class StatusCodes
{
    /// <summary>
    /// The first status code in a text that names a detail (5.1.1), else the first that names none (5.1.0); never a piece of an IP address or a
    /// version number.
    /// </summary>
    public static string? FindStatus(ReadOnlySpan<char> text)
    {
        string? general = null;
        for (var i = 0; i + 4 < text.Length; i++)
        {
            if (text[i] is not ('2' or '4' or '5') || text[i + 1] != '.' || (i > 0 && !MayPrecede(text[..i])))
                continue;
            var end = i + 2;
            if (!Digits(text, ref end) || end >= text.Length || text[end] != '.')
                continue;
            end++;
            if (!Digits(text, ref end))
                continue;
            var ends = end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));
            if (!ends)
                continue;
            var found = text[i..end].ToString();
            if (!found.EndsWith(".0", StringComparison.Ordinal))
                return found;
            general ??= found;
        }

        return general;
    }

    /// <summary>The first reply code in a text: three digits that stand alone and are followed by a space, a hyphen or the end.</summary>
    public static string? FindReply(ReadOnlySpan<char> text)
    {
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] is not ('4' or '5') || text[i + 1] is < '0' or > '7' || !char.IsAsciiDigit(text[i + 2]))
                continue;
            var starts = i == 0 || char.IsWhiteSpace(text[i - 1]) || text[i - 1] is '(' or '"' or '\'' or '<' or ';' or '#' or ':' or '[' or '=';
            var ends = i + 3 == text.Length || char.IsWhiteSpace(text[i + 3]) || text[i + 3] is '-' or '#' or ';' or ':' or ')' or '"' or ']' or ',' or '_';
            if (starts && ends && !FollowsNumberWord(text[..i]) && !LeadsUnit(text[(i + 3)..]))
                return text.Slice(i, 3).ToString();
        }

        return null;
    }

    /// <summary>"x.0.0" says no more than its class.</summary>
    public static bool IsVague(string? status) => status is null || status.EndsWith(".0.0", StringComparison.Ordinal);

    /// <summary>"550-5.1.1" is a reply code and a status; "x-5.1.1" is a version.</summary>
    private static bool MayPrecede(ReadOnlySpan<char> before)
    {
        var last = before[^1];
        if (last == '-')
            return before.Length >= 4 && before[^4] is ('4' or '5') && char.IsAsciiDigit(before[^3]) && char.IsAsciiDigit(before[^2]);
        return !char.IsAsciiLetterOrDigit(last) && last is not ('.' or '_');
    }

    private static bool Digits(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && at - start < 4 && char.IsAsciiDigit(text[at]))
            at++;
        return at - start is > 0 and < 4;
    }

    /// <summary>"line 550", "port 587", "for 500".</summary>
    private static bool FollowsNumberWord(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd();
        return before.EndsWith("line") || before.EndsWith("port") || before.EndsWith("for") || before.EndsWith("after") || before.EndsWith("than") || before.EndsWith("id");
    }

    /// <summary>"500 hours", "450 bytes".</summary>
    private static bool LeadsUnit(ReadOnlySpan<char> after)
    {
        after = after.TrimStart();
        return after.StartsWith("hour") || after.StartsWith("day") || after.StartsWith("minute") || after.StartsWith("second") || after.StartsWith("byte") || after.StartsWith("KB") || after.StartsWith("MB");
    }
}
