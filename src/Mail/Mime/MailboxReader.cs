using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>
/// The tolerant address list reader. It collects one entry at a time: words before an angle bracket are its name, words with an at sign and no
/// bracket are its address, a comment is its name where nothing better comes.
/// </summary>
internal sealed class MailboxReader(string text)
{
    /// <summary>Entries without an address are kept as the next one's name up to this many characters.</summary>
    private const int LongestName = 200;

    private readonly List<Mailbox> _found = [];

    /// <summary>Words of the current entry as a phrase: quoted strings without quotes.</summary>
    private readonly StringBuilder _phrase = new();

    /// <summary>The same words as an address: quoted strings with quotes, dots and at signs joined without white space.</summary>
    private readonly List<string> _words = [];

    /// <summary>Which of the words has an at sign outside quotes, or -1.</summary>
    private int _address = -1;

    private string _comment = "";

    private string? _angle;

    private int _at;

    public IReadOnlyList<Mailbox> Read()
    {
        while (_at < text.Length && _found.Count < MimeLimits.Addresses)
        {
            var c = text[_at];
            switch (c)
            {
                case ',' or ';':
                    _at++;
                    Close(c);
                    break;
                case ':' when _angle is null && !HasAtSign():
                    // A group's name.
                    _at++;
                    Clear();
                    break;
                case '<':
                    _at++;
                    _angle ??= ReadAngle();
                    break;
                case '(':
                    _comment = ReadComment();
                    break;
                case '"':
                    Word(ReadQuoted(), quoted: true);
                    break;
                case '[':
                    Word(ReadLiteral(), quoted: false);
                    break;
                default:
                    if (MailText.IsSpace(c))
                        _at++;
                    else
                        Word(ReadPlain(), quoted: false);
                    break;
            }
        }

        Close(';');
        return _found;
    }

    private bool HasAtSign() => _address >= 0;

    private void Word(string word, bool quoted)
    {
        if (_phrase.Length > 0)
            _phrase.Append(' ');
        _phrase.Append(word);
        var spelled = quoted ? MailText.Quote(word) : word;
        if (_words.Count > 0 && (_words[^1][^1] is '.' or '@' || spelled[0] is '.' or '@'))
            _words[^1] += spelled;
        else
            _words.Add(spelled);
        if (!quoted && _address < 0 && word.Contains('@', StringComparison.Ordinal))
            _address = _words.Count - 1;
    }

    private void Close(char separator)
    {
        if (_angle is not null)
            Keep(_phrase.Length > 0 ? _phrase.ToString() : _comment, _angle);
        else if (HasAtSign())
            Keep(_comment, _words[_address]);
        else if (separator == ',' && _phrase.Length is > 0 and < LongestName)
        {
            // "Last, First <a@b>" without quotes: the name goes on behind the comma.
            _phrase.Append(',');
            _words.Clear();
            return;
        }

        Clear();
    }

    private void Keep(string name, string address)
    {
        var decoded = EncodedWord.Decode(name).Trim();
        // An empty address is the null sender of a report, not a mailbox.
        if (address.Length > 0)
            _found.Add(new Mailbox(decoded.Length == 0 ? null : decoded, address));
    }

    private void Clear()
    {
        _phrase.Clear();
        _words.Clear();
        _address = -1;
        _comment = "";
        _angle = null;
    }

    /// <summary>An address in angle brackets: route, comments and white space go, quotes stay.</summary>
    private string ReadAngle()
    {
        var address = new StringBuilder();
        while (_at < text.Length && text[_at] != '>')
        {
            var c = text[_at];
            if (c == '"')
                address.Append(MailText.Quote(ReadQuoted()));
            else if (c == '(')
                ReadComment();
            else if (c is ',' or ';' or '<' && address.Length > 0 && address[0] != '@')
            {
                // The closing bracket is missing.
                return Trimmed(address);
            }
            else
            {
                if (c == ':' && address.Length > 0 && address[0] == '@')
                    address.Clear();
                else if (!MailText.IsSpace(c))
                    address.Append(c);
                _at++;
            }
        }

        _at++;
        return Trimmed(address);
    }

    private static string Trimmed(StringBuilder address)
    {
        var text = address.ToString();
        return text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? text[7..] : text;
    }

    private string ReadQuoted()
    {
        var quoted = new StringBuilder();
        for (_at++; _at < text.Length && text[_at] != '"'; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
                _at++;
            quoted.Append(text[_at]);
        }

        _at++;
        return quoted.ToString();
    }

    private string ReadComment()
    {
        var comment = new StringBuilder();
        var depth = 0;
        for (; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == '\\' && _at + 1 < text.Length)
                comment.Append(text[++_at]);
            else if (c == '(' && depth++ == 0)
                continue;
            else if (c == ')' && --depth == 0)
                break;
            else
                comment.Append(c);
        }

        _at++;
        return comment.ToString();
    }

    private string ReadLiteral()
    {
        var start = _at;
        var end = text.IndexOfAny([']', ',', '>'], _at);
        _at = end < 0 ? text.Length : text[end] == ']' ? end + 1 : end;
        if (_at == start)
            _at++;
        return text[start.._at];
    }

    /// <summary>Some mailers leave commas and brackets bare in an encoded word, so it is taken whole.</summary>
    private static int EncodedWordLength(ReadOnlySpan<char> rest)
    {
        const int longest = 200;
        rest = rest[..Math.Min(rest.Length, longest)];
        var at = 2;
        for (var mark = 0; mark < 3; mark++)
        {
            var next = rest[at..].IndexOf('?');
            if (next < 0)
                return 0;
            at += next + 1;
        }

        return at < rest.Length && rest[at] == '=' ? at + 1 : 0;
    }

    private string ReadPlain()
    {
        var start = _at;
        if (text.AsSpan(start).StartsWith("=?"))
            _at += EncodedWordLength(text.AsSpan(start));
        while (_at < text.Length && !MailText.IsSpace(text[_at]) && !",;:<(\"[".Contains(text[_at], StringComparison.Ordinal))
            _at++;
        if (_at == start || (_at < text.Length && text[_at] == ':' && HasAtSign()))
            _at++;
        return text[start.._at];
    }
}
