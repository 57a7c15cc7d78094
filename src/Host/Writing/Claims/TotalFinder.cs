using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Totals, ranks and honours that are told in everyday words: "all of whom passed", "without a single complaint", "die alle bestanden haben"; "I led the working
/// group" where the line has a member of it; "certified" of a training. The lines that the sentence tells of have to say the like; that some other line does is not enough.
/// </summary>
internal static class TotalFinder
{
    /// <summary>Words between "without" and what there was none of.</summary>
    private const int Reach = 3;

    /// <summary>Tokens of a line that are looked at.</summary>
    private const int MostTokens = 200;

    private static readonly HashSet<string> Harms =
    [
        "complaint", "complaints", "accident", "accidents", "incident", "incidents", "delay", "delays", "error", "errors", "mistake", "mistakes", "fault", "faults", "exception", "exceptions", "injury", "injuries", "damage", "loss", "losses", "breakdown", "breakdowns", "interruption", "defect", "defects",
        "beschwerde", "beschwerden", "reklamation", "reklamationen", "unfall", "unfalle", "fehler", "verspatung", "verspatungen", "ausfall", "ausfalle", "beanstandung", "beanstandungen", "zwischenfall", "zwischenfalle", "verzug", "mangel", "ausnahme", "verletzung", "verletzungen",
    ];

    private static readonly HashSet<string> Failings = ["missed", "late", "lost", "left", "failed", "broke", "dropped", "verpasst", "gefehlt", "ausgefallen", "versaumt", "verloren"];

    private static readonly string[] Totals = ["all", "every", "each", "none", "no", "not", "never", "always", "without", "zero", "any", "whole", "entire", "full", "fully", "alle", "allen", "aller", "jede", "jeder", "jedes", "jeden", "kein", "keine", "keinen", "keiner", "nie", "immer", "stets", "ohne", "ganz", "ganze", "ganzen", "null", "100", "0", "nil", "samtliche", "gesamte", "gesamten"];

    /// <summary>What claims more than the line may have, and the beginnings or parts of words that say the like there.</summary>
    private static readonly (ClaimKind Kind, HashSet<string> Words, string[] Like)[] Groups =
    [
        (ClaimKind.Title, ["led", "headed", "managed", "chaired", "supervised", "directed", "oversaw", "geleitet", "leitete", "leite"],
        [
            "lead", "led", "head", "manag", "chair", "supervis", "direct", "oversaw", "oversee", "foreman", "forewoman", "charge", "run", "ran", "coordinat", "responsib", "president", "owner", "own", "principal", "captain", "boss", "senior", "chief", "team", "deputy", "acting", "stand", "organis", "organiz",
            "started", "founded", "set", "author", "first", "leit", "fuhr", "chef", "koordin", "betreu", "meister", "vorsitz", "verantwort", "inhaber", "kapitan", "obfrau", "obmann", "organisier", "vorarbeit", "polier", "grund", "aufgebaut", "aufbau",
        ]),
        (ClaimKind.School, ["distinction", "honours", "honors", "laude", "valedictorian", "auszeichnung", "jahrgangsbester", "jahrgangsbeste", "bestnote", "klassenbeste", "klassenbester"],
            ["distinct", "honour", "honor", "laude", "merit", "award", "prize", "first", "best", "top", "auszeichn", "preis", "note", "1,0", "1.0", "grade"]),
        (ClaimKind.School, ["certified", "certification", "certifications", "zertifiziert", "zertifizierte", "zertifizierter", "zertifizierung", "accredited", "licensed", "licenced"],
            ["cert", "zertif", "licen", "lizen", "qualif", "diplom", "schein", "accredit", "akkredit", "pruf", "exam", "regist", "badge", "zeugnis", "nachweis", "level", "nvq", "degree", "ticket", "card", "chartered", "berechtig"]),
    ];

    private static readonly string[] Minors = ["help", "assist", "support", "member", "part", "shadow", "trainee", "intern", "contribut", "worked", "mitglied", "mitarbeit", "mitgearbeit", "mithilfe", "mitgeholfen", "unterstutz", "geholfen", "assistenz", "beteilig", "praktik", "aushilf"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Tongue is not (Tongue.English or Tongue.German) || passage.Kind == PassageKind.Heading)
            return;
        List<ReadSource>? meant = null;
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if (passage.Asks(at))
                continue;
            if (Total(passage.Tokens, at) is { } last && passage.IsOwn[at] is var isOwn && (isOwn || !passage.SpeaksOfOthers(at)) && !Says(Meant(), static key => Array.IndexOf(Totals, key) >= 0 || key.EndsWith("frei", StringComparison.Ordinal) || key.EndsWith("free", StringComparison.Ordinal)))
                findings.Add(new Finding(ClaimKind.Number, at, last, false) { IsTotal = true });
            else if (Array.Find(Groups, group => group.Words.Contains(passage.Tokens[at].Key)) is { Like: { } like } group && passage.IsOwn[at] && (group.Kind != ClaimKind.Title || Says(Meant(), IsMinor)) && !(at > 0 && passage.Tokens[at - 1].Is("-")) && Meant().Count > 0 && !Says(Meant(), key => Array.Exists(like, part => key.Contains(part, StringComparison.Ordinal))))
                findings.Add(new Finding(group.Kind, at, at, false) { IsTotal = true });
        }

        List<ReadSource> Meant() => meant ??= evidence.Lines.MeantBy(passage);
    }

    /// <summary>Who helped, or was a member, did not lead.</summary>
    private static bool IsMinor(string key) => Array.Exists(Minors, part => key.StartsWith(part, StringComparison.Ordinal));

    private static bool Says(List<ReadSource> lines, Predicate<string> says) => lines.Exists(line => line.Tokens.Take(MostTokens).Any(token => says(token.Key)));

    /// <summary>The last token of a total that begins there.</summary>
    private static int? Total(List<Token> tokens, int at)
    {
        var (key, next, third) = (tokens[at].Key, Key(at + 1), Key(at + 2));
        return key switch
        {
            "all" or "none" when next == "of" && third is "whom" or "which" or "them" => at + 2,
            "not" when next == "one" && third == "of" => at + 2,
            "single" when Harms.Contains(next) => at + 1,
            "never" when Failings.Contains(next) => at + 1,
            "without" or "zero" or "no" or "ohne" or "keine" or "keinen" or "kein" or "keinerlei" => Harm(at),
            "die" when next == "alle" || next == "allesamt" => at + 1,
            "allesamt" or "ausnahmslos" or "samtliche" => at,
            "nie" or "niemals" when Failings.Contains(next) || Failings.Contains(third) => at,
            _ => null,
        };

        int? Harm(int from)
        {
            for (var to = from + 1; to <= from + Reach && to < tokens.Count && tokens[to].IsWord; to++)
            {
                if (Harms.Contains(tokens[to].Key))
                    return to;
            }
            return key.StartsWith("kein", StringComparison.Ordinal) && next.StartsWith("einzige", StringComparison.Ordinal) ? at + 1 : null;
        }

        string Key(int index) => index < tokens.Count ? tokens[index].Key : "";
    }
}
