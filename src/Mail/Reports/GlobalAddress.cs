using System.Globalization;
using System.Text;

namespace Assistant.Mail.Reports;

/// <summary>The utf-8 address type of international reports, RFC 6533 section 3: <c>\x{41}</c> stands for a character.</summary>
internal static class GlobalAddress
{
    public static string Decode(string address)
    {
        if (!address.Contains("\\x{", StringComparison.Ordinal))
            return address;
        var result = new StringBuilder(address.Length);
        for (var i = 0; i < address.Length; i++)
        {
            if (address.AsSpan(i).StartsWith("\\x{") && TryRead(address, i + 3, out var rune, out var end))
            {
                result.Append(rune.ToString());
                i = end;
            }
            else
                result.Append(address[i]);
        }

        return result.ToString();
    }

    /// <summary>What is ASCII stays; the rest, and what would end the field early, is escaped.</summary>
    public static string Encode(string address)
    {
        var result = new StringBuilder(address.Length);
        foreach (var rune in address.EnumerateRunes())
        {
            if (rune.IsAscii && rune.Value is > ' ' and < 127 and not ('\\' or '+' or '='))
                result.Append((char)rune.Value);
            else
                result.Append(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}");
        }

        return result.ToString();
    }

    private static bool TryRead(string text, int at, out Rune rune, out int end)
    {
        const int longest = 6;
        rune = default;
        end = text.AsSpan(at, Math.Min(longest + 1, text.Length - at)).IndexOf('}') + at;
        return end > at && int.TryParse(text.AsSpan(at, end - at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && Rune.TryCreate(value, out rune);
    }
}
