namespace Assistant.Plugins.Applications.Capture;

/// <summary>
/// Whether a page may be given to the parser, whose work grows with the depth of what is open, and which opens formatting anew in every paragraph where it was
/// left open. Counts tags as they are written; what nobody closes stays open here, as it does there.
/// </summary>
internal static class MarkupBounds
{
    // A large page has some ten thousand elements, thirty deep.
    private const int MostTags = 40_000;

    private const int Deepest = 500;

    private const int MostFormatting = 40;

    private static readonly HashSet<string> Formatting = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    };

    // Without an end, or ended by the next of their kind.
    private static readonly HashSet<string> Unnested = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "option", "html", "head", "body",
    };

    public static bool Bears(string html)
    {
        var (tags, depth, formatting) = (0, 0, 0);
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            var closes = html[at + 1] == '/';
            var name = Name(html, closes ? at + 2 : at + 1);
            if (name.Length == 0)
                continue;
            if (!closes && ++tags > MostTags)
                return false;
            var step = closes ? -1 : 1;
            if (Formatting.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
                formatting = Math.Max(0, formatting + step);
            else if (!Unnested.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
                depth = Math.Max(0, depth + step);
            if (depth > Deepest || formatting > MostFormatting)
                return false;
        }

        return true;
    }

    private static ReadOnlySpan<char> Name(string html, int start)
    {
        var end = start;
        while (end < html.Length && char.IsAsciiLetterOrDigit(html[end]))
            end++;
        return html.AsSpan(start, end - start);
    }
}
