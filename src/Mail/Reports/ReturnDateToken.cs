using System.Globalization;
using System.Text;

namespace Assistant.Mail.Reports;

/// <summary>A word, a number or a sign of a text, for reading dates.</summary>
/// <param name="Text">Words in lower case without accents; signs as they are.</param>
/// <param name="Number">The number's value, -1 for others.</param>
/// <param name="At">Where it starts in the text.</param>
internal readonly record struct ReturnDateToken(string Text, int Number, int At)
{
    public bool IsWord => char.IsLetter(Text[0]);

    public bool Is(char sign) => Text.Length == 1 && Text[0] == sign;

    public static List<ReturnDateToken> Split(string text)
    {
        var tokens = new List<ReturnDateToken>(text.Length / 5);
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            if (char.IsLetter(text[at]))
            {
                while (at < text.Length && char.IsLetter(text[at]))
                    at++;
                tokens.Add(new ReturnDateToken(Fold(text.AsSpan(start, at - start)), -1, start));
            }
            else if (char.IsAsciiDigit(text[at]))
            {
                while (at < text.Length && char.IsAsciiDigit(text[at]))
                    at++;
                var number = at - start <= 4 ? int.Parse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture) : -1;
                tokens.Add(new ReturnDateToken(text[start..at], number, start));
            }
            else
            {
                at++;
                // A line break inside a paragraph is only a space; two end it.
                if (text[start] == '\n' && at < text.Length && text[at] == '\n')
                    tokens.Add(new ReturnDateToken("\n", -1, start));
                else if (!char.IsWhiteSpace(text[start]))
                    tokens.Add(new ReturnDateToken(text[start].ToString(), -1, start));
            }
        }

        return tokens;
    }

    private static string Fold(ReadOnlySpan<char> word)
    {
        const int longest = 40;
        var folded = new StringBuilder(word.Length);
        string decomposed;
        try
        {
            decomposed = word[..Math.Min(word.Length, longest)].ToString().Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            // Not well-formed Unicode.
            return "?";
        }

        foreach (var c in decomposed)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
                continue;
            folded.Append(c switch { 'ł' or 'Ł' => "l", 'ß' => "ss", _ => char.ToLowerInvariant(c).ToString() });
        }

        return folded.Length == 0 ? "?" : folded.ToString();
    }
}
