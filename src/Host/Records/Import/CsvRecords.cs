using System.Text;

namespace Assistant.Host.Records.Import;

/// <summary>
/// The rows of a CSV, RFC 4180 with what spreadsheets make of it. A quote that is never closed costs its own row only: reading goes on
/// with the line behind it. That, and the line where a row starts, is what the known readers do not give.
/// </summary>
internal sealed class CsvRecords
{
    /// <summary>In characters. A longer row is a quote that was never closed, or no CSV.</summary>
    public const int MaxRecord = 64 * 1024;

    private const string Separator = "sep=";

    private readonly TextReader _reader;
    private readonly StringBuilder _raw = new();
    private string _again = "";
    private int _at;
    private int _line = 1;

    /// <param name="reader">The text; stays open.</param>
    /// <param name="known">Whether a column of that name is known: tells which separator makes sense of the header row.</param>
    public CsvRecords(TextReader reader, Func<string, bool> known)
    {
        _reader = reader;
        var head = new char[MaxRecord];
        _again = new string(head, 0, reader.ReadBlock(head));
        Delimiter = SaidSeparator() ?? Guess(_again, known);
    }

    public char Delimiter { get; }

    /// <summary>The next row that is not blank; null at the end.</summary>
    public CsvRecord? Next()
    {
        while (Peek() >= 0)
        {
            if (ReadRecord() is { IsBlank: false } record)
                return record;
        }

        return null;
    }

    private static char Guess(string head, Func<string, bool> known)
    {
        var (best, most, widest) = (',', -1, 0);
        foreach (var candidate in ";,\t|")
        {
            var header = new CsvRecords(new StringReader(head), candidate).Next();
            var recognised = header?.Fields.Count(known) ?? 0;
            if (header is null || header.Fields.Count < 2 || (recognised, header.Fields.Count).CompareTo((most, widest)) <= 0)
                continue;
            (best, most, widest) = (candidate, recognised, header.Fields.Count);
        }

        return best;
    }

    private CsvRecords(TextReader reader, char delimiter) => (_reader, Delimiter) = (reader, delimiter);

    // The first line of files that Excel wrote for its own reading.
    private char? SaidSeparator()
    {
        if (!_again.StartsWith(Separator, StringComparison.OrdinalIgnoreCase) || _again.Length < Separator.Length + 2 || _again[Separator.Length + 1] is not ('\r' or '\n'))
            return null;
        var said = _again[Separator.Length];
        ReadPlain("", stop: '\0');
        ReadLineEnd();
        return said;
    }

    private CsvRecord ReadRecord()
    {
        _raw.Clear();
        var start = _line;
        var fields = new List<string>();
        string? problem = null;
        while (true)
        {
            var (field, end, broken) = Peek() == '"' ? ReadQuoted() : (ReadPlain(""), End.Field, null);
            if (end == End.Unclosed)
                return Recover(start, "a quote opened in this row is never closed", "Close it, or double it where it belongs to the text.");
            problem ??= broken;
            fields.Add(field);
            if (_raw.Length > MaxRecord)
                return Skip(start);
            if (Peek() != Delimiter)
                break;
            Read();
        }

        ReadLineEnd();
        return problem is null ? new CsvRecord(start, fields) : new CsvRecord(start, [], problem, "Double a quote that belongs to the text.");
    }

    private string ReadPlain(string before) => ReadPlain(before, Delimiter);

    private string ReadPlain(string before, char stop)
    {
        var field = new StringBuilder(before);
        while (Peek() is var c and >= 0 && c != stop && c is not ('\r' or '\n') && _raw.Length <= MaxRecord)
            field.Append((char)Read());
        return field.ToString();
    }

    private (string Field, End End, string? Problem) ReadQuoted()
    {
        var field = new StringBuilder();
        Read();
        while (true)
        {
            var c = Read();
            if (c < 0 || _raw.Length > MaxRecord)
                return ("", End.Unclosed, null);
            if (c != '"')
                field.Append((char)c);
            else if (Peek() == '"')
                field.Append((char)Read());
            else
                break;
        }

        while (Peek() == ' ' && Delimiter != ' ')
            Read();
        if (Peek() is var next && (next < 0 || next == Delimiter || next is '\r' or '\n'))
            return (field.ToString(), End.Field, null);
        return (ReadPlain(field.ToString()), End.Field, "there is text behind a closing quote");
    }

    private void ReadLineEnd()
    {
        if (Read() == '\r' && Peek() == '\n')
            Read();
    }

    /// <summary>Goes back to the line behind the one where the row starts.</summary>
    private CsvRecord Recover(int start, string problem, string remedy)
    {
        var raw = _raw.ToString();
        var end = raw.AsSpan().IndexOfAny('\r', '\n');
        var next = end < 0 ? raw.Length : end + (raw.AsSpan(end).StartsWith("\r\n") ? 2 : 1);
        _again = string.Concat(raw.AsSpan(next), _again.AsSpan(Math.Min(_at, _again.Length)));
        _at = 0;
        _line = end < 0 ? start : start + 1;
        if (end < 0)
            return Skip(start, problem, remedy);
        return new CsvRecord(start, [], problem, remedy);
    }

    private CsvRecord Skip(int start, string? problem = null, string? remedy = null)
    {
        while (Peek() is >= 0 and not ('\r' or '\n'))
        {
            Read();
            _raw.Clear();
        }

        ReadLineEnd();
        return new CsvRecord(start, [], problem ?? $"is longer than {MaxRecord} characters", remedy ?? "Leave out what is not about the person.");
    }

    private int Peek() => _at < _again.Length ? _again[_at] : _reader.Peek();

    private int Read()
    {
        var c = _at < _again.Length ? _again[_at++] : _reader.Read();
        if (c < 0)
            return c;
        _raw.Append((char)c);
        if (c == '\n' || (c == '\r' && Peek() != '\n'))
            _line++;
        return c;
    }

    private enum End
    {
        Field,
        Unclosed,
    }
}
