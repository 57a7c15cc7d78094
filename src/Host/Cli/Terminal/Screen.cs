using Spectre.Console;
using Spectre.Console.Rendering;

namespace Assistant.Host.Cli.Terminal;

/// <summary>What a command shows a person. Every text is taken as data: no markup, no control characters.</summary>
internal sealed class Screen(TextWriter output, TerminalProfile terminal)
{
    // No terminal and no file is this wide, so nothing is wrapped.
    private const int Unwrapped = 1 << 20;

    private readonly IAnsiConsole _console = Create(output, terminal, terminal.Width);
    private readonly IAnsiConsole _unwrapped = Create(output, terminal, Unwrapped);

    public int Width => terminal.Width;

    public bool HasColour => terminal.Colour;

    /// <summary>One paragraph, wrapped at words.</summary>
    public void Line(string text = "", Tone tone = Tone.Plain, int indent = 0)
    {
        if (indent == 0)
            Write(_console, new Text(SafeText.Line(text), StyleOf(tone)));
        else
            Write(_console, new Padder(new Text(SafeText.Line(text), StyleOf(tone)), new Padding(indent, 0, 0, 0)));
        output.WriteLine();
    }

    /// <summary>Several lines as they are: each indented and none wrapped.</summary>
    public void Block(string text, int indent = 0, Tone tone = Tone.Plain)
    {
        foreach (var line in SafeText.Block(text).Split('\n'))
        {
            if (line.Length > 0)
                _unwrapped.Write(new Text(new string(' ', indent) + line, StyleOf(tone)));
            output.WriteLine();
        }
    }

    /// <summary>Pieces of one text behind each other, each in its tone; lines are as they are.</summary>
    public void Spans(params IEnumerable<(string Text, Tone Tone)> spans)
    {
        foreach (var (text, tone) in spans)
        {
            var lines = SafeText.Block(text).Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (i > 0)
                    output.WriteLine();
                if (lines[i].Length > 0)
                    _unwrapped.Write(new Text(lines[i], StyleOf(tone)));
            }
        }

        output.WriteLine();
    }

    /// <summary>Names and values under each other; a missing value leaves its line out.</summary>
    public void Fields(params IEnumerable<(string Name, TextCell Value)> fields)
    {
        var shown = fields.Where(field => !string.IsNullOrEmpty(field.Value.Text)).ToList();
        if (shown.Count == 0)
            return;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(ColumnWidths.Gap)).AddColumn(new GridColumn().PadRight(0));
        foreach (var (name, value) in shown)
            grid.AddRow(new Text(name, StyleOf(Tone.Dim)), CellText(value));
        Write(_console, grid);
        output.WriteLine();
    }

    /// <summary>A label in a column of its own, and a text beside it.</summary>
    public void Item(string label, int column, TextCell text)
    {
        var grid = new Grid().AddColumn(new GridColumn { Width = column, Padding = new Padding(0, 0, 0, 0), NoWrap = true }).AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        Write(_console, grid.AddRow(new Text(label, StyleOf(Tone.Accent)), CellText(text)));
        output.WriteLine();
    }

    /// <summary>Rows under a heading, within the width; a column with nothing in it is left out.</summary>
    /// <param name="headings">The columns.</param>
    /// <param name="rows">As many cells in each as there are headings.</param>
    /// <param name="empty">What to say where there are no rows.</param>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<TextCell>> rows, string empty)
    {
        List<IReadOnlyList<TextCell>> cells = [.. rows.Select(row => row.Select(cell => cell with { Text = SafeText.Line(cell.Text) }).ToList())];
        if (cells.Count == 0)
        {
            Line(empty, Tone.Dim);
            return;
        }

        var used = Enumerable.Range(0, headings.Count).Where(column => cells.Any(row => row[column].Text.Length > 0)).ToList();
        headings = [.. used.Select(column => headings[column])];
        cells = [.. cells.Select(row => used.Select(column => row[column]).ToList())];
        var table = new Table { Border = new HeadingRule(terminal.Unicode), BorderStyle = StyleOf(Tone.Dim), UseSafeBorder = false };
        var widths = ColumnWidths.Fit(headings, cells, Width);
        for (var column = 0; column < headings.Count; column++)
        {
            var gap = column == headings.Count - 1 ? 0 : ColumnWidths.Gap;
            table.AddColumn(new TableColumn(new Text(headings[column], StyleOf(Tone.Dim))) { Width = widths[column], Padding = new Padding(0, 0, gap, 0) });
        }

        foreach (var row in cells)
            table.AddRow(row.Select(CellText));
        // Spectre keeps a column for every upright line, and this border has none.
        Write(_console, table, Width + headings.Count + 1);
        output.WriteLine();
    }

    private static Text CellText(TextCell cell) => new(SafeText.Line(cell.Text), StyleOf(cell.Tone));

    // Spectre fills every line up to the width of its column and draws empty borders; what is piped or copied should not carry that.
    private static void Write(IAnsiConsole console, IRenderable shown, int? width = null)
    {
        var lines = Segment.SplitLines(shown.Render(RenderOptions.Create(console, console.Profile.Capabilities), width ?? console.Profile.Width));
        static bool IsShown(SegmentLine line) => line.Any(segment => !string.IsNullOrWhiteSpace(segment.Text));
        var first = Math.Max(0, lines.FindIndex(IsShown));
        for (var index = first; index <= lines.FindLastIndex(IsShown); index++)
        {
            var last = lines[index].FindLastIndex(segment => !string.IsNullOrWhiteSpace(segment.Text));
            if (index > first)
                console.Profile.Out.Writer.WriteLine();
            for (var segment = 0; segment <= last; segment++)
            {
                var text = lines[index][segment];
                console.Write(new Text(segment == last ? text.Text.TrimEnd() : text.Text, text.Style));
            }
        }
    }

    // The plain eight of the sixteen: their bright twins vanish on a light page.
    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Dim => new Style(decoration: Decoration.Dim),
        Tone.Good => new Style(Color.Green),
        Tone.Notice => new Style(Color.Olive),
        Tone.Bad => new Style(Color.Maroon),
        Tone.Accent => new Style(Color.Teal),
        _ => Style.Plain,
    };

    private static IAnsiConsole Create(TextWriter output, TerminalProfile terminal, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = terminal.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            // The sixteen colours of the user's own theme, which are readable on dark and on light.
            ColorSystem = terminal.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        return console;
    }
}
