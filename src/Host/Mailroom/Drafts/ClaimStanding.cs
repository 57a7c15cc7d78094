using System.Globalization;
using System.Text;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>
/// Whether a text still says what a claim is about. Rather too often than too seldom: case, spaces, Markdown's marks and what nobody sees make no
/// difference, and only a digit beside a number makes it another number.
/// </summary>
internal sealed class ClaimStanding(string subject, string body)
{
    private readonly string _text = $"{Folded(subject)}\n{Folded(body)}";

    public bool Holds(Claim claim) => Has(Folded(claim.Text));

    public bool HoldsSentence(Claim claim) => Folded(claim.Sentence) is { Length: > 0 } sentence && _text.Contains(sentence, StringComparison.Ordinal);

    private bool Has(string words)
    {
        // What has no letter, digit or sign of its own could be anywhere.
        if (words.Length == 0)
            return true;
        var isNumber = char.IsDigit(words[0]) || char.IsDigit(words[^1]);
        for (var at = _text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = _text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            var end = at + words.Length;
            if (!isNumber || !(at > 0 && char.IsDigit(words[0]) && char.IsDigit(_text[at - 1])) && !(end < _text.Length && char.IsDigit(words[^1]) && char.IsDigit(_text[end])))
                return true;
        }

        return false;
    }

    private static string Folded(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (kept.Length > 0 && kept[^1] != ' ')
                    kept.Append(' ');
            }
            else if (rune.Value is not ('*' or '_' or '`' or '~' or '\\') && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control))
                kept.Append(rune);
        }

        return kept.ToString().Trim().Normalize(NormalizationForm.FormKC).ToUpperInvariant();
    }
}
