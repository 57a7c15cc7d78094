using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>Encoded words in header text, RFC 2047.</summary>
internal static class EncodedWord
{
    /// <summary>
    /// The text with its encoded words decoded. Words next to each other join (section 6.2), also where a mailer split a character between
    /// two; what is malformed stays as it stands.
    /// </summary>
    public static string Decode(string text)
    {
        var at = text.IndexOf("=?", StringComparison.Ordinal);
        if (at < 0)
            return text;
        var result = new StringBuilder(text.Length);
        var bytes = new List<byte>();
        var charset = "";
        var plainFrom = 0;
        while (at >= 0)
        {
            if (!TryRead(text, at, out var word))
            {
                at = text.IndexOf("=?", at + 2, StringComparison.Ordinal);
                continue;
            }

            var between = text.AsSpan(plainFrom, at - plainFrom);
            var adjacent = plainFrom > 0 && between.IsWhiteSpace();
            if (!adjacent || !charset.Equals(word.Charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush(result, bytes, charset);
                if (!adjacent)
                    result.Append(between);
            }

            charset = word.Charset;
            bytes.AddRange(word.Bytes);
            plainFrom = word.End;
            at = text.IndexOf("=?", word.End, StringComparison.Ordinal);
        }

        Flush(result, bytes, charset);
        return result.Append(text.AsSpan(plainFrom)).ToString();
    }

    private static void Flush(StringBuilder result, List<byte> bytes, string charset)
    {
        if (bytes.Count > 0)
            result.Append(Charsets.Decode(charset, bytes.ToArray()));
        bytes.Clear();
    }

    /// <summary>Reads <c>=?charset*language?Q|B?text?=</c> at a position; scans at most to the next question mark that does not fit.</summary>
    private static bool TryRead(string text, int at, out (string Charset, byte[] Bytes, int End) word)
    {
        word = default;
        var charsetEnd = at + 2;
        while (charsetEnd < text.Length && (MailText.IsToken(text[charsetEnd]) || text[charsetEnd] == ':'))
            charsetEnd++;
        if (charsetEnd == at + 2 || charsetEnd + 2 >= text.Length || text[charsetEnd] != '?' || text[charsetEnd + 2] != '?')
            return false;
        var start = charsetEnd + 3;
        var end = text.IndexOf('?', start);
        if (end < 0 || end + 1 >= text.Length || text[end + 1] != '=')
            return false;
        var encoded = text.AsSpan(start, end - start);
        byte[] bytes;
        switch (text[charsetEnd + 1])
        {
            case 'b' or 'B':
                bytes = Base64.Decode(encoded);
                break;
            case 'q' or 'Q':
                bytes = QuotedPrintable.DecodeWord(encoded);
                break;
            default:
                return false;
        }

        var charset = text[(at + 2)..charsetEnd];
        var language = charset.IndexOf('*', StringComparison.Ordinal);
        word = (language < 0 ? charset : charset[..language], bytes, end + 2);
        return true;
    }

    /// <summary>The longest encoded word, section 2.</summary>
    private const int MaxWord = 75;

    /// <summary>Words of at most 75 characters, UTF-8, in Q or B, whichever is shorter; no character is split between two.</summary>
    /// <param name="text">Without control characters.</param>
    /// <param name="firstRoom">Characters left on the line for the first word.</param>
    public static IReadOnlyList<string> Encode(string text, int firstRoom)
    {
        var q = EncodeAs(text, firstRoom, quoted: true);
        var b = EncodeAs(text, firstRoom, quoted: false);
        return q.Sum(w => w.Length) <= b.Sum(w => w.Length) ? q : b;
    }

    private static List<string> EncodeAs(string text, int firstRoom, bool quoted)
    {
        const string head = "=?UTF-8?Q?";
        const int shell = 12;
        var words = new List<string>();
        var chunk = new List<byte>();
        var q = new StringBuilder();
        Span<byte> utf8 = stackalloc byte[4];
        var room = Math.Clamp(firstRoom, 40, MaxWord) - shell;
        foreach (var rune in text.EnumerateRunes())
        {
            var n = rune.EncodeToUtf8(utf8);
            var piece = quoted ? QuotedPrintable.EncodeWord(utf8[..n]) : "";
            var length = quoted ? q.Length + piece.Length : (chunk.Count + n + 2) / 3 * 4;
            if (length > room)
            {
                Close();
                room = MaxWord - shell;
            }

            q.Append(piece);
            chunk.AddRange(utf8[..n]);
        }

        Close();
        return words;

        void Close()
        {
            words.Add(quoted ? $"{head}{q}?=" : $"=?UTF-8?B?{Convert.ToBase64String(chunk.ToArray())}?=");
            q.Clear();
            chunk.Clear();
        }
    }
}
