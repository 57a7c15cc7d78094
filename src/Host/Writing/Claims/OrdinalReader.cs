namespace Assistant.Host.Writing.Claims;

/// <summary>What has a number in it and counts no things: the third marathon, twice, every other week.</summary>
internal static class OrdinalReader
{
    private static readonly Dictionary<string, int> English = Numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth");
    private static readonly Dictionary<string, int> Tens = new() { ["thirtieth"] = 30, ["fortieth"] = 40, ["fiftieth"] = 50, ["sixtieth"] = 60, ["seventieth"] = 70, ["eightieth"] = 80, ["ninetieth"] = 90, ["hundredth"] = 100, ["thousandth"] = 1000 };
    private static readonly Dictionary<string, int> German = Numbered("erst zweit dritt viert funft sechst siebt acht neunt zehnt elft zwolft");
    private static readonly string[] Endings = ["e", "er", "en", "es", "em"];

    /// <summary>"A second language", "third parties": of these nobody counts.</summary>
    private static readonly HashSet<string> Uncounted = ["language", "languages", "grade", "grades", "grader", "graders", "nature", "hand", "thought", "thoughts", "place", "party", "parties", "sector", "world", "wall", "wheel", "degree", "person", "home", "chance", "look", "opinion", "pair", "of", "linie", "hand", "heimat", "muttersprache", "sprache", "natur", "wahl", "stelle", "standbein", "chance", "blick", "meinung", "art", "seite", "person", "personen"];

    private static readonly HashSet<string> Owners = ["my", "his", "her", "our", "their", "your", "mein", "meine", "meinem", "meinen", "meiner", "meines", "sein", "seine", "seinem", "seinen", "seiner", "ihr", "ihre", "ihrem", "ihren", "ihrer", "unser", "unsere", "unserem", "unseren", "unserer", "dein", "deine", "deinem", "deinen", "deiner"];
    private static readonly HashSet<string> Becoming = ["wurde", "wurden", "werden", "geworden", "als", "platz"];
    private static readonly HashSet<string> Turns = ["week", "month", "year", "day", "weekend", "woche", "monat", "jahr", "tag", "wochenende"];

    /// <summary>Null where no such word stands.</summary>
    public static Quantity? Read(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        var last = at;
        var value = tongue switch
        {
            Tongue.English => InEnglish(tokens, at, ref last),
            Tongue.German => InGerman(tokens, at),
            _ => 0,
        };
        // "In my twelfth year", "a third-year student": eleven and two are over.
        var year = Key(tokens, last + 1) == "-" ? last + 2 : last + 1;
        if (value > 1 && Key(tokens, year) is "year" or "jahr" && tokens[at].Key is not ("twice" or "thrice" or "other") && !tokens[at].Key.EndsWith("mal", StringComparison.Ordinal) && Key(tokens, at - 1) is not ("every" or "jedes"))
            return new Quantity(at, year, (value - 1) * 365.25, value * 365.25, Measure.Duration, "year", true) { Bare = value - 1 };
        return value > 1 ? new Quantity(at, last, value, double.NaN, Measure.Order, null, true) : null;
    }

    private static int InEnglish(IReadOnlyList<Token> tokens, int at, ref int last)
    {
        var (key, next) = (tokens[at].Key, Key(tokens, at + 1));
        if (key is "twice")
            return next is "the" or "what" or "that" ? 0 : 2;
        if (key is "thrice")
            return 3;
        // "Every other week"
        if (key is "other" or "second" && Key(tokens, at - 1) == "every")
            return 2;
        if (tokens[at] is { IsCapital: true, First: false } || Uncounted.Contains(next))
            return 0;
        if (key is "twenty" or "thirty" or "forty" or "fifty" or "sixty" or "seventy" or "eighty" or "ninety" && next == "-" && English.TryGetValue(Key(tokens, at + 2), out var unit) && unit < 10)
        {
            last = at + 2;
            return (key switch { "twenty" => 20, "thirty" => 30, "forty" => 40, "fifty" => 50, "sixty" => 60, "seventy" => 70, "eighty" => 80, _ => 90 }) + unit;
        }
        if (Tens.TryGetValue(key, out var tens))
            return tens;
        return English.TryGetValue(key, out var ordinal) && (ordinal > 2 || ordinal == 2 && Owners.Contains(Key(tokens, at - 1)) && IsWord(tokens, at + 1)) ? ordinal : 0;
    }

    private static int InGerman(IReadOnlyList<Token> tokens, int at)
    {
        var (token, key) = (tokens[at], tokens[at].Key);
        if (key.EndsWith("mal", StringComparison.Ordinal) && key.Length > 5 && NumberWords.Read([token with { Key = key[..^3] }], 0, Tongue.German, out var times) == 1)
            return (int)times;
        // "Zu dritt"
        if (Key(tokens, at - 1) == "zu" && !token.IsCapital && Ordinal(key) is > 1 and var people)
            return people;
        if (Array.Find(Endings, ending => key.EndsWith(ending, StringComparison.Ordinal) && key.Length - ending.Length > 3) is not { } longest || Ordinal(key[..^longest.Length]) is not (> 1 and var value))
            return 0;
        if (token.IsCapital)
            return !token.First && (Becoming.Contains(Key(tokens, at - 1)) || Becoming.Contains(Key(tokens, at - 2)) || value > 3) ? value : 0;
        // The next word, or the one behind an adjective, is what is counted.
        var noun = IsWord(tokens, at + 1) && !tokens[at + 1].IsCapital ? at + 2 : at + 1;
        if (!IsWord(tokens, noun) || !tokens[noun].IsCapital || Uncounted.Contains(tokens[noun].Key))
            return 0;
        return value > 2 || Owners.Contains(Key(tokens, at - 1)) || Key(tokens, at - 1).StartsWith("jede", StringComparison.Ordinal) && Turns.Contains(tokens[noun].Key) ? value : 0;
    }

    /// <summary>dritt, neunzehnt, einundzwanzigst.</summary>
    private static int Ordinal(string stem)
    {
        if (German.TryGetValue(stem, out var small))
            return small;
        var ending = stem.EndsWith("st", StringComparison.Ordinal) ? 2 : stem.EndsWith('t') ? 1 : 0;
        return ending > 0 && stem.Length > 5 && NumberWords.Read([new Token(TokenKind.Word, 0, stem.Length, stem, stem[..^ending], true, false)], 0, Tongue.German, out var value) == 1 && value >= 13 ? (int)value : 0;
    }

    private static string Key(IReadOnlyList<Token> tokens, int at) => at >= 0 && at < tokens.Count ? tokens[at].Key : "";

    private static bool IsWord(IReadOnlyList<Token> tokens, int at) => at < tokens.Count && tokens[at] is { IsWord: true, First: false };

    private static Dictionary<string, int> Numbered(string words) => words.Split(' ').Select(static (word, at) => (word, at + 1)).ToDictionary();
}
