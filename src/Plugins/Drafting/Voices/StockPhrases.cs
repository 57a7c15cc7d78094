using System.Collections.Frozen;

namespace Assistant.Plugins.Drafting.Voices;

/// <summary>
/// The published list of what everybody says (<c>Voices/stock-phrases.txt</c>): a line each under its language in brackets, <c>#</c> before a comment,
/// and a star behind the beginning of a word that goes on. Compared word by word; case, punctuation and the form of an apostrophe do not count.
/// </summary>
internal sealed class StockPhrases
{
    private readonly FrozenDictionary<string, List<Phrase>> _languages;

    private StockPhrases(Dictionary<string, List<Phrase>> languages) =>
        _languages = languages.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public int Count => _languages.Values.Sum(static phrases => phrases.Count);

    public IReadOnlyCollection<string> Languages => _languages.Keys;

    public static StockPhrases Read(IEnumerable<string> lines)
    {
        var languages = new Dictionary<string, List<Phrase>>(StringComparer.OrdinalIgnoreCase);
        var current = new List<Phrase>();
        foreach (var line in lines.Select(static l => l.Split('#')[0].Trim()).Where(static l => l.Length > 0))
        {
            if (line[0] == '[')
                current = languages[line.Trim('[', ']')] = [];
            else if (Words(line, star: true) is { Count: > 0 } words)
                current.Add(new Phrase(line.Replace("*", "", StringComparison.Ordinal), [.. words]));
        }

        return new StockPhrases(languages);
    }

    /// <summary>In the order of the list, each once.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="language">BCP 47; the list of every language where it is null or none of them.</param>
    public IEnumerable<string> Find(string text, string? language)
    {
        var words = Words(text);
        var own = language is { Length: >= 2 } && _languages.TryGetValue(language.Split('-')[0], out var list) ? list : null;
        return (own ?? _languages.Values.SelectMany(static phrases => phrases)).Where(phrase => phrase.IsIn(words)).Select(static phrase => phrase.Text);
    }

    /// <summary>In small letters; a run of letters and figures, with apostrophes inside.</summary>
    public static List<string> Words(string text, bool star = false)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && (IsLetter(text[end]) || (star && text[end] == '*') || (end > at && IsApostrophe(text[end]) && end + 1 < text.Length && IsLetter(text[end + 1]))))
                end++;
            if (end > at)
                words.Add(text[at..end].Replace('’', '\'').ToLowerInvariant());
            at = end + 1;
        }

        return words;
    }

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(char c) => c is '\'' or '’';

    private sealed record Phrase(string Text, string[] Words)
    {
        public bool IsIn(List<string> text)
        {
            for (var at = 0; at + Words.Length <= text.Count; at++)
            {
                var same = 0;
                while (same < Words.Length && Matches(text[at + same], Words[same]))
                    same++;
                if (same == Words.Length)
                    return true;
            }

            return false;
        }

        private static bool Matches(string word, string expected) =>
            expected.EndsWith('*') ? word.StartsWith(expected[..^1], StringComparison.Ordinal) : word == expected;
    }
}
