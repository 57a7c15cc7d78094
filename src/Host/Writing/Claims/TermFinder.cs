using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>Job titles, degrees, skills: words that need no capital to be a claim.</summary>
internal static class TermFinder
{
    /// <summary>Letters of a German noun that is made of two.</summary>
    private const int ShortestCompound = 12;

    private static readonly string[] Bachelors = ["bachelor", "bachelors", "bachelor's", "bsc", "ba", "beng", "bba", "bs", "licenciatura", "licenciado", "licenciada"];
    private static readonly HashSet<string> Degrees = ["bachelor", "master", "doctorate", "diploma", "mba", "abitur"];
    private static readonly HashSet<string> Articles = ["a", "an", "as", "made", "was", "to", "called", "titled", "named", "ein", "eine", "einen", "als", "zum", "zur", "war", "un", "une", "que", "comme", "como", "de", "etais", "fui", "soy", "suis", "former", "ehemaliger", "interim", "now", "later", "spater", "qu", "became", "wurde"];
    private static readonly HashSet<string> Smalls = ["excel", "spark", "react", "unity", "sketch", "blender", "confluence", "oracle", "sage", "helm", "sass", "looker", "puppet", "apache", "asana", "thai", "basque", "excel", "cnc", "sem", "perl", "swift", "ruby", "flask", "vue", "latin", "trello", "rails", "git", "polish", "figma", "kanban", "robotics", "anatomy", "irish", "welsh", "danish", "turkish", "greek"];
    /// <summary>Whose somebody is: "their participation officer".</summary>
    private static readonly HashSet<string> Owners = ["their", "our", "his", "her", "its", "your"];

    /// <summary>Before a title, what anybody may say of one.</summary>
    private static readonly HashSet<string> Praises = ["good", "great", "new", "young", "better", "best", "real", "true", "born", "natural", "careful", "reliable", "calm", "patient", "friendly", "confident", "passionate", "strong", "fellow", "first", "own", "busy", "small", "single", "competent", "quick", "working", "practising", "practicing", "freelance", "current", "future", "older", "younger"];

    private static readonly HashSet<string> Stops = ["at", "for", "from", "since", "until", "by", "to", "which", "that", "who", "as", "when", "where", "during", "bei", "für", "fur", "seit", "als", "chez", "depuis", "pour", "desde", "para", "durante", "por", "because", "but", "about", "before", "after", "i", "we", "ich", "je", "it", "is", "are", "was", "has", "have", "on", "erworben", "gesammelt", "would", "will"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        var tokens = passage.Tokens;
        var cueUntil = -1;
        var isLoose = false;
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!tokens[at].IsWord)
            {
                if (tokens[at].Key is "." or ";" or ":" or "!" or "?" or "(" or ")" or "–")
                    cueUntil = -1;
                continue;
            }
            if (Vocabulary.Instance.SkillCues.Match(tokens, at) is > 0 and var cue)
                (cueUntil, isLoose, at) = (at + cue + 10, false, at + cue - 1);
            else if (Vocabulary.Instance.FieldCues.Contains(tokens[at].Key))
                (cueUntil, isLoose) = (at + 5, true);
            else if (passage.Taken[at])
                continue;
            else if (Stops.Contains(tokens[at].Key))
                cueUntil = -1;
            else if (Degree(passage, evidence, at, findings, out var last))
                (cueUntil, isLoose) = last + 1 < tokens.Count && tokens[last + 1].Key is "in" or "of" or "en" ? (last + 6, false) : (cueUntil, isLoose);
            else if (Title(passage, evidence, at, findings, out last) || Skill(passage, evidence, at, at < cueUntil, isLoose, findings, out last))
                at = last;
        }
    }

    private static bool Title(Passage passage, Evidence evidence, int at, List<Finding> findings, out int last)
    {
        var (tokens, words) = (passage.Tokens, Vocabulary.Instance);
        last = at;
        var first = at;
        while (last + 1 < tokens.Count && IsModifier(tokens[last]) && !IsHead(passage, last, first) && Next(tokens, last) is > 0 and var next && tokens[next].IsWord && (IsModifier(tokens[next]) || IsHead(passage, next, first)) && next - first < 10)
            last = next;
        if (!IsHead(passage, last, first))
        {
            last = at;
            return false;
        }
        while (last + 1 < tokens.Count && Next(tokens, last) is > 0 and var more && tokens[more].IsWord && IsHead(passage, more, first))
            last = more;
        var head = tokens[last];
        var length = last - first + 1;
        last = Complement(tokens, last);
        var before = first > 0 ? tokens[first - 1].Key : "";
        if (length == 1 && last == at && !head.IsCapital && !Articles.Contains(before))
        {
            // "a judicial clerk", "a certified public accountant"
            var article = first - 1;
            while (article > 0 && article > first - 5 && (tokens[article].IsWord || tokens[article].Is("-") && !tokens[article].Spaced) && !tokens[article].First && !passage.Taken[article] && tokens[article].Key != "the" && tokens[article].Key is not ("made" or "became" or "appointed") && !Owners.Contains(tokens[article].Key) && !Articles.Contains(tokens[article].Key))
                article--;
            // "I'm the health and safety officer", "their participation officer"
            var isHeld = article > 0 && Owners.Contains(tokens[article].Key) || article > 0 && tokens[article].Key == "the" && tokens[article - 1].Key is "am" or "i'm" or "was" or "been" or "as" or "became" || article >= 0 && article > first - 5 && tokens[article].Key is "made" or "became" or "appointed";
            if (article < 0 || article == first - 5 || !isHeld && !Articles.Contains(tokens[article].Key) || !isHeld && tokens[article].Key is "to" or "de" or "was")
                return false;
            first = article + 1;
        }
        if (length == 1 && head.Key is "partner" or "partners" && before is not ("made" or "as"))
            return false;
        if (length == 1 && (passage.Tongue == Tongue.German ? (before is "der" or "die" or "den" or "dem" or "ihr" or "ihre" or "ihren" or "ihrem" or "ihrer") && GermanSorts(passage, at, last).Count == 0 && (GermanHead(head.Key) is null || HasTitle(evidence.All, [head])) : head.First && words.IsOrdinary(head.Key, passage.Tongue)))
            return false;
        if (before == "hiring" || length == 1 && last == at && first == at && words.IsOrdinary(head.Key, passage.Tongue) && !head.IsCapital && passage.Tongue == Tongue.English && head.Key is "author" or "owner" or "driver" or "head" or "leader" or "executive" or "broker" or "cook" or "judge")
            return false;
        if (!head.IsCapital && head.Key[^1] == 's' && words.TitleHeads.Contains(head.Key[..^1]) && passage.Tongue is Tongue.English or Tongue.French)
            return false;
        var names = tokens.GetRange(at, last - at + 1).Where(token => token.IsWord && token.Key is not ("of" or "de" or "d" or "du" or "der" or "for" or "des" or "del" or "la" or "für" or "the" or "and")).ToList();
        // "A shift leader", "a retired employment judge": what kind of one is for a source to say too.
        var sorts = passage.Tongue == Tongue.German ? GermanSorts(passage, at, last) : passage.Tongue == Tongue.English ? Sorts(tokens, first, at) : [];
        Take(passage, first, last);
        if (evidence.Lacks(passage, first, last, Has) is { } isForeign)
        {
            if (!IsAspired(passage, evidence, first, head, isForeign))
                findings.Add(new Finding(ClaimKind.Title, first, last, isForeign));
        }
        else if (evidence.Places.Other(passage, first, last, index => HasTitle(index, names)) is { } elsewhere)
            findings.Add(new Finding(ClaimKind.Title, first, last, false) { Elsewhere = elsewhere });
        return true;

        // To be a case of what the title means is too little there.
        bool Has(SourceIndex index) => HasTitle(index, names) && (sorts.Count == 0 || (passage.Tongue == Tongue.German ? sorts.TrueForAll(sort => index.Words.HasStem(sort) || index.Words.HasInCompound(sort.Key)) : index.Words.HasNear(sorts.Concat(names))));
    }

    /// <summary>"A retired employment judge": employment.</summary>
    private static List<Token> Sorts(List<Token> tokens, int first, int at) =>
        first < at && first > 0 && (tokens[first - 1].Key is "a" or "an" or "the" or "as" || Owners.Contains(tokens[first - 1].Key)) && tokens[first].Key != "my" && !tokens.GetRange(first, at - first).Exists(static token => token.Key is "from" or "to" or "of" or "for" or "in" or "with")
            ? tokens.GetRange(first, at - first).FindAll(static token => token is { IsWord: true, IsAllCapitals: false } && token.Key is not ("year" or "first" or "second" or "third" or "fourth") && !RoleFinder.Plain.Contains(token.Key) && !Praises.Contains(token.Key) && !token.Key.EndsWith("ed", StringComparison.Ordinal))
            : [];

    /// <summary>"Ihrer didaktischen Leiterin", "der Leiter der Qualitätssicherung", "Leiterin Rechnungswesen": didaktischen, Qualitätssicherung, Rechnungswesen.</summary>
    private static List<Token> GermanSorts(Passage passage, int at, int last)
    {
        var (tokens, sorts) = (passage.Tokens, new List<Token>());
        if (at > 1 && tokens[at - 1] is { IsWord: true, IsCapital: false, Key.Length: > 6 } adjective && adjective.Key.EndsWith("en", StringComparison.Ordinal) && tokens[at - 2].Key is "der" or "die" or "den" or "dem" or "ihr" or "ihre" or "ihren" or "ihrem" or "ihrer" or "als" or "unserer" or "unserem" or "unseren" && !LetterWords.Has(adjective.Key, Tongue.German))
            sorts.Add(adjective);
        if (last + 1 < tokens.Count && tokens[last + 1] is { IsCapital: true, IsAllCapitals: false, Key.Length: > 6 } field && CommonWords.HasGermanNoun(field.Key) && tokens[last].Key is "leiter" or "leiterin" or "referent" or "referentin" or "managerin" or "sachbearbeiter" or "sachbearbeiterin")
            sorts.Add(field);
        if (last + 2 < tokens.Count && tokens[last + 1].Key is "der" or "des" && tokens[last + 2] is { IsCapital: true, Key.Length: > 4 } of && !passage.IsFigure[last + 2])
            sorts.Add(of);
        return sorts;
    }

    /// <summary>"Angehender Meister", "on the way to becoming a chef": not held yet, and so somebody else's word or the name of the course is enough.</summary>
    private static bool IsAspired(Passage passage, Evidence evidence, int first, Token head, bool isForeign)
    {
        var isAspired = false;
        for (var back = first - 1; back >= 0 && back >= first - 4; back--)
            isAspired |= passage.Tokens[back].Key is "angehender" or "angehende" or "angehenden" or "angehendem" or "weg" or "werdender" or "werdende" or "kunftiger" or "kunftige" or "aspiring" or "prospective" or "becoming" or "become" or "way";
        return isAspired && (isForeign || evidence.Own.Words.HasBeginning(head.Key));
    }

    internal static bool HasTitle(SourceIndex index, List<Token> names)
    {
        if (names.Count == 1 && GermanHead(names[0].Key) is { } head)
            return index.Words.HasInCompound(names[0].Key) || index.Words.HasWord(names[0]) || index.Words.HasStem(names[0]) || index.Words.HasHalves(names[0] with { Key = names[0].Key[..^head.Length].TrimEnd('s'), Raw = "x" }, names[0] with { Key = head, Raw = "x" });
        return index.Words.HasTogether(names, true) || names.Count == 1 && ((KindFinder.IsDoer(names[0].Key) ? index.Words.HasDoer(names[0]) : index.Words.HasStem(names[0])) || index.Words.HasHead(names[0].Key) || index.Words.HasConcept(names[0].Key + "ship"));
    }

    private static bool IsModifier(Token token) => token.IsWord && Vocabulary.Instance.TitleModifiers.Contains(token.Key);

    private static bool IsHead(Passage passage, int at, int first)
    {
        var (token, tokens) = (passage.Tokens[at], passage.Tokens);
        var key = Stems.Possessor(token.Key);
        if (key is "lead" or "head" or "chief" or "chef" && !(key == "chef" && passage.Tongue == Tongue.French))
            return key != "chief" && at > first && Vocabulary.Instance.TitleModifiers.Contains(tokens[at - 1].Key) || key == "head" && at + 1 < tokens.Count && tokens[at + 1].Key == "of";
        // A chargé d'affaires is none in English: "in charge of music".
        return Vocabulary.Instance.TitleHeads.Contains(key) && !(key == "charge" && passage.Tongue != Tongue.French) || key.Length > 4 && key[^1] == 's' && Vocabulary.Instance.TitleHeads.Contains(key[..^1]) || passage.Tongue == Tongue.German && token.IsCapital && GermanHead(key) is not null;
    }

    /// <summary>Softwareentwicklerin ends with a head.</summary>
    public static string? GermanHead(string key)
    {
        if (key.Length is < 9 or > 45)
            return null;
        for (var start = 3; start <= key.Length - 6; start++)
        {
            // An Ansprechpartner has no such post.
            if (Vocabulary.Instance.TitleHeads.Contains(key[start..]) && key[start..] is not ("partner" or "partnerin"))
                return key[start..];
        }
        return null;
    }

    /// <summary>Meisterschule begins with one.</summary>
    public static string? GermanBeginning(string key)
    {
        for (var end = Math.Min(key.Length - 4, 20); end >= 5; end--)
        {
            if (Vocabulary.Instance.TitleHeads.Contains(key[..end]))
                return key[..end];
        }
        return null;
    }

    private static int Next(List<Token> tokens, int at) =>
        at + 1 >= tokens.Count ? -1 : tokens[at + 1].Is("-") && at + 2 < tokens.Count ? at + 2 : tokens[at + 1].IsWord ? at + 1 : -1;

    /// <summary>of Sales, de compras, général.</summary>
    private static int Complement(List<Token> tokens, int last)
    {
        if (last + 1 < tokens.Count && IsModifier(tokens[last + 1]) && tokens[last + 1].Key.Length > 5)
            return last + 1;
        if (last + 2 < tokens.Count && tokens[last + 1].Key is "of" or "de" or "d" or "des" or "du" && tokens[last + 2].IsWord && (IsModifier(tokens[last + 2]) || Vocabulary.Instance.Fields.Match(tokens, last + 2) > 0 || tokens[last + 2].IsCapital || tokens[last + 1].Key == "of" && tokens[last + 2].Key.Length > 3 && !Stops.Contains(tokens[last + 2].Key) && tokens[last + 2].Key is not ("your" or "their" or "this" or "that" or "many" or "these") || tokens[last + 2].Key is "projet" or "compras" or "ventas" or "operaciones" or "proyecto" or "equipo"))
            return last + 2;
        return last;
    }

    public static bool IsDegree(Token token) => Degrees.Contains(Vocabulary.Instance.Concept(token.Key));

    private static bool Degree(Passage passage, Evidence evidence, int at, List<Finding> findings, out int last)
    {
        var token = passage.Tokens[at];
        last = at;
        var concept = Vocabulary.Instance.Concept(token.Key);
        if (!Degrees.Contains(concept))
        {
            // Masterabschluss, Doktorarbeit
            var compound = passage.Tongue == Tongue.German && token.IsCapital && token.Key.Length > 8 ? Degrees.FirstOrDefault(degree => token.Key.StartsWith(degree, StringComparison.Ordinal)) ?? (token.Key.StartsWith("doktor", StringComparison.Ordinal) ? "doctorate" : null) : null;
            if (compound is null)
                return false;
            concept = compound;
        }
        var next = at + 1 < passage.Tokens.Count ? passage.Tokens[at + 1].Key : "";
        var before = at > 0 ? passage.Tokens[at - 1].Key : "";
        var isShort = token.Key.Length <= 2 && token.Key != "dr";
        if (isShort && !(token.IsAllCapitals || token.Raw.Contains('.', StringComparison.Ordinal)) || token.Key == "promotion" && passage.Tongue != Tongue.German || token.Key is "licence" or "licences" && passage.Tongue is Tongue.English or Tongue.German
            || token.Key is "master" or "masters" && !token.IsCapital && !(before is "a" or "my" or "un" or "mon" or "mi" or "en" or "de" or "del" or "el" or "le" or "s") && next is not ("degree" or "in" or "of" or "thesis") || token.Key == "ba" && passage.Tongue == Tongue.Spanish || next == "copy" || token.Key == "dr" && at + 1 >= passage.Tokens.Count || token is { Key: "doctor", IsCapital: false } && next != "of")
            return false;
        Take(passage, at, at);
        if (evidence.Lacks(passage, at, at, index => HasDegree(index.Words, concept, evidence.Tongue) || concept != "bachelor" && index.Words.HasWord(token) || passage.Tongue == Tongue.German && index.Words.HasInCompound(token.Key)) is { } isForeign)
            findings.Add(new Finding(ClaimKind.School, at, at, isForeign));
        else if (evidence.Places.Other(passage, at, at, index => index.Words.HasConcept(concept)) is { } elsewhere)
            findings.Add(new Finding(ClaimKind.School, at, at, false) { Elsewhere = elsewhere });
        return true;
    }

    /// <summary>A licence of French is a bachelor; one of English is for driving.</summary>
    private static bool HasDegree(SourceWords words, string concept, Tongue tongue) => words.HasConcept(concept) && (concept != "bachelor" || tongue is Tongue.French or Tongue.Spanish || Array.Exists(Bachelors, words.IsSpelled));

    private static bool Skill(Passage passage, Evidence evidence, int at, bool isCued, bool isLoose, List<Finding> findings, out int last)
    {
        var (tokens, words) = (passage.Tokens, Vocabulary.Instance);
        last = at;
        var token = tokens[at];
        var length = words.Skills.Match(tokens, at);
        var isLanguage = words.Languages.Contains(words.Concept(token.Key)) && (token.IsCapital || isCued || passage.Tongue is Tongue.French or Tongue.Spanish && at > 0 && tokens[at - 1].Key is "l" or "el" or "en");
        if (length == 1 && (Smalls.Contains(token.Key) || words.Languages.Contains(words.Concept(token.Key))) && !token.IsCapital && !isCued)
            length = 0;
        if (length == 0 && isLanguage)
            length = 1;
        if (length == 0 && isCued)
            length = words.Fields.Match(tokens, at);
        var isCompound = passage.Tongue == Tongue.German && token.IsCapital && token.Key.Length >= ShortestCompound;
        if (length == 0 && isCued && !isLoose && !(isCompound ? words.IsListed(token.Key, passage.Tongue) : words.IsOrdinary(token.Key, passage.Tongue)) && !words.IsFunctionWord(token.Key, passage.Tongue) && token.Key.Length > 3 && !(passage.Tongue == Tongue.German && !token.IsCapital && CommonWords.HasGermanWord(token.Key)))
            length = 1;
        if (length == 0)
            return false;
        last = at + length - 1;
        var phrase = tokens.GetRange(at, length).Where(part => part.IsWord).ToList();
        if (isLanguage && length == 1 && evidence.Tongue == passage.Tongue && words.Concept(token.Key) == Vocabulary.NameOf(passage.Tongue))
            return true;
        // A capital may begin a longer name, which is looked at as a whole.
        if (!token.IsCapital)
            Take(passage, at, last);
        if (evidence.Lacks(passage, at, last, index => phrase.Count > 0 && (phrase.Count == 1 ? index.Words.HasStem(phrase[0]) : index.Words.HasNear(phrase)) || isCompound && index.Words.HasInCompound(token.Key) || index.Words.HasConcept(words.Concept(string.Concat(phrase.Select(part => part.Key))))) is { } isForeign)
            findings.Add(new Finding(tokens[last].Key is "school" or "bootcamp" ? ClaimKind.School : ClaimKind.Skill, at, last, isForeign));
        return true;
    }

    private static void Take(Passage passage, int first, int last)
    {
        for (var at = first; at <= last; at++)
            passage.Taken[at] = true;
    }
}
