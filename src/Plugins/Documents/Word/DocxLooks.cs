using System.Globalization;
using Assistant.Plugins.Documents.Setting;
using Assistant.Protocol.Services;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Assistant.Plugins.Documents.Word;

/// <summary>The styles, lists and typefaces of a DOCX that is set here.</summary>
internal static class DocxLooks
{
    private const double LineUnits = 240;

    public static void Add(MainDocumentPart main, Typeface type, DocumentLayout layout)
    {
        main.AddNewPart<StyleDefinitionsPart>().Styles = Styles(type, layout);
        main.AddNewPart<NumberingDefinitionsPart>().Numbering = Lists();
        main.AddNewPart<FontTablePart>().Fonts = new Fonts(new Font(new AltName { Val = type.Stand }) { Name = type.Name });
    }

    public static int Twips(double millimetres) => (int)(millimetres * 1440 / 25.4);

    private static Styles Styles(Typeface type, DocumentLayout layout)
    {
        var accent = type.Accent.ToString("X6", CultureInfo.InvariantCulture);
        var (line, size) = (type.Leading, type.Size);
        var styles = new Styles(new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = type.Name, HighAnsi = type.Name, ComplexScript = type.Name }, new Color { Val = "1A1A1A" }, new FontSize { Val = Half(size) }, new FontSizeComplexScript { Val = Half(size) })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = Points(size * 0.6), Line = Units(line), LineRule = LineSpacingRuleValues.Auto }))));
        styles.Append(new Style(new StyleName { Val = "Normal" }, new PrimaryStyle()) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true });
        styles.Append(Paragraph("Heading1", "heading 1", size * 1.8, layout != DocumentLayout.Classic, accent, 0, size * 0.3, 0, layout == DocumentLayout.Classic));
        styles.Append(Paragraph("Heading2", "heading 2", size * 1.2, true, accent, size * 0.9, size * 0.4, 1, false, rule: layout == DocumentLayout.Modern ? accent : "888888"));
        styles.Append(Paragraph("Heading3", "heading 3", size, true, accent, size * 0.7, size * 0.2, 2, false));
        styles.Append(Paragraph("ListParagraph", "List Paragraph", size, false, null, 0, size * 0.2, null, false));
        styles.Append(Paragraph("Quote", "Quote", size, false, null, 0, size * 0.6, null, false, indent: size * 1.6, italic: true));
        styles.Append(Paragraph("Sender", "Sender", layout == DocumentLayout.Formal ? size + 2 : size * 1.75, layout != DocumentLayout.Classic, accent, 0, 2, null, false));
        styles.Append(Paragraph("Contact", "Contact", size - 1.5, false, "555555", 0, layout == DocumentLayout.Formal ? 0 : 24, null, false, rule: layout switch { DocumentLayout.Formal => null, DocumentLayout.Modern => accent, _ => "888888" }));
        styles.Append(Paragraph("ReturnAddress", "Return Address", 7.5, false, "555555", 40, 3, null, false));
        styles.Append(Paragraph("Recipient", "Recipient", size, false, null, 0, 0, null, false));
        styles.Append(Paragraph("Date", "Date", size, false, null, size * 1.4, 0, null, false));
        styles.Append(Paragraph("Subject", "Subject", size, true, accent, size * 1.4, size, null, false));
        styles.Append(new Style(new StyleName { Val = "Hyperlink" }, new StyleRunProperties(new Color { Val = "1F4E79" })) { Type = StyleValues.Character, StyleId = "Hyperlink" });
        return styles;
    }

    private static Style Paragraph(
        string id, string name, double size, bool bold, string? colour, double before, double after, int? outline, bool centred, string? rule = null, double indent = 0, bool italic = false)
    {
        // In the order that the schema asks for.
        var paragraph = new StyleParagraphProperties();
        if (outline is not null)
            paragraph.Append(new KeepNext());
        if (rule is not null)
            paragraph.Append(new ParagraphBorders(new BottomBorder { Val = BorderValues.Single, Size = 6, Space = 3, Color = rule }));
        paragraph.Append(new SpacingBetweenLines { Before = Points(before), After = Points(after) });
        if (indent > 0)
            paragraph.Append(new Indentation { Left = Points(indent) });
        if (centred)
            paragraph.Append(new Justification { Val = JustificationValues.Center });
        if (outline is { } level)
            paragraph.Append(new OutlineLevel { Val = level });
        var run = new StyleRunProperties();
        if (bold)
            run.Append(new Bold());
        if (italic)
            run.Append(new Italic());
        if (colour is not null)
            run.Append(new Color { Val = colour });
        run.Append(new FontSize { Val = Half(size) }, new FontSizeComplexScript { Val = Half(size) });
        return new Style(new StyleName { Val = name }, new BasedOn { Val = "Normal" }, new PrimaryStyle(), paragraph, run) { Type = StyleValues.Paragraph, StyleId = id };
    }

    /// <summary>The first line begins where a list's mark stands, the others where its text does.</summary>
    public static Indentation Hanging(int level) => new() { Left = Points(16 * (level + 1)), Hanging = Points(14) };

    private static Numbering Lists()
    {
        var bullets = new AbstractNum(new MultiLevelType { Val = MultiLevelValues.HybridMultilevel }) { AbstractNumberId = 0 };
        for (var level = 0; level <= MarkdownBlocks.DeepestItem; level++)
        {
            bullets.Append(new Level(
                new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = NumberFormatValues.Bullet }, new LevelText { Val = MarkdownBlocks.Bullet },
                new LevelJustification { Val = LevelJustificationValues.Left }, new PreviousParagraphProperties(Hanging(level))) { LevelIndex = level });
        }

        return new Numbering(bullets, new NumberingInstance(new AbstractNumId { Val = 0 }) { NumberID = 1 });
    }

    private static string Half(double points) => ((int)Math.Round(points * 2)).ToString(CultureInfo.InvariantCulture);

    // A twentieth of a point each.
    private static string Points(double points) => ((int)Math.Round(points * 20)).ToString(CultureInfo.InvariantCulture);

    private static string Units(double lines) => ((int)Math.Round(lines * LineUnits)).ToString(CultureInfo.InvariantCulture);
}
