using System.Text;

namespace Assistant.Plugins.Documents.Setting;

/// <param name="Bytes">The file.</param>
/// <param name="Pages">Where that is known.</param>
/// <param name="Notices">For a person.</param>
internal sealed record SetFile(byte[] Bytes, int? Pages, IReadOnlyList<string> Notices)
{
    private const int MostNamed = 8;

    /// <summary>What the typeface cannot show of a text; null where it can show all.</summary>
    public static string? Missing(SetText text, Typeface typeface)
    {
        var cover = Typeface.Read(typeface.Face(false, false));
        IEnumerable<string> all = text.Blocks.SelectMany(static block => block.Runs).Select(static run => run.Text);
        if (text.Head is { } head)
            all = all.Concat([head.From, head.Date, head.Subject, .. head.Address, .. head.Reach, .. head.To]);
        var missing = all.SelectMany(static each => each.EnumerateRunes()).Where(rune => !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && cover.Glyph(rune) == 0).Distinct().ToList();
        return missing.Count == 0 ? null
            : $"{typeface.Name} has no shape for {string.Join(' ', missing.Take(MostNamed))}{(missing.Count > MostNamed ? $" and {missing.Count - MostNamed} more" : "")}: export it as DOCX, where the reader's own typefaces stand in.";
    }
}
