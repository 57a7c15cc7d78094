using System.Globalization;
using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>What characters may stand in a header or an address.</summary>
internal static class MailText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The reason a text cannot stand in a header, or null. C0 and C1 controls, DEL and Unicode's line separators could start a new field at
    /// some reader; a lone surrogate has no UTF-8 form.
    /// </summary>
    public static string? Refusal(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\n')
                return "contains a line break";
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
                return "contains a control character";
            if (!char.IsSurrogate(c))
                continue;
            if (!char.IsHighSurrogate(c) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return "contains half a character (a lone surrogate)";
            i++;
        }

        return null;
    }

    public static bool IsAscii(string text) => Ascii.IsValid(text);

    /// <summary>An atom's character, RFC 5322 section 3.2.3; other scripts too, RFC 6532.</summary>
    public static bool IsAtom(char c) => char.IsAsciiLetterOrDigit(c) || c >= 0x80 || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal);

    /// <summary>A MIME token's character, RFC 2045 section 5.1.</summary>
    public static bool IsToken(char c) => c is > ' ' and < '\x7f' && !"()<>@,;:\\\"/[]?=".Contains(c, StringComparison.Ordinal);

    /// <summary>A field name's character, RFC 5322 section 3.6.8.</summary>
    public static bool IsFieldName(int c) => c is > 32 and < 127 and not ':';

    public static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    /// <summary>A quoted string, RFC 5322 section 3.2.4.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\');
            quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Raw header bytes as text: UTF-8 (RFC 6532) where they are UTF-8, else what old mailers meant. Never throws.</summary>
    public static string FromHeaderBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xff) < 0)
            return bytes.IndexOf((byte)0x1b) < 0 ? Encoding.ASCII.GetString(bytes) : Charsets.Decode("iso-2022-jp", bytes);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Charsets.Decode("windows-1252", bytes);
        }
    }

    /// <summary>At most <paramref name="length"/> characters of a text on one line, for evidence and messages.</summary>
    public static string Excerpt(string text, int length)
    {
        var line = new StringBuilder(Math.Min(text.Length, length) + 3);
        var space = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control)
            {
                space = line.Length > 0;
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength + (space ? 1 : 0) > length)
                return line.Append("...").ToString();
            if (space)
                line.Append(' ');
            space = false;
            line.Append(rune.ToString());
        }

        return line.ToString();
    }
}
