using System.Buffers;
using System.Globalization;
using System.Text;

namespace Assistant.Plugins.Drafting.Fencing;

/// <summary>
/// Takes away what a person would not see and a model would read: control characters, zero-width characters, direction controls (Unicode TR 9),
/// tag characters, variation selectors and the like. Joiners stay where the scripts between Arabic and Khmer need them, one at a time.
/// </summary>
internal static class Invisible
{
    // What a plain Latin text never has to be looked at for: everything below 0x7F but control characters.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The text without them. A tab becomes a space; line feeds stay; half a surrogate pair becomes U+FFFD.</summary>
    public static string Remove(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
            return text;
        var result = new StringBuilder(text.Length);
        var before = default(Rune);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\t')
                result.Append(' ');
            else if (!IsInvisible(rune, before))
                result.Append(rune);
            else
                continue;
            before = rune;
        }

        return result.ToString();
    }

    /// <param name="rune">The character.</param>
    /// <param name="before">The visible one before it; a joiner behind one of a script that joins is no trick.</param>
    public static bool IsInvisible(Rune rune, Rune before) => rune.Value switch
    {
        '\n' => false,
        0x200C or 0x200D => !Joins(before.Value),
        0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 => true,
        >= 0x180B and <= 0x180F => true,
        >= 0x200B and <= 0x200F => true,
        >= 0x2028 and <= 0x202E => true,
        >= 0x2060 and <= 0x206F => true,
        >= 0xFE00 and <= 0xFE0F => true,
        0xFEFF or (>= 0xFFF0 and <= 0xFFFC) => true,
        >= 0xE0000 and <= 0xE0FFF => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned,
    };

    private static bool Joins(int before) => before is >= 0x0600 and <= 0x17FF and not (0x115F or 0x1160);
}
