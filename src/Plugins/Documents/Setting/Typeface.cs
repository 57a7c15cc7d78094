using System.Collections.Concurrent;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Documents.Setting;

/// <summary>One of the typefaces that lie beside the plugin, under the SIL Open Font License, with what goes with it on a page.</summary>
/// <param name="Name">As programs name it.</param>
/// <param name="File">What its files' names begin with.</param>
/// <param name="Stand">A typeface that most computers have, for who has it not.</param>
/// <param name="Size">Of the running text, in points.</param>
/// <param name="Leading">From line to line, as a multiple of the size.</param>
/// <param name="Accent">The colour of the name and of headings, RGB.</param>
internal sealed record Typeface(string Name, string File, string Stand, double Size, double Leading, uint Accent)
{
    private static readonly ConcurrentDictionary<string, TrueType> Files = new(StringComparer.Ordinal);

    private static readonly Typeface Garamond = new("EB Garamond", "EBGaramond", "Garamond", 12, 1.28, 0x1A1A1A);
    private static readonly Typeface Source = new("Source Sans 3", "SourceSans3", "Calibri", 10.5, 1.36, 0x1F4E79);
    private static readonly Typeface Carlito = new("Carlito", "Carlito", "Calibri", 11, 1.26, 0x1A1A1A);

    public static Typeface Of(DocumentLayout layout) => layout switch
    {
        DocumentLayout.Modern => Source,
        DocumentLayout.Formal => Carlito,
        _ => Garamond,
    };

    /// <summary>A face's file, by its name: <c>EBGaramond-BoldItalic</c>.</summary>
    public static TrueType Read(string face) => Files.GetOrAdd(face, static name => new TrueType(System.IO.File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(typeof(Typeface).Assembly.Location)!, "Fonts", name + ".ttf"))));

    /// <summary>The face for a way of writing.</summary>
    public string Face(bool bold, bool italic) => $"{File}-{(bold, italic) switch { (true, true) => "BoldItalic", (true, false) => "Bold", (false, true) => "Italic", _ => "Regular" }}";
}
