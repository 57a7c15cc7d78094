using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>Writes header fields, folded at 78 columns (RFC 5322 section 2.1.1), encoded where they are not ASCII (RFC 2047, 2231).</summary>
internal sealed class HeaderWriter
{
    private const int Fold = 78;

    /// <summary>No line may be longer (RFC 5322 section 2.1.1); a longer word is written as encoded words.</summary>
    private const int Longest = 900;

    private readonly StringBuilder _text = new();

    private int _column;

    public override string ToString() => _text.ToString();

    /// <summary>A field of free text, such as Subject.</summary>
    /// <param name="name">A field name.</param>
    /// <param name="text">Without control characters.</param>
    public HeaderWriter Unstructured(string name, string text)
    {
        Start(name);
        if (MustEncode(text))
            Encoded(text);
        else
        {
            foreach (var (spaces, word) in Words(text))
                Put(spaces, word);
        }

        return End();
    }

    public HeaderWriter Mailboxes(string name, IReadOnlyList<Mailbox> mailboxes)
    {
        Start(name);
        for (var i = 0; i < mailboxes.Count; i++)
        {
            var comma = i + 1 < mailboxes.Count ? "," : "";
            var address = Spell(mailboxes[i]) + comma;
            var display = mailboxes[i].Name;
            if (display is null)
            {
                Put(" ", address);
                continue;
            }

            if (!MailText.IsAscii(display) || display.Contains("=?", StringComparison.Ordinal) || display.Length > Longest)
                EncodedRun(" ", display);
            else if (display.All(c => MailText.IsAtom(c) || c == ' ') && !display.Contains("  ", StringComparison.Ordinal))
            {
                foreach (var (spaces, word) in Words(display))
                    Put(spaces, word);
            }
            else
                Put(" ", MailText.Quote(display));
            Put(" ", $"<{address[..^comma.Length]}>{comma}");
        }

        return End();
    }

    /// <summary>A field of tokens that may only be folded between them, such as References.</summary>
    public HeaderWriter Tokens(string name, IEnumerable<string> tokens)
    {
        Start(name);
        foreach (var token in tokens)
            Put(" ", token);
        return End();
    }

    /// <summary>A value with parameters. A non-ASCII or long parameter is written by RFC 2231, in sections where it needs them.</summary>
    /// <param name="name">A field name.</param>
    /// <param name="value">Such as <c>attachment</c>.</param>
    /// <param name="parameters">Names and values, without control characters.</param>
    public HeaderWriter Parameterised(string name, string value, params (string Name, string Value)[] parameters)
    {
        Start(name);
        Put(" ", parameters.Length == 0 ? value : value + ";");
        for (var i = 0; i < parameters.Length; i++)
        {
            var (key, text) = parameters[i];
            var end = i + 1 < parameters.Length ? ";" : "";
            if (MailText.IsAscii(text) && !text.Contains("=?", StringComparison.Ordinal) && text.Length + key.Length < Fold - 10)
            {
                var token = text.Length > 0 && text.All(MailText.IsToken);
                Put(" ", $"{key}={(token ? text : MailText.Quote(text))}{end}");
                continue;
            }

            // The fallback stands first: readers without RFC 2231 take it, the others prefer the starred one.
            Put(" ", $"{key}={MailText.Quote(Fallback(text))};");
            Sections(key, text, end);
        }

        return End();
    }

    private void Sections(string key, string text, string end)
    {
        const int room = 50;
        var sections = new List<string>();
        var section = new StringBuilder("UTF-8''");
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = new StringBuilder();
            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
            {
                if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_')
                    piece.Append((char)b);
                else
                    piece.Append('%').Append(Convert.ToHexString([b]));
            }

            if (section.Length + piece.Length > room)
            {
                sections.Add(section.ToString());
                section.Clear();
            }

            section.Append(piece);
        }

        sections.Add(section.ToString());
        if (sections.Count == 1)
            Put(" ", $"{key}*={sections[0]}{end}");
        else
        {
            for (var i = 0; i < sections.Count; i++)
                Put(" ", $"{key}*{i}*={sections[i]}{(i + 1 < sections.Count ? ";" : end)}");
        }
    }

    /// <summary>A file name in ASCII for old readers: other letters become underscores, and the end (the type) is kept.</summary>
    private static string Fallback(string text)
    {
        const int room = 50;
        var ascii = new string([.. text.EnumerateRunes().Select(r => r.IsAscii && r.Value is >= ' ' and not ('"' or '\\' or '?' or '=') ? (char)r.Value : '_')]);
        return ascii.Length <= room ? ascii : ascii[^room..];
    }

    /// <summary>The address for the wire: an international domain in ASCII, since every relay takes that.</summary>
    private static string Spell(Mailbox mailbox) =>
        MailText.IsAscii(mailbox.Domain) ? mailbox.Address : $"{mailbox.Local}@{mailbox.AsciiDomain}";

    private static bool MustEncode(string text) =>
        !MailText.IsAscii(text) || text.Contains("=?", StringComparison.Ordinal) || text.StartsWith(' ') || text.EndsWith(' ')
        || Words(text).Any(w => w.Spaces.Length + w.Word.Length > Longest);

    /// <summary>Plain words before and after stay plain; all from the first to the last that needs it is encoded, spaces included.</summary>
    private void Encoded(string text)
    {
        var words = Words(text).ToList();
        var first = words.FindIndex(Needs);
        var last = words.FindLastIndex(Needs);
        if (first < 0 || text.StartsWith(' ') || text.EndsWith(' '))
        {
            EncodedRun(" ", text);
            return;
        }

        foreach (var (spaces, word) in words[..first])
            Put(spaces, word);
        EncodedRun(" ", string.Concat(words[first..(last + 1)].Select((w, i) => i == 0 ? w.Spaces[1..] + w.Word : w.Spaces + w.Word)));
        foreach (var (spaces, word) in words[(last + 1)..])
            Put(spaces, word);

        static bool Needs((string Spaces, string Word) w) =>
            !MailText.IsAscii(w.Word) || w.Word.Contains("=?", StringComparison.Ordinal) || w.Spaces.Length + w.Word.Length > Longest;
    }

    private void EncodedRun(string spaces, string text)
    {
        foreach (var word in EncodedWord.Encode(text, Fold - _column - spaces.Length))
            Put(spaces, word);
    }

    /// <summary>Words with the spaces before them; the first gets the one that follows the colon.</summary>
    private static IEnumerable<(string Spaces, string Word)> Words(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var word = at;
            while (word < text.Length && text[word] == ' ')
                word++;
            var end = word;
            while (end < text.Length && text[end] != ' ')
                end++;
            yield return (at == 0 ? " " + text[..word] : text[at..word], text[word..end]);
            at = end;
        }
    }

    private void Start(string name)
    {
        _text.Append(name).Append(':');
        _column = name.Length + 1;
    }

    private void Put(string spaces, string word)
    {
        if (_column + spaces.Length + word.Length > Fold && _text[^1] != ':')
        {
            _text.Append("\r\n");
            _column = 0;
        }

        _text.Append(spaces).Append(word);
        _column += spaces.Length + word.Length;
    }

    private HeaderWriter End()
    {
        _text.Append("\r\n");
        return this;
    }
}
