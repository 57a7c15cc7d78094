using Assistant.Plugins.Documents.Setting;

namespace Assistant.Plugins.Documents.Pdf;

/// <summary>One line as it is drawn: pieces with their widths, in points.</summary>
internal sealed record SetLine(IReadOnlyList<(string Text, SetRun Run, double Width)> Pieces, double Width);

/// <summary>Breaks runs into lines at blanks; a word that is wider than a line is cut where the line ends.</summary>
internal sealed class LineBreaker(double width, Func<string, SetRun, double> measure)
{
    private readonly List<SetLine> _lines = [];
    private readonly List<(string Text, SetRun Run, double Width)> _line = [];
    private readonly List<(string Text, SetRun Run, double Width)> _word = [];
    private double _lineWidth;
    private double _wordWidth;

    public static List<SetLine> Break(IReadOnlyList<SetRun> runs, double width, Func<string, SetRun, double> measure)
    {
        var breaker = new LineBreaker(width, measure);
        foreach (var run in runs)
            breaker.Add(run);
        breaker.EndWord();
        breaker.EndLine();
        return breaker._lines;
    }

    private void Add(SetRun run)
    {
        if (run.Text == "\n")
        {
            EndWord();
            EndLine();
            return;
        }

        var start = 0;
        for (var i = 0; i <= run.Text.Length; i++)
        {
            if (i < run.Text.Length && run.Text[i] is not (' ' or '\t' or '\n'))
                continue;
            if (i > start)
                AddToWord(run.Text[start..i], run);
            start = i + 1;
            if (i == run.Text.Length)
                break;
            EndWord();
            if (_line.Count > 0)
                AddToLine((" ", run, measure(" ", run)));
        }
    }

    private void AddToWord(string text, SetRun run)
    {
        var wide = measure(text, run);
        while (_wordWidth + wide > width && text.Length > 1)
        {
            var cut = text.Length - 1;
            while (cut > 1 && _wordWidth + measure(text[..cut], run) > width)
                cut -= Math.Max(1, cut / 16);
            if (char.IsHighSurrogate(text[cut - 1]) && cut > 1)
                cut--;
            _word.Add((text[..cut], run, measure(text[..cut], run)));
            _wordWidth += _word[^1].Width;
            EndWord();
            EndLine();
            text = text[cut..];
            wide = measure(text, run);
        }

        _word.Add((text, run, wide));
        _wordWidth += wide;
    }

    private void EndWord()
    {
        if (_word.Count == 0)
            return;
        if (_line.Count > 0 && _lineWidth + _wordWidth > width)
            EndLine();
        foreach (var piece in _word)
            AddToLine(piece);
        _word.Clear();
        _wordWidth = 0;
    }

    // Pieces that look alike are one, so that what copies the text finds whole phrases.
    private void AddToLine((string Text, SetRun Run, double Width) piece)
    {
        if (_line.Count > 0 && _line[^1].Run == piece.Run)
            _line[^1] = (_line[^1].Text + piece.Text, piece.Run, _line[^1].Width + piece.Width);
        else
            _line.Add(piece);
        _lineWidth += piece.Width;
    }

    private void EndLine()
    {
        while (_line.Count > 0 && string.IsNullOrWhiteSpace(_line[^1].Text))
            _line.RemoveAt(_line.Count - 1);
        if (_line.Count > 0 && _line[^1].Text.EndsWith(' '))
        {
            var last = _line[^1];
            var text = last.Text.TrimEnd();
            _line[^1] = (text, last.Run, measure(text, last.Run));
        }

        _lines.Add(new SetLine([.. _line], _line.Sum(static piece => piece.Width)));
        _line.Clear();
        _lineWidth = 0;
    }
}
