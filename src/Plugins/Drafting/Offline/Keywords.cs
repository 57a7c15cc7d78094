using System.Collections.Frozen;
using System.Globalization;

namespace Assistant.Plugins.Drafting.Offline;

/// <summary>
/// The words of a line that say what it is about: no short ones, none that every line has, endings left off. Scripts that are written without blanks
/// are cut into pairs of characters. Counting, not understanding.
/// </summary>
internal static class Keywords
{
    // Enough of a word to be told from others, few enough letters that its forms are the same: develop, developer, developing.
    private const int Stem = 6;

    private const int Shortest = 3;

    private static readonly FrozenSet<string> Common = FrozenSet.ToFrozenSet(
        [
            "the", "and", "for", "with", "you", "your", "our", "are", "will", "who", "have", "has", "that", "this", "from", "not", "all", "can", "what", "their", "they", "experi", "knowle", "abilit", "skills", "skill",
            "years", "year", "work", "workin", "strong", "good", "must", "should", "would", "team", "role", "job", "looking", "lookin", "requir", "about", "into", "more", "than", "such", "other", "etc", "able",
            "und", "der", "die", "das", "mit", "für", "von", "sie", "wir", "ein", "eine", "einen", "einer", "ist", "sind", "auf", "als", "bei", "oder", "den", "dem", "des", "zum", "zur", "jahre", "erfahr", "kenntn",
            "les", "des", "une", "est", "pour", "avec", "dans", "sur", "vous", "nous", "votre", "notre", "aux", "que", "qui", "ans", "expéri", "connai",
            "los", "las", "una", "con", "por", "para", "del", "que", "sus", "años", "más",
        ],
        StringComparer.Ordinal);

    public static HashSet<string> Of(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && IsPart(text[end]))
                end++;
            if (end > at)
                Add(text[at..end].ToLowerInvariant(), words);
            at = end + 1;
        }

        return words;
    }

    private static void Add(string word, HashSet<string> words)
    {
        if (word.Any(IsUnspaced))
        {
            for (var i = 0; i + 2 <= word.Length; i++)
                words.Add(word.Substring(i, 2));
            return;
        }

        word = word.Trim('.', '-');
        var stem = word.Length > Stem ? word[..Stem] : word;
        // C#, C++, Go and R are short and mean something; so do figures.
        if ((stem.Length >= Shortest || word.Any(static c => c is '#' or '+' || char.IsDigit(c))) && !Common.Contains(word) && !Common.Contains(stem))
            words.Add(stem);
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '#' or '+' or '.' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Thai, Lao, Burmese, Khmer, and the Chinese and Japanese scripts. Korean has blanks.
    private static bool IsUnspaced(char c) => c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF');
}
