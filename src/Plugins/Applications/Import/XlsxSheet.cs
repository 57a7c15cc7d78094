using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Import;

/// <summary>
/// The first sheet of an Excel workbook (ECMA-376), read as a stream: cells' values, days by their number formats, no formulas, no links and nothing else. The file may
/// be anybody's: parts are bounded after unpacking, and a document type is refused.
/// </summary>
internal static class XlsxSheet
{
    private const int MostEntries = 1_000;

    // After unpacking, each part; ten thousand long rows have some ten million.
    private const long MostCharacters = 40_000_000;

    private const int MostStrings = 500_000;

    private const int MostColumns = 200;

    // Excel's own bound.
    private const int LongestCell = 32_767;

    /// <summary>Between the two days from which workbooks count.</summary>
    private const int DaysTo1904 = 1462;

    private const double LastDay = 2_958_465;

    /// <summary>Whether the bytes begin as a ZIP does.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\x03\x04"u8);

    /// <exception cref="InvalidDataException">It is no workbook, or larger than makes sense; the message is for a person.</exception>
    public static List<SheetRow> Read(Stream file)
    {
        try
        {
            using var zip = Open(file);
            if (zip.Entries.Count > MostEntries)
                throw new InvalidDataException("has more parts than a workbook");
            var (sheet, is1904) = Sheet(zip);
            return Rows(Part(zip, sheet), Strings(zip), DayStyles(zip), is1904);
        }
        catch (XmlException error)
        {
            throw Damaged(error);
        }
    }

    private static ZipArchive Open(Stream file)
    {
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            // What it holds is read when it is first asked for.
            _ = zip.Entries;
            return zip;
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
    }

    private static InvalidDataException Damaged(Exception error) => new("is damaged, or no Excel workbook", error);

    private static (string Path, bool Is1904) Sheet(ZipArchive zip)
    {
        string? relation = null;
        var is1904 = false;
        using (var xml = Part(zip, "xl/workbook.xml"))
        {
            while (xml.Read())
            {
                if (IsStart(xml, "workbookPr"))
                    is1904 = xml.GetAttribute("date1904") is "1" or "true";
                else if (IsStart(xml, "sheet") && xml.GetAttribute("state") is null or "visible")
                    relation ??= xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
            }
        }

        using var links = Part(zip, "xl/_rels/workbook.xml.rels");
        while (links.Read())
        {
            if (IsStart(links, "Relationship") && links.GetAttribute("Id") == relation && links.GetAttribute("Target") is { } target)
                return (target.StartsWith('/') ? target[1..] : "xl/" + target, is1904);
        }

        throw new InvalidDataException("has no sheet");
    }

    private static List<string> Strings(ZipArchive zip)
    {
        var strings = new List<string>();
        if (zip.GetEntry("xl/sharedStrings.xml") is null)
            return strings;
        using var xml = Part(zip, "xl/sharedStrings.xml");
        while (xml.Read())
        {
            if (IsStart(xml, "si"))
                strings.Add(Text(xml, "si"));
            if (strings.Count > MostStrings)
                throw new InvalidDataException($"has more than {MostStrings} texts");
        }

        return strings;
    }

    /// <summary>For each cell format, whether it shows a day.</summary>
    private static List<bool> DayStyles(ZipArchive zip)
    {
        var styles = new List<bool>();
        if (zip.GetEntry("xl/styles.xml") is null)
            return styles;
        var own = new HashSet<string>(StringComparer.Ordinal);
        var within = false;
        using var xml = Part(zip, "xl/styles.xml");
        while (xml.Read())
        {
            if (IsStart(xml, "numFmt") && xml.GetAttribute("numFmtId") is { } id && IsDay(xml.GetAttribute("formatCode") ?? ""))
                own.Add(id);
            else if (xml.LocalName == "cellXfs")
                within = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (within && IsStart(xml, "xf"))
                styles.Add(own.Contains(xml.GetAttribute("numFmtId") ?? "") || xml.GetAttribute("numFmtId") is "14" or "15" or "16" or "17" or "22");
        }

        return styles;
    }

    // Day and year in a format outside of quotes and brackets.
    private static bool IsDay(string format)
    {
        var bare = new StringBuilder();
        var closing = '\0';
        foreach (var c in format)
        {
            if (closing != '\0')
                closing = c == closing ? '\0' : closing;
            else if (c is '"' or '[')
                closing = c == '"' ? '"' : ']';
            else
                bare.Append(char.ToLowerInvariant(c));
        }

        var text = bare.ToString();
        return text.Contains('d', StringComparison.Ordinal) || text.Contains('y', StringComparison.Ordinal);
    }

    private static List<SheetRow> Rows(XmlReader xml, List<string> strings, List<bool> days, bool is1904)
    {
        var rows = new List<SheetRow>();
        var cells = new List<string>();
        var line = 0;
        using (xml)
        {
            while (xml.Read())
            {
                if (IsStart(xml, "row"))
                    line = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : line + 1;
                else if (IsStart(xml, "c"))
                    Cell(xml, cells, strings, days, is1904);
                else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "row" } && cells.Count > 0)
                {
                    if (cells.Exists(static cell => cell.Length > 0))
                        rows.Add(new SheetRow(line, [.. cells]));
                    cells.Clear();
                }

                // One for the header, and one more to tell that there are too many.
                if (rows.Count > TrackerLimits.Rows + 1)
                    break;
            }
        }

        return rows;
    }

    private static void Cell(XmlReader xml, List<string> cells, List<string> strings, List<bool> days, bool is1904)
    {
        var column = Column(xml.GetAttribute("r")) ?? cells.Count;
        var (type, style) = (xml.GetAttribute("t"), xml.GetAttribute("s"));
        var value = xml.IsEmptyElement ? "" : type == "inlineStr" ? Text(xml, "c") : Value(xml);
        if (column >= MostColumns)
            return;
        while (cells.Count < column)
            cells.Add("");
        if (cells.Count > column)
            return;
        cells.Add(type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < strings.Count ? strings[at] : "",
            "b" => value == "1" ? "yes" : "no",
            "e" => "",
            null or "n" when int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var format) && format < days.Count && days[format] => Day(value, is1904),
            _ => value,
        });
    }

    private static string Day(string number, bool is1904)
    {
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) || days < 1 || days > LastDay - DaysTo1904)
            return number;
        return DateTime.FromOADate(is1904 ? days + DaysTo1904 : days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>The column of <c>C7</c>, from 0.</summary>
    private static int? Column(string? place)
    {
        var column = 0;
        foreach (var c in (place ?? "").TakeWhile(char.IsAsciiLetterUpper))
        {
            column = (column * 26) + (c - 'A' + 1);
            if (column > MostColumns)
                break;
        }

        return column == 0 ? null : column - 1;
    }

    // The v of a cell; its formula is passed over.
    private static string Value(XmlReader xml)
    {
        var value = "";
        while (xml.Read() && !(xml is { NodeType: XmlNodeType.EndElement, LocalName: "c" }))
        {
            if (IsStart(xml, "v"))
                value = Text(xml, "v");
        }

        return value;
    }

    // What is within an element; without the readings that East Asian texts carry beside them.
    private static string Text(XmlReader xml, string element)
    {
        var text = new StringBuilder();
        if (xml.IsEmptyElement)
            return "";
        var (beside, within) = (false, element == "v");
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == element))
        {
            if (xml.LocalName == "rPh")
                beside = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (xml.LocalName == "t")
                within = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            else if (within && !beside && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && text.Length < LongestCell)
                text.Append(xml.Value);
        }

        return text.Length <= LongestCell ? text.ToString() : text.ToString(0, LongestCell);
    }

    private static bool IsStart(XmlReader xml, string name) => xml.NodeType == XmlNodeType.Element && xml.LocalName == name;

    private static XmlReader Part(ZipArchive zip, string path)
    {
        var entry = zip.GetEntry(path) ?? throw new InvalidDataException("is no Excel workbook (.xlsx)");
        return XmlReader.Create(entry.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters, CloseInput = true });
    }
}
