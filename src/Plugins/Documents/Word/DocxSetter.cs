using Assistant.Plugins.Documents.Setting;
using Assistant.Protocol.Services;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Assistant.Plugins.Documents.Word;

/// <summary>Sets a text as DOCX, with real styles, so that a person can go on with it in a word processor.</summary>
internal sealed class DocxSetter
{
    private const string Grey = "555555";

    private readonly SetText _text;
    private readonly DocumentLayout _layout;
    private readonly Typeface _type;
    private readonly MainDocumentPart _main;
    private readonly Body _body = new();

    private DocxSetter(MainDocumentPart main, SetText text, DocumentLayout layout) => (_main, _text, _layout, _type) = (main, text, layout, Typeface.Of(layout));

    public static SetFile Set(SetText text, DocumentLayout layout)
    {
        using var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            package.PackageProperties.Title = text.Head is { Subject.Length: > 0 } head ? head.Subject : text.Title;
            package.PackageProperties.Creator = text.Head?.From ?? "";
            var main = package.AddMainDocumentPart();
            var setter = new DocxSetter(main, text, layout);
            DocxLooks.Add(main, setter._type, layout);
            setter.SetAll();
            main.Document = new DocumentFormat.OpenXml.Wordprocessing.Document(setter._body);
        }

        var type = Typeface.Of(layout);
        return new SetFile(file.ToArray(), null, [$"It names the typeface {type.Name}; a computer without it shows {type.Stand} or the like in its place."]);
    }

    private void SetAll()
    {
        if (_text.Head is { } head)
            SetHead(head);
        foreach (var block in _text.Blocks)
            _body.Append(Set(block));
        var (left, right, top) = _layout == DocumentLayout.Formal ? (25, 20, 20) : (25, 25, 22);
        _body.Append(new SectionProperties(
            new PageSize { Width = 11906, Height = 16838 },
            new PageMargin { Left = (uint)DocxLooks.Twips(left), Right = (uint)DocxLooks.Twips(right), Top = DocxLooks.Twips(top), Bottom = DocxLooks.Twips(24), Header = 708, Footer = 708, Gutter = 0 }));
    }

    private void SetHead(LetterHead head)
    {
        var formal = _layout == DocumentLayout.Formal;
        var align = _layout switch { DocumentLayout.Classic => JustificationValues.Center, DocumentLayout.Formal => JustificationValues.Right, _ => JustificationValues.Left };
        Line(head.From, "Sender", align);
        if (formal)
        {
            foreach (var line in (IEnumerable<string>)[.. head.Address, .. head.Reach])
                Line(line, "Contact", align);
            Line(string.Join(" · ", ((IEnumerable<string>)[head.From, .. head.Address]).Where(static line => line.Length > 0)), "ReturnAddress", JustificationValues.Left);
        }
        else
            Line(string.Join("  ·  ", [.. head.Address, .. head.Reach]), "Contact", align);

        foreach (var line in head.To)
            Line(line, "Recipient", JustificationValues.Left);
        Line(head.Date, "Date", _layout == DocumentLayout.Modern ? JustificationValues.Left : JustificationValues.Right);
        Line(head.Subject, "Subject", JustificationValues.Left);
    }

    private void Line(string text, string style, JustificationValues align)
    {
        if (text.Length > 0)
            _body.Append(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }, new Justification { Val = align }), Run(new SetRun(text))));
    }

    private Paragraph Set(SetBlock block)
    {
        var properties = new ParagraphProperties();
        switch (block.Kind)
        {
            case SetKind.Heading:
                properties.Append(new ParagraphStyleId { Val = $"Heading{Math.Min(block.Level, 3)}" });
                break;
            case SetKind.Item:
                properties.Append(new ParagraphStyleId { Val = "ListParagraph" });
                if (block.Mark == MarkdownBlocks.Bullet)
                    properties.Append(new NumberingProperties(new NumberingLevelReference { Val = block.Level }, new NumberingId { Val = 1 }));
                else
                    properties.Append(DocxLooks.Hanging(block.Level));
                if (block.EndsList)
                    properties.InsertAfter(new SpacingBetweenLines { After = "160" }, (OpenXmlElement?)properties.GetFirstChild<NumberingProperties>() ?? properties.GetFirstChild<ParagraphStyleId>());
                break;
            case SetKind.Quote:
                properties.Append(new ParagraphStyleId { Val = "Quote" });
                break;
            case SetKind.Rule:
                properties.Append(new ParagraphBorders(new BottomBorder { Val = BorderValues.Single, Size = 4, Space = 1, Color = "999999" }));
                break;
            case SetKind.Paragraph when _layout == DocumentLayout.Classic && _text.IsUnderName(block):
                properties.Append(new Justification { Val = JustificationValues.Center });
                break;
        }

        // Numbers are written out: a list of a word processor's would go on counting in the next one.
        Run[] number = block.Kind == SetKind.Item && block.Mark != MarkdownBlocks.Bullet ? [new Run(new Text(block.Mark), new TabChar())] : [];
        return new Paragraph([properties, .. number, .. block.Runs.SelectMany(Linked)]);
    }

    private IEnumerable<OpenXmlElement> Linked(SetRun run) => run.Link is { } link
        ? [new Hyperlink(Run(run)) { Id = _main.AddHyperlinkRelationship(new Uri(link), isExternal: true).Id }]
        : [Run(run)];

    private static Run Run(SetRun run)
    {
        var properties = new RunProperties();
        if (run.Link is not null)
            properties.Append(new RunStyle { Val = "Hyperlink" });
        if (run.Bold)
            properties.Append(new Bold());
        if (run.Italic)
            properties.Append(new Italic());
        return run.Text == "\n"
            ? new Run(properties, new Break())
            : new Run(properties, new Text(Sound(run.Text)) { Space = SpaceProcessingModeValues.Preserve });
    }

    // What XML cannot say.
    private static string Sound(string text) => string.Concat(text.Where(static c => c is '\t' || c >= ' ' && c is not ('\uFFFE' or '\uFFFF')));
}
