using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Assistant.EndToEnd.Docs;

/// <summary>A CV as a word processor keeps it: named styles, a bulleted list, bold words within a line, a table of dates, a footer.</summary>
internal static class SampleCv
{
    private static readonly (string Style, string[] Runs)[] Lines =
    [
        ("Title", ["Robin Hale"]),
        ("Subtitle", ["Bern, robin@example.org"]),
        ("Heading1", ["Experience"]),
        ("ListBullet", ["Led a team of 4", " at Harbour Labs, 2019 to 2025"]),
        ("ListBullet", ["Kept ", "Linux servers", " for six years"]),
        ("Heading1", ["Languages"]),
        ("Normal", ["German, English and Spanish"]),
    ];

    public static byte[] Make()
    {
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(new Level(new NumberingFormat { Val = NumberFormatValues.Bullet }, new LevelText { Val = "•" }) { LevelIndex = 0 }) { AbstractNumberId = 1 },
                new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 });
            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = new Footer(new Paragraph(new Run(new Text("References on request"))));
            main.Document = new Document(new Body(
                [.. Lines.Select(static line => (OpenXmlElement)Line(line.Style, line.Runs)), Dates(), new SectionProperties(new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) })]));
        }

        return file.ToArray();
    }

    /// <summary>Each paragraph of the body with its style.</summary>
    public static List<(string? Style, string Text)> Paragraphs(byte[] docx)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(docx, writable: false), isEditable: false);
        return [.. document.MainDocumentPart!.Document.Body!.Descendants<Paragraph>().Select(static each => (each.ParagraphProperties?.ParagraphStyleId?.Val?.Value, each.InnerText))];
    }

    /// <summary>What a word processor would find wrong with the file.</summary>
    public static List<string> Faults(byte[] docx)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(docx, writable: false), isEditable: false);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(static each => $"{each.Path?.XPath}: {each.Description}")];
    }

    /// <summary>The words of a line that are bold.</summary>
    public static string Bold(byte[] docx, int line)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(docx, writable: false), isEditable: false);
        var runs = document.MainDocumentPart!.Document.Body!.Descendants<Paragraph>().ElementAt(line - 1).Elements<Run>();
        return string.Concat(runs.Where(static run => run.RunProperties?.Bold is not null).Select(static run => run.InnerText));
    }

    private static Paragraph Line(string style, string[] runs)
    {
        var properties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        if (style == "ListBullet")
            properties.Append(new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 1 }));
        var paragraph = new Paragraph(properties);
        for (var i = 0; i < runs.Length; i++)
        {
            var run = new Run(new Text(runs[i]) { Space = SpaceProcessingModeValues.Preserve });
            // The second of three runs, and the first of two.
            if (runs.Length > 1 && i == (runs.Length == 3 ? 1 : 0))
                run.RunProperties = new RunProperties(new Bold());
            paragraph.Append(run);
        }

        return paragraph;
    }

    private static Table Dates() => new(
        new TableProperties(new TableWidth { Type = TableWidthUnitValues.Auto, Width = "0" }),
        new TableGrid(new GridColumn { Width = "2400" }, new GridColumn { Width = "6000" }),
        new TableRow(
            new TableCell(new Paragraph(new Run(new Text("2018")))),
            new TableCell(new Paragraph(new Run(new Text("MSc Computer Science, ETH Zürich"))))));

    private static Styles Styles() => new(
        Style("Normal", "Normal", 22, isDefault: true), Style("Title", "Title", 44), Style("Subtitle", "Subtitle", 24), Style("Heading1", "heading 1", 30), Style("ListBullet", "List Bullet", 22));

    private static Style Style(string id, string name, int halfPoints, bool isDefault = false) => new(
        new StyleName { Val = name }, new StyleRunProperties(new FontSize { Val = $"{halfPoints}" })) { Type = StyleValues.Paragraph, StyleId = id, Default = isDefault ? true : null };
}
