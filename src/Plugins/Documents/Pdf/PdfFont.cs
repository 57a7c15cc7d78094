using System.Globalization;
using System.Text;
using Assistant.Plugins.Documents.Setting;

namespace Assistant.Plugins.Documents.Pdf;

/// <summary>A face as a file uses it: the glyphs that were drawn, and what they say.</summary>
internal sealed class PdfFont(string face, TrueType type)
{
    private readonly SortedDictionary<int, Rune> _used = [];

    /// <summary>How wide a text is, in points.</summary>
    public double Measure(string text, double size) => text.EnumerateRunes().Sum(rune => (double)type.Width(type.Glyph(rune))) * size / type.UnitsPerEm;

    /// <summary>The text as the numbers of its glyphs, in hexadecimal; they are in the file from then on.</summary>
    public string Draw(string text)
    {
        var drawn = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var glyph = type.Glyph(rune);
            _used.TryAdd(glyph, rune);
            drawn.Append(CultureInfo.InvariantCulture, $"{glyph:X4}");
        }

        return drawn.ToString();
    }

    /// <summary>Writes the font with what belongs to it (ISO 32000-1, 9.7: a composite font, its numbers those of the glyphs).</summary>
    /// <returns>The number of the font's object.</returns>
    public int Write(PdfObjects objects)
    {
        var name = $"{Tag()}+{face}";
        var glyphs = type.With(_used.Keys);
        var file = objects.AddStream(glyphs, string.Create(CultureInfo.InvariantCulture, $"/Length1 {glyphs.Length}"));
        var box = string.Join(' ', type.Box.Select(side => Thousandths(side)));
        var descriptor = objects.Add(
            $"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] /ItalicAngle {(face.EndsWith("Italic", StringComparison.Ordinal) ? -12 : 0)} /Ascent {Thousandths(type.Ascent)} /Descent {Thousandths(type.Descent)} /CapHeight 650 /StemV 80 /FontFile2 {file} 0 R >>");
        var widths = string.Join(' ', _used.Keys.Select(glyph => $"{glyph} [{Thousandths(type.Width(glyph))}]"));
        var descendant = objects.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /W [{widths}] /CIDToGIDMap /Identity >>");
        var characters = objects.AddStream(Encoding.ASCII.GetBytes(Characters()));
        return objects.Add($"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {characters} 0 R >>");
    }

    // Six letters of what was used, as ISO 32000-1, 9.6.4 asks of a subset.
    private string Tag()
    {
        var sum = _used.Keys.Aggregate(17u, static (sum, glyph) => (sum * 31) + (uint)glyph);
        return string.Concat(Enumerable.Range(0, 6).Select(i => (char)('A' + (sum >> (4 * i)) % 26)));
    }

    private string Characters()
    {
        const int MostInOne = 100;
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var chunk in _used.Chunk(MostInOne))
        {
            map.Append(CultureInfo.InvariantCulture, $"{chunk.Length} beginbfchar\n");
            foreach (var (glyph, rune) in chunk)
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(rune.ToString()))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end").ToString();
    }

    private string Thousandths(int units) => (units * 1000 / type.UnitsPerEm).ToString(CultureInfo.InvariantCulture);
}
