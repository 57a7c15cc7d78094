using System.Globalization;
using System.Text;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>Texts as lines that can be named, without what nobody sees.</summary>
internal static class SourceText
{
    // A paragraph on one line; a longer one becomes several sources.
    private const int LongestLine = 2_000;

    /// <summary>Each line that is not empty, named <c>prefix:1</c>, <c>prefix:2</c>, and so on.</summary>
    /// <param name="prefix">What the ids begin with.</param>
    /// <param name="kind">Where the text is from.</param>
    /// <param name="text">Any text.</param>
    /// <param name="before">How many have the prefix already.</param>
    public static List<WritingSource> Lines(string prefix, SourceKind kind, string text, int before = 0)
    {
        var sources = new List<WritingSource>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            foreach (var piece in Pieces(Visible(line).Trim()))
                sources.Add(new WritingSource(string.Create(CultureInfo.InvariantCulture, $"{prefix}:{before + sources.Count + 1}"), kind, piece));
        }

        return sources;
    }

    /// <summary>A text on one line.</summary>
    public static string Line(string text) => string.Join(' ', Visible(text.ReplaceLineEndings(" ")).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A text without control characters, and without those that only hide or reorder others; line feeds stay.</summary>
    public static string Visible(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
                kept.Append('\n');
            else if (rune.Value == '\t' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                kept.Append(' ');
            else if (!IsHidden(rune))
                kept.Append(rune);
        }

        return kept.ToString();
    }

    // Persian and the scripts of India cannot be written without the joiners, U+200C and U+200D.
    private static bool IsHidden(Rune rune) =>
        Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D) || rune.Value is >= 0xE0000 and <= 0xE01EF;

    private static IEnumerable<string> Pieces(string line)
    {
        while (line.Length > LongestLine)
        {
            var cut = line.LastIndexOf(' ', LongestLine);
            if (cut <= 0)
                cut = char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine;
            yield return line[..cut];
            line = line[cut..].TrimStart();
        }

        if (line.Length > 0)
            yield return line;
    }
}
