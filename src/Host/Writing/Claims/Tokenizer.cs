using System.Globalization;

namespace Assistant.Host.Writing.Claims;

/// <summary>Cuts a text into words, numbers, links and signs, in one pass.</summary>
internal sealed class Tokenizer
{
    /// <summary>Longer runs of letters are no words; they are cut, so that nothing later works on a megabyte at once.</summary>
    private const int LongestWord = 100;

    private static readonly HashSet<string> Elided = ["l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "dell", "all", "un"];
    private static readonly HashSet<string> NumberEndings =
        ["k", "m", "mn", "mm", "mio", "b", "bn", "mrd", "tsd", "th", "st", "nd", "rd", "er", "re", "e", "eme", "o", "a", "am", "pm", "h", "x", "p", "min", "ms", "s", "sec", "yrs", "y", "d", "eur", "usd", "gbp", "chf", "pct", "c", "gb", "tb", "mb", "km", "kg", "g", "w", "kw", "mw", "gw"];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private bool _first = true;
    private bool _spaced = true;

    private Tokenizer(string text) => _text = text;

    public static List<Token> Read(string text)
    {
        var tokenizer = new Tokenizer(text);
        tokenizer.Read(LinkReader.Find(text));
        return tokenizer._tokens;
    }

    private void Read(List<LinkSpan> links)
    {
        var next = 0;
        for (var at = 0; at < _text.Length;)
        {
            if (next < links.Count && links[next].Start <= at)
            {
                var link = links[next++];
                at = Add(TokenKind.Link, link.Start, link.End);
                continue;
            }
            var limit = Math.Min(next < links.Count ? links[next].Start : _text.Length, at + LongestWord);
            var letter = _text[at];
            if (char.IsWhiteSpace(letter))
            {
                _spaced = true;
                _first |= letter is '\n' or '\r' or '\u2028' or '\u2029';
                at++;
            }
            else if (char.IsDigit(letter))
                at = ReadNumber(at, limit);
            else if (IsWordPart(at))
                at = ReadWord(at, limit);
            else
                at = ReadSign(at);
        }
    }

    private bool IsWordPart(int at) => char.IsLetterOrDigit(_text[at]) || char.IsSurrogate(_text[at]) && char.IsLetter(_text, char.IsLowSurrogate(_text[at]) ? Math.Max(0, at - 1) : at)
        || char.GetUnicodeCategory(_text[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format or UnicodeCategory.EnclosingMark;

    private int ReadWord(int start, int limit)
    {
        var end = start;
        while (end < limit && IsWordPart(end))
            end++;
        while (end + 1 < limit && _text[end] is '\'' or '\u2019' && char.IsLetter(_text[end + 1]))
        {
            var key = Folding.Key(_text.AsSpan(start, end - start));
            if (Elided.Contains(key) && !(key is "s" or "t"))
                break;
            end++;
            while (end < limit && IsWordPart(end))
                end++;
        }
        end = ReadDotted(start, end, limit);
        while (end < limit && (_text[end] == '+' || _text[end] == '#') && end - start <= 3)
            end++;
        return Add(TokenKind.Word, start, end);
    }

    /// <summary>B.Sc., z.B., Node.js: dots belong to the word where letters stand right after them, few or in small ones.</summary>
    private int ReadDotted(int start, int end, int limit)
    {
        var dotted = false;
        while (end + 1 < limit && _text[end] == '.' && char.IsLetter(_text[end + 1]))
        {
            var after = end + 1;
            while (after < limit && IsWordPart(after))
                after++;
            var part = _text.AsSpan(end + 1, after - end - 1);
            if (end - start > 3 && part.Length > 3 && !dotted || end - start > 3 && char.IsUpper(part[0]) && part is not "NET")
                break;
            dotted = true;
            end = after;
        }
        return dotted && end < limit && _text[end] == '.' && end - start <= 6 ? end + 1 : end;
    }

    private int ReadNumber(int start, int limit)
    {
        var end = start;
        while (end < limit)
        {
            if (char.IsDigit(_text[end]))
                end++;
            else if (end + 1 < limit && _text[end] is '.' or ',' or '\'' or '\u2019' && end + 1 < _text.Length && char.IsDigit(_text[end + 1]))
                end++;
            else if (IsGroupSpace(start, end, limit))
                end++;
            else
                break;
        }
        var letters = end;
        while (letters < limit && (char.IsLetterOrDigit(_text[letters]) || _text[letters] is '\u00AD'))
            letters++;
        if (letters > end)
        {
            var ending = Folding.Key(_text.AsSpan(end, letters - end));
            // 9h30 and 10h are times; 3D and 2FA are words.
            if (!NumberEndings.Contains(ending) && !(ending[0] == 'h' && ending.Skip(1).All(char.IsAsciiDigit)))
                return Add(TokenKind.Word, start, letters);
            return Add(TokenKind.Number, start, letters);
        }
        return Add(TokenKind.Number, start, end);
    }

    /// <summary>1 200 000: a single space before three digits that end there.</summary>
    private bool IsGroupSpace(int start, int at, int limit)
    {
        if (_text[at] is not (' ' or '\u00A0' or '\u202F' or '\u2009') || at + 3 >= _text.Length + 0 && at + 3 > limit - 1 && at + 3 >= _text.Length)
            return false;
        var digits = 0;
        for (var back = at - 1; back >= start && char.IsDigit(_text[back]); back--)
            digits++;
        if (digits is 0 or > 3 || _text.AsSpan(start, at - start).IndexOfAny('.', ',') >= 0 || at + 3 >= _text.Length)
            return false;
        return char.IsDigit(_text[at + 1]) && char.IsDigit(_text[at + 2]) && char.IsDigit(_text[at + 3]) && (at + 4 >= _text.Length || !char.IsLetterOrDigit(_text[at + 4]));
    }

    private int ReadSign(int start)
    {
        var end = start + (char.IsHighSurrogate(_text[start]) && start + 1 < _text.Length && char.IsLowSurrogate(_text[start + 1]) ? 2 : 1);
        var first = _first;
        Add(TokenKind.Sign, start, end);
        _first = _text[start] switch
        {
            '!' or '?' or ':' or '\u2026' or '•' or '¿' or '¡' => true,
            '.' => _tokens.Count < 2 || !IsAbbreviation(_tokens[^2]),
            '"' or '“' or '„' or '«' or '(' or '[' or '*' or '-' or '–' or '—' or '#' or '>' or '_' or '»' or '”' or '\'' => first || _text[start] is '“' or '„' or '«',
            _ => false,
        };
        return end;
    }

    private static bool IsAbbreviation(Token token) =>
        token.IsWord && (token.Key.Length == 1 || token.Key is "dr" or "mr" or "mrs" or "ms" or "prof" or "st" or "nr" or "no" or "co" or "ltd" or "inc" or "mio" or "sra" or "sr" or "vs" or "mme" or "bzw" or "ca" or "tel" or "approx" or "jan" or "feb" or "mar" or "apr" or "jun" or "jul" or "aug" or "sep" or "sept" or "oct" or "nov" or "dec" or "okt" or "dez");

    private int Add(TokenKind kind, int start, int end)
    {
        var raw = _text[start..end];
        var key = Folding.Key(raw);
        if (kind == TokenKind.Word && key.Contains('.', StringComparison.Ordinal))
        {
            var bare = key.Replace(".", "", StringComparison.Ordinal);
            key = bare.Length <= 5 && bare.Length >= key.Length / 2 && key[^1] == '.' || bare.Length <= 4 ? bare : key;
        }
        if (key.Length > 0)
            _tokens.Add(new Token(kind, start, end - start, raw, key, _spaced, _first));
        _spaced = false;
        _first = false;
        return end;
    }
}
