using System.Globalization;

namespace Assistant.Host.Writing.Claims;

/// <summary>Finds dates, months, weekdays, times and dates that are told from today.</summary>
internal static class DateReader
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"];
    private static readonly string[] GermanOrdinals = ["ersten", "zweiten", "dritten", "vierten", "funften", "sechsten", "siebten", "achten", "neunten", "zehnten", "elften", "zwolften", "dreizehnten", "vierzehnten", "funfzehnten", "sechzehnten", "siebzehnten", "achtzehnten", "neunzehnten"];
    private static readonly Dictionary<string, int> Months = Table(
        "january jan januar jän jänner janvier janv enero ene", "february feb februar février févr fév febrero", "march mar märz mrz mars marzo", "april apr avril avr abril abr", "may mai mayo", "june jun juni juin junio",
        "july jul juli juillet juil julio", "august aug août agosto ago", "september sep sept septembre septiembre setiembre", "october oct oktober okt octobre octubre", "november nov novembre noviembre", "december dec dezember dez décembre déc diciembre dic");

    private static readonly Dictionary<string, int> Weekdays = Table(
        "sunday sundays sonntag sonntags dimanche domingo", "monday mondays montag montags lundi lunes", "tuesday tuesdays dienstag dienstags mardi martes", "wednesday wednesdays mittwoch mittwochs mercredi miércoles",
        "thursday thursdays donnerstag donnerstags jeudi jueves", "friday fridays freitag freitags vendredi viernes", "saturday saturdays samstag samstags sonnabend samedi sábado");

    /// <summary>Freitagmittag, sonntagabends.</summary>
    private static readonly string[] PartsOfDay = ["vormittag", "nachmittag", "mittag", "morgen", "abend", "nacht", "vormittags", "nachmittags", "mittags", "abends", "nachts", "nachmittage", "abende"];

    private static readonly HashSet<string> ShortWeekdays = ["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so"];

    /// <summary>Years that are written as one span with the second shortened.</summary>
    private const int LongestSpan = 15;

    private static readonly Dictionary<string, (int From, int To)> Relatives = new()
    {
        ["tomorrow"] = (1, 1), ["yesterday"] = (-1, -1), ["gestern"] = (-1, -1), ["vorgestern"] = (-2, -2), ["übermorgen"] = (2, 2), ["ubermorgen"] = (2, 2), ["demain"] = (1, 1), ["hier"] = (-1, -1), ["ayer"] = (-1, -1), ["anteayer"] = (-2, -2),
        ["morgen"] = (1, 1), ["manana"] = (1, 1),
    };

    private static readonly HashSet<string> Lasts = ["last", "letzten", "letzte", "letztes", "letzter", "vergangenen", "vergangene", "vergangenes", "pasado", "pasada", "dernier", "derniere"];
    private static readonly HashSet<string> Nexts = ["next", "nachsten", "nachste", "nachstes", "kommenden", "kommende", "kommendes", "proximo", "proxima", "prochain", "prochaine"];

    public static List<DateMention> Read(IReadOnlyList<Token> tokens, Tongue tongue, bool[] taken)
    {
        var found = new List<DateMention>();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (taken[at])
                continue;
            var date = tokens[at].Kind == TokenKind.Number ? Numeric(tokens, at) ?? ClockReader.Read(tokens, at) ?? DayMonth(tokens, at, tongue) ?? LoneYear(tokens, at) ?? ShortYear(tokens, at) : tokens[at].IsWord ? Worded(tokens, at, tongue) ?? SpelledDay(tokens, at, tongue) : null;
            if (date is null)
                continue;
            found.Add(date);
            for (var next = date.First; next <= date.Last; next++)
                taken[next] = true;
            at = Math.Max(at, date.Last);
        }
        return found;
    }

    public static bool IsMonth(string key) => Months.ContainsKey(key);

    /// <summary>1 to 12; null for any other word. The key is folded.</summary>
    public static int? MonthOf(string key) => Months.TryGetValue(key, out var month) ? month : null;

    /// <summary>The number of at most four digits there, an ordinal's too; null where none stands.</summary>
    internal static int? Whole(IReadOnlyList<Token> tokens, int at)
    {
        if (at >= tokens.Count || tokens[at].Kind != TokenKind.Number || tokens[at].Key.Length > 6)
            return null;
        var digits = tokens[at].Key.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0 || digits > 4 || tokens[at].Key[digits..] is not ("" or "st" or "nd" or "rd" or "th" or "er" or "o" or "e" or "re"))
            return null;
        return int.Parse(tokens[at].Key.AsSpan(0, digits), CultureInfo.InvariantCulture);
    }

    private static bool IsYear(int? number) => number is >= 1900 and <= 2100;

    /// <summary>2028-04-22, 15/09/2028, 15.09.2028, 26.11., 03/2019, 30/11, 2019/20.</summary>
    private static DateMention? Numeric(IReadOnlyList<Token> tokens, int at)
    {
        if (tokens[at].Key.Contains('.', StringComparison.Ordinal))
            return Dotted(tokens, at);
        if (Whole(tokens, at) is not { } first || at + 2 >= tokens.Count || tokens[at + 1].Spaced || tokens[at + 2].Spaced)
            return null;
        var sign = tokens[at + 1].Key;
        if (sign is not ("-" or "/" or "‑"))
            return null;
        var hasThird = at + 4 < tokens.Count && tokens[at + 3].Key == sign && !tokens[at + 3].Spaced && !tokens[at + 4].Spaced;
        if (hasThird && Whole(tokens, at + 2) is { } second && Whole(tokens, at + 4) is { } third)
            return IsYear(first) ? Day(at, at + 4, first, second, third) : Day(at, at + 4, third < 100 ? 2000 + third : third, second, first, true);
        // "10/11 Dec" are two days of one month.
        if (Whole(tokens, at + 2) is not { } other || at + 3 < tokens.Count && tokens[at + 3].IsWord && Months.ContainsKey(tokens[at + 3].Key))
            return null;
        if (IsYear(first) && other is >= 1 and <= 12 && tokens[at + 2].Length == 2 && sign != "/")
            return new DateMention(at, at + 2, DateShape.Date, first, other, null);
        if (first is >= 1 and <= 12 && IsYear(other))
            return new DateMention(at, at + 2, DateShape.Date, other, first, null);
        return sign == "/" && first is >= 1 and <= 31 && other is >= 1 and <= 31 && Math.Min(first, other) <= 12 && tokens[at].Length + tokens[at + 2].Length >= 3 ? Day(at, at + 2, null, other, first, true) : null;
    }

    private static DateMention? Dotted(IReadOnlyList<Token> tokens, int at)
    {
        var parts = tokens[at].Key.Split('.');
        if (!parts.All(part => part.Length is > 0 and <= 4 && part.All(char.IsAsciiDigit)))
            return null;
        var numbers = Array.ConvertAll(parts, part => int.Parse(part, CultureInfo.InvariantCulture));
        if (numbers.Length == 3 && numbers[0] is >= 1 and <= 31 && numbers[1] is >= 1 and <= 31)
            return Day(at, at, numbers[2] < 100 ? 2000 + numbers[2] : numbers[2], numbers[1], numbers[0]);
        if (numbers.Length != 2)
            return null;
        if (numbers[0] is >= 1 and <= 12 && IsYear(numbers[1]))
            return new DateMention(at, at, DateShape.Date, numbers[1], numbers[0], null);
        var closes = at + 1 < tokens.Count && tokens[at + 1].Is(".") && !tokens[at + 1].Spaced;
        var opens = at > 0 && tokens[at - 1].Key is "am" or "vom" or "zum" or "bis" or "den" or "der" or "ab" or "(" or ",";
        return closes && opens && numbers[0] is >= 1 and <= 31 && numbers[1] is >= 1 and <= 12 ? Day(at, at + 1, null, numbers[1], numbers[0]) : null;
    }

    private static DateMention? Day(int first, int last, int? year, int month, int day, bool swapped = false)
    {
        if (month > 12 && day <= 12)
            (month, day, swapped) = (day, month, false);
        return month is >= 1 and <= 12 && day is >= 1 and <= 31 ? new DateMention(first, last, DateShape.Date, year, month, day, swapped && day <= 12) : null;
    }

    /// <summary>12 May 2025, 1. Juli, 1er décembre, 3 de febrero de 2008, 26th of November; and "the 9th" alone.</summary>
    private static DateMention? DayMonth(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        if (Whole(tokens, at) is not { } day || day is < 1 or > 31)
            return null;
        var next = at + 1;
        if (next < tokens.Count && tokens[next].Is(".") && !tokens[next].Spaced)
            next++;
        if (next < tokens.Count && tokens[next].Key is "of" or "de" or "d")
            next++;
        if (next < tokens.Count && tokens[next].IsWord && Months.TryGetValue(tokens[next].Key, out var month))
            return WithYear(tokens, at, next, month, day);
        if (SharedMonth(tokens, next) is { } shared)
            return new DateMention(at, at, DateShape.Date, null, shared, day);
        var isOrdinal = tokens[at].Key.Length > 2 && tokens[at].Key[^2..] is "st" or "nd" or "rd" or "th";
        var article = at > 0 && tokens[at - 1].Key is "the" or "by" or "on" or "until";
        // "Der 9. passt", but not "um 9." at an end.
        if (tongue == Tongue.German && at > 0 && tokens[at - 1].Key is "der" or "den" or "dem" or "am" or "vom" or "zum" && next > at + 1 && tokens[next - 1].Is(".") && next < tokens.Count && tokens[next].IsWord && !tokens[next].IsCapital)
            return new DateMention(at, next - 1, DateShape.Date, null, null, day);
        return isOrdinal && article && (next >= tokens.Count || !tokens[next].IsWord || tokens[next].First || tokens[next].Key is "works" or "suits" || Vocabulary.Instance.IsFunctionWord(tokens[next].Key, tongue)) ? new DateMention(at, at, DateShape.Date, null, null, day) : null;
    }

    /// <summary>"The twenty-first of January", "am dritten Mai".</summary>
    private static DateMention? SpelledDay(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        var (key, last) = (tokens[at].Key, at);
        var day = Array.IndexOf(Ordinals, key) + 1;
        if (key is "twenty" or "thirty" && at + 2 < tokens.Count && tokens[at + 1].Is("-") && Array.IndexOf(Ordinals, tokens[at + 2].Key) is >= 0 and < 9 and var unit)
            (day, last) = ((key == "twenty" ? 21 : 31) + unit, at + 2);
        else if (tongue == Tongue.German && day == 0)
            day = Array.IndexOf(GermanOrdinals, key) + 1 is > 0 and var first ? first : key.EndsWith("sten", StringComparison.Ordinal) && NumberWords.Read([tokens[at] with { Key = key[..^4] }], 0, Tongue.German, out var value) == 1 && value is >= 20 and <= 31 ? (int)value : 0;
        if (tongue == Tongue.English && key is "thirtieth")
            day = 30;
        var month = last + 1 < tokens.Count && tokens[last + 1].Key == "of" ? last + 2 : last + 1;
        // "Well before the thirtieth", "on the tenth"
        if (tongue == Tongue.English && day is >= 3 and <= 31 && at > 1 && tokens[at - 1].Key == "the" && tokens[at - 2].Key is "on" or "by" or "before" or "until" or "till" or "from" or "after" or "for" or "now" or "friday" or "monday" or "tuesday" or "wednesday" or "thursday" or "saturday" or "sunday" && (last + 1 >= tokens.Count || !tokens[last + 1].IsWord || tokens[last + 1].First || Vocabulary.Instance.IsFunctionWord(tokens[last + 1].Key, tongue) && (tokens[last + 1].Key is not ("of" or "and" or "or") || tokens[at - 2].Key == "now")))
            return new DateMention(at, last, DateShape.Date, null, null, day);
        if (day is < 1 or > 31 || month >= tokens.Count || !tokens[month].IsCapital || !Months.TryGetValue(tokens[month].Key, out var of) || tongue == Tongue.English && month == last + 1)
            return null;
        return WithYear(tokens, at, month, of, day);
    }

    /// <summary>The month of 10 in "10 or 11 December", "10. bis 12. Mai" and "Donnerstag, 10., oder am Freitag, 11. Dezember".</summary>
    private static int? SharedMonth(IReadOnlyList<Token> tokens, int joint)
    {
        var isJoined = false;
        for (var at = joint; at < tokens.Count && at <= joint + 7; at++)
        {
            if (Whole(tokens, at) is >= 1 and <= 31)
            {
                var next = at + 1 < tokens.Count && tokens[at + 1].Is(".") && !tokens[at + 1].Spaced ? at + 2 : at + 1;
                return isJoined && next < tokens.Count && tokens[next].IsWord && (tokens[next].IsCapital || tokens[next].Key is not ("may" or "march" or "mar")) && Months.TryGetValue(tokens[next].Key, out var month) ? month : null;
            }
            var isJoint = tokens[at].Key is "-" or "–" or "/" or "to" or "or" or "and" or "oder" or "und" or "bis" or "ou" or "et" or "o" or "y";
            if (!isJoint && !(tokens[at].Key is "." or "," or "am" or "on" or "the" or "den" or "vom") && !Weekdays.ContainsKey(tokens[at].Key))
                return null;
            isJoined |= isJoint;
        }
        return null;
    }

    private static DateMention WithYear(IReadOnlyList<Token> tokens, int first, int last, int month, int? day)
    {
        var next = last + 1;
        if (next < tokens.Count && tokens[next].Is(".") && !tokens[next].Spaced && tokens[last].Length <= 4 && next + 1 < tokens.Count && tokens[next + 1].Kind == TokenKind.Number)
            next++;
        if (next < tokens.Count && (tokens[next].Is(",") || tokens[next].Key is "of" or "de" or "del" or "/"))
            next++;
        if (Whole(tokens, next) is { } year && IsYear(year) && tokens[next].Length == 4)
            return new DateMention(first, next, DateShape.Date, year, month, day);
        return new DateMention(first, last, DateShape.Date, null, month, day);
    }

    private static DateMention? LoneYear(IReadOnlyList<Token> tokens, int at)
    {
        if (tokens[at].Length != 4 || !tokens[at].Key.All(char.IsAsciiDigit) || Whole(tokens, at) is not { } year || !IsYear(year))
            return null;
        if (at > 0 && (tokens[at - 1].Key is "€" or "$" or "£" || tokens[at - 1].IsWord && tokens[at - 1].Key is "eur" or "iso" or "gbp"))
            return null;
        return new DateMention(at, at, DateShape.Date, year, null, null);
    }

    /// <summary>The second of 2024–25 and 2024/25.</summary>
    private static DateMention? ShortYear(IReadOnlyList<Token> tokens, int at) =>
        at > 1 && tokens[at] is { Length: 2, Spaced: false } && tokens[at - 1] is { Spaced: false, Key: "/" or "-" or "–" or "‑" } && tokens[at - 2].Length == 4 && Whole(tokens, at - 2) is { } from && IsYear(from) && Whole(tokens, at) is { } to && to > from % 100 && to <= from % 100 + LongestSpan
            ? new DateMention(at, at, DateShape.Date, from / 100 * 100 + to, null, null)
            : null;

    private static DateMention? Worded(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        var key = tokens[at].Key;
        var before = at > 0 ? tokens[at - 1].Key : "";
        if (Months.TryGetValue(key, out var month) && IsMonthHere(tokens, at, tongue))
        {
            var next = at + 1;
            if (next < tokens.Count && tokens[next].Is(".") && !tokens[next].Spaced)
                next++;
            if (next < tokens.Count && tokens[next].Key == "the")
                next++;
            if (Whole(tokens, next) is { } day and >= 1 and <= 31)
                return WithYear(tokens, at, next, month, day);
            return WithYear(tokens, at, at, month, null);
        }
        if (key is "noon" or "midday" or "mediodia" or "midi" or "midnight" or "mitternacht" && before is not "apres")
            return new DateMention(at, at, DateShape.Time, null, null, key is "midnight" or "mitternacht" ? 0 : 720);
        if (tongue == Tongue.German && Array.Find(PartsOfDay, part => key.EndsWith(part, StringComparison.Ordinal)) is { } part && Weekdays.TryGetValue(key[..^part.Length], out var ofPart))
            return new DateMention(at, at, DateShape.Weekday, null, null, ofPart - 1);
        if (Weekdays.TryGetValue(key, out var weekday) && (tokens[at].IsCapital || tongue is Tongue.French or Tongue.Spanish || tongue == Tongue.German && key[^1] == 's'))
            return before is "ordinary" or "typical" or "average" or "normal" or "rainy" or "wet" or "lazy" or "happy" or "great" or "good" or "nice" or "lovely" or "schonen" or "bon" or "feliz" or "buen" or "black" or "good" ? new DateMention(at, at, DateShape.Weekday, null, null, null) : new DateMention(at, at, DateShape.Weekday, null, null, weekday - 1);
        if (IsShortWeekday(tokens, at) && (IsJoinedToWeekday(tokens, at, 1) || IsJoinedToWeekday(tokens, at, -1) || key.Length > 2 && at + 1 < tokens.Count && tokens[at + 1].Key is "morning" or "mornings" or "afternoon" or "afternoons" or "evening" or "evenings"))
            return ShortWeekday(key, at, tongue);
        if (key.Length <= 5 && tokens[at].IsCapital && ShortWeekdays.Contains(key) && at + 1 < tokens.Count && (tokens[at + 1].Kind == TokenKind.Number || tokens[at + 1].Key is "," or "." && at + 2 < tokens.Count && tokens[at + 2].Kind == TokenKind.Number))
            return ShortWeekday(key, at, tongue);
        if (Decade(key) is { } decade && (before is "the" or "late" or "early" or "mid" or "den" or "der" or "fruhen" or "spaten" or "ende" or "anfang" or "mitte"))
            return new DateMention(at, at, DateShape.Relative, null, null, int.MinValue) { Until = int.MinValue, Period = new Period("decade", decade) };
        if (ClockReader.ReadSpoken(tokens, at, tongue) is { } time)
            return time;
        if (Relatives.TryGetValue(key, out var days) && IsRelativeHere(tokens, at, tongue))
            return new DateMention(at, at, DateShape.Relative, null, null, days.From) { Until = days.To };
        if (key.Length == 2 && key[0] is 'q' && key[1] is >= '1' and <= '4' && tokens[at].IsCapital)
            return new DateMention(at, Whole(tokens, at + 1) is { } quarterYear && IsYear(quarterYear) ? at + 1 : at, DateShape.Relative, null, null, int.MinValue) { Until = int.MinValue };
        return Periods(tokens, at);
    }

    /// <summary>The late eighties, die Neunziger; in one's eighties, somebody is old.</summary>
    private static int? Decade(string key) => key switch
    {
        "fifties" or "funfziger" or "funfzigern" => 1950,
        "sixties" or "sechziger" or "sechzigern" => 1960,
        "seventies" or "siebziger" or "siebzigern" => 1970,
        "eighties" or "achtziger" or "achtzigern" => 1980,
        "nineties" or "neunziger" or "neunzigern" => 1990,
        "noughties" or "nullerjahre" or "nullerjahren" => 2000,
        _ => null,
    };

    private static bool IsShortWeekday(IReadOnlyList<Token> tokens, int at) => at >= 0 && at < tokens.Count && tokens[at] is { IsCapital: true, Key.Length: <= 6 } && ShortWeekdays.Contains(tokens[at].Key);

    /// <summary>"Mo–Do", "Tues or Thurs".</summary>
    private static bool IsJoinedToWeekday(IReadOnlyList<Token> tokens, int at, int step) =>
        IsShortWeekday(tokens, at + 2 * step) && tokens[at + step].Key is "-" or "–" or "/" or "+" or "&" or "or" or "and" or "to" or "oder" or "und" or "bis";

    private static DateMention? ShortWeekday(string key, int at, Tongue tongue)
    {
        var number = key[..2] switch
        {
            "su" or "so" => 0,
            "mo" => 1,
            "tu" or "di" => tongue == Tongue.French ? -1 : 2,
            "we" or "mi" => 3,
            "th" or "do" => 4,
            "fr" => 5,
            _ => 6,
        };
        return number < 0 ? null : new DateMention(at, at, DateShape.Weekday, null, null, number);
    }

    /// <summary>last month, next Tuesday's kin, semana pasada, mois prochain.</summary>
    private static DateMention? Periods(IReadOnlyList<Token> tokens, int at)
    {
        if (at + 1 >= tokens.Count)
            return null;
        var (word, with) = (tokens[at].Key, tokens[at + 1].Key);
        // "June of next year" is a date in a source, which the month is compared with.
        if (at > 1 && (tokens[at - 1].Key is "of" && IsMonth(tokens[at - 2].Key) || IsMonth(tokens[at - 1].Key)))
            return null;
        if (Span(with) is not null && (Lasts.Contains(word) || Nexts.Contains(word)))
            return Spanned(at, at + 1, with, Lasts.Contains(word));
        if (Span(word) is not null && (Lasts.Contains(with) || Nexts.Contains(with)) && with != "last" && with != "next")
            return Spanned(at, at + 2 < tokens.Count && tokens[at + 2].Key is "jahres" ? at + 2 : at + 1, word, Lasts.Contains(with));
        return null;
    }

    private static DateMention? Spanned(int first, int last, string word, bool isPast)
    {
        var unit = Span(word)!;
        if (unit == "week" && !isPast)
            return null;
        // A last week can be counted from the sources' days. Longer periods hold too many days for that: only the lines that the sentence tells of speak for them.
        return unit == "week" ? new DateMention(first, last, DateShape.Relative, null, null, -14) { Until = -1 }
            : new DateMention(first, last, DateShape.Relative, null, null, int.MinValue) { Until = int.MinValue, Period = new Period(unit, isPast ? -1 : 1, last > first + 1) };
    }

    private static string? Span(string key) => key switch
    {
        "week" or "woche" or "semaine" or "semana" => "week",
        "month" or "monat" or "monats" or "mois" or "mes" => "month",
        "year" or "jahr" or "jahres" or "annee" or "an" or "ano" => "year",
        "easter" or "ostern" or "pfingsten" or "spring" or "fruhjahr" or "fruhling" or "printemps" or "primavera" => "spring",
        "summer" or "sommer" or "ete" or "verano" => "summer",
        "thanksgiving" or "autumn" or "fall" or "herbst" or "automne" or "otono" => "autumn",
        "christmas" or "weihnachten" or "winter" or "hiver" or "invierno" => "winter",
        _ => null,
    };

    /// <summary>May, March and mars are words too.</summary>
    private static bool IsMonthHere(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        var token = tokens[at];
        var key = token.Key;
        var before = at > 0 ? tokens[at - 1].Key : "";
        var isNumberNext = at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Number || at + 2 < tokens.Count && tokens[at + 1].Key is "." or "," or "de" && tokens[at + 2].Kind == TokenKind.Number;
        if (key == "sept" && tongue == Tongue.French)
            return isNumberNext;
        if (key is "may" or "march" or "mar" or "mars" or "mai" or "sep" or "ago" or "dic" or "ene" or "dec" or "jan" or "mo" or "nov" or "avr" or "apr" or "jun" or "jul" or "aug" or "oct" or "okt" or "dez" or "fev" or "feb" or "abr" or "sept" or "august")
        {
            if (!token.IsCapital && tongue is Tongue.English)
                return isNumberNext && key is not ("may" or "march" or "mar" or "sep" or "ago" or "dec");
            return isNumberNext || before is "in" or "since" or "until" or "till" or "from" or "by" or "of" or "last" or "next" or "early" or "late" or "mid" or "to" or "this" or "that" or "end" or "and" or "or" or "im" or "ab" or "bis" or "seit" or "ende" or "anfang" or "mitte" or "bis" or "en" or "depuis" or "fin" or "debut"
                or "des" or "de" or "d" or "desde" or "hasta" or "(" or "-" or "–" or "through" or "around" or "before" or "after" or "mois" or "mes" or "monat" || Lasts.Contains(before) || Nexts.Contains(before);
        }
        return token.IsCapital || tongue is Tongue.French or Tongue.Spanish || tongue == Tongue.English;
    }

    private static bool IsRelativeHere(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        var (key, before) = (tokens[at].Key, at > 0 ? tokens[at - 1].Key : "");
        return key switch
        {
            // Guten Morgen, heute Morgen; the morning is a noun.
            "morgen" => tongue == Tongue.German && !tokens[at].IsCapital,
            "hier" => tongue == Tongue.French,
            "demain" => tongue == Tongue.French,
            "manana" => tongue == Tongue.Spanish && before is not ("la" or "esta" or "una" or "cada"),
            "ayer" or "anteayer" => tongue == Tongue.Spanish,
            "gestern" or "vorgestern" or "ubermorgen" => tongue == Tongue.German,
            _ => true,
        };
    }

    private static Dictionary<string, int> Table(params ReadOnlySpan<string> rows)
    {
        var table = new Dictionary<string, int>();
        for (var row = 0; row < rows.Length; row++)
        {
            foreach (var word in rows[row].Split(' '))
                table.TryAdd(Folding.Key(word), row + 1);
        }
        return table;
    }
}
