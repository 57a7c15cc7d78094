using System.Globalization;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Times that have a name and no number: seasons, feasts, holidays, weekends, quarters; and how often, in a word. A source has them in one of their own words, or, in a line
/// that the sentence tells of, in a month of the season.
/// </summary>
internal static class CalendarFinder
{
    /// <summary>Words for one thing, folded; a word that ends with * is a beginning, one that begins with * an ending. Behind the colon the months that are of it.</summary>
    private static readonly (string[] Words, int From, int To)[] Times = Read(
        "spring springtime fruhjahr* fruhling* :3-6", "summer summertime sommer sommers sommer* :5-9", "autumn autumnal herbst* :8-12", "winter wintertime winter* :11-3",
        "weekend weekends wochenend* saturday saturdays sunday sundays samstag* sonntag* sonnabend*", "easter ostern oster* karfreitag grundonnerstag", "whitsun pentecost pfingst*", "christmas weihnacht* heiligabend advent* xmas :12-1", "silvester* neujahr* jahreswechsel :12-1",
        "carnival karneval* fasching* fastnacht*", "ramadan", "halloween", "thanksgiving", "lockdown* pandemic pandemie* corona* covid*",
        "*quartal quartals* quarter quarterly", "folgejahr*", "monatserste* monatsanfang*", "jahreshalfte halbjahr*", "jahrtausendwende", "heatwave hitzewelle", "harvest ernte*", "monatsende", "jahresbeginn jahresanfang :1-2", "jahresende :11-12", "mittagspause", "midsummer johanni* :6-6", "millennium", "zahltag*", "feiertag feiertags feiertage feiertagen holiday holidays", "bruckentag*");

    /// <summary>Times of several words, folded, and what the words of a source that tell of them begin with; without any, each word of it.</summary>
    private static readonly (string[] Said, string[] Sources)[] Phrases =
    [
        (["good", "friday"], ["easter"]), (["half", "-", "term"], ["halfterm"]), (["half", "term"], ["halfterm"]), (["first", "light"], ["dawn", "daybreak"]), (["small", "hours"], ["nights", "night"]), (["first", "of", "the", "month"], ["firsts"]),
        (["a", "whole", "quarter"], ["quarter", "q1", "q2", "q3", "q4"]), (["zwischen", "den", "jahren"], ["silvester", "weihnacht", "jahreswechsel"]), (["ersten", "des", "monats"], ["monatserst", "monatsanfang"]),
        (["the", "other", "week"], ["lately"]), (["tag", "der", "arbeit"], ["maifeiertag"]), (["may", "day"], ["mayday"]), (["shrove", "tuesday"], ["pancake"]), (["tax", "year"], ["tax"]), (["turn", "of", "the", "year"], ["january", "new"]), (["bank", "holiday"], ["holiday"]), (["school", "holidays"], ["holiday"]),
        (["at", "dawn"], ["dawn", "daybreak"]), (["sunrise"], ["sunrise", "dawn"]), (["sunset"], ["sunset", "dusk"]), (["at", "dusk"], ["dusk", "sunset"]), (["after", "dark"], ["dark", "night"]), (["early", "hours"], ["night", "early", "dawn"]), (["mid", "-", "morning"], ["morning"]), (["mid", "-", "afternoon"], ["afternoon"]), (["at", "lunchtime"], ["lunch", "noon", "midday"]), (["at", "teatime"], ["tea"]),
        (["overnight"], ["overnight", "night", "nacht"]), (["uber", "nacht"], ["nacht", "night"]), (["mittags"], ["mittag"]), (["mittagszeit"], ["mittag"]), (["spatabends"], ["abend", "nacht"]), (["fruhmorgens"], ["morgen", "fruh"]), (["morgengrauen"], ["morgen", "fruh"]), (["sonnenaufgang"], ["sonnenauf", "fruh"]), (["sonnenuntergang"], ["sonnenunter", "abend"]), (["einbruch", "der", "dunkelheit"], ["dunkel", "nacht", "abend"]), (["gegen", "abend"], ["abend"]), (["fruhen", "morgen"], ["fruh", "morgen"]),
    ];

    /// <summary>How long ago without a number, folded, and the months that it may be.</summary>
    private static readonly (string[] Said, int From, int To)[] Ago =
    [
        (["a", "few", "months", "ago"], 1, 11), (["some", "months", "ago"], 1, 11), (["a", "couple", "of", "months", "ago"], 1, 4), (["a", "few", "years", "ago"], 18, 84), (["some", "years", "ago"], 18, 120), (["a", "couple", "of", "years", "ago"], 18, 42), (["year", "before", "last"], 12, 36), (["half", "a", "year", "ago"], 4, 8),
        (["vor", "ein", "paar", "monaten"], 1, 11), (["vor", "einigen", "monaten"], 1, 11), (["vor", "wenigen", "monaten"], 1, 6), (["vor", "ein", "paar", "jahren"], 18, 84), (["vor", "einigen", "jahren"], 18, 120), (["vorletztes", "jahr"], 12, 36), (["vorletzten", "jahr"], 12, 36), (["vor", "einem", "jahrzehnt"], 108, 144), (["vor", "einem", "halben", "jahr"], 4, 8),
    ];

    private static readonly HashSet<string> Seasons = ["summers", "winters", "springs", "autumns", "sommern", "wintern"];

    /// <summary>How often, and what the words of a source that tell of it begin with. What is daily is told of anything.</summary>
    private static readonly Dictionary<string, string[]> Rhythms = new()
    {
        ["monthly"] = ["month", "monat"], ["monatlich"] = ["month", "monat"], ["quarterly"] = ["quarter", "quartal", "vierteljahr"], ["vierteljahrlich"] = ["quarter", "quartal", "vierteljahr"], ["fortnightly"] = ["fortnight", "biweekly", "second", "vierzehn"], ["biweekly"] = ["fortnight", "biweekly", "second"],
        ["zweiwochentlich"] = ["zweiwoch", "vierzehn", "zweite", "fortnight"], ["halbjahrlich"] = ["halbjahr", "half"], ["weekly"] = ["week", "woch", "friday", "monday", "saturday", "sunday"], ["wochentlich"] = ["week", "woch", "freitag", "montag", "samstag", "sonntag"],
    };

    /// <summary>What a time stands behind: a "spring clean" and "Spring" itself are none.</summary>
    private static readonly HashSet<string> Before =
    [
        "in", "over", "during", "since", "until", "by", "last", "this", "that", "one", "early", "late", "mid", "same", "before", "after", "at", "around", "every", "each", "through", "of", "first", "second", "third", "fourth", "previous", "following", "recent",
        "im", "am", "an", "zu", "zum", "zur", "bis", "seit", "vom", "beim", "uber", "ab", "vor", "nach", "kurz", "wahrend", "diesem", "diesen", "dieses", "letzten", "letztes", "letztem", "vergangenen", "jenem", "selben", "jeden", "jedes", "spaten", "fruhen", "ersten", "zweiten", "dritten", "vierten", "folgenden", "der", "dem", "des", "den", "in", "um", "gegen", "mitten", "einem", "kommenden", "nachsten", "jedem",
    ];

    private static readonly HashSet<string> Fillers = ["the", "a", "that", "same", "late", "early", "dem", "der", "den", "des", "einem", "letzten", "letztem", "selben", "spaten", "fruhen", "ersten", "zweiten", "dritten", "vierten", "first", "second", "third", "fourth", "last", "coming", "kommenden", "nachsten", "spatestens", "ende", "summer", "autumn", "bank", "die", "das"];
    private static readonly HashSet<string> Greeting = ["frohe", "schone", "frohes", "gesegnete", "guten", "schones", "merry", "happy", "nice", "lovely", "good"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Kind != PassageKind.Running || passage.Tongue is not (Tongue.English or Tongue.German))
            return;
        Lazy<List<ReadSource>> lines = new(() => evidence.Lines.MeantBy(passage));
        for (var at = 1; at < passage.Tokens.Count; at++)
        {
            var token = passage.Tokens[at];
            if (Rhythms.TryGetValue(token.Key, out var beginnings) && !passage.Asks(at) && !KindFinder.Wants(passage, at) && !evidence.All.Words.HasAny(key => Array.Exists(beginnings, beginning => key.StartsWith(beginning, StringComparison.Ordinal))))
                findings.Add(new Finding(ClaimKind.Number, at, at, false));
            foreach (var (said, sources) in Phrases)
            {
                if (GradeFinder.IsSaid(passage.Tokens, at, said) && !passage.Asks(at) && !KindFinder.Wants(passage, at) && !evidence.All.Words.HasAny(key => Array.Exists(sources, beginning => key.StartsWith(beginning, StringComparison.Ordinal))))
                    findings.Add(new Finding(ClaimKind.Date, at, at + said.Length - 1, false));
            }
            if (Past(passage, at) is var (first, last, least, most) && !passage.Asks(at) && !KindFinder.Wants(passage, at) && !HasBetween(evidence, at, least, most))
                findings.Add(new Finding(ClaimKind.Date, first, last, false));
            if (!token.IsWord || passage.IsFigure[at] || passage.Tongue == Tongue.German && !token.IsCapital || Array.FindIndex(Times, time => IsOneOf(time.Words, token.Key)) is not (>= 0 and var found) || !IsTime(passage, at) || passage.Asks(at) || KindFinder.Wants(passage, at))
                continue;
            var (words, from, to) = Times[found];
            if (!evidence.All.Words.HasAny(key => IsOneOf(words, key)) && !(from > 0 && (HasMonthOf(passage, evidence, at, from, to) || lines.Value.Exists(line => line.Dates.Exists(date => date.Month is { } month && IsBetween(month, from, to))))))
                findings.Add(new Finding(ClaimKind.Date, at, at, false));
        }
    }

    /// <summary>"A few months ago", "vor drei Sommern": its tokens, and the months that it may be ago.</summary>
    private static (int First, int Last, int From, int To)? Past(Passage passage, int at)
    {
        var tokens = passage.Tokens;
        foreach (var (said, from, to) in Ago)
        {
            if (GradeFinder.IsSaid(tokens, at, said) && !passage.IsFigure[at] && !passage.IsFigure[at + said.Length - 1])
                return (at, at + said.Length - 1, from, to);
        }
        if (!Seasons.Contains(tokens[at].Key) || at < 2 || NumberWords.Read(tokens, at - 1, passage.Tongue, out var many) != 1 && !double.TryParse(tokens[at - 1].Key, NumberStyles.None, CultureInfo.InvariantCulture, out many) || many is not (> 0 and < 30))
            return null;
        return tokens[at - 2].Key == "vor" || at + 1 < tokens.Count && tokens[at + 1].Key is "ago" or "back" ? (at - 1, at, (int)many * 12 - 11, (int)many * 12 + 6) : null;
    }

    /// <summary>Some source has a month of those that many ago, or of more than a year its year.</summary>
    private static bool HasBetween(Evidence evidence, int at, int from, int to)
    {
        for (var ago = from; ago <= to; ago++)
        {
            var month = evidence.Today.AddMonths(-ago);
            if (evidence.All.Has(new DateMention(at, at, DateShape.Date, month.Year, month.Month, null)) || to > 12 && evidence.All.Has(new DateMention(at, at, DateShape.Date, month.Year, null, null)))
                return true;
        }
        return false;
    }

    /// <summary>"In the autumn of 2014", where a source has October 2014.</summary>
    private static bool HasMonthOf(Passage passage, Evidence evidence, int at, int from, int to) => passage.Dates.Find(date => date.First > at && date.First <= at + 2) is { Year: { } year }
        && Enumerable.Range(1, 12).Any(month => IsBetween(month, from, to) && evidence.All.Has(new DateMention(at, at, DateShape.Date, year, month, null)));

    /// <summary>Behind a preposition, over an article and an adjective.</summary>
    private static bool IsTime(Passage passage, int at)
    {
        var back = at - 1;
        if (Greeting.Contains(passage.Tokens[back].Key))
            return false;
        if (passage.Tongue == Tongue.German && passage.Tokens[at].Key is "ostern" or "pfingsten" or "weihnachten" or "silvester" or "neujahr")
            return true;
        while (back > 0 && at - back < 4 && Fillers.Contains(passage.Tokens[back].Key) && !passage.Tokens[back].First)
            back--;
        return (Before.Contains(passage.Tokens[back].Key) || Before.Contains(passage.Tokens[at - 1].Key)) && !(at + 1 < passage.Tokens.Count && passage.Tokens[at + 1] is { IsCapital: true, First: false });
    }

    private static bool IsOneOf(string[] words, string key) => Array.Exists(words, word => word[^1] == '*' ? key.StartsWith(word.AsSpan(0, word.Length - 1), StringComparison.Ordinal) : word[0] == '*' ? key.EndsWith(word.AsSpan(1).ToString(), StringComparison.Ordinal) : key == word);

    private static bool IsBetween(int month, int from, int to) => from <= to ? from <= month && month <= to : month >= from || month <= to;

    private static (string[], int, int)[] Read(params string[] rows) => Array.ConvertAll(rows, static row =>
    {
        var parts = row.Split(':');
        var months = parts.Length > 1 ? Array.ConvertAll(parts[1].Split('-'), int.Parse) : [0, 0];
        return (parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), months[0], months[1]);
    });
}
