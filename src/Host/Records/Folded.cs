using System.Globalization;
using System.Text;

namespace Assistant.Host.Records;

/// <summary>Text as people compare it: lower case, without accents, white space as single blanks. For ordering and finding, never for showing.</summary>
internal static class Folded
{
    public static string Of(string text)
    {
        if (Ascii.IsValid(text) && !HasLooseSpace(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsWhiteSpace(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                    folded.Append(' ');
            }
            else if (c == 'ß')
                folded.Append("ss");
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(c));
        }

        return folded.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    private static bool HasLooseSpace(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) && (text[i] != ' ' || i == 0 || i == text.Length - 1 || text[i - 1] == ' '))
                return true;
        }

        return false;
    }
}
