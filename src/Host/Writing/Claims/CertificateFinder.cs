using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Certificates and awards that no list has: the "food allergen exam" that was passed, a "Staplerschein".
/// </summary>
internal static class CertificateFinder
{
    /// <summary>Words before a certificate that say which: "private pilot's licence".</summary>
    private const int LongestCertificate = 4;

    /// <summary>Words between an award and the verb that gives it.</summary>
    private const int Reach = 8;

    private static readonly HashSet<string> Certificates = ["exam", "exams", "examination", "certificate", "certification", "licence", "license", "ticket", "badge", "permit", "qualification", "accreditation", "diploma", "course", "courses", "seminar", "workshop", "apprenticeship", "traineeship", "scholarship", "fellowship", "bursary", "internship", "degree", "class", "classes", "award", "prize", "medal", "trophy"];
    private static readonly HashSet<string> Determiners = ["a", "an", "my", "the"];

    /// <summary>What begins a clause of its own: "a group whose first course".</summary>
    private static readonly HashSet<string> Clauses = ["whose", "which", "that", "who", "where", "when", "is", "was", "are", "were", "has", "have", "had"];

    /// <summary>Words before a certificate that do not say which.</summary>
    private static readonly HashSet<string> Plain = ["full", "clean", "valid", "current", "final", "first", "second", "formal", "relevant", "required", "necessary", "professional", "recognised", "new", "own", "same", "written", "basic", "further", "additional", "single", "entrance", "train", "bus", "short", "online", "intensive", "evening", "weekend", "week", "day", "month", "year", "long", "recent", "refresher", "introductory", "advanced", "little", "good", "proper", "free", "internal", "external", "main", "extra", "special", "next", "last", "right", "postgraduate", "undergraduate", "highest", "associate", "university", "college", "graduate", "bachelor's", "master's", "bachelors", "masters", "honours", "joint", "world", "top", "high", "large", "small", "maths"];

    /// <summary>What somebody is given with these is an award: "mit dem Innovationspreis ausgezeichnet".</summary>
    private static readonly HashSet<string> Giving = ["ausgezeichnet", "ausgezeichnete", "gewonnen", "gewann", "verliehen", "erhalten", "erhielt", "bekommen", "bekam", "geehrt", "pramiert"];
    private static readonly string[] Awards = ["preis", "medaille", "orden", "auszeichnung", "stipendium", "pokal"];
    private static readonly string[] GermanCertificates = ["schein", "zertifikat", "lizenz", "patent", "brief", "diplom", "befahigung", "zulassung", "prufung", "ausbildung", "studium", "lehrgang", "schulung"];
    private static readonly HashSet<string> NoCertificates = ["sonnenschein", "augenschein", "lichtschein", "gutschein", "geldschein", "feuerprufung", "bewerbungsbrief", "motivationsbrief", "uberprufung", "berufsausbildung", "erstausbildung", "zusatzausbildung", "grundausbildung", "zweitstudium", "erststudium", "masterstudium", "bachelorstudium", "hochschulstudium", "abschlussprufung"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if (!passage.Tokens[at].IsWord || passage.Taken[at])
                continue;
            var found = passage.Tongue switch
            {
                Tongue.English => Certificate(passage, at) ?? Award(passage, at) ?? Course(passage, at),
                Tongue.German => GermanCertificate(passage, at),
                _ => null,
            };
            if (found is not var (first, last))
                continue;
            var words = passage.Tokens.GetRange(first, last - first + 1).FindAll(token => token.IsWord && !Vocabulary.Instance.IsFunctionWord(token.Key, passage.Tongue) && !Plain.Contains(token.Key) && !(passage.Tongue == Tongue.English && token.Key.EndsWith("est", StringComparison.Ordinal) && LetterWords.Has(token.Key, passage.Tongue)));
            if (words.Count > 0 && evidence.Lacks(passage, first, last, index => words.TrueForAll(word => Has(index, word))) is { } isForeign)
                findings.Add(new Finding(ClaimKind.Skill, first, last, isForeign));
        }
    }

    /// <summary>"Which earned me a medal": given to the writer, whoever else the sentence speaks of.</summary>
    private static (int, int)? Award(Passage passage, int at)
    {
        var tokens = passage.Tokens;
        if (tokens[at].Key is not ("award" or "prize" or "medal" or "trophy" or "bursary" or "scholarship"))
            return null;
        for (var back = at - 1; back > 0 && back > at - LongestCertificate && tokens[back].IsWord; back--)
        {
            if (tokens[back].Key == "me" && tokens[back - 1].Key is "earned" or "won" or "got" or "gave" or "brought" or "awarded")
                return (at, at);
        }
        return null;
    }

    /// <summary>"A unit on cold chain management": what was learnt there.</summary>
    private static (int, int)? Course(Passage passage, int at)
    {
        var tokens = passage.Tokens;
        if (tokens[at].Key is not ("course" or "unit" or "module" or "seminar" or "workshop" or "training" or "certificate" or "class" or "lecture" or "diploma" or "webinar" or "dissertation" or "thesis") || at + 2 >= tokens.Count || tokens[at + 1].Key is not ("in" or "on" or "about") || tokens[at + 1].Key == "in" && Determiners.Contains(tokens[at + 2].Key) || !RoleFinder.IsOfTheWriter(passage, at) || KindFinder.Wants(passage, at))
            return null;
        var last = at + 1;
        for (var next = last + 1; next < tokens.Count && next < at + 3 + LongestCertificate && tokens[next] is { IsWord: true, IsCapital: false } && !passage.Taken[next] && !passage.IsFigure[next] && !Clauses.Contains(tokens[next].Key) && tokens[next].Key is not ("and" or "at" or "with" or "as" or "to" or "for" or "i" or "so" or "but"); next++)
        {
            if (!Vocabulary.Instance.IsFunctionWord(tokens[next].Key, Tongue.English))
                last = next;
        }
        return last > at + 1 ? (at + 2, last) : null;
    }

    private static bool Has(SourceIndex index, Token word) => index.Words.HasStem(word)
        || Array.Find(GermanCertificates, tail => word.Key.EndsWith(tail, StringComparison.Ordinal)) is { } ending && word.Key.Length > ending.Length + 2 && index.Words.HasStem(word with { Key = word.Key[..^ending.Length].TrimEnd('s'), Raw = "x" });

    private static (int, int)? Certificate(Passage passage, int at)
    {
        var tokens = passage.Tokens;
        if (!Certificates.Contains(tokens[at].Key) || !RoleFinder.IsOfTheWriter(passage, at) && !tokens.Skip(Math.Max(0, at - LongestCertificate)).Take(Math.Min(at, LongestCertificate)).Any(token => token.Key == "my"))
            return null;
        // "The tree risk qualification, TRAQ": the short name is looked at itself.
        if (at + 2 < tokens.Count && tokens[at + 1].Key is "," or "(" && tokens[at + 2].IsAllCapitals)
            return null;
        var first = at;
        while (first > 0 && first > at - LongestCertificate && tokens[first - 1] is { IsWord: true, IsCapital: false } before && !Determiners.Contains(before.Key) && !Clauses.Contains(before.Key) && !passage.Taken[first - 1] && !passage.IsFigure[first - 1])
            first--;
        return first < at && first > 0 && Determiners.Contains(tokens[first - 1].Key) ? (first, at - 1) : null;
    }

    private static (int, int)? GermanCertificate(Passage passage, int at)
    {
        var key = passage.Tokens[at].Key;
        if (!passage.Tokens[at].IsCapital || NoCertificates.Contains(key) || !RoleFinder.IsOfTheWriter(passage, at))
            return null;
        var isAward = EndsWithOneOf(Awards) && passage.Tokens.Skip(at - Math.Min(at, Reach)).Take(2 * Reach).Any(token => Giving.Contains(token.Key));
        return isAward || EndsWithOneOf(GermanCertificates) ? (at, at) : null;

        bool EndsWithOneOf(string[] endings) => Array.Exists(endings, ending => key.Length > ending.Length + 3 && key.EndsWith(ending, StringComparison.Ordinal));
    }
}
