using System.Buffers;
using System.Globalization;
using System.Text;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Words as they are compared: small letters, without accents, in plain digits, without characters that cannot be seen. Each character is folded by
/// itself, so that a long run of combining marks costs no more than its length.
/// </summary>
internal static class Folding
{
    private static readonly SearchValues<char> Umlauts = SearchValues.Create("äöüÄÖÜåÅ\u0308");

    public static string Key(ReadOnlySpan<char> text)
    {
        var key = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            if (char.IsAscii(text[0]))
            {
                key.Append(char.ToLowerInvariant(text[0]));
                text = text[1..];
                continue;
            }
            Rune.DecodeFromUtf16(text, out var rune, out var length);
            text = text[length..];
            Append(key, rune);
        }
        return key.ToString();
    }

    /// <summary>As it is written where umlauts are not to be had: ue for ü. Null where that is no different.</summary>
    public static string? WithoutUmlauts(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny(Umlauts) < 0)
            return null;
        var plain = new StringBuilder(text.Length + 4);
        foreach (var letter in text)
        {
            plain.Append(letter switch
            {
                'ä' or 'Ä' => "ae",
                'ö' or 'Ö' => "oe",
                'ü' or 'Ü' => "ue",
                'å' or 'Å' => "aa",
                '\u0308' => "e",
                _ => letter.ToString(),
            });
        }
        return Key(plain.ToString());
    }

    /// <summary>A word with its accents, in small letters; ß and ss are the same. With <paramref name="umlautsAlone"/> other accents than those of ä, ö and ü are left out.</summary>
    public static string Spelling(string text, bool umlautsAlone)
    {
        var small = text.Normalize(NormalizationForm.FormC).ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal).Replace('\u2019', '\'');
        if (!umlautsAlone || Ascii.IsValid(small))
            return small;
        var spelling = new StringBuilder(small.Length);
        foreach (var rune in small.EnumerateRunes())
        {
            if (rune.Value is 'ä' or 'ö' or 'ü')
                spelling.Append((char)rune.Value);
            else
                Append(spelling, rune);
        }
        return spelling.ToString();
    }

    private static void Append(StringBuilder key, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
                return;
            case UnicodeCategory.DecimalDigitNumber:
                key.Append((int)Rune.GetNumericValue(rune));
                return;
        }
        switch (rune.Value)
        {
            case 'ß' or 'ẞ': key.Append("ss"); return;
            case 'æ' or 'Æ': key.Append("ae"); return;
            case 'œ' or 'Œ': key.Append("oe"); return;
            case 'ø' or 'Ø': key.Append('o'); return;
            case 'ł' or 'Ł': key.Append('l'); return;
            case 'đ' or 'Đ' or 'ð' or 'Ð': key.Append('d'); return;
            case 'ı' or 'İ': key.Append('i'); return;
            case 'þ' or 'Þ': key.Append("th"); return;
            case '\u2019' or '\u2018' or '\u02BC': key.Append('\''); return;
        }
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(part) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
                key.Append(Rune.ToLowerInvariant(part).ToString());
        }
    }
}
