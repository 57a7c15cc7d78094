namespace Assistant.Mail.Mime;

/// <summary>
/// Walks bytes line by line. A line ends with CRLF or LF; a bare CR ends one only where the bytes hold no LF at all (old Mac files), since
/// elsewhere it is data and must not open a new header field.
/// </summary>
internal ref struct LineCursor
{
    private readonly ReadOnlySpan<byte> _bytes;

    private readonly byte _end;

    public LineCursor(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _end = bytes.IndexOf((byte)'\n') >= 0 ? (byte)'\n' : (byte)'\r';
    }

    /// <summary>Where the current line starts.</summary>
    public int Start { get; private set; }

    /// <summary>Where the current line's text ends, before its line break.</summary>
    public int End { get; private set; }

    /// <summary>Where the next line starts.</summary>
    public int Next { get; private set; }

    public readonly ReadOnlySpan<byte> Line => _bytes[Start..End];

    public bool MoveNext()
    {
        if (Next >= _bytes.Length)
            return false;
        Start = Next;
        var length = _bytes[Start..].IndexOf(_end);
        if (length < 0)
        {
            End = Next = _bytes.Length;
            return true;
        }

        End = Start + length;
        Next = End + 1;
        if (_end == '\n' && End > Start && _bytes[End - 1] == '\r')
            End--;
        return true;
    }
}
