using System.Globalization;
using System.Text;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>Names as they are compared: lower case, no accents, punctuation and white space as single blanks. Never for showing.</summary>
internal static class Folded
{
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark || c is '\'' or '’' or '.')
                continue;
            if (c == 'ß')
                folded.Append("ss");
            else if (c is '+' or '#' or '&' || char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                folded.Append(char.ToLowerInvariant(c));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }
}
