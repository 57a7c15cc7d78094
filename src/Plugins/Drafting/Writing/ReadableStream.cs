using System.Globalization;
using System.Text;
using Assistant.Plugins.Drafting.Fencing;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>
/// Reads an answer while it arrives, in pieces cut anywhere, and gives what a person can read of it: titles and sentences, a blank line between parts.
/// It looks at form alone and never fails; whether the answer is right is judged when it is whole.
/// </summary>
internal sealed class ReadableStream
{
    private readonly Stack<Level> _levels = new();
    private readonly StringBuilder _key = new();
    private readonly StringBuilder _out = new();
    private StringKind _string;
    private int _escape;
    private int _code;
    private bool _expectsKey;
    private bool _begun;
    private bool _ended;
    private char _high;
    private Rune _before;
    private int _partsSaid;
    private string _pending = "";
    private int _length;

    private enum StringKind
    {
        None,
        Key,
        Silent,
        Text,
    }

    /// <summary>What has become readable with this piece.</summary>
    public string Push(ReadOnlySpan<char> piece)
    {
        foreach (var c in piece)
        {
            if (_ended)
                break;
            Take(c);
        }

        var text = _out.ToString();
        _out.Clear();
        return text;
    }

    private void Take(char c)
    {
        if (!_begun)
            Begin(c);
        else if (_string != StringKind.None)
            InString(c);
        else
            Outside(c);
    }

    // A brace of the prose before the answer is none of ours: ours is followed by a name, or by its end.
    private void Begin(char c)
    {
        if (c == '{')
            (_code, _escape) = (1, 0);
        else if (_code == 1 && c == '"')
        {
            (_begun, _code) = (true, 0);
            _levels.Push(new Level(IsArray: false, ""));
            _key.Clear();
            _string = StringKind.Key;
        }
        else if (!char.IsWhiteSpace(c))
            _code = 0;
    }

    private void Outside(char c)
    {
        switch (c)
        {
            case '"':
                _string = _expectsKey ? StringKind.Key : IsReadable() ? StringKind.Text : StringKind.Silent;
                if (_expectsKey)
                    _key.Clear();
                else if (_string == StringKind.Text)
                    Separate();
                break;
            case '{' or '[':
                // One that is too deep is refused when it is whole; nothing of it is shown.
                _ended = _levels.Count >= AnswerLimits.Depth;
                _levels.Push(new Level(c == '[', Path() + (c == '[' ? "[]" : "")));
                _expectsKey = c == '{';
                break;
            case '}' or ']':
                _levels.TryPop(out var left);
                _ended = _levels.Count == 0;
                _expectsKey = false;
                break;
            case ',':
                _expectsKey = _levels.TryPeek(out var level) && !level.IsArray;
                break;
            case ':':
                _expectsKey = false;
                break;
        }
    }

    private void InString(char c)
    {
        if (_escape > 0)
            Escaped(c);
        else if (c == '\\')
            _escape = 1;
        else if (c == '"')
        {
            Flush();
            if (_string == StringKind.Text && Path().EndsWith("title", StringComparison.Ordinal))
                _pending = "\n";
            _string = StringKind.None;
        }
        else
            Say(c);
    }

    // 1: behind the backslash. 2 to 5: the figures of \u.
    private void Escaped(char c)
    {
        if (_escape == 1 && c == 'u')
            (_escape, _code) = (2, 0);
        else if (_escape == 1)
        {
            _escape = 0;
            Say(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => c });
        }
        else
        {
            _code = (_code << 4) | (char.IsAsciiHexDigit(c) ? int.Parse([c], NumberStyles.HexNumber, CultureInfo.InvariantCulture) : 0);
            _escape = _escape == 5 ? 0 : _escape + 1;
            if (_escape == 0)
                Say((char)_code);
        }
    }

    private void Say(char c)
    {
        if (_string == StringKind.Key && _key.Length < 64)
            _key.Append(c);
        if (_string != StringKind.Text)
            return;
        if (char.IsHighSurrogate(c))
        {
            Flush();
            _high = c;
        }
        else if (char.IsLowSurrogate(c) && _high != 0)
        {
            Write(new Rune(_high, c));
            _high = '\0';
        }
        else
        {
            Flush();
            Write(char.IsSurrogate(c) ? Rune.ReplacementChar : new Rune(c));
        }
    }

    /// <summary>Half a pair whose other half never came.</summary>
    private void Flush()
    {
        if (_high == 0)
            return;
        _high = '\0';
        if (_string == StringKind.Text)
            Write(Rune.ReplacementChar);
    }

    private void Write(Rune rune)
    {
        if (rune.Value == '\t')
            rune = new Rune(' ');
        if (Invisible.IsInvisible(rune, _before) || _length >= AnswerLimits.Response)
            return;
        if (_pending.Length > 0)
        {
            _out.Append(_pending);
            _pending = "";
        }

        _before = rune;
        _length++;
        _out.Append(rune.ToString());
    }

    private void Separate()
    {
        var part = _levels.First(static level => level.Path == "parts[]" && !level.IsArray);
        if (part.Said == 0 && _partsSaid > 0)
            _pending = "\n\n";
        else if (part.Said > 0 && _pending.Length == 0)
            _pending = " ";
        if (part.Said++ == 0)
            _partsSaid++;
    }

    private bool IsReadable() => Path() is "parts[].sentences[].text" or "parts[].title";

    /// <summary>Where a value that begins now stands, as <c>parts[].sentences[].text</c>.</summary>
    private string Path() => _levels.TryPeek(out var level)
        ? level.IsArray ? level.Path : level.Path.Length == 0 ? _key.ToString() : $"{level.Path}.{_key}"
        : "";

    private sealed record Level(bool IsArray, string Path)
    {
        public int Said { get; set; }
    }
}
