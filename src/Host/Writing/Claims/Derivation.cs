using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// What can be worked out from the lines that a sentence tells of: last month from a day, a span from two days, a difference, a sum, a share, how many things
/// a line lists. Only lines that the sentence names or shares words with count, or else any figure could be put together from something.
/// </summary>
internal sealed class Derivation(Evidence evidence, Passage passage)
{
    /// <summary>Figures of one line that are put together; a longer line is a table, from which everything follows.</summary>
    private const int MostFigures = 8;

    /// <summary>More than this many things are not counted by a reader, and so not listed by one who writes of them.</summary>
    private const int MostListed = 9;

    /// <summary>Tokens from the one figure to the other where both are of one thing.</summary>
    private const int MostBetween = 4;

    /// <summary>Tokens from what something was to what it became: "from 52 % (2021) to 78 %".</summary>
    private const int MostOfChange = 8;

    /// <summary>No duration is cut to less than this part of it.</summary>
    private const int MostChange = 1000;

    /// <summary>How far a line is read for them, so that a line without end costs each figure of the text no more.</summary>
    private const int Reach = 200;

    /// <summary>What says that a figure is worked out.</summary>
    private static readonly HashSet<string> Reckoning =
    [
        "together", "total", "altogether", "combined", "overall", "all", "both", "fewer", "less", "more", "additional", "another", "other", "others", "rest", "remaining", "saved", "saving", "cut", "reduced", "lowered", "dropped", "fell", "down", "grew", "grown", "rose", "up", "increase", "increased", "raised", "gained", "added", "difference", "between", "than", "instead", "left", "missing", "short", "above", "below", "over", "under", "ahead", "behind",
        "zusammen", "insgesamt", "gesamt", "alle", "allen", "beide", "beiden", "weniger", "mehr", "weitere", "weiteren", "andere", "anderen", "ubrigen", "restlichen", "gespart", "gesenkt", "gesunken", "reduziert", "gefallen", "gestiegen", "gewachsen", "erhoht", "gesteigert", "verringert", "verkurzt", "gekurzt", "eingespart", "zusatzlich", "zusatzliche", "unterschied", "zwischen", "als", "statt", "ubrig", "fehlen", "fehlten", "uber", "unter", "daruber", "darunter",
    ];

    private readonly DateOnly _today = evidence.Today;
    private readonly Lazy<List<ReadSource>> _lines = new(() => evidence.Lines.MeantBy(passage));

    private readonly Lazy<bool> _reckons = new(() => passage.Tokens.Exists(static token => Reckoning.Contains(token.Key)));

    private readonly Lazy<CitedFigures> _cited = new(() => new CitedFigures(evidence, passage));

    public bool Explains(DateMention date) => date.Period is { } period && Range(period) is var (from, to) && _lines.Value.Exists(line => line.Dates.Take(Reach).Any(day => IsWithin(day, from, to)) || period.Unit == "decade" && line.Tokens.Take(Reach).Any(token => token.Key == $"{from.Year}s"));

    /// <summary>A line that the sentence tells of has a day that is so many days from today; before it they are negative.</summary>
    public bool HasDay(int from, int until) => _lines.Value.Exists(line => line.Dates.Take(Reach).Any(date => DaysFromToday(date) is { } days && days >= from && days <= until));

    /// <summary>A bare number, rounded, of a line that the sentence tells of: some figure is near to any other.</summary>
    public bool IsRounded(Quantity quantity) => _lines.Value.Exists(line => line.Quantities.Take(Reach).Any(one => SourceFigures.IsSaidBy(quantity, one, true)));

    /// <summary>"Hundreds of", where a line that the sentence tells of has 380.</summary>
    public bool IsOfSize(Quantity vague) => _lines.Value.Exists(line => line.Quantities.Take(Reach).Any(one => one.Measure is Measure.None or Measure.Vague && one.Value >= vague.Value && one.Value < vague.Value * 10));

    public bool Explains(Quantity quantity, bool isRounded)
    {
        var isOwn = passage.IsOwn.AsSpan(quantity.First, quantity.Last - quantity.First + 1).Contains(true);
        var lines = _lines.Value;
        if (IsMore(quantity) && lines.Exists(line => line.Quantities.Take(Reach).Any(other => other is { Measure: Measure.Duration, Unit: "year" } && evidence.Own.HasYears(quantity.Value + other.Bare))))
            return true;
        if (isOwn)
            lines = lines.FindAll(line => Evidence.IsOwn(line.Source));
        if (IsSumOfCited(quantity) || _cited.Value.Explain(quantity, isRounded))
            return true;
        return quantity.Measure switch
        {
            Measure.Duration => lines.Exists(line => IsSpan(line, quantity) || HasArticle(line, quantity)) || FromPairs(lines, quantity, isRounded),
            Measure.Percent when lines.Exists(line => IsExceeded(line, quantity) || IsRest(line, quantity)) => true,
            Measure.None when quantity.Value <= MostListed && quantity.Value == Math.Floor(quantity.Value) && lines.Exists(line => Lists(line, (int)quantity.Value)) => true,
            Measure.Vague or Measure.Phone or Measure.Order => false,
            _ => FromPairs(lines, quantity, isRounded),
        };
    }

    /// <summary>"Within one year" of "within a year", "one week on" of "a week later".</summary>
    private static bool HasArticle(ReadSource line, Quantity quantity)
    {
        for (var at = 0; quantity.Bare == 1 && at + 1 < line.Tokens.Count && at < Reach; at++)
        {
            if (line.Tokens[at].Key is "a" or "an" or "ein" or "eine" or "einem" or "einer" or "eines" && (at > 0 && line.Tokens[at - 1].Key is "within" or "in" or "after" or "innerhalb" or "binnen" or "nach" || at + 2 < line.Tokens.Count && line.Tokens[at + 2].Key is "later" or "after" or "before" or "earlier" or "spater" or "zuvor" or "danach") && QuantityReader.UnitOfTime(line.Tokens[at + 1].Key) == quantity.Unit)
                return true;
        }
        return false;
    }

    /// <summary>"Two thirds" of what a third is left of.</summary>
    private static bool IsRest(ReadSource line, Quantity quantity) => Figures(line).Exists(one => one.Measure == Measure.Percent && (quantity.Unit is "share" || one.Unit is "share") && Math.Abs(100 - quantity.Value - one.Value) < 1);

    /// <summary>"More than 90 %" of what fell from 6 hours to 20 minutes: the next ten, or five, below what it is.</summary>
    private bool IsExceeded(ReadSource line, Quantity quantity)
    {
        var before = quantity.First - 1;
        if (before > 0 && passage.Tokens[before].Key is "a" or "one" or "ein" or "einem" or "der" or "die")
            before--;
        if (before < 1 || passage.Tokens[before].Key is not ("over" or "than" or "uber" or "als") || passage.Tokens[before - 1].Key is "less" or "fewer" or "weniger")
            return false;
        // More than half is less than three quarters, more than a third less than a half.
        var step = quantity.Unit == "share" ? quantity.Value / 2 : quantity.Value % 10 == 0 ? 10 : quantity.Value % 5 == 0 ? 5 : 1;
        var figures = Figures(line);
        return figures.Exists(one => one.Measure == Measure.Percent && quantity.Unit == "share" && IsAbove(one.Value))
            || figures.Exists(left => figures.Exists(right => left.Measure == right.Measure && left.Value < right.Value * MostChange && left.Value > right.Value && right.Value > 0 && (IsAbove((left.Value - right.Value) / left.Value * 100) || quantity.Unit == "share" && IsAbove(right.Value / left.Value * 100))));

        bool IsAbove(double share) => share >= quantity.Value && share - quantity.Value < step;
    }

    /// <summary>Fourteen people where one line that the sentence names has six people and the other eight: the same thing is counted in each.</summary>
    private bool IsSumOfCited(Quantity quantity)
    {
        if (quantity.Measure is not (Measure.None or Measure.Money) || passage.Cited.Count is < 2 or > 4)
            return false;
        var counted = quantity.Measure == Measure.Money ? quantity.Unit : CountedAfter(passage.Tokens, quantity);
        if (counted is null)
            return false;
        var parts = new List<double>();
        foreach (var line in _lines.Value.Where(line => passage.Cited.Contains(line.Source.Id)))
        {
            if (Figures(line).Find(one => one.Measure == quantity.Measure && (one.Measure == Measure.Money ? one.Unit : CountedAfter(line.Tokens, one)) == counted) is { } part)
                parts.Add(part.Value);
        }
        return parts.Count > 1 && Near(parts.Sum(), quantity.Value, false);
    }

    private static string? CountedAfter(List<Token> tokens, Quantity quantity) => quantity.Last + 1 < tokens.Count && tokens[quantity.Last + 1] is { IsWord: true, Key.Length: > 3 } noun ? Stems.Of(noun.Key) : null;

    /// <summary>The figures of a line that may be put together.</summary>
    internal static List<Quantity> Figures(ReadSource line) => line.Quantities.Take(Reach).Where(one => one.Measure is not (Measure.Vague or Measure.Phone or Measure.Order)).Take(MostFigures).ToList();

    /// <summary>"Two more than the minimum".</summary>
    private bool IsMore(Quantity quantity) => quantity.Measure == Measure.None && quantity.Last + 1 < passage.Tokens.Count && passage.Tokens[quantity.Last + 1].Key is "more" or "above" or "over" or "beyond" or "mehr" or "uber";

    /// <summary>The days that a period covers, both within.</summary>
    private (DateOnly From, DateOnly To) Range(Period period)
    {
        var year = _today.Year + period.Step;
        switch (period.Unit)
        {
            case "decade":
                return (new DateOnly(period.Step, 1, 1), new DateOnly(period.Step + 9, 12, 31));
            case "week":
                var monday = _today.AddDays(7 * period.Step - ((int)_today.DayOfWeek + 6) % 7);
                return (monday, monday.AddDays(6));
            case "month":
                var first = new DateOnly(_today.Year, _today.Month, 1).AddMonths(period.Step);
                return (first, first.AddMonths(1).AddDays(-1));
            case "year":
                return (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        }
        var month = period.Unit switch { "spring" => 3, "summer" => 6, "autumn" => 9, _ => 12 };
        var start = new DateOnly(period.IsExact ? year : _today.Year, month, 1);
        // The last one is the latest that has begun, so far as nobody says of which year.
        while (!period.IsExact && period.Step < 0 && start.AddMonths(3) > _today)
            start = start.AddYears(-1);
        while (!period.IsExact && period.Step > 0 && start <= _today)
            start = start.AddYears(1);
        return (period.Step < 0 && !period.IsExact ? start.AddMonths(-1) : start, start.AddMonths(3));
    }

    private static bool IsWithin(DateMention day, DateOnly from, DateOnly to)
    {
        if (day.Shape != DateShape.Date || day.Year is not (> 1900 and < 2100 and var year))
            return false;
        if (day.Month is not { } month)
            return from.Year <= year && year <= to.Year;
        var first = new DateOnly(year, month, day.Day is { } known && known <= DateTime.DaysInMonth(year, month) ? known : 1);
        return first <= to && (day.Day is null ? first.AddMonths(1).AddDays(-1) : first) >= from;
    }

    /// <summary>Of a month its first day and of a year its middle.</summary>
    private int? DaysFromToday(DateMention date) => date switch
    {
        { Shape: DateShape.Relative, Day: { } days and not int.MinValue } => days,
        { Shape: DateShape.Date, Year: > 1900 and < 2100 and var year } => new DateOnly(year, date.Month ?? 7, date.Month is { } month && date.Day is { } day ? Math.Min(day, DateTime.DaysInMonth(year, month)) : 1).DayNumber - _today.DayNumber,
        { Shape: DateShape.Date, Year: null, Month: { } month, Day: var day } => new DateOnly(_today.Year, month, Math.Min(day ?? 1, DateTime.DaysInMonth(_today.Year, month))).DayNumber - _today.DayNumber,
        _ => null,
    };

    /// <summary>From one day to the other, from a day until today, or from one hour to the other.</summary>
    private bool IsSpan(ReadSource line, Quantity quantity)
    {
        var days = line.Dates.Take(Reach).Where(date => date is { Shape: DateShape.Date, Year: > 1900 and < 2100 }).Take(MostFigures).Select(First).ToList();
        for (var at = 0; at < days.Count; at++)
        {
            for (var other = at + 1; other <= days.Count; other++)
            {
                var until = other < days.Count ? days[other] : (_today, true, true);
                if (IsAsLong(days[at], until, quantity))
                    return true;
            }
        }
        var hours = line.Dates.Take(Reach).Where(date => date.Shape == DateShape.Time).Take(MostFigures).Select(date => date.Day!.Value).ToList();
        return quantity.Unit is "hour" or "minute" && hours.Count > 1 && Enumerable.Range(1, hours.Count - 1).Any(at => Math.Abs(Math.Abs(hours[at] - hours[at - 1]) - quantity.Value * 1440) < 1);
    }

    private static (DateOnly Day, bool HasMonth, bool HasDay) First(DateMention date) => (
        new DateOnly(date.Year!.Value, date.Month ?? 1, date.Day is { } day && day <= DateTime.DaysInMonth(date.Year.Value, date.Month ?? 1) ? day : 1), date.Month is not null, date.Day is not null);

    private static bool IsAsLong((DateOnly Day, bool HasMonth, bool HasDay) from, (DateOnly Day, bool HasMonth, bool HasDay) to, Quantity quantity)
    {
        double days = Math.Abs(to.Day.DayNumber - from.Day.DayNumber);
        return quantity.Unit switch
        {
            "day" => from.HasDay && to.HasDay && Math.Abs(days - quantity.Value) <= 1,
            "week" => from.HasDay && to.HasDay && Math.Abs(days - quantity.Value) <= 4,
            "month" => from.HasMonth && to.HasMonth && Math.Abs(days - quantity.Value) <= 31,
            "year" or "decade" => Math.Abs(days - quantity.Value) <= (from.HasMonth && to.HasMonth ? 190 : 366),
            _ => false,
        };
    }

    private bool FromPairs(List<ReadSource> lines, Quantity quantity, bool isRounded)
    {
        foreach (var line in lines)
        {
            // Any two figures have some share: it is theirs where its own sentence tells of them.
            if (quantity.Measure == Measure.Percent && !SourceLines.IsToldIn(passage, quantity.First, line))
                continue;
            var figures = Figures(line);
            for (var at = 0; at < figures.Count; at++)
            {
                for (var other = at + 1; other < figures.Count; other++)
                {
                    var (left, right) = Alike(figures[at], figures[other]);
                    if (isRounded && quantity.Measure == left.Measure && left.Measure == right.Measure && IsWithin(line, figures[at], figures[other], quantity))
                        return true;
                    if (left.Measure == right.Measure && IsOfTheSame(line, quantity, left, right) && Follows(quantity, left, right, isRounded) || IsRate(quantity, figures[at], figures[other]))
                        return true;
                }
            }
            if (quantity.Measure == Measure.None && figures.Count > 2 && Near(figures.Where(one => one.Measure == Measure.None).Sum(one => one.Value), quantity.Value, isRounded))
                return true;
        }
        return false;
    }

    /// <summary>A bare sum or difference of two counts counts what one of them does, or says that it is one: "together", "fewer".</summary>
    private bool IsOfTheSame(ReadSource line, Quantity quantity, Quantity left, Quantity right) =>
        quantity.Measure != Measure.None || _reckons.Value || Counted(passage.Tokens, quantity) is { } counted && (Counted(line.Tokens, left) == counted || Counted(line.Tokens, right) == counted);

    /// <summary>The noun behind a figure, over an adjective.</summary>
    private static string? Counted(List<Token> tokens, Quantity quantity)
    {
        string? noun = null;
        for (var at = quantity.Last + 1; at < tokens.Count && at <= quantity.Last + 3 && tokens[at] is { IsWord: true } word && !Vocabulary.Instance.IsFunctionWord(word.Key, Tongue.English); at++)
            noun = Stems.Of(word.Key);
        return noun;
    }

    private bool IsMoreThan(Quantity quantity) => quantity.First > 1 && passage.Tokens[quantity.First - 1].Key is "than" or "als" && passage.Tokens[quantity.First - 2].Key is "more" or "mehr";

    /// <summary>"Some three dozen" of 35-40: within the ends of a range.</summary>
    private static bool IsWithin(ReadSource line, Quantity left, Quantity right, Quantity quantity) =>
        left.Last + 2 == right.First && line.Tokens[left.Last + 1].Key is "-" or "–" or "to" or "bis" && left.Value <= quantity.Value && quantity.Value <= right.Value;

    /// <summary>"35 fewer than before", where both are minutes.</summary>
    private bool IsCompared(Quantity quantity) => quantity.Last + 1 < passage.Tokens.Count && passage.Tokens[quantity.Last + 1].Key is "fewer" or "less" or "more" or "weniger" or "mehr";

    /// <summary>"From 9 to 3 seconds", "from 10 days to 4" and "2 minutes instead of 20": the bare one takes the other's measure, for they stand close together.</summary>
    private static (Quantity Left, Quantity Right) Alike(Quantity left, Quantity right) => (left.Measure, right.Measure) switch
    {
        _ when right.First - left.Last > MostBetween => (left, right),
        (Measure.None, Measure.Duration or Measure.Money or Measure.Percent) => (As(left, right), right),
        (Measure.Duration or Measure.Money or Measure.Percent, Measure.None) => (left, As(right, left)),
        _ => (left, right),
    };

    internal static Quantity As(Quantity bare, Quantity measured) => bare with { Measure = measured.Measure, Unit = measured.Unit, Value = bare.Value * (measured.Bare > 0 ? measured.Value / measured.Bare : 1) };

    /// <summary>24,000 over three days are eight thousand a day.</summary>
    private static bool IsRate(Quantity quantity, Quantity left, Quantity right) =>
        quantity.Measure == Measure.None && left.Measure == Measure.None && right is { Measure: Measure.Duration, Bare: > 1 and < 400 } && Near(left.Value / right.Bare, quantity.Value, false);

    private bool Follows(Quantity quantity, Quantity left, Quantity right, bool isRounded)
    {
        var (most, least) = (Math.Max(left.Value, right.Value), Math.Min(left.Value, right.Value));
        if (!double.IsFinite(most) || least <= 0)
            return false;
        switch (quantity.Measure)
        {
            case Measure.Factor:
                return Near(most / least, quantity.Value, true) || Near(least / most, quantity.Value, true) || IsMoreThan(quantity) && (quantity.Value < 1 ? least / most <= quantity.Value && least / most > quantity.Value - 0.15 : most / least >= quantity.Value && most / least < quantity.Value + 1);
            case Measure.Percent:
                // What rose or fell is told in one breath: "from 45 minutes to six".
                var isChange = right.First - left.Last <= MostOfChange;
                double[] shares = [isChange ? (most - least) / most * 100 : 0, isChange ? (most - least) / least * 100 : 0, isChange ? least / most * 100 : 0];
                // Nobody works out a share to two decimals in a letter.
                return (quantity.Unit == "share" || quantity.Value == Math.Floor(quantity.Value)) && Array.Exists(shares, share => share is > 4 and < 96 or > 100 and < 1000 && Math.Abs(share - quantity.Value) <= (quantity.Unit == "share" ? Math.Min(4, quantity.Value * 0.12) : isRounded ? 4 : 0.5)) || left.Measure == Measure.Percent && Near(most - least, quantity.Value, isRounded);
            case Measure.None when left.Unit is not null:
                return left.Unit == right.Unit && IsCompared(quantity) && Near(Math.Abs(left.Bare - right.Bare), quantity.Value, isRounded);
            default:
                return quantity.Measure == left.Measure && quantity.Unit == left.Unit && (Near(most - least, quantity.Value, isRounded) || Near(most + least, quantity.Value, isRounded));
        }
    }

    private static bool Near(double exact, double said, bool isRounded) => Math.Abs(exact - said) <= Math.Max(1e-9, exact * (isRounded ? 0.1 : 1e-6));

    /// <summary>"English, German and Swahili" are three, and so is what stands after a colon; "Organiser, Meetup, Leeds" is one post and lists nothing.</summary>
    private static bool Lists(ReadSource line, int count)
    {
        if (count > 1 && line.Dates.Take(Reach).Where(date => date is { Shape: DateShape.Date, Day: not null }).Take(MostFigures).Select(date => (date.Month, date.Day)).Distinct().Count() == count)
            return true;
        var (items, isList) = (1, false);
        for (var at = 1; at <= line.Tokens.Count && at < Reach; at++)
        {
            if (at == line.Tokens.Count || line.Tokens[at].Key is ";" or ":" or "." or "(" or ")" or "–")
            {
                if (isList && items == count && count > 1)
                    return true;
                (items, isList) = (1, at < line.Tokens.Count && line.Tokens[at].Key is ":");
            }
            else if (line.Tokens[at].Key is "," or "&" or "/" || line.Tokens[at].Key is "and" or "or" or "oder" or "und" or "et" or "y" or "e" && !line.Tokens[at - 1].Is(","))
            {
                items++;
                isList |= line.Tokens[at].Key is not ("," or "&" or "/");
            }
            else
            {
                isList |= line.Tokens[at].Key is "and" or "or" or "oder" or "und" or "et" or "y" or "e";
            }
        }
        return false;
    }
}
