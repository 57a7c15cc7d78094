using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Assistant.Plugins.Tests.Documents;

/// <summary>DOCX files as word processors write them: runs cut anywhere, styles, a table, a text box that is written twice, a header.</summary>
internal static class SampleDocx
{
    public const string Main = "word/document.xml";

    private const string Spaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly string[] Words = ["built", "data", "pipelines", "for", "40", "users", "&", "reports", "in", "Köln", "<led>", "a", "team", "of", "five"];

    public static byte[] Random(Random random)
    {
        var body = new StringBuilder();
        for (var i = 0; i < 12; i++)
            body.Append(Paragraph(random, i));
        body.Append("<w:tbl><w:tr><w:tc>").Append(Paragraph(random, 1)).Append("</w:tc></w:tr></w:tbl>");
        var boxed = Paragraph(random, 2);
        body.Append(CultureInfo.InvariantCulture, $"<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:txbxContent>{boxed}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{boxed}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>");
        return Of(body.ToString());
    }

    public static byte[] Of(string body) => Pack(
        (Main, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<w:document {Spaces}><w:body>{body}<w:sectPr/></w:body></w:document>"),
        ("word/header1.xml", $"<w:hdr {Spaces}><w:p><w:r><w:t>Ana Ruiz</w:t></w:r></w:p></w:hdr>"),
        ("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"{Relations}/officeDocument\" Target=\"{Main}\"/></Relationships>"),
        ("word/_rels/document.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"b\" Type=\"{Relations}/header\" Target=\"header1.xml\"/></Relationships>"),
        ("word/media/picture.png", "not text, kept as it is"));

    public static byte[] Pack(params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    public static Dictionary<string, string> Parts(byte[] docx)
    {
        using var archive = new ZipArchive(new MemoryStream(docx), ZipArchiveMode.Read);
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }

    private static string Paragraph(Random random, int index)
    {
        var text = string.Join(' ', random.GetItems(Words, random.Next(3, 12)));
        var runs = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, 9), text.Length - at);
            var piece = text.Substring(at, length).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
            runs.Append(CultureInfo.InvariantCulture, $"<w:r><w:rPr>{(random.Next(2) == 0 ? "<w:b/>" : "<w:i w:val=\"0\"/>")}</w:rPr><w:t xml:space='preserve'>{piece}</w:t></w:r>");
            at += length;
        }

        return $"<w:p w:rsidR=\"00{index}\"><w:pPr>{(index % 3 == 0 ? "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>" : "")}</w:pPr>{runs}</w:p>";
    }
}
