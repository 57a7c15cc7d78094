using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>Links, dates and numbers.</summary>
internal static class FigureFinder
{
    private static readonly HashSet<string> Approximate =
    [
        "over", "more", "than", "about", "around", "almost", "nearly", "roughly", "approximately", "some", "least", "up", "exceeding", "above", "close", "under", "below", "~", "≈", "uber", "mehr", "als", "rund", "etwa", "fast", "knapp", "circa", "ca", "gut",
        "plus", "environ", "pres", "mas", "casi", "unos", "unas", "alrededor", "cerca", "a", "quart",
    ];

    /// <summary>What is said of a time of day: "at eleven works for me".</summary>
    private static readonly HashSet<string> AfterHours = ["works", "suits", "would", "sounds", "sharp", "passt", "ware", "ginge", "exactly"];

    private static readonly HashSet<string> Talk =
    [
        "question", "questions", "thing", "things", "point", "points", "reason", "reasons", "way", "ways", "option", "options", "line", "lines", "sentence", "sentences", "word", "words", "quick", "short", "brief", "fragen", "punkte", "dinge", "grunde", "satze", "worte",
        "zeilen", "preguntas", "puntos", "cosas", "lineas", "palabras", "razones", "points", "choses", "mots", "lignes", "raisons", "of",
    ];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            var token = passage.Tokens[at];
            if (token.Kind == TokenKind.Link && !(token.Raw[0] == '@' ? evidence.All.HasHandle(token.Raw) : evidence.All.HasLink(token.Raw)))
                findings.Add(new Finding(ClaimKind.Link, at, at, false));
        }
        Numerals(passage, evidence, findings);
        var derivation = new Derivation(evidence, passage);
        var idle = Idle(passage);
        // What the CV says in another language shares no word with the text.
        var isOneTongue = passage.Tongue is Tongue.English or Tongue.German && passage.Tongue == evidence.Tongue;
        foreach (var read in passage.Dates)
        {
            if (idle[read.First])
                continue;
            var date = InYear(passage, read, evidence.Today);
            // A year and a month are the user's own where the sentence is; a day may be anybody's.
            var isLacking = (date.Month is null || date.Shape == DateShape.Date && date.Year is null && passage.Tongue != Tongue.Spanish) && date.Day is null ? evidence.Lacks(passage, date.First, date.Last, index => index.Has(date) || date.Month is not null && date.Year == read.Year && IsWordForWord(passage, date.First, date.Last, index)) : evidence.All.Has(date) || IsWordForWord(passage, date.First, date.Last, evidence.All) ? null : false;
            if (isLacking is { } foreign && !IsQuarter(passage, evidence, date) && !derivation.Explains(date))
                findings.Add(new Finding(ClaimKind.Date, date.First, date.Last, foreign));
            else if (isLacking is null && isOneTongue && IsTold(passage, evidence, date) && evidence.Figures.Elsewhere(passage, date) is { } other)
                findings.Add(new Finding(ClaimKind.Date, date.First, date.Last, false) { Elsewhere = other });
            else if (date is { Shape: DateShape.Date, Year: not null } && evidence.Places.Other(passage, date.First, date.Last, index => index.Has(date)) is { } elsewhere)
                findings.Add(new Finding(ClaimKind.Date, date.First, date.Last, false) { Elsewhere = elsewhere });
        }
        foreach (var read in passage.Quantities)
        {
            var quantity = read with { IsLeast = IsLeast(passage.Tokens, read.First) };
            if (idle[quantity.First] || IsListNumber(passage, quantity) || IsTalk(passage, quantity) && !IsSomeOf(passage, quantity) || IsRequest(passage, quantity) || IsAgo(passage, derivation, quantity) || IsHour(passage, evidence, quantity))
                continue;
            var isRounded = IsApproximate(passage.Tokens, quantity.First) || passage.Tokens.Skip(quantity.Last + 1).Take(2).Any(token => token.Key == "odd");
            if (RhythmOf(passage, quantity) is { } turn && !evidence.Figures.HasRhythm(quantity.Bare, turn) && !(turn == "year" && quantity.Bare == 4 && evidence.All.Words.HasAny(static key => key.StartsWith("quarter", StringComparison.Ordinal) || key.StartsWith("quartal", StringComparison.Ordinal) || key.StartsWith("vierteljahr", StringComparison.Ordinal))))
                findings.Add(new Finding(ClaimKind.Number, quantity.First, quantity.Last, false));
            else if (IsSomeOf(passage, quantity) && !evidence.Lines.MeantBy(passage).Exists(line => (passage.Cited.Count == 0 || passage.Cited.Contains(line.Source.Id)) && line.Quantities.Exists(other => other.Measure == Measure.None && quantity.Bare - other.Bare is 0 or 1)))
                findings.Add(new Finding(ClaimKind.Number, quantity.First, quantity.Last, false));
            else if (evidence.Lacks(passage, quantity.First, quantity.Last, index => index.Has(quantity, false) && (quantity.Measure != Measure.Vague || derivation.IsOfSize(quantity)) || isRounded && index.Has(quantity, true) && (quantity.Measure != Measure.None || derivation.IsRounded(quantity)) || WithYears(passage, quantity) is { } years && index.Has(years, isRounded) || IsAge(passage, quantity) && index.Has(quantity with { Measure = Measure.None, Unit = null, Value = quantity.Bare }, isRounded) || IsWordForWord(passage, quantity.First, quantity.Last, index)) is { } isForeign
                && !(isForeign && (IsArrangement(quantity) || IsCompared(passage, quantity))) && !derivation.Explains(quantity, isRounded) && !(WithYears(passage, quantity) is { } span && derivation.Explains(span, isRounded)))
                findings.Add(new Finding(ClaimKind.Number, quantity.First, quantity.Last, isForeign));
            else if (isOneTongue && passage.IsOwn[quantity.First] && quantity.Measure == Measure.None && !KindFinder.Wants(passage, quantity.First) && evidence.Figures.IsBorrowed(passage, quantity) && !derivation.Explains(quantity, isRounded))
                findings.Add(new Finding(ClaimKind.Number, quantity.First, quantity.Last, true));
            else if (isOneTongue && IsTold(passage, quantity) && evidence.Figures.Elsewhere(passage, quantity) is { } other && !derivation.Explains(quantity, isRounded))
                findings.Add(new Finding(ClaimKind.Number, quantity.First, quantity.Last, false) { Elsewhere = other });
            else if (quantity.Measure != Measure.Vague && evidence.Places.Other(passage, quantity.First, quantity.Last, index => index.Has(quantity, isRounded)) is { } elsewhere)
                findings.Add(new Finding(ClaimKind.Number, quantity.First, quantity.Last, false) { Elsewhere = elsewhere });
        }
    }

    /// <summary>"AS Baum II": of a name with a Roman numeral, some line has both side by side.</summary>
    private static void Numerals(Passage passage, Evidence evidence, List<Finding> findings)
    {
        for (var at = 1; at < passage.Tokens.Count; at++)
        {
            if (passage.Tokens[at].Raw is "II" or "III" or "IV" or "VI" or "VII" or "VIII" or "IX" && passage.Tokens[at - 1] is { IsCapital: true, First: false } name && !evidence.Lines.HasSideBySide(name, passage.Tokens[at]))
                findings.Add(new Finding(ClaimKind.Number, at - 1, at, false));
        }
    }

    /// <summary>"Two of them", "all four of us", "drei davon": how many of what the sentence has just named, and no years; "the two of us" are any two.</summary>
    private static bool IsSomeOf(Passage passage, Quantity quantity)
    {
        if (quantity is not { Spelled: true, Measure: Measure.None, Value: > 1 } || quantity.Last + 1 >= passage.Tokens.Count || passage.HasYears || passage.Dates.Exists(static date => date.Year is not null) || quantity.First > 0 && passage.Tokens[quantity.First - 1].Key == "the" || KindFinder.Wants(passage, quantity.First))
            return false;
        var next = passage.Tokens[quantity.Last + 1].Key;
        return next == "davon" || next == "of" && quantity.Last + 2 < passage.Tokens.Count && (passage.Tokens[quantity.Last + 2].Key is "them" or "whom" or "which" or "those" or "these" || passage.Tokens[quantity.Last + 2].Key == "us" && quantity.First > 0 && passage.Tokens[quantity.First - 1].Key == "all");
    }

    /// <summary>A weekday, or a month or year that is over; a whole date does not stand in the sources by chance.</summary>
    private static bool IsTold(Passage passage, Evidence evidence, DateMention date) => !passage.Asks(date.First) && (date.Shape == DateShape.Weekday ? date.Day is not null : date is { Shape: DateShape.Date, Year: { } year, Day: null } && year <= evidence.Today.Year && (passage.IsOwn[date.First] || !passage.SpeaksOfOthers(date.First)));

    /// <summary>More than a few, and neither arranged, compared, asked nor told of somebody else.</summary>
    private static bool IsTold(Passage passage, Quantity quantity) => !IsArrangement(quantity) && !IsCompared(passage, quantity) && !passage.Asks(quantity.First) && (passage.IsOwn[quantity.First] || !passage.SpeaksOfOthers(quantity.First)) && quantity is not ({ Measure: Measure.Order } or { Spelled: true, Measure: Measure.None, Value: <= 3 });

    /// <summary>"Twice a week", "dreimal im Monat": the week, the month; null where it is not said how often.</summary>
    private static string? RhythmOf(Passage passage, Quantity quantity)
    {
        var tokens = passage.Tokens;
        var next = quantity.Last + 1 < tokens.Count && tokens[quantity.Last + 1].Key is "times" or "mal" ? quantity.Last + 2 : quantity.Last + 1;
        var isOften = next > quantity.Last + 1 || tokens[quantity.Last].Key is "twice" or "thrice" || tokens[quantity.Last].Key.EndsWith("mal", StringComparison.Ordinal);
        return isOften && next + 1 < tokens.Count && tokens[next].Key is "a" or "per" or "each" or "every" or "im" or "pro" or "die" or "in" or "am" or "jede" or "jeden" && !KindFinder.Wants(passage, quantity.First) && !passage.Asks(quantity.First) ? QuantityReader.TimeOf(tokens[next + 1].Key)?.Unit : null;
    }

    /// <summary>"Last October": of the year that it was last October in.</summary>
    private static DateMention InYear(Passage passage, DateMention date, DateOnly today) =>
        date is { Shape: DateShape.Date, Year: null, Month: { } month, Day: null, First: > 0 } && passage.Tokens[date.First - 1].Key is "last" or "letzten" or "vergangenen" ? date with { Year = month < today.Month ? today.Year : today.Year - 1 } : date;

    /// <summary>Tokens of turns of phrase that count nothing: "one day", "tausend Dank".</summary>
    private static bool[] Idle(Passage passage)
    {
        var idle = new bool[passage.Tokens.Count];
        for (var at = 0; at < idle.Length; at++)
        {
            if (Vocabulary.Instance.Idioms.Match(passage.Tokens, at) is > 0 and var length)
                Array.Fill(idle, true, at, length);
        }
        return idle;
    }

    /// <summary>"8.45" and "6.20 pounds" stand so in a source, whatever each is taken for there: a time, a day, a price.</summary>
    private static bool IsWordForWord(Passage passage, int first, int last, SourceIndex index)
    {
        for (var at = first; at <= last; at++)
        {
            var token = passage.Tokens[at];
            if (token.Kind == TokenKind.Number ? !(token.Key.AsSpan().ContainsAny('.', ',', ':') && token.Key.Count(char.IsAsciiDigit) > 2 && index.Words.HasConcept(token.Key)) : !index.Words.HasWord(token))
                return false;
        }
        return true;
    }

    private static bool IsQuarter(Passage passage, Evidence evidence, DateMention date) =>
        date is { Shape: DateShape.Relative, Day: int.MinValue } && evidence.All.Words.HasTogether(passage.Tokens.GetRange(date.First, date.Last - date.First + 1), true);

    private static bool IsApproximate(List<Token> tokens, int first)
    {
        for (var back = 1; back <= 2 && first - back >= 0; back++)
        {
            if (tokens[first - back].Key is not "a" && Approximate.Contains(tokens[first - back].Key))
                return true;
        }
        return false;
    }

    /// <summary>"Over 1,000" may be 1,200; "close to 1,000" may not.</summary>
    private static bool IsLeast(List<Token> tokens, int first) => first > 0 && tokens[tokens[first - 1].Key == "a" && first > 1 ? first - 2 : first - 1].Key is "over" or "than" or "exceeding" or "above" or "least" or "uber" or "als" or "plus" or "de" or "que";

    /// <summary>"1." and "2)" at the beginning of a line.</summary>
    private static bool IsListNumber(Passage passage, Quantity quantity) =>
        quantity is { Spelled: false, Measure: Measure.None, Value: < 30 } && passage.Tokens[quantity.First].First && quantity.Last + 2 < passage.Tokens.Count
        && passage.Tokens[quantity.Last + 1].Key is "." or ")" && !passage.Tokens[quantity.Last + 1].Spaced && passage.Tokens[quantity.Last + 2].Spaced && passage.Tokens[quantity.First].Start <= 1;

    /// <summary>"Two questions": about the text itself, not about the world.</summary>
    private static bool IsTalk(Passage passage, Quantity quantity) =>
        quantity is { Spelled: true, Measure: Measure.None or Measure.Order, Value: <= 5 } && quantity.Last + 1 < passage.Tokens.Count && Talk.Contains(passage.Tokens[quantity.Last + 1].Key);

    /// <summary>"Would you have 15 minutes?" and "if you could spare 15 minutes" ask for time, and say nothing of it.</summary>
    private static bool IsRequest(Passage passage, Quantity quantity)
    {
        if (quantity is not { Measure: Measure.Duration, Unit: "minute" } || Math.Round(quantity.Value * 1440) is not (5 or 10 or 15 or 20 or 25 or 30 or 45 or 60))
            return false;
        var before = passage.Tokens.GetRange(Math.Max(0, quantity.First - 8), Math.Min(8, quantity.First));
        if (before.Exists(token => token.Key is "if" or "spare" or "could" or "falls" or "wenn" or "konnten" or "hatten") && before.Exists(token => token.Key is "you" or "sie" or "du" or "ihr"))
            return true;
        for (var at = quantity.Last + 1; at < passage.Tokens.Count; at++)
        {
            if (passage.Tokens[at].Kind == TokenKind.Sign && passage.Tokens[at].Key is "?" or "!" or ".")
                return passage.Tokens[at].Is("?");
        }
        return false;
    }

    /// <summary>"At four", "um vier", where a source has 16:00.</summary>
    private static bool IsHour(Passage passage, Evidence evidence, Quantity quantity)
    {
        if (quantity is not { Measure: Measure.None, Value: >= 1 and <= 12 } || quantity.Value != Math.Floor(quantity.Value))
            return false;
        if (quantity.Last + 1 < passage.Tokens.Count && (passage.Tokens[quantity.Last + 1].Key is "o'clock" or "am" or "pm" or "a.m" or "p.m" or "a.m." or "p.m." or "uhr" or "abends" or "morgens" or "nachts" or "mittags" || quantity.Last + 2 < passage.Tokens.Count && (passage.Tokens[quantity.Last + 1].Key, passage.Tokens[quantity.Last + 2].Key) is ("at", "night") or ("in", "the")))
            return evidence.All.Has(new DateMention(quantity.First, quantity.Last, DateShape.Time, null, null, (int)quantity.Value * 60));
        if (quantity.First == 0 || passage.Tokens[quantity.First - 1].Key is not ("at" or "by" or "um" or "gegen" or "until" or "till" or "bis" or "ab" or "before" or "after" or "las"))
            return false;
        var next = quantity.Last + 1 < passage.Tokens.Count ? passage.Tokens[quantity.Last + 1] : null;
        return (next is null || !next.IsWord || passage.Tokens[quantity.First - 1].Key is "um" && !next.IsCapital || AfterHours.Contains(next.Key) || Vocabulary.Instance.IsFunctionWord(next.Key, passage.Tongue)) && evidence.All.Has(new DateMention(quantity.First, quantity.Last, DateShape.Time, null, null, (int)quantity.Value * 60));
    }

    /// <summary>"Two rather than five", "the eight required": what is asked for, and not said of the user.</summary>
    private static bool IsCompared(Passage passage, Quantity quantity) =>
        quantity.First > 0 && passage.Tokens[quantity.First - 1].Key is "than" or "against" or "versus" or "vs" or "statt" or "gegenuber"
        || quantity.Last + 1 < passage.Tokens.Count && passage.Tokens[quantity.Last + 1].Key is "required" or "requested" or "asked" or "needed" or "you" or "they" or "sie" or "gefordert" or "geforderten" or "verlangten";

    /// <summary>Hours and days that somebody else named are what was arranged; years would be a past.</summary>
    private static bool IsArrangement(Quantity quantity) => quantity is { Measure: Measure.Duration, Unit: "minute" or "hour" or "day" };

    /// <summary>The seven of "twelve years of nursing, seven of them as a tutor": years too, where no other noun follows.</summary>
    private static Quantity? WithYears(Passage passage, Quantity quantity)
    {
        if (quantity is not { Spelled: true, Measure: Measure.None, Value: < 60 } || !passage.HasYears)
            return null;
        var next = quantity.Last + 1 < passage.Tokens.Count ? passage.Tokens[quantity.Last + 1] : null;
        return next is null || !next.IsWord && next.Kind != TokenKind.Number || Vocabulary.Instance.IsFunctionWord(next.Key, passage.Tongue) || next.Key.EndsWith("ed", StringComparison.Ordinal) ? quantity with { Measure = Measure.Duration, Unit = "year", Value = quantity.Value * 365.25 } : null;
    }

    /// <summary>"A seven-year-old" and "eine 7-jährige" of "a boy of 7".</summary>
    private static bool IsAge(Passage passage, Quantity quantity) =>
        quantity is { Measure: Measure.Duration, Unit: "year" } && (passage.Tokens.Skip(quantity.Last + 1).Take(2).FirstOrDefault(static token => token.IsWord) is { Key: "old" or "olds" } || passage.Tokens[quantity.Last].Key.StartsWith("jahrig", StringComparison.Ordinal));

    /// <summary>"Three weeks ago", where a source that the sentence tells of has the day.</summary>
    private static bool IsAgo(Passage passage, Derivation derivation, Quantity quantity)
    {
        if (quantity.Measure != Measure.Duration || quantity.Value < 0.9)
            return false;
        var next = quantity.Last + 1 < passage.Tokens.Count ? passage.Tokens[quantity.Last + 1].Key : "";
        var before = quantity.First > 0 ? passage.Tokens[quantity.First - 1].Key : "";
        if (before is "gut" or "rund" or "etwa" or "knapp" or "fast" or "uber" or "unos" or "unas" or "about" or "over" && quantity.First > 1)
            before = passage.Tokens[quantity.First - 2].Key;
        var past = next is "ago" or "earlier" || before is "vor" or "hace";
        past |= before is "last" or "past" or "letzten" or "vergangenen";
        if (!past && before is not ("in" or "next" or "coming" or "nachsten" or "kommenden"))
            return false;
        var slack = quantity.Value < 20 ? Math.Max(1, quantity.Value * 0.2) : quantity.Value * (IsApproximate(passage.Tokens, quantity.First) ? 0.3 : 0.2);
        var (from, to) = ((int)Math.Floor(quantity.Value - slack), (int)Math.Ceiling(quantity.Value + slack));
        return past ? derivation.HasDay(-to, -from) : derivation.HasDay(from, to);
    }
}
