using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Assistant.Plugins.Tests.Applications.Import;

/// <summary>Writes the files that people would bring.</summary>
internal static class Sheets
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\"\n\r,;\t");

    public static byte[] Csv(IEnumerable<IReadOnlyList<string>> rows, char separator, bool mark)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendJoin(separator, row.Select(cell => cell.AsSpan().ContainsAny(Quoted) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)).Append("\r\n");
        return [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <param name="rows">Cells; one that reads as a day is stored as Excel stores days.</param>
    /// <param name="shared">Texts go into the workbook's table of texts, else into the cells.</param>
    public static byte[] Xlsx(IReadOnlyList<IReadOnlyList<string>> rows, bool shared)
    {
        var strings = new List<string>();
        var sheet = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        for (var r = 0; r < rows.Count; r++)
        {
            sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{r + 1}\">");
            for (var c = 0; c < rows[r].Count; c++)
                sheet.Append(Cell($"{(char)('A' + c)}{r + 1}", rows[r][c], shared ? strings : null));
            sheet.Append("</row>");
        }

        sheet.Append("</sheetData></worksheet>");
        return Zip(
            ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"old\" sheetId=\"1\" state=\"hidden\" r:id=\"rId9\"/><sheet name=\"Jobs\" sheetId=\"2\" r:id=\"rId1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"x\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd&quot;.&quot;mm\\.yyyy\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"),
            ("xl/sharedStrings.xml", $"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{string.Concat(strings.Select(static s => $"<si><r><t xml:space=\"preserve\">{SecurityElement.Escape(s)}</t></r><rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh></si>\n"))}</sst>"),
            ("xl/worksheets/sheet1.xml", sheet.ToString()));
    }

    public static byte[] Zip(params (string Path, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var stream = zip.CreateEntry(path).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    private static string Cell(string place, string value, List<string>? strings)
    {
        if (value.Length == 0)
            return "";
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return FormattableString.Invariant($"<c r=\"{place}\" s=\"{1 + (day.Day % 2)}\"><v>{day.ToDateTime(default).ToOADate()}</v></c>");
        if (strings is null)
            return $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(value)}</t></is></c>";
        strings.Add(value);
        return FormattableString.Invariant($"<c r=\"{place}\" t=\"s\"><f>A1</f><v>{strings.Count - 1}</v></c>");
    }
}
