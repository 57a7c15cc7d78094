namespace Assistant.Plugins.Drafting.Voices;

/// <summary>The language of a text, by its script or by its smallest words.</summary>
internal static class LanguageGuess
{
    private static readonly (string Language, string[] Words)[] Small =
    [
        ("en", ["the", "and", "to", "of", "you", "is", "that", "it", "for", "with", "have", "would"]),
        ("de", ["und", "der", "die", "das", "ich", "nicht", "ist", "zu", "mit", "auf", "für", "wir"]),
        ("fr", ["et", "le", "les", "des", "je", "pas", "est", "pour", "vous", "une", "dans", "nous"]),
        ("es", ["y", "el", "los", "que", "en", "un", "por", "con", "para", "una", "del", "se"]),
        ("it", ["e", "il", "che", "di", "non", "per", "un", "sono", "con", "della", "una", "si"]),
        ("pt", ["e", "o", "que", "não", "para", "com", "uma", "os", "do", "da", "em", "um"]),
        ("nl", ["en", "het", "een", "van", "ik", "niet", "dat", "op", "voor", "met", "zijn", "je"]),
        ("pl", ["i", "w", "nie", "na", "się", "że", "do", "jest", "to", "z", "dla", "czy"]),
        ("sv", ["och", "att", "det", "som", "jag", "är", "inte", "för", "på", "en", "med", "vi"]),
    ];

    // Those that their letters tell.
    private static readonly string[] Scripts = ["ja", "zh", "ko", "ru", "el", "ar", "he", "hi"];

    /// <summary>BCP 47; null where nothing says it.</summary>
    public static string? Of(string text, List<string> words)
    {
        if (Script(text) is { } script)
            return script;
        var best = Small.Select(language => (language.Language, Count: words.Count(word => language.Words.Contains(word)))).MaxBy(static l => l.Count);
        return best.Count >= 3 || best.Count * 4 > words.Count ? best.Language : null;
    }

    /// <summary>The language that a text is plainly in, where another was asked for; null where it is that one, or nothing says so for sure.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Its words.</param>
    /// <param name="asked">BCP 47.</param>
    public static string? Other(string text, List<string> words, string asked)
    {
        var language = asked.Split('-')[0].ToLowerInvariant();
        // Of a language that has no list here its neighbour's words would speak, as Swedish ones for Danish.
        if (Of(text, words) is not { } guess || guess == language || !(Scripts.Contains(language) || Small.Any(each => each.Language == language)))
            return null;
        return Script(text) is not null || Count(words, guess) > 2 * Count(words, language) ? guess : null;
    }

    private static int Count(List<string> words, string language) => Small.Where(each => each.Language == language).Sum(each => words.Count(word => each.Words.Contains(word)));

    private static string? Script(string text)
    {
        int letters = 0, kana = 0, han = 0, hangul = 0, cyrillic = 0, greek = 0, arabic = 0, hebrew = 0, devanagari = 0;
        foreach (var c in text)
        {
            if (!char.IsLetter(c))
                continue;
            letters++;
            kana += c is >= '\u3040' and <= '\u30FF' ? 1 : 0;
            han += c is >= '\u4E00' and <= '\u9FFF' ? 1 : 0;
            hangul += c is >= '\uAC00' and <= '\uD7AF' ? 1 : 0;
            cyrillic += c is >= '\u0400' and <= '\u04FF' ? 1 : 0;
            greek += c is >= '\u0370' and <= '\u03FF' ? 1 : 0;
            arabic += c is >= '\u0600' and <= '\u06FF' ? 1 : 0;
            hebrew += c is >= '\u0590' and <= '\u05FF' ? 1 : 0;
            devanagari += c is >= '\u0900' and <= '\u097F' ? 1 : 0;
        }

        var half = letters / 2;
        return letters == 0 ? null
            : kana > 0 && kana + han > half ? "ja"
            : han > half ? "zh"
            : hangul > half ? "ko"
            : cyrillic > half ? "ru"
            : greek > half ? "el"
            : arabic > half ? "ar"
            : hebrew > half ? "he"
            : devanagari > half ? "hi"
            : null;
    }
}
