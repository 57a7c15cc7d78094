namespace Assistant.Host.Writing.Claims;

/// <summary>Tells where a capital says nothing of a word that the dictionaries have: every noun of German, the first word of an English sentence.</summary>
internal static class EverydayWord
{
    /// <summary>"Stripe offered me a contract": who hires is a firm, whatever its name means otherwise.</summary>
    private static readonly HashSet<string> Hiring = ["hired", "offered", "employed", "promoted", "recruited", "contracted", "seconded", "headhunted", "poached"];

    /// <summary>What comes after these is a name, whatever it means otherwise.</summary>
    private static readonly HashSet<string> BeforeNames = ["kollege", "kollegen", "kollegin", "chef", "chefin", "freund", "freundin", "bruder", "schwester", "vorgesetzten", "vorgesetzte", "frau", "herr", "herrn", "hr", "fr", "dr", "prof", "familie", "firma", "namens", "mr", "mrs", "ms", "miss", "mx", "&"];

    /// <summary>"die Post", "unserer Zeit": what has an article is the thing that the word means.</summary>
    private static readonly HashSet<string> Articles =
    [
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine", "keinen", "keiner", "mein", "meine", "meinen", "meinem", "meiner", "meines", "ihr", "ihre", "ihren", "ihrem", "ihrer", "ihres",
        "unser", "unsere", "unseren", "unserem", "unserer", "sein", "seine", "seinen", "seiner", "im", "am", "zum", "zur", "vom", "beim", "ins", "ans", "diese", "dieser", "diesem", "diesen", "dieses", "jede", "jeder", "jedem", "jeden", "jedes",
        "viel", "viele", "vielen", "wenig", "mehr", "alle", "allen", "aller", "welche", "welcher", "welches", "per", "pro",
    ];

    private static readonly HashSet<string> Before = ["bei", "fur", "von", "mit", "an", "zu", "in", "aus", "durch", "gegen", "als", "und", "oder", "uber", ":", ",", "("];
    private static readonly string[] AdjectiveEndings = ["e", "er", "es"];

    public static bool Is(Passage passage, int at)
    {
        var tokens = passage.Tokens;
        var token = tokens[at];
        if (token.IsTechnical || token.IsAllCapitals || at > 0 && (BeforeNames.Contains(tokens[at - 1].Key) || tokens[at - 1].Is(".") && at > 1 && BeforeNames.Contains(tokens[at - 2].Key)))
            return false;
        // Müller & Partner
        if (at + 2 < tokens.Count && tokens[at + 1].Is("&") && tokens[at + 2].IsCapital)
            return false;
        return passage.Tongue switch
        {
            Tongue.German => IsGerman(passage, at),
            Tongue.English => token.First && IsEnglish(tokens, at),
            _ => token.First && LetterWords.Has(token.Key, passage.Tongue),
        };
    }

    public static bool IsHiringName(List<Token> tokens, int at) => Vocabulary.Instance.NamesToo.Contains(tokens[at].Key) && at + 1 < tokens.Count && Hiring.Contains(tokens[at + 1].Key);

    private static bool IsEnglish(List<Token> tokens, int at)
    {
        if (Vocabulary.Instance.NamesToo.Contains(tokens[at].Key) || !CommonWords.HasEnglish(Stems.Possessor(tokens[at].Key)))
            return false;
        var next = at + 1 < tokens.Count ? tokens[at + 1] : null;
        return next is null || next.First || !(next.IsCapital && next.Key.Length > 1 && !next.Key.StartsWith("i'", StringComparison.Ordinal)) && !Hiring.Contains(next.Key) && !next.Is("&");
    }

    private static bool IsGerman(Passage passage, int at)
    {
        var (tokens, token) = (passage.Tokens, passage.Tokens[at]);
        if (token.Raw.Length > 1 && token.Raw.AsSpan(1).ContainsAnyInRange('A', 'Z'))
            return false;
        if (Vocabulary.Instance.NamesToo.Contains(token.Key) && (Vocabulary.Instance.NamesAlways.Contains(token.Key) || !(at > 0 && Articles.Contains(tokens[at - 1].Key)) || at + 1 < tokens.Count && tokens[at + 1] is { IsCapital: true, First: false, Spaced: true }))
            return false;
        if (IsAdjectiveInName(tokens, at))
            return false;
        return CommonWords.HasGermanNoun(token.Key) || token.First && (CommonWords.HasGermanWord(token.Key) || Vocabulary.Instance.GermanSmallWords.Contains(token.Key) || token.Key.EndsWith("mal", StringComparison.Ordinal));
    }

    /// <summary>"die Deutsche Bahn", "am Neuen Museum", "im Programm Neue Wege": an adjective has no capital inside a sentence unless a name begins with it.</summary>
    public static bool IsAdjectiveInName(List<Token> tokens, int at) => at > 0 && !tokens[at].First && (Articles.Contains(tokens[at - 1].Key) || Before.Contains(tokens[at - 1].Key) || tokens[at - 1] is { IsCapital: true, IsWord: true }) && at + 1 < tokens.Count && tokens[at + 1].IsCapital && !tokens[at + 1].First
        && tokens[at + 1].Spaced && tokens[at].Key.Length > 4 && AdjectiveEndings.Any(ending => tokens[at].Key.EndsWith(ending, StringComparison.Ordinal) && CommonWords.HasGermanWord(tokens[at].Key[..^ending.Length]));
}
