using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>Names by their shape: capitals where the language has none, capitals in a row, capitals and digits inside a word.</summary>
internal static class NameFinder
{
    private const int LongestRun = 10;

    private static readonly HashSet<string> Joints = ["of", "de", "la", "le", "les", "du", "des", "del", "di", "da", "do", "van", "von", "der", "den", "ter", "the", "and", "y", "et", "für", "fur", "e", "al", "el", "&", "-", "'", "/", "i", "für", "d", "l"];
    private static readonly HashSet<string> Courtesies = ["i", "i'm", "i've", "i'd", "i'll", "mr", "mrs", "ms", "miss", "mx", "sir", "madam", "madame", "monsieur", "mesdames", "messieurs", "mme", "mlle", "frau", "herr", "herrn", "sr", "sra", "srta", "don", "dona", "usted", "ud", "uds", "ustedes", "ok", "cv", "ps", "pdf", "faq", "fyi", "asap", "re", "fw", "fwd", "aw", "wg", "rsvp", "hr", "it", "q", "a", "am", "pm", "tba", "tbd", "ii", "iii", "iv", "eg", "ie", "cc", "bcc", "zb", "dh", "ua", "uvm", "usw", "bzw", "mfg", "ca", "nb", "tldr", "ma'am", "maam", "nr", "tel", "pj", "cdi", "cdd"];
    private static readonly HashSet<string> Greetings = ["dear", "hi", "hello", "hey", "good", "thanks", "best", "kind", "warm", "many", "all", "yours", "cheers", "with", "sincerely", "regards", "liebe", "lieber", "sehr", "guten", "bonjour", "estimada", "estimado", "cordialement"];
    private static readonly HashSet<string> Schools = ["university", "college", "school", "institute", "academy", "polytechnic", "polytechnique", "universitat", "universite", "universidad", "universidade", "hochschule", "fachhochschule", "akademie", "gymnasium", "ecole", "instituto", "academia", "escuela", "lycee", "eth", "insead", "mit", "uni", "faculty"];
    private static readonly HashSet<string> Firms = ["gmbh", "ag", "kg", "se", "inc", "ltd", "llc", "plc", "corp", "corporation", "company", "co", "group", "bank", "holding", "holdings", "sa", "sas", "sarl", "sl", "bv", "nv", "oy", "ab", "labs", "systems", "solutions", "partners", "hospital", "stadtwerke", "traders", "industries", "logistik", "clinic", "foundation", "ministry", "council"];
    /// <summary>What stands before a thing of which there are several, or one's own.</summary>
    private static readonly HashSet<string> Counting =
    [
        "ein", "eine", "einen", "einem", "einer", "eines", "mein", "dein", "deine", "deinen", "deinem", "deiner", "ihr", "ihre", "eure", "euren", "eurem", "eurer", "euer", "kein", "keine", "keinen", "keinem", "keiner", "meine", "meinen", "meiner", "meines", "unsere", "unseren", "unserem", "unserer", "unser", "ihren", "ihrem", "ihrer", "ihres", "beide", "beiden", "viele", "vielen", "einige", "einigen", "mehrere", "mehreren", "jede",
        "jeden", "jeder", "jedes", "jedem", "diese", "diesen", "dieser", "dieses", "diesem", "welche", "welchen", "welches", "alle", "allen", "weitere", "weiteren", "wenige", "wenigen",
    ];
    /// <summary>Behind these stands somebody's name, whatever it means otherwise: "Mrs Baker", "Herrn Winter".</summary>
    private static readonly HashSet<string> Addresses = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "frau", "herr", "herrn", "hr", "fr", "madame", "monsieur", "familie"];

    /// <summary>Tokens of a line that is somebody's name and nothing else.</summary>
    private const int LongestLineOfName = 4;

    private static readonly string[] DerivedEndings = ["tion", "tions", "ness", "ments", "ility", "ically"];
    private static readonly HashSet<string> At = ["at", "for", "with", "joined", "bei", "beim", "fur", "chez", "by", "from", "left", "en", "via"];

    public static bool IsSchool(string key) => Schools.Contains(key);

    public static bool IsFirm(string key) => Firms.Contains(key);

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        var isShouting = IsShouting(passage.Tokens);
        Everyday(passage, evidence, findings);
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if (passage.Taken[at] || !IsCandidate(passage, at, isShouting))
                continue;
            var last = passage.Tongue == Tongue.German ? GermanRun(passage, at, isShouting) : Run(passage, at, isShouting);
            Judge(passage, evidence, at, last, findings);
            at = last;
        }
    }

    /// <summary>"Mrs Baker", "Sarah Baker", "of Baker's"; a noun of German and the first word of a line have their capital from elsewhere.</summary>
    public static bool IsSpelledAsName(List<Token> tokens, int at)
    {
        if (!tokens[at].IsCapital)
            return false;
        // A contact's or a sender's name has a line of its own.
        if (tokens.Count <= LongestLineOfName && tokens.TrueForAll(static token => token.IsCapital || !token.IsWord))
            return true;
        var before = at > 0 && tokens[at - 1].Is(".") && at > 1 ? tokens[at - 2] : at > 0 ? tokens[at - 1] : null;
        if (before is not null && Addresses.Contains(before.Key) || !CommonWords.HasGermanNoun(tokens[at].Key) && !CommonWords.HasGermanWord(tokens[at].Key) && !CommonWords.HasEnglish(tokens[at].Key))
            return true;
        return !tokens[at].First && (before is { IsCapital: true } ? !CommonWords.HasGermanNoun(before.Key) && !Vocabulary.Instance.GermanSmallWords.Contains(before.Key) : !CommonWords.HasGermanNoun(tokens[at].Key));
    }

    /// <summary>Words that name somebody or something for once: behind "Mrs", and of English with a capital in the middle of a sentence.</summary>
    private static void Everyday(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Kind != PassageKind.Running || passage.Tongue is not (Tongue.English or Tongue.German) || IsHeading(passage) || IsShouting(passage.Tokens))
            return;
        for (var at = 1; at < passage.Tokens.Count; at++)
        {
            var token = passage.Tokens[at];
            if (!token.IsCapital || token.IsAllCapitals || passage.IsFigure[at] || token.Key.Length < 2 || Courtesies.Contains(token.Key))
                continue;
            var isAddressed = Addresses.Contains(passage.Tokens[at - 1].Key) || passage.Tokens[at - 1].Is(".") && at > 1 && Addresses.Contains(passage.Tokens[at - 2].Key);
            // "It was Will who taught me": what a sentence begins with, a quotation and a longer name are none.
            var isInside = passage.Tongue == Tongue.English && !token.First && passage.Tokens[at - 1] is { IsWord: true, IsCapital: false } && !IsGreeting(passage, at) && Vocabulary.Instance.IsFunctionWord(token.Key, Tongue.English) && !(at + 1 < passage.Tokens.Count && (passage.Tokens[at + 1].IsCapital || passage.Tokens[at + 1].Kind == TokenKind.Number || passage.Tokens[at + 1].Key is "of" or "&" or "in" or "-")) && !Vocabulary.Instance.First.Contains(token.Key);
            // "Ms Running Elk", "Frau Direktorin Petschnig"
            var isBorneOut = evidence.All.Words.HasName(token.Key) || at + 1 < passage.Tokens.Count && passage.Tokens[at + 1].IsCapital && evidence.All.Words.HasName(passage.Tokens[at + 1].Key);
            if ((isAddressed || isInside) && !isBorneOut)
                findings.Add(new Finding(ClaimKind.Name, at, at, false));
        }
    }

    private static bool IsCandidate(Passage passage, int at, bool isShouting)
    {
        var token = passage.Tokens[at];
        if (!token.IsWord)
            return false;
        if (token.Key.Length == 1)
            return token.IsCapital && token.Key is "r" or "c" && !token.First && (at + 1 >= passage.Tokens.Count || passage.Tokens[at + 1].Key is not "." and not "&" || passage.Tokens[at + 1].Is(".") && passage.Tokens[at - 1].Key is "in" or "with" or "using" or "mit");
        if (Courtesies.Contains(token.Key) || IsContraction(token.Key) || at == 0 && (IsSignOff(passage) || IsSalutation(passage)))
            return false;
        if (token.IsTechnical && token.Key is not ("i'm" or "i've"))
            return !IsDottedAbbreviation(token);
        if (!token.IsCapital)
            return false;
        if (IsDerived(passage, at))
            return false;
        var words = Vocabulary.Instance;
        if (words.IsFunctionWord(token.Key, passage.Tongue) && (token.First || !IsInName(passage, at)))
            return false;
        if (!IsCased(token))
            return false;
        var isOrdinary = words.IsOrdinary(token.Key, passage.Tongue);
        if (passage.Tongue == Tongue.German && at > 0 && (IsPlainNoun(passage, at) || token.Key is "mal" or "male" && passage.IsFigure[at - 1]))
            return false;
        if (EverydayWord.Is(passage, at))
            return false;
        if (passage.Tongue == Tongue.English && EverydayWord.IsHiringName(passage.Tokens, at))
            return true;
        if (passage.Tongue == Tongue.German && (words.NamesAlways.Contains(token.Key) || EverydayWord.IsAdjectiveInName(passage.Tokens, at)))
            return true;
        if (isOrdinary && (token.First || passage.Tongue == Tongue.German || isShouting || IsHeading(passage) || IsGreeting(passage, at)))
            return false;
        return true;
    }

    /// <summary>
    /// "die Berge", "ein Probekochen": an article and a German ending, alone. Behind "bei der" and its like it may be a firm; no list of German nouns is whole.
    /// What is one of several, "eine Hospitation" or "mein Fazit", needs no ending: names are not counted.
    /// </summary>
    private static bool IsPlainNoun(Passage passage, int at)
    {
        var (tokens, before) = (passage.Tokens, passage.Tokens[at - 1].Key);
        if (Counting.Contains(before) && !tokens[at].IsTechnical && !tokens[at].IsAllCapitals && !tokens[at].Raw.Contains('\'', StringComparison.Ordinal) && !(at + 1 < tokens.Count && (tokens[at + 1].IsCapital || tokens[at + 1].Key is "-" or "&")) && !Vocabulary.Instance.NamesToo.Contains(tokens[at].Key))
            return true;
        if (!tokens[at].Raw.EndsWith('e') && !tokens[at].Raw.EndsWith("en", StringComparison.Ordinal) && !tokens[at].Raw.EndsWith("ern", StringComparison.Ordinal) && !tokens[at].Raw.EndsWith("er", StringComparison.Ordinal))
            return false;
        if (at + 1 < tokens.Count && (tokens[at + 1].IsCapital || tokens[at + 1].Key is "-" or "&") || tokens[at].IsTechnical)
            return false;
        var isArticle = before is "der" or "die" or "das" or "den" or "dem" or "des" or "ein" or "eine" or "einen" or "einem" or "einer" or "eines" or "mein" or "meine" or "meinen" or "meinem" or "meiner" or "ihre" or "ihren" or "ihrem" or "ihrer" or "unsere" or "unseren" or "unserer" or "viele" or "vielen" or "diese" or "diesen" or "dieser" or "dieses" or "keine";
        return isArticle && !(at > 1 && tokens[at - 2].Key is "bei" or "fur" or "an" or "von" or "in" or "mit");
    }

    /// <summary>You'll, they've, she'd, don't.</summary>
    private static bool IsContraction(string key) => key.EndsWith("'ll", StringComparison.Ordinal) || key.EndsWith("'ve", StringComparison.Ordinal) || key.EndsWith("'re", StringComparison.Ordinal) || key.EndsWith("'d", StringComparison.Ordinal) || key.EndsWith("n't", StringComparison.Ordinal);

    /// <summary>"Take care," on a line of its own: a few words up to a comma, and only the first has a capital.</summary>
    private static bool IsSignOff(Passage passage)
    {
        var tokens = passage.Tokens;
        return tokens.Count is >= 3 and <= 6 && tokens[^1].Is(",") && !tokens[0].IsTechnical && !tokens[0].IsAllCapitals && tokens.Take(tokens.Count - 1).Skip(1).All(token => token.IsWord && !token.IsCapital);
    }

    /// <summary>"Kia ora Aroha,": a greeting of any language, a name and a comma. The name is looked at.</summary>
    private static bool IsSalutation(Passage passage)
    {
        var tokens = passage.Tokens;
        return tokens.Count is >= 3 and <= 5 && tokens[^1].Is(",") && tokens[^2] is { IsWord: true, IsCapital: true } && tokens.Skip(1).Take(tokens.Count - 3).All(token => token.IsWord && !token.IsCapital) && !tokens[0].IsTechnical && !tokens[0].IsAllCapitals;
    }

    /// <summary>A noun made of another word, which begins a sentence: "Preparation is half the work".</summary>
    private static bool IsDerived(Passage passage, int at) => passage.Tongue == Tongue.English && passage.Tokens[at].First && !passage.Tokens[at].IsTechnical && !passage.Tokens[at].IsAllCapitals
        && (at + 1 >= passage.Tokens.Count || !passage.Tokens[at + 1].IsCapital) && passage.Tokens[at].Key.Length >= 8 && DerivedEndings.Any(ending => passage.Tokens[at].Key.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>A capital function word inside a name: "The Body Shop", but not "and The".</summary>
    private static bool IsInName(Passage passage, int at) => at + 1 < passage.Tokens.Count && passage.Tokens[at + 1].IsCapital && passage.Tokens[at].Key.Length > 2;

    private static bool IsCased(Token token) => char.IsUpper(token.Raw[0]) || token.Raw.Any(char.IsAsciiLetterUpper);

    private static bool IsDottedAbbreviation(Token token) => token.Raw.Contains('.', StringComparison.Ordinal) && token.Key.Length <= 3 && !token.IsAllCapitals;

    private static bool IsHeading(Passage passage)
    {
        if (passage.Kind == PassageKind.Heading)
            return true;
        if (passage.Tokens.Count > 0 && Greetings.Contains(passage.Tokens[0].Key))
            return false;
        var (capitals, all) = (0, 0);
        foreach (var token in passage.Tokens.Take(40))
        {
            if (!token.IsWord || token.Key.Length < 4)
                continue;
            all++;
            capitals += token.IsCapital ? 1 : 0;
        }
        return all > 0 && all <= 8 && capitals * 10 >= all * 7;
    }

    private static bool IsShouting(List<Token> tokens)
    {
        var words = tokens.Where(token => token.IsWord && token.Key.Length > 2).Take(60).ToList();
        return words.Count >= 3 && words.Count(token => token.IsAllCapitals) * 10 >= words.Count * 8;
    }

    /// <summary>"Dear Hiring Team", "Kind Regards": the line begins with a greeting and no comma came yet.</summary>
    private static bool IsGreeting(Passage passage, int at)
    {
        for (var back = at; back >= 0 && back > at - 6; back--)
        {
            if (passage.Tokens[back].Key is "," or "." or "!" or "with" or "using" or "at" or "for" or "from" or "as" or "on" or "mit" or "bei" or "chez" or "avec" or "con" && back < at)
                return false;
            if (passage.Tokens[back].First)
                return Greetings.Contains(passage.Tokens[back].Key);
        }
        return false;
    }

    private static int Run(Passage passage, int first, bool isShouting)
    {
        var tokens = passage.Tokens;
        var last = first;
        for (var next = first + 1; next < tokens.Count && next - first < LongestRun; next++)
        {
            if (tokens[next].First && tokens[next - 1].Kind == TokenKind.Sign && tokens[next - 1].Key is "." or "!" or "?" or ":")
                break;
            if (passage.Taken[next] && !(tokens[next].IsCapital && !passage.IsFigure[next]))
                break;
            if (tokens[next].IsCapital && !tokens[next].First && !Courtesies.Contains(tokens[next].Key) && !(IsHeading(passage) && Vocabulary.Instance.IsOrdinary(tokens[next].Key, passage.Tongue)) || tokens[next].IsTechnical)
                last = next;
            else if (!Joints.Contains(tokens[next].Key) || tokens[next].Kind == TokenKind.Sign && tokens[next].Key is not ("-" or "&" or "'") || tokens[next].Is("-") && tokens[next].Spaced || next - last > 2 || tokens[next].Key == "i" || tokens[next].Is("and") || tokens[next].Is("y") || tokens[next].Is("et") || tokens[next].Is("/"))
                break;
        }
        _ = isShouting;
        return last;
    }

    /// <summary>German nouns have capitals: only words that are no German words go on with a name.</summary>
    private static int GermanRun(Passage passage, int first, bool isShouting)
    {
        var last = EverydayWord.IsAdjectiveInName(passage.Tokens, first) ? first + 1 : first;
        for (var next = last + 1; next < passage.Tokens.Count && next - first < LongestRun; next++)
        {
            if (passage.Tokens[next] is { First: false } && !passage.Taken[next] && IsCandidate(passage, next, isShouting))
                last = next;
            else if (!(passage.Tokens[next].Key is "-" or "&" && !passage.Tokens[next].First || passage.Tokens[next].Key is "of" or "von"))
                break;
        }
        return last;
    }

    private static void Judge(Passage passage, Evidence evidence, int first, int last, List<Finding> findings)
    {
        while (last > first && !passage.Tokens[last].IsWord)
            last--;
        // "The Cert IV": an article is no part of a name that goes without it.
        if (last > first && passage.Tokens[first] is { Key: "the" or "a" or "an" or "my" or "our" or "your" })
            first++;
        // "Runs HPLC": the first word of a sentence has its capital from there.
        if (last > first && passage.Tokens[first].First && passage.Tongue == Tongue.English && (passage.Tokens[first + 1].IsAllCapitals || passage.Tokens[first + 1].IsTechnical) && !Vocabulary.Instance.NamesToo.Contains(passage.Tokens[first].Key) && CommonWords.HasEnglish(passage.Tokens[first].Key))
            first++;
        var words = passage.Tokens.GetRange(first, last - first + 1).Where(token => token.IsWord && !(Joints.Contains(token.Key) && !token.IsCapital)).ToList();
        if (words.Count == 0)
            return;
        if (evidence.Lacks(passage, first, last, index => words.TrueForAll(word => index.Words.HasSpelling(word, passage.Tongue)) && (Has(index, words, passage.Tongue) || words.Count == 1 && (IsInflected(passage, first) && index.Words.HasStem(words[0]) || index.Words.HasPeople(words[0]) || passage.Tongue == Tongue.German && index.Words.HasInCompound(words[0].Key)))) is not { } isForeign)
            return;
        var kind = Kind(passage, first, last);
        if (isForeign && kind == ClaimKind.Name && passage.Tokens[Math.Max(0, first - 1)].Key is "mr" or "ms" or "mrs" or "frau" or "herr" or "herrn" or "madame" or "monsieur")
            return;
        findings.Add(new Finding(kind, first, last, isForeign));
    }

    /// <summary>
    /// Where a capital is no sign of a name, another form of the word in a source is enough: "Altenpflege" of "Altenpfleger", "Forecasting" of "forecasts" at the
    /// beginning of a sentence.
    /// </summary>
    private static bool IsInflected(Passage passage, int at)
    {
        var token = passage.Tokens[at];
        return token.Key.Length >= 7 && !token.IsTechnical && !token.IsAllCapitals && (passage.Tongue == Tongue.German || token.First || passage.Kind == PassageKind.Heading);
    }

    private static bool Has(SourceIndex index, List<Token> words, Tongue tongue)
    {
        if (!words.TrueForAll(word => index.Words.HasWord(word) || word.IsTechnical && index.Words.HasStem(word)))
            return words.Count > 1 && index.Words.HasTogether([words[0] with { Key = string.Concat(words.Select(word => word.Key)) }], false);
        return words.Count == 1 || index.Words.HasTogether(words, false) || words.TrueForAll(word => Vocabulary.Instance.IsOrdinary(word.Key, tongue)) && index.Words.HasTogether(words, true);
    }

    private static ClaimKind Kind(Passage passage, int first, int last)
    {
        var tokens = passage.Tokens;
        var before = first > 0 ? tokens[first - 1].Key : "";
        if (before is "the" or "der" or "la" or "dem" or "die" or "den" or "el" && first > 1)
            before = tokens[first - 2].Key;
        var run = tokens.GetRange(first, last - first + 1);
        if (run.Exists(token => Schools.Contains(token.Key)) || before is "at" && first > 2 && tokens[first - 2].Key is "studied" or "degree" or "graduated" || first > 1 && tokens[first - 2].Key is "graduated" or "degree")
            return ClaimKind.School;
        if (run.Exists(token => Firms.Contains(token.Key) || token.Is("&")))
            return ClaimKind.Employer;
        if (run.Exists(token => Vocabulary.Instance.TitleHeads.Contains(token.Key)))
            return ClaimKind.Title;
        if (run.Exists(token => token.IsTechnical || token.IsAllCapitals || Vocabulary.Instance.Skills.Match([token], 0) > 0))
            return ClaimKind.Skill;
        return run.Count == 1 && At.Contains(before) ? ClaimKind.Employer : ClaimKind.Name;
    }
}
