using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>Quoted-printable bodies (RFC 2045 section 6.7) and the Q encoding of header words (RFC 2047 section 4.2).</summary>
internal static class QuotedPrintable
{
    /// <summary>Columns of a line without its CRLF, the soft break's sign included.</summary>
    private const int Columns = 76;

    private const string Hex = "0123456789ABCDEF";

    /// <summary>Decodes a body. A wrong escape stays as it stands; white space before a line's end is padding and goes.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length);
        var i = 0;
        var lineStart = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (c is (byte)'\r' or (byte)'\n')
            {
                while (result.Count > lineStart && result[^1] is (byte)' ' or (byte)'\t')
                    result.RemoveAt(result.Count - 1);
                result.Add(c);
                lineStart = result.Count;
                i++;
            }
            else if (c != '=')
            {
                result.Add(c);
                i++;
            }
            else if (i + 2 < text.Length && Nibble(text[i + 1]) is var high and >= 0 && Nibble(text[i + 2]) is var low and >= 0)
            {
                result.Add((byte)(high << 4 | low));
                lineStart = result.Count;
                i += 3;
            }
            else
            {
                var end = SoftBreak(text, i + 1);
                if (end < 0)
                    result.Add(c);
                i = end < 0 ? i + 1 : end;
                lineStart = result.Count;
            }
        }

        return result.ToArray();
    }

    /// <summary>The position behind a soft line break whose sign stands before <paramref name="at"/>, or -1.</summary>
    private static int SoftBreak(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t')
            at++;
        if (at == text.Length)
            return at;
        if (text[at] == '\n')
            return at + 1;
        if (text[at] != '\r')
            return -1;
        return at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;
    }

    public static byte[] DecodeWord(ReadOnlySpan<char> text)
    {
        var result = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_')
                result.Add((byte)' ');
            else if (text[i] == '=' && i + 2 < text.Length && Nibble(text[i + 1]) is var high and >= 0 && Nibble(text[i + 2]) is var low and >= 0)
            {
                result.Add((byte)(high << 4 | low));
                i += 2;
            }
            else if (text[i] < 0x80)
                result.Add((byte)text[i]);
            else
            {
                Rune.DecodeFromUtf16(text[i..], out var rune, out var used);
                result.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
                i += used - 1;
            }
        }

        return result.ToArray();
    }

    /// <summary>One character in the narrowest Q alphabet, so that the word may stand in a phrase too (RFC 2047 section 5, 3).</summary>
    public static string EncodeWord(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length == 1 && (char.IsAsciiLetterOrDigit((char)utf8[0]) || "!*+-/".Contains((char)utf8[0], StringComparison.Ordinal)))
            return ((char)utf8[0]).ToString();
        if (utf8.Length == 1 && utf8[0] == ' ')
            return "_";
        var escaped = new StringBuilder(utf8.Length * 3);
        foreach (var b in utf8)
            escaped.Append('=').Append(Hex[b >> 4]).Append(Hex[b & 15]);
        return escaped.ToString();
    }

    /// <summary>
    /// Encodes a text whose lines end with CRLF. A line's leading "From " and "." are escaped too, because some relays change them.
    /// </summary>
    public static byte[] Encode(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length + text.Length / 8);
        Span<byte> piece = stackalloc byte[3];
        var column = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                result.AddRange("\r\n"u8);
                column = 0;
                i++;
                continue;
            }

            var n = 1;
            piece[0] = text[i];
            if (MustEscape(text, i, column))
            {
                piece[0] = (byte)'=';
                piece[1] = (byte)Hex[text[i] >> 4];
                piece[2] = (byte)Hex[text[i] & 15];
                n = 3;
            }

            var lineEnds = i + 1 == text.Length || (text[i + 1] == '\r' && i + 2 < text.Length && text[i + 2] == '\n');
            if (column + n > (lineEnds ? Columns : Columns - 1))
            {
                result.AddRange("=\r\n"u8);
                column = 0;
                if (n == 1 && MustEscape(text, i, column))
                {
                    piece[0] = (byte)'=';
                    piece[1] = (byte)Hex[text[i] >> 4];
                    piece[2] = (byte)Hex[text[i] & 15];
                    n = 3;
                }
            }

            result.AddRange(piece[..n]);
            column += n;
        }

        return result.ToArray();
    }

    private static bool MustEscape(ReadOnlySpan<byte> text, int i, int column)
    {
        var c = text[i];
        if (c is (byte)' ' or (byte)'\t')
            return i + 1 == text.Length || text[i + 1] is (byte)'\r' or (byte)'\n';
        if (c is < 33 or > 126 or (byte)'=')
            return true;
        return column == 0 && (c == '.' || (c == 'F' && text[i..].StartsWith("From "u8)));
    }

    private static int Nibble(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'F' => c - 'A' + 10,
        >= 'a' and <= 'f' => c - 'a' + 10,
        _ => -1,
    };
}
