using System.Globalization;
using System.Xml.Linq;

namespace Assistant.Plugins.Documents.Word;

/// <summary>What the styles say that a reader has to know: which are headings, and which are lists.</summary>
internal sealed class DocxStyles
{
    // A style that is based on itself, by a detour, has no end.
    private const int LongestChain = 20;

    private const int DeepestHeading = 6;

    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);

    public DocxStyles(DocxPackage package, string part)
    {
        foreach (var style in DocxXml.Tree(package, part)?.Elements().Where(static element => element.Name.LocalName == "style") ?? [])
        {
            if (Value(style, "styleId") is { } id)
            {
                var properties = Child(style, "pPr");
                _styles[id] = new Style(
                    Value(Child(style, "name"), "val") ?? "", Value(Child(style, "basedOn"), "val"), Number(Value(Child(properties, "outlineLvl"), "val")), Child(properties, "numPr") is not null);
            }
        }
    }

    /// <summary>1 to 6 for a heading, 0 for what is none.</summary>
    public int Heading(string? id) => Chain(id).Select(static style => style.Level).FirstOrDefault(static level => level > 0);

    public bool IsList(string? id) => Chain(id).Any(static style => style.HasNumbers);

    /// <summary>The level of an outline level, which counts from 0; 0 for body text.</summary>
    public static int Level(int? outline) => outline is >= 0 and < 9 and { } level ? Math.Min(level + 1, DeepestHeading) : 0;

    public static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private IEnumerable<Style> Chain(string? id)
    {
        for (var i = 0; i < LongestChain && id is not null && _styles.TryGetValue(id, out var style); i++)
        {
            yield return style;
            id = style.BasedOn;
        }
    }

    private static XElement? Child(XElement? element, string name) => element?.Elements().FirstOrDefault(each => each.Name.LocalName == name);

    private static string? Value(XElement? element, string name) => element?.Attributes().FirstOrDefault(each => each.Name.LocalName == name)?.Value;

    private sealed record Style(string Name, string? BasedOn, int? Outline, bool HasNumbers)
    {
        public int Level { get; } = DocxStyles.Level(Outline) is > 0 and var level ? level
            : Name.Equals("Title", StringComparison.OrdinalIgnoreCase) ? 1
            : Name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && Number(Name[8..]) is >= 1 and { } number ? Math.Min(number, DeepestHeading)
            : 0;
    }
}
