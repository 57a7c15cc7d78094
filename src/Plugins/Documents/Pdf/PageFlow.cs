using System.Globalization;
using Assistant.Plugins.Documents.Setting;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Documents.Pdf;

internal enum SetAlign
{
    Left,
    Centre,
    Right,
}

/// <summary>How one paragraph is set.</summary>
internal sealed record ParagraphLook
{
    public double Size { get; init; }

    public bool Bold { get; init; }

    public bool Italic { get; init; }

    public uint Colour { get; init; } = 0x1A1A1A;

    public SetAlign Align { get; init; } = SetAlign.Left;

    /// <summary>Points before the first character of each line.</summary>
    public double Indent { get; init; }

    public double Before { get; init; }

    public double After { get; init; }

    /// <summary>Stands on the same page as the first lines of what follows.</summary>
    public bool KeepsWithNext { get; init; }

    /// <summary>Stands in the indent of the first line.</summary>
    public string Mark { get; init; } = "";
}

/// <summary>Sets paragraphs one under the other, on as many A4 pages as they need. Lengths are in points.</summary>
internal sealed class PageFlow
{
    public const double Millimetre = 72 / 25.4;

    // More is no letter and no CV.
    private const int MostPages = 200;

    private const int LeastLines = 2;

    private const uint LinkColour = 0x1F4E79;
    private const uint FootColour = 0x666666;

    private readonly PdfCanvas _canvas;
    private readonly Typeface _type;
    private readonly (double Left, double Right, double Top, double Bottom) _margins;

    public PageFlow(PdfCanvas canvas, Typeface type, double left, double right, double top, double bottom)
    {
        (_canvas, _type, _margins) = (canvas, type, (left, right, top, bottom));
        Y = top;
    }

    public double Y { get; private set; }

    private double Width => PdfCanvas.Width - _margins.Left - _margins.Right;

    private int Page => _canvas.Pages - 1;

    public void MoveTo(double y) => Y = y;

    public void Space(double points) => Y += points;

    public void Rule(double thickness, uint colour, double before, double after)
    {
        Need(before + thickness + after);
        Y += before;
        _canvas.Line(Page, _margins.Left, Y, Width, thickness, colour);
        Y += after;
    }

    public void Paragraph(IReadOnlyList<SetRun> runs, ParagraphLook look)
    {
        var lines = LineBreaker.Break(runs, Width - look.Indent, (text, run) => _canvas.Measure(text, look.Size, look.Bold || run.Bold, look.Italic || run.Italic));
        var leading = look.Size * _type.Leading;
        if (Y > _margins.Top)
            Y += look.Before;
        // So few that a page could only end with the first alone, or begin with the last alone, stay together.
        Need(leading * (look.KeepsWithNext ? lines.Count + LeastLines + 1 : lines.Count < 2 * LeastLines ? lines.Count : LeastLines));
        for (var i = 0; i < lines.Count; i++)
        {
            // A last line alone on a page takes one with it.
            Need(leading * (lines.Count - i == LeastLines ? LeastLines : 1));
            Draw(lines[i], look, i == 0 ? look.Mark : "", Y + (leading / 2) + (look.Size * 0.32));
            Y += leading;
        }

        Y += look.After;
    }

    /// <summary>Puts a line under every page but the first.</summary>
    public void Finish(string name)
    {
        var size = _type.Size - 2;
        for (var page = 1; page < _canvas.Pages; page++)
        {
            var foot = string.Create(CultureInfo.InvariantCulture, $"{(name.Length > 0 ? $"{name}  ·  " : "")}{page + 1}/{_canvas.Pages}");
            _canvas.Text(page, foot, _margins.Left + Width - _canvas.Measure(foot, size, false, false), PdfCanvas.Height - (_margins.Bottom / 2), size, false, false, FootColour);
        }
    }

    private void Draw(SetLine line, ParagraphLook look, string mark, double baseline)
    {
        var room = Width - look.Indent - line.Width;
        var x = _margins.Left + look.Indent + look.Align switch { SetAlign.Centre => room / 2, SetAlign.Right => room, _ => 0 };
        if (mark.Length > 0)
            _canvas.Text(Page, mark, _margins.Left + look.Indent - (look.Size * 0.45) - _canvas.Measure(mark, look.Size, false, false), baseline, look.Size, false, false, look.Colour);
        foreach (var (text, run, width) in line.Pieces)
        {
            _canvas.Text(Page, text, x, baseline, look.Size, look.Bold || run.Bold, look.Italic || run.Italic, run.Link is null ? look.Colour : LinkColour);
            if (run.Link is { } link)
                _canvas.Link(Page, x, baseline, width, look.Size, link);
            x += width;
        }
    }

    private void Need(double height)
    {
        if (_canvas.Pages > 0 && (Y + height <= PdfCanvas.Height - _margins.Bottom || Y <= _margins.Top))
            return;
        if (_canvas.Pages == MostPages)
            throw RpcException.Invalid("$.text", $"fills more than {MostPages} pages", "Export it as text or Markdown.");
        // Before there is a page, a place on it may have been chosen.
        if (_canvas.Pages > 0)
            Y = _margins.Top;
        _canvas.NewPage();
    }
}
