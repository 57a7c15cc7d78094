using Assistant.Plugins.Documents.Setting;
using Assistant.Protocol.Services;
using static Assistant.Plugins.Documents.Pdf.PageFlow;

namespace Assistant.Plugins.Documents.Pdf;

/// <summary>Sets a text as PDF, in one of the typefaces that are embedded in it.</summary>
internal sealed class PdfSetter
{
    private const uint Grey = 0x555555;

    private readonly SetText _text;
    private readonly DocumentLayout _layout;
    private readonly Typeface _type;
    private readonly PageFlow _flow;

    private PdfSetter(PdfCanvas canvas, SetText text, DocumentLayout layout)
    {
        (_text, _layout, _type) = (text, layout, Typeface.Of(layout));
        _flow = layout == DocumentLayout.Formal
            ? new PageFlow(canvas, _type, 25 * Millimetre, 20 * Millimetre, 20 * Millimetre, 25 * Millimetre)
            : new PageFlow(canvas, _type, 25 * Millimetre, 25 * Millimetre, 22 * Millimetre, 24 * Millimetre);
    }

    public static SetFile Set(SetText text, DocumentLayout layout)
    {
        var canvas = new PdfCanvas(Typeface.Of(layout));
        var setter = new PdfSetter(canvas, text, layout);
        if (text.Head is not null)
            setter.SetHead(text.Head);
        foreach (var block in text.Blocks)
            setter.Set(block);
        setter._flow.Finish(text.Head?.From ?? "");
        var bytes = canvas.File(text.Head is { Subject.Length: > 0 } head ? head.Subject : text.Title, text.Head?.From ?? "");
        return new SetFile(bytes, canvas.Pages, SetFile.Missing(text, setter._type) is { } missing ? [missing] : []);
    }

    private void SetHead(LetterHead head)
    {
        if (_layout == DocumentLayout.Formal)
        {
            SetWindowHead(head);
            return;
        }

        var middle = _layout == DocumentLayout.Classic ? SetAlign.Centre : SetAlign.Left;
        Line(head.From, new ParagraphLook { Size = _type.Size * 1.75, Bold = _layout == DocumentLayout.Modern, Colour = _type.Accent, Align = middle, After = 2 });
        Line(string.Join("  ·  ", [.. head.Address, .. head.Reach]), new ParagraphLook { Size = _type.Size - 1.5, Colour = Grey, Align = middle });
        if (head.From.Length > 0)
            _flow.Rule(_layout == DocumentLayout.Modern ? 1.5 : 0.6, _layout == DocumentLayout.Modern ? _type.Accent : 0x888888, 7, 22);
        foreach (var line in head.To)
            Line(line, new ParagraphLook { Size = _type.Size });
        Line(head.Date, new ParagraphLook { Size = _type.Size, Before = _type.Size * 1.2, Align = _layout == DocumentLayout.Classic ? SetAlign.Right : SetAlign.Left });
        Line(head.Subject, new ParagraphLook { Size = _type.Size + (_layout == DocumentLayout.Modern ? 1 : 0), Bold = true, Colour = _type.Accent, Before = _type.Size * 1.2, KeepsWithNext = true });
        _flow.Space(_type.Size * 0.9);
    }

    // DIN 5008, form B: the address stands 45 to 90 mm from the upper edge, the subject some 8 mm below.
    private void SetWindowHead(LetterHead head)
    {
        _flow.MoveTo(20 * Millimetre);
        Line(head.From, new ParagraphLook { Size = _type.Size + 2, Bold = true, Align = SetAlign.Right });
        foreach (var line in (IEnumerable<string>)[.. head.Address, .. head.Reach])
            Line(line, new ParagraphLook { Size = _type.Size - 1.5, Colour = Grey, Align = SetAlign.Right });
        _flow.MoveTo(Math.Max(_flow.Y, 56 * Millimetre));
        Line(string.Join(" · ", ((IEnumerable<string>)[head.From, .. head.Address]).Where(static line => line.Length > 0)), new ParagraphLook { Size = 7.5, Colour = Grey, After = 3 });
        foreach (var line in head.To)
            Line(line, new ParagraphLook { Size = _type.Size });
        _flow.MoveTo(Math.Max(_flow.Y + _type.Size, 91 * Millimetre));
        Line(head.Date, new ParagraphLook { Size = _type.Size, Align = SetAlign.Right });
        _flow.MoveTo(Math.Max(_flow.Y, 99 * Millimetre));
        Line(head.Subject, new ParagraphLook { Size = _type.Size, Bold = true, KeepsWithNext = true });
        _flow.Space(_type.Size * 1.4);
    }

    private void Line(string text, ParagraphLook look)
    {
        if (text.Length > 0)
            _flow.Paragraph([new SetRun(text)], look);
    }

    private void Set(SetBlock block)
    {
        switch (block.Kind)
        {
            case SetKind.Heading:
                SetHeading(block);
                break;
            case SetKind.Item:
                _flow.Paragraph(block.Runs, new ParagraphLook { Size = _type.Size, Indent = _type.Size * 1.3 * (block.Level + 1), Mark = block.Mark, After = _type.Size * (block.EndsList ? 0.75 : 0.2) });
                break;
            case SetKind.Quote:
                _flow.Paragraph(block.Runs, new ParagraphLook { Size = _type.Size, Italic = true, Indent = _type.Size * 1.6, After = _type.Size * 0.6 });
                break;
            case SetKind.Code:
                _flow.Paragraph(block.Runs, new ParagraphLook { Size = _type.Size - 1, Indent = _type.Size * 1.2, After = _type.Size * 0.6 });
                break;
            case SetKind.Rule:
                _flow.Rule(0.5, 0x999999, _type.Size * 0.4, _type.Size * 0.8);
                break;
            default:
                _flow.Paragraph(block.Runs, new ParagraphLook { Size = _type.Size, After = _type.Size * (_text.IsLetter ? 0.75 : 0.35), Align = _layout == DocumentLayout.Classic && _text.IsUnderName(block) ? SetAlign.Centre : SetAlign.Left });
                break;
        }
    }

    private void SetHeading(SetBlock block)
    {
        var middle = _layout == DocumentLayout.Classic && block.Level == 1 ? SetAlign.Centre : SetAlign.Left;
        var size = block.Level switch { 1 => _type.Size * 1.8, 2 => _type.Size * 1.2, _ => _type.Size };
        _flow.Paragraph(block.Runs, new ParagraphLook
        {
            Size = size, Bold = block.Level > 1 || _layout != DocumentLayout.Classic, Colour = _type.Accent, Align = middle,
            Before = block.Level == 1 ? 0 : _type.Size * 0.9, After = block.Level == 2 ? 0 : _type.Size * 0.25, KeepsWithNext = true,
        });
        if (block.Level == 2)
            _flow.Rule(0.5, _layout == DocumentLayout.Modern ? _type.Accent : 0x888888, 1, _type.Size * 0.45);
    }
}
