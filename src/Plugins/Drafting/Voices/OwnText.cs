using Assistant.Plugins.Drafting.Fencing;

namespace Assistant.Plugins.Drafting.Voices;

/// <summary>A mail that the user wrote, taken apart: what is quoted of others is left out.</summary>
internal sealed record OwnText(string? Greeting, string? Closing, IReadOnlyList<string> Sentences)
{
    private const int LongestGreeting = 60;

    private const int LongestClosing = 40;

    public static OwnText Of(string text)
    {
        var lines = Invisible.Remove(text.ReplaceLineEndings("\n")).Split('\n').Select(static l => l.Trim()).ToList();
        var cut = lines.FindIndex(static l => l == "--" || l.StartsWith("-----", StringComparison.Ordinal));
        if (cut >= 0)
            lines.RemoveRange(cut, lines.Count - cut);
        lines.RemoveAll(static l => l.StartsWith('>'));
        while (lines.Count > 0 && (lines[^1].Length == 0 || lines[^1].EndsWith(':')))
            lines.RemoveAt(lines.Count - 1);
        var said = lines.Where(static l => l.Length > 0).ToList();
        var greeting = said.Count > 1 && said[0].Length <= LongestGreeting && said[0][^1] is ',' or '!' or ':' or '，' or '：' ? said[0] : null;
        // "Best," and the name below it; where the name stands alone there is no closing.
        var closing = said.Count > 2 && IsClosing(said[^2]) && said[^1].Length <= LongestClosing ? said[^2] : null;
        var body = said.Skip(greeting is null ? 0 : 1).SkipLast(closing is null ? 0 : 2);
        return new OwnText(greeting, closing, Split(string.Join(' ', body)));
    }

    private static bool IsClosing(string line) => line.Length <= LongestClosing && line[^1] is not ('.' or '?' or ':' or ';') && line.Count(static c => c == ' ') < 5;

    private static List<string> Split(string text)
    {
        var (sentences, from) = (new List<string>(), 0);
        for (var at = 0; at < text.Length; at++)
        {
            var ends = text[at] is '。' or '！' or '？' or '।' or '؟' || (text[at] is '.' or '!' or '?' && (at + 1 == text.Length || (text[at + 1] == ' ' && (at + 2 == text.Length || !char.IsLower(text[at + 2])))));
            if (!ends)
                continue;
            sentences.Add(text[from..(at + 1)].Trim());
            from = at + 1;
        }

        if (text[from..].Trim() is { Length: > 0 } rest)
            sentences.Add(rest);
        return sentences;
    }
}
