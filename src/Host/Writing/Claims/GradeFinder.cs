using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>Marks and honours in words, and prizes: "with distinction", "top marks", "mit Bestnote", "den Publikumspreis". A source has to have one of the words that say the same.</summary>
internal static class GradeFinder
{
    private static readonly string[] Best = ["top", "beste", "besten", "bester", "highest", "hochste", "hochsten", "distinction", "auszeichnung", "1st", "honours", "hons", "bestnote", "laude", "jahrgangsbeste", "jahrgangsbester", "eins", "hervorragend"];

    /// <summary>What is said, folded, and what of the sources says it.</summary>
    private static readonly (string[] Said, string[] Sources)[] Grades =
    [
        (["with", "distinction"], ["distinction", "auszeichnung", "distinguished"]), (["with", "a", "distinction"], ["distinction", "auszeichnung", "distinguished"]), (["with", "merit"], ["merit"]), (["with", "a", "merit"], ["merit"]), (["with", "honours"], ["honours", "hons", "honors", "1st"]), (["commendation"], ["commendation", "commended"]), (["laude"], ["laude"]), (["valedictorian"], ["valedictorian"]),
        (["first", "-", "class", "degree"], ["1st", "honours", "hons", "first"]), (["first", "-", "class", "honours"], ["1st", "honours", "hons"]), (["top", "marks"], Best), (["full", "marks"], Best), (["highest", "mark"], Best), (["highest", "marks"], Best), (["best", "mark"], Best), (["best", "result"], Best), (["best", "grade"], Best), (["top", "grade"], Best), (["bare", "pass"], ["pass", "passed"]),
        (["gap", "year"], ["gap"]), (["exchange", "year"], ["exchange", "abroad", "erasmus"]), (["graduate", "scheme"], ["scheme"]), (["scholarship"], ["scholarship", "scholar", "bursary", "grant"]), (["apprenticeship"], ["apprenticeship", "apprentice", "apprenticed", "ausbildung", "lehre", "gesellin", "geselle", "journeyman"]), (["traineeship"], ["traineeship", "trainee"]), (["sabbatical"], ["sabbatical"]), (["work", "placement"], ["placement", "placements", "internship"]), (["teaching", "certificate"], ["pgce", "celta", "teaching", "teacher"]), (["summer", "school"], ["school"]), (["bootcamp"], ["bootcamp", "camp"]),
        (["bestnote"], Best), (["bestnoten"], Best), (["pradikatsexamen"], ["pradikatsexamen", "pradikat"]), (["bravour"], Best), (["jahrgangsbeste"], Best), (["jahrgangsbester"], Best), (["mit", "auszeichnung"], ["auszeichnung", "distinction"]), (["einser", "-"], Best), (["einserabschluss"], Best),
    ];

    private static readonly string[] Chosen = ["employee", "volunteer", "worker", "player", "newcomer", "apprentice", "trainee", "student", "teacher", "nurse", "man", "woman", "girl", "driver", "colleague", "team", "mitarbeiterin", "mitarbeiter", "spielerin", "spieler", "azubi", "kollegin", "kollege"];
    private static readonly string[] Terms = ["month", "year", "match", "season", "week", "monats", "jahres", "spiels", "saison", "woche"];

    /// <summary>What in a source says that somebody was chosen.</summary>
    private static readonly string[] Choices = ["award", "awarded", "prize", "winner", "won", "named", "voted", "chosen", "preis", "ausgezeichnet", "auszeichnung", "gewahlt", "ernannt"];

    /// <summary>Degrees and times of study of German with a name of their own; of a word that begins like one of them, or ends so, a source has it.</summary>
    private static readonly string[] Degrees =
    [
        "staatsexamen", "staatsprufung", "promotion", "habilitation", "fachabitur", "abitur", "hauptschulabschluss", "realschulabschluss", "vordiplom", "meisterbrief", "gesellenbrief", "hochschulreife", "fachhochschulreife", "praxissemester", "auslandssemester", "auslandsjahr", "referendariat", "volontariat", "meisterprufung", "gesellenprufung", "abendgymnasium", "zweitstudium", "fernstudium", "aufbaustudium", "umschulung", "meisterkurs", "bildungsurlaub", "ausbildereignung", "fernlehrgang", "ersthelferkurs", "fachwirt", "betriebswirt",
    ];

    private static readonly (string Word, string[] Same)[] SameDegrees = [("promotion", ["promovier", "doktor", "dissertation", "dr"]), ("abitur", ["hochschulreife", "matura", "abi"]), ("hochschulreife", ["abitur", "matura"]), ("staatsexamen", ["staatsprufung", "examen"]), ("meisterprufung", ["meister"]), ("meisterbrief", ["meister"]), ("gesellenprufung", ["gesell"]), ("gesellenbrief", ["gesell"])];

    /// <summary>Behind these, a price of German is a prize.</summary>
    private static readonly string[] Prices = ["einkaufs", "verkaufs", "kauf", "fest", "markt", "stuck", "ticket", "material", "strom", "listen", "laden", "netto", "brutto", "grund", "miet", "roh", "preis", "energie", "gas", "ol", "milch", "sonder", "gesamt", "end", "durchschnitts", "normal", "abo", "pauschal", "tages", "angebots", "wechsel", "bezugs", "holz", "getreide", "rohstoff"];
    private static readonly string[] Prizes = ["preis", "preises", "medaille", "pokal", "pokals", "stipendium", "stipendiums"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Kind != PassageKind.Running || passage.Tongue is not (Tongue.English or Tongue.German))
            return;
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if (passage.Taken[at] || passage.Asks(at) || KindFinder.Wants(passage, at))
                continue;
            foreach (var (said, sources) in Grades)
            {
                if (IsSaid(passage.Tokens, at, said) && !evidence.All.Words.HasAny(key => Array.IndexOf(sources, key) >= 0))
                    findings.Add(new Finding(ClaimKind.School, at, at + said.Length - 1, false));
            }
            // "Employee of the month"
            if (Array.IndexOf(Chosen, passage.Tokens[at].Key) >= 0 && TermBehind(passage.Tokens, at) is { } last && !evidence.All.Words.HasAny(key => Array.IndexOf(Choices, key) >= 0))
                findings.Add(new Finding(ClaimKind.Title, at, last, false));
            if (passage.Tongue == Tongue.German && Array.IndexOf(Degrees, passage.Tokens[at].Key.TrimEnd('s')) is >= 0 and var degree && passage.Tokens[at].IsCapital && !HasDegree(evidence.All.Words, passage.Tokens[at], Degrees[degree]))
                findings.Add(new Finding(ClaimKind.School, at, at, false));
            if (passage.Tongue == Tongue.German && IsPrize(passage.Tokens[at]) && !evidence.All.Words.HasStem(passage.Tokens[at]) && !evidence.All.Words.HasEnding(passage.Tokens[at].Key))
                findings.Add(new Finding(ClaimKind.Name, at, at, false));
        }
    }

    /// <summary>"Of the month", "des Jahres".</summary>
    private static int? TermBehind(List<Token> tokens, int at)
    {
        var last = at + 1 < tokens.Count && tokens[at + 1].Key is "des" or "der" ? at + 2 : at + 3;
        return last < tokens.Count && Array.IndexOf(Terms, tokens[last].Key) >= 0 && (last == at + 2 || tokens[at + 1].Key == "of" && tokens[at + 2].Key == "the") ? last : null;
    }

    private static bool HasDegree(SourceWords words, Token token, string degree)
    {
        var same = Array.Find(SameDegrees, one => one.Word == degree).Same ?? [];
        return words.HasStem(token) || words.HasAny(key => key.Contains(degree, StringComparison.Ordinal) || Array.Exists(same, beginning => key.StartsWith(beginning, StringComparison.Ordinal)));
    }

    public static bool IsSaid(List<Token> tokens, int at, string[] said)
    {
        for (var step = 0; step < said.Length; step++)
        {
            if (at + step >= tokens.Count || tokens[at + step].Key != said[step])
                return false;
        }
        return true;
    }

    private static bool IsPrize(Token token) => token.IsCapital && Array.Exists(Prizes, ending => token.Key.Length > ending.Length + 3 && token.Key.EndsWith(ending, StringComparison.Ordinal) && !Array.Exists(Prices, price => token.Key.AsSpan(0, token.Key.Length - ending.Length).EndsWith(price, StringComparison.Ordinal)));
}
