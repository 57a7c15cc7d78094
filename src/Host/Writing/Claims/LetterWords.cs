namespace Assistant.Host.Writing.Claims;

/// <summary>The words that any letter is written with and that claim nothing by themselves (Vocabularies/letter-en.txt, letter-de.txt, letter-fr.txt, letter-es.txt), in every form of theirs.</summary>
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

    private static readonly string[] FrenchInfinitives = ["er", "ir", "re", "oir"];
    private static readonly string[] SpanishInfinitives = ["ar", "er", "ir", "arse", "erse", "irse"];

    /// <summary>Of nouns and adjectives too; none of those that make a trade or a post of a word.</summary>
    private static readonly string[] FrenchEndings =
    [
        "s", "x", "e", "es", "ee", "ees", "ement", "ment", "ant", "ante", "ants", "antes", "ons", "ez", "ent", "ais", "ait", "ions", "iez", "aient", "ai", "as", "a", "ames", "erent", "i", "ie", "is", "ies", "it", "u", "ue", "us", "ues", "issons", "issez", "issent", "issant", "issais", "issait",
        "erai", "eras", "era", "erons", "erez", "eront", "erais", "erait", "erions", "eriez", "eraient", "irai", "ira", "irons", "irez", "iront", "irais", "irait", "rai", "ra", "rons", "rez", "ront", "rais", "rait", "t", "er", "ir",
    ];

    private static readonly string[] SpanishEndings =
    [
        "s", "es", "o", "a", "e", "os", "as", "an", "en", "amos", "emos", "imos", "ais", "eis", "is", "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "ando", "iendo", "yendo", "aba", "abas", "aban", "abamos", "abais", "ia", "ias", "ian", "iamos", "aste", "iste", "io", "aron", "ieron", "ase", "iese", "ara", "iera",
        "are", "aras", "aremos", "aran", "ere", "eras", "era", "eremos", "eran", "ire", "iras", "ira", "iremos", "iran", "aria", "arian", "ariamos", "eria", "erian", "iria", "irian", "ad", "ed", "id", "ar", "er", "ir", "isimo", "isima", "ito", "ita",
    ];

    /// <summary>What a verb of Spanish has behind it: preguntarle, recibirme.</summary>
    private static readonly string[] Clitics = ["me", "te", "se", "le", "la", "lo", "nos", "os", "les", "las", "los", "melo", "mela", "telo", "selo", "sela", "noslo"];

    private static readonly Lazy<HashSet<string>> English = new(static () => Vocabulary.ReadWords("letter-en"));
    private static readonly Lazy<HashSet<string>> German = new(static () => Vocabulary.ReadWords("letter-de"));
    private static readonly Lazy<HashSet<string>> French = new(static () => WithStems("letter-fr", FrenchInfinitives));
    private static readonly Lazy<HashSet<string>> Spanish = new(static () => WithStems("letter-es", SpanishInfinitives));
    private static readonly Lazy<HashSet<string>> Apart = new(static () => Vocabulary.ReadWords("apart-en"));
    private static readonly Lazy<HashSet<string>> EnglishClaims = new(static () => Vocabulary.ReadWords("claiming-en"));
    private static readonly Lazy<HashSet<string>> GermanClaims = new(static () => Vocabulary.ReadWords("claiming-de"));

    /// <summary>The key is folded; of German, it is a noun.</summary>
    public static bool Has(string key, Tongue tongue) => tongue switch
    {
        Tongue.German => key.Length <= LongestWord && HasGerman(key, MostParts),
        Tongue.English => HasEnglish(Stems.Possessor(key)),
        // "S'est" is one word here.
        Tongue.French => Vocabulary.Instance.IsListed(key, tongue) || HasRomance(key[(key.IndexOf('\'', StringComparison.Ordinal) + 1)..], French.Value, FrenchEndings),
        _ => Vocabulary.Instance.IsListed(key, tongue) || key.EndsWith("mente", StringComparison.Ordinal) || HasRomance(key, Spanish.Value, SpanishEndings) || Array.Exists(Clitics, clitic => key.EndsWith(clitic, StringComparison.Ordinal) && HasRomance(key[..^clitic.Length], Spanish.Value, SpanishEndings)),
    };

    /// <summary>Whether the word claims something where nothing else in its sentence is borne out (Vocabularies/claiming-en.txt, claiming-de.txt).</summary>
    public static bool MayClaim(string key, Tongue tongue) => tongue == Tongue.German ? Array.Exists(GermanEndings, ending => IsGermanForm(key, ending, GermanClaims.Value)) : Array.Exists(ClaimEndings, ending => IsForm(Stems.Possessor(key), ending, EnglishClaims.Value));

    /// <summary>The words, and what their forms begin with: parl, of parler.</summary>
    private static HashSet<string> WithStems(string name, string[] infinitives)
    {
        var words = Vocabulary.ReadWords(name);
        return [.. words, .. words.SelectMany(word => infinitives.Where(ending => word.Length >= ending.Length + ShortestPart && word.EndsWith(ending, StringComparison.Ordinal)).Select(ending => word[..^ending.Length]))];
    }

    /// <summary>Parlerons, of parl; visibles, of visible.</summary>
    private static bool HasRomance(string key, HashSet<string> words, string[] endings) => words.Contains(key) || Array.Exists(endings, ending => key.Length >= ending.Length + ShortestPart && key.EndsWith(ending, StringComparison.Ordinal) && words.Contains(key[..^ending.Length]));

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
