using System.Globalization;
using System.Text;
using Assistant.Plugins.Documents.Setting;

namespace Assistant.Plugins.Documents.Pdf;

/// <summary>A4 pages with text, lines and links on them. Lengths are points from the upper left corner.</summary>
internal sealed class PdfCanvas(Typeface typeface)
{
    public const double Width = 595.28;
    public const double Height = 841.89;

    private readonly Dictionary<string, PdfFont> _fonts = [];
    private readonly List<Page> _pages = [];

    public int Pages => _pages.Count;

    public void NewPage() => _pages.Add(new Page(new StringBuilder(), []));

    public double Measure(string text, double size, bool bold, bool italic) => Font(bold, italic).Font.Measure(text, size);

    /// <param name="page">Counted from 0.</param>
    /// <param name="text">One line.</param>
    /// <param name="x">Where it begins.</param>
    /// <param name="baseline">Where its letters stand.</param>
    /// <param name="size">Of the type.</param>
    /// <param name="bold">In the bold face.</param>
    /// <param name="italic">In the italic face.</param>
    /// <param name="colour">RGB.</param>
    public void Text(int page, string text, double x, double baseline, double size, bool bold, bool italic, uint colour)
    {
        var (name, font) = Font(bold, italic);
        _pages[page].Content.Append(CultureInfo.InvariantCulture, $"BT /{name} {size:0.##} Tf {Colour(colour)} rg {x:0.##} {Height - baseline:0.##} Td <{font.Draw(text)}> Tj ET\n");
    }

    public void Line(int page, double x, double y, double width, double thickness, uint colour) => _pages[page].Content.Append(
        CultureInfo.InvariantCulture, $"{Colour(colour)} RG {thickness:0.##} w {x:0.##} {Height - y:0.##} m {x + width:0.##} {Height - y:0.##} l S\n");

    public void Link(int page, double x, double baseline, double width, double size, string target) => _pages[page].Links.Add(string.Create(
        CultureInfo.InvariantCulture, $"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [{x:0.##} {Height - baseline - (size * 0.25):0.##} {x + width:0.##} {Height - baseline + (size * 0.85):0.##}] /A << /S /URI /URI ({Escaped(target)}) >> >>"));

    public byte[] File(string title, string author)
    {
        var objects = new PdfObjects();
        var (root, tree) = (objects.Reserve(), objects.Reserve());
        var fonts = string.Join(' ', _fonts.Select(each => $"/{each.Key.Replace("-", "", StringComparison.Ordinal)} {each.Value.Write(objects)} 0 R"));
        var kids = new List<int>();
        foreach (var page in _pages)
        {
            var content = objects.AddStream(Encoding.ASCII.GetBytes(page.Content.ToString()));
            var links = string.Join(' ', page.Links.Select(link => $"{objects.Add(link)} 0 R"));
            kids.Add(objects.Add(string.Create(
                CultureInfo.InvariantCulture, $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {Width} {Height}] /Resources << /Font << {fonts} >> >> /Contents {content} 0 R /Annots [{links}] >>")));
        }

        objects.Set(tree, $"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(static kid => $"{kid} 0 R"))}] >>");
        objects.Set(root, $"<< /Type /Catalog /Pages {tree} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>");
        return objects.File(root, objects.Add($"<< /Title {PdfObjects.Text(title)} /Author {PdfObjects.Text(author)} >>"));
    }

    private (string Name, PdfFont Font) Font(bool bold, bool italic)
    {
        var face = typeface.Face(bold, italic);
        if (!_fonts.TryGetValue(face, out var font))
            _fonts[face] = font = new PdfFont(face, Typeface.Read(face));
        return (face.Replace("-", "", StringComparison.Ordinal), font);
    }

    private static string Colour(uint rgb) => string.Create(CultureInfo.InvariantCulture, $"{((rgb >> 16) & 255) / 255.0:0.###} {((rgb >> 8) & 255) / 255.0:0.###} {(rgb & 255) / 255.0:0.###}");

    private static string Escaped(string link) => new Uri(link).AbsoluteUri.Replace("\\", "%5C", StringComparison.Ordinal).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);

    private sealed record Page(StringBuilder Content, List<string> Links);
}
