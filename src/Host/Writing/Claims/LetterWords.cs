namespace Assistant.Host.Writing.Claims;

/// <summary>The words that any letter is written with and that claim nothing by themselves (Vocabularies/letter-en.txt, letter-de.txt), in every form of theirs.</summary>
internal static class LetterWords
{
    /// <summary>Words that are longer are no dictionary's, and cost the square of their length.</summary>
    private const int LongestWord = 45;

    /// <summary>A shorter part of a compound would be part of too many.</summary>
    private const int ShortestPart = 3;

    /// <summary>Words that one noun of German is put together from.</summary>
    private const int MostParts = 4;

    private static readonly string[] Heads = ["un", "re", "in", "im", "non", "mis", "over", "under", "out"];
    private static readonly string[] Endings = ["s", "es", "d", "ed", "ing", "st", "est", "ness"];
    private static readonly string[] ClaimEndings = ["", "s", "es", "d", "ed", "ing"];
    private static readonly string[] GermanEndings = ["", "s", "es", "se", "n", "en", "nen", "e", "er", "ern", "in", "innen"];
    private static readonly string[] QualityEndings = ["heit", "heiten", "keit", "keiten"];
    private static readonly string[] Joints = ["", "s", "n", "e", "en", "es", "er"];

    /// <summary>What is done for a living, whatever stands before it: Jugendarbeit, Bildbearbeitung.</summary>
    private static readonly string[] Callings = ["arbeit", "bearbeitung", "gestaltung", "entwicklung", "haltung", "dienst", "wesen", "sicherheit", "gesundheit", "krankheit", "tatigkeit", "erklarung", "begleitung", "hilfe", "kunde"];

    private static readonly Lazy<HashSet<string>> English = new(static () => Vocabulary.ReadWords("letter-en"));
    private static readonly Lazy<HashSet<string>> German = new(static () => Vocabulary.ReadWords("letter-de"));
    private static readonly Lazy<HashSet<string>> Apart = new(static () => Vocabulary.ReadWords("apart-en"));
    private static readonly Lazy<HashSet<string>> EnglishClaims = new(static () => Vocabulary.ReadWords("claiming-en"));
    private static readonly Lazy<HashSet<string>> GermanClaims = new(static () => Vocabulary.ReadWords("claiming-de"));

    /// <summary>The key is folded; of German, it is a noun.</summary>
    public static bool Has(string key, Tongue tongue) => tongue == Tongue.German ? key.Length <= LongestWord && HasGerman(key, MostParts) : HasEnglish(Stems.Possessor(key));

    /// <summary>Whether the word claims something where nothing else in its sentence is borne out (Vocabularies/claiming-en.txt, claiming-de.txt).</summary>
    public static bool MayClaim(string key, Tongue tongue) => tongue == Tongue.German ? Array.Exists(GermanEndings, ending => IsGermanForm(key, ending, GermanClaims.Value)) : Array.Exists(ClaimEndings, ending => IsForm(Stems.Possessor(key), ending, EnglishClaims.Value));

    private static bool HasEnglish(string key) => English.Value.Contains(key) || !Apart.Value.Contains(key) && !Apart.Value.Contains(key.TrimEnd('s')) && (key.Length > 4 && key.EndsWith("ly", StringComparison.Ordinal) || Array.Exists(Endings, ending => IsForm(key, ending, English.Value))
        || Array.Exists(Heads, head => key.Length > head.Length + ShortestPart && key.StartsWith(head, StringComparison.Ordinal) && HasEnglish(key[head.Length..])));

    /// <summary>Makes, making, planned, tried, tidier.</summary>
    private static bool IsForm(string key, string ending, HashSet<string> words)
    {
        if (key.Length < ending.Length + ShortestPart || !key.EndsWith(ending, StringComparison.Ordinal))
            return false;
        var bare = key[..^ending.Length];
        return words.Contains(bare) || ending.Length > 0 && ending != "s" && (words.Contains(bare + "e") || bare[^1] == 'i' && words.Contains(bare[..^1] + "y") || bare.Length > 2 && bare[^1] == bare[^2] && words.Contains(bare[..^1]));
    }

    /// <summary>The beginnings of a noun of German that goes on with such a word: Patient, of Patientenbett.</summary>
    public static IEnumerable<string> BeginningsOf(string key)
    {
        for (var start = ShortestPart; key.Length <= LongestWord && start <= key.Length - ShortestPart; start++)
        {
            if (!IsGermanForm(key[start..]) || Array.Exists(Callings, calling => key.AsSpan(start).StartsWith(calling, StringComparison.Ordinal)))
                continue;
            foreach (var joint in Joints)
            {
                if (start >= joint.Length + ShortestPart && key.AsSpan(0, start).EndsWith(joint, StringComparison.Ordinal))
                    yield return key[..(start - joint.Length)];
            }
        }
    }

    /// <summary>Arbeitsalltag, of Arbeit and Alltag.</summary>
    private static bool HasGerman(string key, int parts) => IsGermanForm(key) || parts > 1 && BeginningsOf(key).Any(beginning => HasGerman(beginning, parts - 1));

    /// <summary>Geborgenheit, Dankbarkeit: what somebody feels or is like, but not the fields that end so too.</summary>
    private static bool IsQuality(string key) => Array.Exists(QualityEndings, ending => key.EndsWith(ending, StringComparison.Ordinal)) && !Array.Exists(Callings, calling => key.EndsWith(calling, StringComparison.Ordinal));

    private static bool IsGermanForm(string key) => IsQuality(key) || Array.Exists(GermanEndings, ending => IsGermanForm(key, ending, German.Value));

    private static bool IsGermanForm(string key, string ending, HashSet<string> words) => key.Length >= ending.Length + ShortestPart && key.EndsWith(ending, StringComparison.Ordinal) && words.Contains(key[..^ending.Length]);
}
