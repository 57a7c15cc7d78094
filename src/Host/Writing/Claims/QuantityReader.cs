using System.Globalization;

namespace Assistant.Host.Writing.Claims;

/// <summary>Finds numbers, in digits and in words, with what they measure.</summary>
internal static class QuantityReader
{
    /// <summary>The unit of a difference between percentages.</summary>
    internal const string Points = "point";

    private static readonly Dictionary<string, (double Days, string Unit)> Times = Table(
        (365.25, "year", "year years yr yrs yo jahr jahre jahren jahres jährige jähriger jähriges jährigen an ans année années año años anos"),
        (3652.5, "decade", "decade decades jahrzehnt jahrzehnte jahrzehnten décennie décennies década décadas"),
        (30.4375, "month", "month months mo monat monate monaten mois mes meses"),
        (7, "week", "week weeks woche wochen semaine semaines semana semanas"),
        (1, "day", "day days tag tage tagen jour jours día días"),
        (1 / 24d, "hour", "hour hours h hr hrs stunde stunden std heure heures hora horas"),
        (1 / 1440d, "minute", "minute minutes min mins minuten minuto minutos"),
        (1 / 86400d, "second", "second seconds sec secs s sekunde sekunden seconde secondes segundo segundos"),
        (1 / 86400000d, "millisecond", "ms millisecond milliseconds millisekunden"));

    /// <summary>Of German words that say how long something lasts: what stands behind the number.</summary>
    private static readonly (string Ending, string Unit)[] Lengths = [("jahrig", "jahr"), ("monatig", "monat"), ("wochig", "woche"), ("tagig", "tag"), ("stundig", "stunde"), ("minutig", "minute")];

    /// <summary>What else a number of German is joined to: "vierzigseitig", "ein siebenköpfiges Team", "dreifach".</summary>
    private static readonly string[] Kinds = ["ig", "fach"];

    private static readonly (string Beginning, int Minutes)[] Parts = [("dreiviertelstund", 45), ("viertelstund", 15), ("halbstund", 30)];

    private static readonly Dictionary<string, string> Monies = new()
    {
        ["€"] = "eur", ["eur"] = "eur", ["euro"] = "eur", ["euros"] = "eur", ["$"] = "usd", ["usd"] = "usd", ["dollar"] = "usd", ["dollars"] = "usd", ["dolares"] = "usd", ["£"] = "gbp", ["gbp"] = "gbp", ["pound"] = "gbp",
        ["pounds"] = "gbp", ["pfund"] = "gbp", ["libras"] = "gbp", ["livres"] = "gbp", ["chf"] = "chf", ["franken"] = "chf", ["francs"] = "chf", ["¥"] = "jpy", ["yen"] = "jpy", ["₹"] = "inr", ["zł"] = "pln", ["sek"] = "sek",
    };

    public static List<Quantity> Read(IReadOnlyList<Token> tokens, Tongue tongue, bool[] taken)
    {
        var found = new List<Quantity>();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (taken[at])
                continue;
            var quantity = Phone(tokens, at) ?? Digits(tokens, at) ?? Spelled(tokens, at, tongue);
            if (quantity is null)
                continue;
            quantity = WithWhole(tokens, Measured(tokens, quantity, tongue));
            if (found.Count > 0)
            {
                quantity = Compared(tokens, found[^1], quantity);
                found[^1] = Raised(tokens, found[^1], quantity);
            }
            found.Add(quantity);
            for (var next = quantity.First; next <= quantity.Last; next++)
                taken[next] = true;
            at = Math.Max(at, quantity.Last);
        }
        return found;
    }

    /// <summary>"2 minutes instead of 20", "from 45 minutes to 6": the second is of the first one's unit, where it has none and nothing follows that it could count.</summary>
    private static Quantity Compared(IReadOnlyList<Token> tokens, Quantity first, Quantity second)
    {
        if (first.Measure != Measure.Duration || second.Measure != Measure.None || double.IsNaN(second.Value) || first.Bare <= 0 || second.First - first.Last > 3)
            return second;
        var before = tokens[second.First - 1].Key;
        var isCompared = before is "statt" or "auf" or "to" || before == "of" && tokens[second.First - 2].Key == "instead" || before == "than" && tokens[second.First - 2].Key == "rather";
        var isCounting = second.Last + 1 < tokens.Count && tokens[second.Last + 1] is { IsWord: true, First: false };
        return isCompared && !isCounting ? second with { Measure = first.Measure, Unit = first.Unit, Value = second.Value * first.Value / first.Bare } : second;
    }

    /// <summary>"From 35 to 80 percent": the first is of the second one's measure.</summary>
    private static Quantity Raised(IReadOnlyList<Token> tokens, Quantity first, Quantity second)
    {
        if (first.Measure != Measure.None || second.Measure is not (Measure.Percent or Measure.Duration) || second.Unit is "share" or Points || second.Bare <= 0 || second.First - first.Last != 2 || tokens[first.Last + 1].Key is not ("to" or "auf") || first.First == 0 || tokens[first.First - 1].Key is not ("from" or "von"))
            return first;
        return first with { Measure = second.Measure, Unit = second.Unit, Value = first.Value * second.Value / second.Bare };
    }

    /// <summary>The two ways to read digits with a dot or a comma in them, and the letters right after.</summary>
    public static (double Value, double Other, string Ending) Parse(Token token)
    {
        var digits = token.Key.AsSpan();
        var end = digits.LastIndexOfAnyInRange('0', '9') is var last && last < 0 ? 0 : FirstLetter(digits);
        var ending = digits[end..].ToString();
        var body = digits[..end].ToString().Replace("'", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).Replace("\u202F", "", StringComparison.Ordinal).Replace("\u2009", "", StringComparison.Ordinal);
        var mark = body.LastIndexOfAny(['.', ',']);
        if (mark < 0)
            return (Number(body), double.NaN, ending);
        var whole = body.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        var split = Number(body[..mark].Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal) + "." + body[(mark + 1)..]);
        var groups = body.Count(letter => letter is '.' or ',');
        if (groups > 1)
            return body.Contains('.', StringComparison.Ordinal) && body.Contains(',', StringComparison.Ordinal) ? (split, double.NaN, ending) : (Number(whole), double.NaN, ending);
        // 410,000 is no 410 with three decimals of nothing.
        return body.Length - mark - 1 == 3 && mark <= 3 && body[0] != '0' ? (Number(whole), body.EndsWith("000", StringComparison.Ordinal) ? double.NaN : split, ending) : (split, double.NaN, ending);
    }

    private static int FirstLetter(ReadOnlySpan<char> digits)
    {
        for (var at = 0; at < digits.Length; at++)
        {
            if (char.IsLetter(digits[at]))
                return at;
        }
        return digits.Length;
    }

    private static double Number(string digits) => double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : double.PositiveInfinity;

    /// <summary>A plus or a zero, then at least seven digits with what stands between the groups of a telephone number.</summary>
    private static Quantity? Phone(IReadOnlyList<Token> tokens, int at)
    {
        var plus = tokens[at].Is("+");
        var start = plus || tokens[at].Is("(") ? at + 1 : at;
        if (start >= tokens.Count || tokens[start].Kind != TokenKind.Number || !plus && tokens[start].Key[0] != '0' || tokens[start].Key.Contains('.', StringComparison.Ordinal))
            return null;
        var digits = "";
        var last = start;
        for (var next = start; next < tokens.Count && next < start + 16; next++)
        {
            if (tokens[next].Kind == TokenKind.Number && tokens[next].Key.All(letter => char.IsAsciiDigit(letter) || char.IsWhiteSpace(letter)))
            {
                digits += string.Concat(tokens[next].Key.Where(char.IsAsciiDigit));
                last = next;
            }
            else if (!(tokens[next].Is("-") || tokens[next].Is("/") || tokens[next].Is("(") || tokens[next].Is(")") || tokens[next].Is("–")))
                break;
        }
        return digits.Length is >= 7 and <= 20 ? new Quantity(at, last, double.NaN, double.NaN, Measure.Phone, null, false) { Digits = digits.TrimStart('0') } : null;
    }

    private static Quantity? Digits(IReadOnlyList<Token> tokens, int at)
    {
        if (tokens[at].Kind != TokenKind.Number)
            return null;
        var (value, other, ending) = Parse(tokens[at]);
        var last = at;
        var unit = ending;
        if (ending.Length > 0 && NumberWords.TrySuffix(ending, out var by))
        {
            (value, other, unit) = (value * by, double.NaN, "");
        }
        else if (ending.Length == 0 && at + 1 < tokens.Count && tokens[at + 1].IsWord && tokens[at + 1].Key.Length > 1 && tokens[at + 1].Key is not "mm" && NumberWords.TrySuffix(tokens[at + 1].Key, out by))
        {
            // 2.5 million is not two thousand five hundred million.
            (value, other, last) = ((double.IsNaN(other) ? value : other) * by, double.NaN, at + 1);
            if (last + 1 < tokens.Count && tokens[last + 1].Is(".") && !tokens[last + 1].Spaced && tokens[last].Key is "mio" or "mrd" or "tsd")
                last++;
        }
        return new Quantity(at, last, value, other, ending == "x" ? Measure.Factor : Measure.None, unit.Length > 0 ? unit : null, false);
    }

    /// <summary>"Zweitägig", "dreimonatige", "Viertelstunde".</summary>
    private static Quantity? Lasting(Token token, int at)
    {
        foreach (var (part, minutes) in Parts)
        {
            if (token.Key.StartsWith(part, StringComparison.Ordinal))
                return new Quantity(at, at, minutes / 1440d, double.NaN, Measure.Duration, "minute", true) { Bare = minutes };
        }
        foreach (var (ending, unit) in Lengths)
        {
            var end = token.Key.IndexOf(ending, StringComparison.Ordinal);
            if (end > 2 && token.Key.Length <= end + ending.Length + 2 && NumberWords.Read([token with { Key = token.Key[..end] }], 0, Tongue.German, out var value) == 1 && Times.TryGetValue(unit, out var time))
                return new Quantity(at, at, value * time.Days, double.NaN, Measure.Duration, time.Unit, true) { Bare = value };
        }
        var key = token.Key;
        for (var part = NumberWords.Read([token], 0, Tongue.German, out _) == 1 ? 0 : EndOfKind(key) - 2; part > 2; part--)
        {
            if (NumberWords.Read([token with { Key = key[..part] }], 0, Tongue.German, out var count) == 1 && count > (key.AsSpan(part).StartsWith("sprach") ? 2 : 1))
                return new Quantity(at, at, count, double.NaN, Measure.None, null, true) { Bare = count };
        }
        return null;
    }

    /// <summary>Up to the "ig" of "siebenköpfigen" and the "fach" of "dreifache"; 0 where the word is none of that kind.</summary>
    private static int EndOfKind(string key)
    {
        foreach (var kind in Kinds)
        {
            var at = key.LastIndexOf(kind, StringComparison.Ordinal);
            if (at > 3 && key[(at + kind.Length)..] is "" or "e" or "er" or "en" or "es" or "em")
                return at + kind.Length;
        }
        return 0;
    }

    private static Quantity? Spelled(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        if (!tokens[at].IsWord)
            return null;
        var key = tokens[at].Key;
        if (NumberWords.TryFactor(key, out var factor))
            return new Quantity(at, at, factor, double.NaN, Measure.Factor, null, true);
        if (Multiple(tokens, at) is { } multiple)
            return multiple;
        if (tongue == Tongue.German && Lasting(tokens[at], at) is { } lasting)
            return lasting;
        if ((Fraction(tokens, at) ?? StretchReader.Read(tokens, at, tongue) ?? OrdinalReader.Read(tokens, at, tongue)) is { } wordless)
            return wordless;
        if (OutOf(tokens, at, tongue) is { } rate)
            return rate;
        if (NumberWords.TryVague(key, out var least) && !(at > 0 && tokens[at - 1].Kind == TokenKind.Number))
            return new Quantity(at, at, least, double.NaN, Measure.Vague, null, true);
        if (key == "couple" && at + 2 < tokens.Count && tokens[at + 1].Key == "of" && NumberWords.TrySuffix(tokens[at + 2].Key, out var times) && times >= 100)
            return new Quantity(at, at + 2, 2 * times, double.NaN, Measure.None, null, true);
        var length = NumberWords.Read(tokens, at, tongue, out var value);
        var parts = length == 1 && at + 2 < tokens.Count && tokens[at + 1].Is("-") ? at + 2 : at + 1;
        if (length == 1 && parts < tokens.Count && Fraction(tokens, parts) is { } counted)
            return counted with { First = at };
        // One point three million.
        if (length == 0 && key == "one" && at + 2 < tokens.Count && tokens[at + 1].Key == "point")
            (length, value) = (1, 1);
        if (length > 0 && at + length + 1 < tokens.Count && tokens[at + length].Key == "point" && NumberWords.Read(tokens, at + length + 1, Tongue.English, out var tenths) is > 0 and var more)
        {
            var scale = tenths >= 1000 ? tenths % 1000 == 0 && tenths / 1000 < 10 ? 1000 : 1_000_000 : 1;
            return new Quantity(at, at + length + more, (value + tenths / scale / 10) * scale, double.NaN, Measure.None, null, true);
        }
        if (length > 0)
        {
            // "dos" and "six" begin names too; "sept." is a month.
            return new Quantity(at, at + length - 1, value, double.NaN, Measure.None, null, true);
        }
        // "a decade" counts; "one year" does where a unit follows.
        if (key is "decade" or "jahrzehnt" or "decennie" or "decada")
            return new Quantity(at, at, 3652.5, double.NaN, Measure.Duration, "decade", true);
        if (key is "decades" or "jahrzehnte" or "jahrzehnten" or "decennies" or "decadas")
            return new Quantity(at, at, 7305, double.NaN, Measure.Duration, "decade", true);
        return key is "one" or "a" or "an" && at + 1 < tokens.Count && HalfMore(tokens, at + 1) == 0 && IsTime(tokens[at + 1].Key) && HalfMore(tokens, at + 2) > 0
            || key == "one" && at + 1 < tokens.Count && (IsTime(tokens[at + 1].Key) || tokens[at + 1].Key is "percent" or "million" or "thousand" or "hundred" || HalfMore(tokens, at + 1) > 0)
            ? new Quantity(at, at, 1, double.NaN, Measure.None, null, true) : null;
    }

    /// <summary>Twice as fast, doppelt so schnell.</summary>
    private static Quantity? Multiple(IReadOnlyList<Token> tokens, int at)
    {
        double by = tokens[at].Key switch { "twice" or "doppelt" or "zweimal" => 2, "thrice" or "dreimal" or "dreifach" => 3, "viermal" => 4, "funfmal" => 5, "zehnmal" => 10, _ => 0 };
        return by > 0 && at + 1 < tokens.Count && tokens[at + 1].Key is "as" or "so" ? new Quantity(at, at + 1, by, double.NaN, Measure.Factor, null, true) : null;
    }

    /// <summary>By a third, two thirds, half of: as the percentage that it is.</summary>
    private static Quantity? Fraction(IReadOnlyList<Token> tokens, int at)
    {
        var before = at > 0 ? tokens[at - 1].Key : "";
        // "A good third"
        if (at > 1 && before is "good" or "full" or "solid")
            before = tokens[at - 2].Key;
        var next = at + 1 < tokens.Count ? tokens[at + 1].Key : "";
        if (Scaled(tokens, at, before) is { } scaled)
            return scaled;
        // "A quarter of an hour"
        if (tokens[at].Key is "quarter" or "quarters" && at + 3 < tokens.Count && next == "of" && tokens[at + 2].Key is "an" && tokens[at + 3].Key == "hour")
            return new Quantity(at, at + 3, (before == "three" ? 45 : 15) / 1440d, double.NaN, Measure.Duration, "minute", true) { Bare = before == "three" ? 45 : 15 };
        var (share, isPlain) = tokens[at].Key switch
        {
            "third" or "tercio" or "tiers" => (100 / 3d, (before is "a" or "one" or "un") && next != "-"),
            "quarter" or "cuarto" or "quart" => (25d, (before is "a" or "one" or "un") && at > 1 && tokens[at - 2].Key is "by" or "almost" or "nearly" or "than" or "de" or "d" or "un" || (before is "a" or "one") && next == "of"),
            "thirds" or "tercios" => (200 / 3d, before is "two" or "dos"),
            "quarters" => (75d, before == "three" && !(at + 3 < tokens.Count && tokens[at + 3].Key == "hour") && next is not ("running" or "in" or "straight") && !(at > 1 && tokens[at - 2].Key is "last" or "past" or "next" or "first" or "previous" or "for" or "all")),
            "fifth" or "sixth" or "seventh" or "eighth" or "ninth" or "tenth" => (100 / Nth(tokens[at].Key), (before is "a" or "one" or "an") && !IsCounting(tokens, at + 1)),
            "fifths" or "sixths" or "sevenths" or "eighths" or "ninths" or "tenths" when at > 0 && NumberWords.Read(tokens, tokens[at - 1].Is("-") ? at - 2 : at - 1, Tongue.English, out var parts) == 1 => (parts * 100 / Nth(tokens[at].Key[..^1]), true),
            "sechstel" or "siebtel" or "neuntel" => (100 / (tokens[at].Key switch { "sechstel" => 6d, "siebtel" => 7d, _ => 9d }), true),
            "funftel" or "achtel" or "zehntel" or "funfteln" or "achteln" or "zehnteln" => ((before is "zwei" ? 2 : before is "drei" ? 3 : before is "vier" ? 4 : 1) * (tokens[at].Key switch { "funftel" or "funfteln" => 20, "achtel" or "achteln" => 12.5, _ => 10d }), true),
            "half" => (50d, before is "by" or "in" || before is "almost" or "nearly" or "about" or "over" && next is not ("a" or "an" or "past" or "the") && !IsCounting(tokens, at + 1) || next is "of" or "all" && (before.Length < 5 || before is "about" or "nearly" or "almost" or "roughly" or "close")),
            "drittel" or "dritteln" => (before == "zwei" ? 200 / 3d : 100 / 3d, true),
            "viertel" or "vierteln" => (before == "drei" ? 75d : 25d, true),
            "halfte" or "moitie" or "mitad" => (50d, true),
            _ => (0d, false),
        };
        return isPlain ? new Quantity(at, at, share, double.NaN, Measure.Percent, "share", true) : null;
    }

    private static double Nth(string key) => key switch { "fifth" => 5, "sixth" => 6, "seventh" => 7, "eighth" => 8, "ninth" => 9, _ => 10 };

    /// <summary>"A fifth patient" is the fifth of them, and no fifth.</summary>
    private static bool IsCounting(IReadOnlyList<Token> tokens, int at) => at < tokens.Count && tokens[at] is { IsWord: true, First: false } && !Vocabulary.Instance.IsFunctionWord(tokens[at].Key, Tongue.English);

    /// <summary>One in five, six in ten, nine out of ten, three in a hundred, acht von zehn.</summary>
    private static Quantity? OutOf(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        if (tongue is not (Tongue.English or Tongue.German))
            return null;
        double part = 1;
        var length = tokens[at].Key is "one" or "einer" or "eine" or "eines" ? 1 : NumberWords.Read(tokens, at, tongue, out part);
        var joint = at + length;
        if (length == 0 || joint + 1 >= tokens.Count || !(tongue == Tongue.English ? tokens[joint].Key is "in" or "out" || tokens[joint].Key == "of" && part > 1 : tokens[joint].Key is "von"))
            return null;
        joint += tokens[joint].Key == "out" && tokens[joint + 1].Key == "of" ? 2 : 1;
        if (joint + 1 < tokens.Count && tokens[joint].Key is "every" or "a")
            joint++;
        if (joint >= tokens.Count || NumberWords.Read(tokens, joint, tongue, out var whole) is not (> 0 and var rest) || whole is < 2 or > 100 || tokens[at + length].Key is "of" or "von" && whole is not (10 or 20 or 100) || part >= whole || joint + rest < tokens.Count && IsTime(tokens[joint + rest].Key))
            return null;
        return new Quantity(at, joint + rest - 1, part * 100 / whole, double.NaN, Measure.Percent, "share", true);
    }

    /// <summary>Half a dozen, three quarters of a million, eine halbe Million.</summary>
    private static Quantity? Scaled(IReadOnlyList<Token> tokens, int at, string before)
    {
        var share = tokens[at].Key switch
        {
            "half" or "halbe" or "halben" => 0.5,
            "quarter" when before is "a" or "one" => 0.25,
            "quarters" when before is "three" => 0.75,
            "anderthalb" or "eineinhalb" => 1.5,
            "zweieinhalb" => 2.5,
            _ => 0,
        };
        var last = at + 1;
        while (share > 0 && last < tokens.Count && last < at + 3 && tokens[last].Key is "a" or "of")
            last++;
        return share > 0 && last < tokens.Count && NumberWords.TrySuffix(tokens[last].Key, out var scale) && scale >= 12 ? new Quantity(at, last, share * scale, double.NaN, Measure.None, null, true) : null;
    }

    /// <summary>"An hour and fourteen minutes", "a year and three months": one stretch of time.</summary>
    private static Quantity WithWhole(IReadOnlyList<Token> tokens, Quantity quantity)
    {
        if (quantity.Measure != Measure.Duration || quantity.First < 3 || tokens[quantity.First - 1].Key is not ("and" or "und") || tokens[quantity.First - 3].Key is not ("a" or "an" or "one" or "ein" or "eine" or "einer" or "einem" or "einen") || !Times.TryGetValue(tokens[quantity.First - 2].Key, out var whole) || whole.Days <= quantity.Value)
            return quantity;
        return quantity with { First = quantity.First - 3, Value = quantity.Value + whole.Days, Other = double.NaN, Bare = quantity.Value + whole.Days };
    }

    /// <summary>"and a half"</summary>
    private static int HalfMore(IReadOnlyList<Token> tokens, int at) => at + 2 < tokens.Count && tokens[at].Key == "and" && tokens[at + 1].Key == "a" && tokens[at + 2].Key == "half" ? 3 : 0;

    private static bool IsTime(string key) => Times.ContainsKey(key);

    public static string? UnitOfTime(string key) => TimeOf(key)?.Unit;

    /// <summary>The days of one of them, and its unit's own word.</summary>
    public static (double Days, string Unit)? TimeOf(string key) => Times.TryGetValue(key, out var time) ? time : null;

    private static Quantity Measured(IReadOnlyList<Token> tokens, Quantity quantity, Tongue tongue)
    {
        if (quantity.Measure is not Measure.None)
            return quantity;
        var half = HalfMore(tokens, quantity.Last + 1);
        if (half > 0)
        {
            quantity = quantity with { Value = quantity.Value + 0.5, Last = quantity.Last + half };
            // Four and a half thousand.
            if (quantity.Last + 1 < tokens.Count && NumberWords.TrySuffix(tokens[quantity.Last + 1].Key, out var scale))
                quantity = quantity with { Value = quantity.Value * scale, Last = quantity.Last + 1 };
        }
        var before = quantity.First > 0 ? tokens[quantity.First - 1].Key : "";
        if (quantity.Unit is { } attached && Unit(quantity, attached, quantity.Last) is { } measured)
            return measured;
        if (Monies.TryGetValue(before, out var money))
            return quantity with { Measure = Measure.Money, Unit = money, First = quantity.First - 1 };
        var next = quantity.Last + 1;
        while (next < tokens.Count && next <= quantity.Last + 3 && (tokens[next].Is("+") || tokens[next].Is("-") || tokens[next].Key is "plus" or "odd" or "d" or "de" or "full" or "whole" or "of" or "volle" or "vollen"))
            next++;
        // "25 an der Zahl" are no years.
        if (next >= tokens.Count || tokens[next].Key is "an" or "ans" && tongue != Tongue.French || tokens[next].Key is "mes" && tongue != Tongue.Spanish)
            return quantity;
        if (tokens[next].Key is "quarters" && next + 3 < tokens.Count && tokens[next + 3].Key == "hour")
            return quantity with { Measure = Measure.Duration, Unit = "minute", Value = quantity.Value / 96, Last = next + 3 };
        if (tokens[next].Key is "per" or "pour" or "por" && next + 1 < tokens.Count && tokens[next + 1].Key is "cent" or "ciento")
            return quantity with { Measure = Measure.Percent, Last = next + 1, Unit = null };
        if (tokens[next].Key == "times" && next + 1 < tokens.Count && tokens[next + 1].Key is "as" or "more" or "the" or "higher" or "bigger" or "larger" or "faster" or "greater")
            return quantity with { Measure = Measure.Factor, Last = next };
        var found = Unit(quantity, tokens[next].Key, next);
        if (found is not null && found.Measure == Measure.Duration && HalfMore(tokens, next + 1) is > 0 and var more)
            found = found with { Value = found.Value * 1.5, Last = next + more };
        return found ?? quantity;
    }

    private static Quantity? Unit(Quantity quantity, string key, int last)
    {
        if ((key is "points" or "punkte" or "punkten") && (quantity.Value > 5 || quantity.Value != Math.Floor(quantity.Value)))
            return quantity with { Measure = Measure.Percent, Unit = Points, Last = last };
        if (key is "percentage" or "prozentpunkte" or "prozentpunkten" or "pp")
            return quantity with { Measure = Measure.Percent, Unit = Points, Last = last };
        if (key is "%" or "percent" or "prozent" or "pct" or "porciento")
            return quantity with { Measure = Measure.Percent, Unit = null, Last = last };
        if (Monies.TryGetValue(key, out var money))
            return quantity with { Measure = Measure.Money, Unit = money, Last = last };
        // 11p is £0.11.
        if (key is "pence" || key is "p" && last == quantity.Last)
            return quantity with { Measure = Measure.Money, Unit = "gbp", Value = quantity.Value / 100, Other = quantity.Other / 100, Last = last };
        if (Times.TryGetValue(key, out var time))
            return quantity with { Measure = Measure.Duration, Unit = time.Unit, Value = quantity.Value * time.Days, Other = quantity.Other * time.Days, Last = last };
        return null;
    }

    private static Dictionary<string, (double, string)> Table(params ReadOnlySpan<(double Days, string Unit, string Words)> rows)
    {
        var table = new Dictionary<string, (double, string)>();
        foreach (var (days, unit, words) in rows)
        {
            foreach (var word in words.Split(' '))
                table[Folding.Key(word)] = (days, unit);
        }
        return table;
    }
}
