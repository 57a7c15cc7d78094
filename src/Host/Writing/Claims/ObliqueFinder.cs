using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Dates and posts told in a roundabout way, made of words that any letter has: "since the year of the moon landing", "in charge of the whole night shift", "the
/// second week of November". What stands behind such a turn of phrase needs one word of weight that a source has.
/// </summary>
internal static class ObliqueFinder
{
    /// <summary>Words behind the turn of phrase that say what is meant.</summary>
    private const int LongestPhrase = 5;

    private const int ShortestWord = 3;

    /// <summary>Words between a week and its month: "week of November", "Woche im November".</summary>
    private const int ToMonth = 2;

    private static readonly HashSet<string> Ends = ["and", "or", "but", "who", "which", "that", "i", "we", "you", "when", "where", "while", "because", "since", "with", "for", "und", "oder", "als", "ich", "wir", "sie", "weil", "wo", "mit", "fur"];

    /// <summary>Words that a date or a post is no more exact by.</summary>
    private static readonly HashSet<string> Empty =
    [
        "whole", "entire", "very", "full", "all", "everything", "own", "beginning", "start", "outset", "end", "day", "moment", "call", "talk", "visit", "conversation", "interview", "meeting", "mail", "email", "letter", "message", "holiday", "holidays", "weekend", "lunch", "breakfast",
        "anfang", "beginn", "ende", "tag", "moment", "gesprach", "besuch", "telefonat", "treffen", "termin", "feiertage", "feiertagen", "ferien", "wochenende", "mail", "brief", "ganze", "ganzen",
    ];

    private static readonly Dictionary<string, int> Ordinals = new()
    {
        ["first"] = 1, ["second"] = 2, ["third"] = 3, ["fourth"] = 4, ["last"] = 5, ["final"] = 5, ["erste"] = 1, ["ersten"] = 1, ["zweite"] = 2, ["zweiten"] = 2, ["dritte"] = 3, ["dritten"] = 3, ["vierte"] = 4, ["vierten"] = 4, ["letzte"] = 5, ["letzten"] = 5,
    };

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Tongue is not (Tongue.English or Tongue.German))
            return;
        var words = Vocabulary.Instance;
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if (WeekOfMonth(passage, evidence, at) is { } month)
                findings.Add(new Finding(ClaimKind.Date, at, month, false));
            if (passage.Asks(at))
                continue;
            if (words.Eras.Match(passage.Tokens, at) is > 0 and var era)
                Judge(ClaimKind.Date, at, at + era, evidence.All);
            else if (words.Moments.Match(passage.Tokens, at) is > 0 and var moment && IsToldOfWriter(passage, at))
                Judge(ClaimKind.Date, at, at + moment, evidence.All);
            else if (words.Charges.Match(passage.Tokens, at) is > 0 and var charge && IsToldOfWriter(passage, at))
                Judge(ClaimKind.Title, at, at + charge, evidence.Own);
            else if (words.Ranks.Match(passage.Tokens, at) is > 0 and var rank && IsToldOfWriter(passage, at) && !evidence.Own.Words.HasTogether(passage.Tokens.GetRange(at, rank), true))
                findings.Add(new Finding(ClaimKind.Title, at, at + rank - 1, false));
        }

        void Judge(ClaimKind kind, int first, int next, SourceIndex index)
        {
            var last = next;
            while (last < passage.Tokens.Count && last < next + LongestPhrase && passage.Tokens[last].IsWord && !passage.IsFigure[last] && !Ends.Contains(passage.Tokens[last].Key))
            {
                last++;
                // A noun of German ends what is behind an article.
                if (passage.Tongue == Tongue.German && passage.Tokens[last - 1].IsCapital)
                    break;
            }
            var weighty = passage.Tokens.GetRange(next, last - next).FindAll(token => IsOfWeight(token, passage.Tongue));
            if (weighty.Count > 0 && !(kind == ClaimKind.Date && last < passage.Tokens.Count && passage.IsFigure[last]) && !weighty.Exists(token => UnsourcedWordFinder.Has(index.Words, token, passage.Tongue)))
                findings.Add(new Finding(kind, kind == ClaimKind.Date ? first : passage.Tokens.IndexOf(weighty[0], next), last - 1, false));
        }
    }

    private static bool IsToldOfWriter(Passage passage, int at) =>
        (passage.IsOwn[at] || passage.SpeaksOfWriter(at) && !passage.SpeaksOfOthers(at) || passage.Tokens[at].Key is "me" or "mich" || at > 0 && passage.Tokens[at - 1].Key is "me" or "mich") && !KindFinder.Wants(passage, at);

    private static bool IsOfWeight(Token token, Tongue tongue) => token.Key.Length >= ShortestWord && !Vocabulary.Instance.IsFunctionWord(token.Key, tongue) && !Empty.Contains(token.Key) && (tongue != Tongue.German || token.IsCapital);

    /// <summary>The month's place, where no source has a day in that week, half or weekend of it.</summary>
    private static int? WeekOfMonth(Passage passage, Evidence evidence, int at)
    {
        var tokens = passage.Tokens;
        if (!Ordinals.TryGetValue(tokens[at].Key, out var which) || at + 1 >= tokens.Count)
            return null;
        var (from, to) = tokens[at + 1].Key switch
        {
            "week" or "woche" => which == 5 ? (22, 31) : (7 * which - 9, 7 * which + 3),
            "weekend" or "wochenende" => which == 5 ? (22, 31) : (7 * which - 6, 7 * which + 2),
            "half" or "halfte" => which == 1 ? (1, 16) : (15, 31),
            _ => (0, 0),
        };
        if (to == 0)
            return null;
        var month = at + 2;
        while (month < tokens.Count && month < at + 2 + ToMonth && !DateReader.IsMonth(tokens[month].Key))
            month++;
        if (month >= tokens.Count || DateReader.MonthOf(tokens[month].Key) is not { } number)
            return null;
        for (var day = Math.Max(1, from); day <= to; day++)
        {
            if (evidence.All.Has(new DateMention(month, month, DateShape.Date, null, number, day)))
                return null;
        }
        return evidence.All.Words.HasTogether(tokens.GetRange(at, month - at + 1), true) ? null : month;
    }
}
