using System.Globalization;
using System.Text;

namespace Assistant.Plugins.Applications.Search;

/// <summary>Words as the full text index is asked for them: in quotes, so that nothing in them is an operator of its own.</summary>
internal static class IndexPhrase
{
    /// <summary>Null where the index keeps nothing of the text, which is then signs alone.</summary>
    /// <param name="text">One word or several in a row.</param>
    /// <param name="isBeginning">The last word may go on.</param>
    public static string? Of(string text, bool isBeginning)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
            kept.Append(char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark ? c : ' ');
        var words = kept.ToString().Trim();
        return words.Length == 0 ? null : $"\"{words}\"{(isBeginning ? "*" : "")}";
    }
}
