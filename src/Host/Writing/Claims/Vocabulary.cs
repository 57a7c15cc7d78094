using System.Reflection;

namespace Assistant.Host.Writing.Claims;

internal enum Tongue
{
    English,
    German,
    French,
    Spanish,
}

/// <summary>The word lists of the folder Vocabularies, read once. They hold common words; names and techniques are found by their shape.</summary>
internal sealed class Vocabulary
{
    private static readonly Lazy<Vocabulary> Shared = new(() => new Vocabulary());

    private readonly HashSet<string> _wishes;

    /// <summary>Those of them that are wishes by their umlaut: würde, hätte.</summary>
    private readonly HashSet<string> _umlautWishes;
    private readonly HashSet<string>[] _ordinary = new HashSet<string>[4];
    private readonly HashSet<string>[] _ordinaryStems = new HashSet<string>[4];
    private readonly HashSet<string> _germanParts;
    private readonly Dictionary<string, string> _concepts = [];

    private Vocabulary()
    {
        foreach (var (tongue, code) in new[] { (Tongue.English, "en"), (Tongue.German, "de"), (Tongue.French, "fr"), (Tongue.Spanish, "es") })
        {
            var words = Words(Lines($"ordinary-{code}")).ToList();
            _ordinary[(int)tongue] = [.. words];
            _ordinaryStems[(int)tongue] = [.. words.Where(word => word.Length > 3).Select(Stems.Of)];
        }
        GermanSmallWords = [.. Words(Lines("small-de"))];
        _germanParts = [.. Words(Lines("ordinary-de").SkipWhile(line => line != "%").Skip(1)).Where(word => word.Length > 2)];
        foreach (var line in Lines("concepts"))
        {
            var words = Words([line]).ToList();
            foreach (var word in words)
                _concepts.TryAdd(word, words[0]);
        }
        foreach (var word in new[] { "intensive care unit", "machine learning", "artificial intelligence", "computer science", "customer relationship management" })
            Phrases[word] = word.Replace(" ", "", StringComparison.Ordinal);

        var titles = Lines("titles").ToList();
        TitleHeads = [.. Words(titles.TakeWhile(line => line != "|"))];
        TitleModifiers = [.. Words(titles.SkipWhile(line => line != "|").Skip(1))];
        var skills = Lines("skills").ToList();
        Skills = new PhraseSet(Split(skills));
        Languages = [.. Words(Split(skills[^1..])).Select(Concept)];
        var namesToo = Lines("names-too");
        NamesToo = [.. Words(namesToo)];
        NamesAlways = [.. Words(namesToo.SkipWhile(line => line != "%").Skip(1))];
        Idioms = new PhraseSet(Lines("idioms"));
        Fields = new PhraseSet(Split(Lines("fields")));
        var cues = Sections(Lines("cues"));
        First = [.. Words(cues["first"])];
        Subjects = [.. Words(cues["subject"])];
        Deeds = [.. Words(cues["deed"])];
        OwnDeeds = [.. Words(cues["owndeed"])];
        _wishes = [.. Words(cues["wish"])];
        _umlautWishes = [.. cues["wish"].SelectMany(static line => line.Split(' ')).Where(static word => Folding.WithoutUmlauts(word) is not null).Select(static word => Folding.Key(word))];
        Others = [.. Words(cues["other"])];
        Breaks = [.. Words(cues["break"])];
        Negations = [.. Words(cues["not"])];
        SkillCues = new PhraseSet(cues["skill"]);
        AbilityCues = new PhraseSet([.. cues["skill"], .. cues["ability"]]);
        FieldCues = [.. Words(cues["field"])];
        Eras = new PhraseSet(cues["era"]);
        Moments = new PhraseSet(cues["moment"]);
        Charges = new PhraseSet(cues["charge"]);
        Ranks = new PhraseSet(cues["rank"]);
        Pleasantries = [.. Words(cues["pleasantry"])];
    }

    public static Vocabulary Instance => Shared.Value;

    public Dictionary<string, string> Phrases { get; } = [];
    /// <summary>Adverbs, pronouns and their like, which no dictionary of nouns, verbs and adjectives has.</summary>
    public HashSet<string> GermanSmallWords { get; }

    public HashSet<string> TitleHeads { get; }
    public HashSet<string> TitleModifiers { get; }
    public PhraseSet Skills { get; }
    public PhraseSet Fields { get; }

    /// <summary>Turns of phrase in which a number counts nothing.</summary>
    public PhraseSet Idioms { get; }
    public HashSet<string> Languages { get; }

    /// <summary>Everyday words that are names too.</summary>
    public HashSet<string> NamesToo { get; }

    /// <summary>Those of them that are names behind an article too.</summary>
    public HashSet<string> NamesAlways { get; }
    public HashSet<string> First { get; }
    public HashSet<string> Subjects { get; }
    public HashSet<string> Deeds { get; }
    public HashSet<string> OwnDeeds { get; }
    public HashSet<string> Others { get; }
    public HashSet<string> Breaks { get; }
    public HashSet<string> Negations { get; }
    public PhraseSet SkillCues { get; }

    /// <summary>Those that a skill stands behind, and what an ability that is told in everyday words does.</summary>
    public PhraseSet AbilityCues { get; }
    public HashSet<string> FieldCues { get; }

    /// <summary>Behind them stands what a time is known by: "the year of", "the turn of the".</summary>
    public PhraseSet Eras { get; }

    /// <summary>The same, where it is told of somebody's past: "shortly after".</summary>
    public PhraseSet Moments { get; }

    /// <summary>Behind them stands what somebody has the say over: "in charge of".</summary>
    public PhraseSet Charges { get; }

    /// <summary>What a letter says of feelings, of thanks, of its writer's mind and of itself.</summary>
    public HashSet<string> Pleasantries { get; }

    /// <summary>What somebody is without a title: "second in command".</summary>
    public PhraseSet Ranks { get; }

    /// <summary>A word of wishes, of what is only read or heard, and of the letter itself. What was, "hatte" and "wurde", is none.</summary>
    public bool IsWish(Token token) => _wishes.Contains(token.Key) && !(_umlautWishes.Contains(token.Key) && Folding.WithoutUmlauts(token.Raw) is null);

    /// <summary>One word for all that say the same.</summary>
    public string Concept(string key) =>
        _concepts.TryGetValue(key, out var concept) || _concepts.TryGetValue(Stems.Possessor(key), out concept) ? concept
        : key.Length > 4 && key[^1] == 's' && _concepts.TryGetValue(key[..^1], out concept) ? concept : key;

    /// <summary>What nouns of German are made of.</summary>
    public bool IsGermanPart(string key) => _germanParts.Contains(key);

    /// <summary>The language's own name, as the concept that all names of it share.</summary>
    public static string NameOf(Tongue tongue) => tongue switch { Tongue.German => "german", Tongue.French => "french", Tongue.Spanish => "spanish", _ => "english" };

    public bool IsOrdinary(string key, Tongue tongue)
    {
        key = Stems.Possessor(key);
        if (IsListed(key, tongue))
            return true;
        return tongue switch
        {
            Tongue.English => key.Length > 4 && IsEnglishForm(key),
            Tongue.German => IsGermanCompound(key),
            Tongue.French => key.Length > 4 && _ordinaryStems[2].Contains(Stems.Of(key)) || HasEnding(key, "euse", "euses", "eux", "ive", "ives", "ante", "ement", "erais", "erait", "eriez", "erions", "issons", "amment"),
            _ => key.Length > 4 && _ordinaryStems[3].Contains(Stems.Of(key)) || HasEnding(key, "mente", "aria", "iamos", "ariamos", "eria", "emos", "imos"),
        };
    }

    /// <summary>Ordinary as it stands, and not by what it is made of: "Zusammenarbeit", but not "Projektmanagement".</summary>
    public bool IsListed(string key, Tongue tongue) => _ordinary[(int)tongue].Contains(key);

    /// <summary>A word of the language's sentences that never is a name, whatever stands around it.</summary>
    public bool IsFunctionWord(string key, Tongue tongue) => key.Length <= 4 && _ordinary[(int)tongue].Contains(key) || First.Contains(key) || Others.Contains(key) || Breaks.Contains(key);

    public Tongue Guess(IReadOnlyList<Token> tokens, Tongue otherwise)
    {
        Span<int> votes = stackalloc int[4];
        foreach (var token in tokens.Take(2000))
        {
            // "Re:" is of every language.
            if (!token.IsWord || token.Key is "re" or "fw" or "fwd" or "aw" or "wg")
                continue;
            for (var tongue = 0; tongue < 4; tongue++)
                votes[tongue] += _ordinary[tongue].Contains(token.Key) && !token.IsTechnical ? 1 : 0;
        }
        var best = 0;
        for (var tongue = 1; tongue < 4; tongue++)
            best = votes[tongue] > votes[best] ? tongue : best;
        return votes[best] >= votes[(int)otherwise] + 2 || votes[best] > 0 && votes[(int)otherwise] == 0 ? (Tongue)best : otherwise;
    }

    /// <summary>moving, stopped, cities, quickly.</summary>
    private bool IsEnglishForm(string key)
    {
        foreach (var ending in new[] { "ing", "ed", "es", "s", "ly", "er", "ers", "d", "r" })
        {
            if (key.Length < ending.Length + 2 || !key.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var bare = key[..^ending.Length];
            if (_ordinary[0].Contains(bare) || _ordinary[0].Contains(bare + "e") || bare[^1] == 'i' && _ordinary[0].Contains(bare[..^1] + "y") || bare.Length > 3 && bare[^1] == bare[^2] && _ordinary[0].Contains(bare[..^1]))
                return true;
        }
        return false;
    }

    /// <summary>Put together from known parts, with the letters that join them and an ending.</summary>
    private bool IsGermanCompound(string key)
    {
        if (key.Length is < 3 or > 45)
            return false;
        if (key.Length > 8 && key.EndsWith("en", StringComparison.Ordinal) && key.IndexOf("zu", 2, StringComparison.Ordinal) > 0)
            return true;
        if (key.Length > 5 && key.StartsWith("ge", StringComparison.Ordinal) && HasEnding(key, "t", "en"))
            return true;
        if (key.Length >= 8 && HasEnding(key, "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tionen", "ierung", "itat", "ismus", "lich", "liche", "weise", "massig", "erei", "iert", "ierte", "ierten"))
            return true;
        Span<bool> reached = stackalloc bool[key.Length + 1];
        reached[0] = true;
        for (var start = 0; start < key.Length; start++)
        {
            if (!reached[start])
                continue;
            for (var end = start + 3; end <= key.Length; end++)
            {
                if (!_germanParts.Contains(key[start..end]))
                    continue;
                reached[end] = true;
                foreach (var joint in new[] { "s", "n", "e", "en", "es", "er", "nen", "ern", "in", "innen" })
                {
                    if (string.CompareOrdinal(key, end, joint, 0, joint.Length) == 0)
                        reached[end + joint.Length] = true;
                }
            }
        }
        return reached[key.Length];
    }

    private static bool HasEnding(string key, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (key.Length > ending.Length + 2 && key.EndsWith(ending, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private static Dictionary<string, List<string>> Sections(IEnumerable<string> lines)
    {
        var sections = new Dictionary<string, List<string>>();
        List<string> section = [];
        foreach (var line in lines)
        {
            if (line[0] == '[')
                sections[line.Trim('[', ']')] = section = [];
            else
                section.Add(line);
        }
        return sections;
    }

    /// <summary>All words of a list, folded.</summary>
    public static HashSet<string> ReadWords(string name) => [.. Words(Lines(name))];

    private static IEnumerable<string> Split(IEnumerable<string> lines) => lines.SelectMany(line => line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Words(IEnumerable<string> lines) => lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(word => Folding.Key(word));

    private static List<string> Lines(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"vocabularies/{name}.txt") ?? throw new InvalidOperationException($"The word list {name} is missing from the program.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];
    }
}
