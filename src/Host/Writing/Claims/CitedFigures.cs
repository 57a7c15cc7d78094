namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Figures that a reader works out from the very lines that a sentence names: so many a head or a year, more or fewer than the other line has, a quarter of
/// what the line counts, days between two dates. Each needs the word that says so beside it: a figure alone is never put together over lines.
/// </summary>
internal sealed class CitedFigures(Evidence evidence, Passage passage)
{
    /// <summary>Lines that a sentence may name; one that names more says nothing about which figures are meant.</summary>
    private const int MostLines = 4;

    /// <summary>How far a line or a sentence without end is read for one figure.</summary>
    private const int MostTokens = 200;
    private const int MostFigures = 40;

    /// <summary>Words between a figure and what it is compared with or spread over.</summary>
    private const int Reach = 4;

    private static readonly HashSet<string> Comparing = ["more", "fewer", "less", "higher", "lower", "bigger", "smaller", "larger", "above", "below", "up", "down", "mehr", "weniger", "hoher", "niedriger", "grosser", "kleiner"];
    private static readonly HashSet<string> Spreading = ["per", "each", "every", "a", "an", "pro", "je", "im", "in", "apiece"];
    private static readonly HashSet<string> Nearly = ["quite", "almost", "nearly", "about", "roughly", "fast", "knapp", "than", "over", "well", "around", "etwa", "rund"];

    /// <summary>How often one stretch of time is in another.</summary>
    private static readonly Dictionary<(string Line, string Text), double> Times = new() { [("month", "year")] = 12, [("week", "year")] = 52, [("quarter", "year")] = 4, [("day", "week")] = 5, [("week", "month")] = 4 };

    private readonly List<ReadSource> _lines = passage.Cited.Count is 0 or > MostLines ? [] : evidence.Lines.MeantBy(passage).FindAll(line => passage.Cited.Contains(line.Source.Id));

    public bool Explain(Quantity quantity, bool isRounded)
    {
        var isSpread = IsNear(quantity, Spreading);
        foreach (var line in _lines)
        {
            var figures = Derivation.Figures(line);
            if (isSpread && IsSpread(line, figures, quantity, isRounded || Before(quantity, "it") || After(quantity, "so")))
                return true;
            if (figures.Exists(share => share.Measure == Measure.Percent && figures.Exists(whole => whole.Measure == quantity.Measure && whole.Measure is Measure.None or Measure.Money && IsWithin(whole.Value * share.Value / 100, quantity.Value, isRounded ? 0.02 : 1e-6))))
                return true;
            if (quantity is { Measure: Measure.Percent, Unit: "share" } && figures.Exists(part => figures.Exists(rest => part != rest && part.Measure == Measure.None && rest.Measure == Measure.None && Math.Abs(100 * part.Value / (part.Value + rest.Value) - quantity.Value) < 1)))
                return true;
            if (quantity is { Measure: Measure.Duration, Unit: "day" } && line.Dates.Take(MostFigures).Where(date => date is { Shape: DateShape.Weekday, Day: not null }).Select(date => date.Day).Distinct().Count() is > 1 and var days && days == quantity.Bare)
                return true;
            if (quantity.Measure == Measure.None && IsInThousands(figures, quantity))
                return true;
            if (quantity is { Measure: Measure.Duration, Unit: "year" } && IsSpanExceeded(line, quantity))
                return true;
        }
        return IsComparison(quantity, isRounded) || IsBetweenDays(quantity);
    }

    /// <summary>"58 miles a day" of 520 in 9 days, "1,700 a year" of 140 a month, "four times a year" of each quarter.</summary>
    private bool IsSpread(ReadSource line, List<Quantity> figures, Quantity quantity, bool isRounded)
    {
        var slack = isRounded ? 0.05 : 0.015;
        if (figures.Exists(left => figures.Exists(right => left != right && right.Bare > 1 && IsWithin(left.Bare / right.Bare, quantity.Value, slack))))
            return true;
        var text = passage.Tokens.Skip(quantity.Last + 1).Take(Reach).Select(token => token.Key).ToList();
        foreach (var ((shorter, longer), times) in Times)
        {
            if (text.Exists(key => QuantityReader.UnitOfTime(key) == longer) && line.Tokens.Take(MostTokens).Any(token => token.Key == shorter || token.Key == shorter + "ly" || QuantityReader.UnitOfTime(token.Key) == shorter)
                && (text.Contains("times") && quantity.Value == times || figures.Exists(figure => figure.Measure == quantity.Measure && IsWithin(figure.Value * times, quantity.Value, slack))))
                return true;
            // 5,000 a month of 62,000 a year.
            if (text.Exists(key => QuantityReader.UnitOfTime(key) == shorter) && line.Tokens.Take(MostTokens).Any(token => QuantityReader.UnitOfTime(token.Key) == longer) && figures.Exists(figure => figure.Measure == quantity.Measure && IsWithin(figure.Value / times, quantity.Value, slack)))
                return true;
        }
        return false;
    }

    /// <summary>"Seventy-two to seventy-eight" of $72,000 to $78,000: both ends must be there.</summary>
    private bool IsInThousands(List<Quantity> figures, Quantity quantity) => figures.Exists(figure => figure.Measure == Measure.Money && figure.Value == quantity.Value * 1000) && passage.Quantities.Take(MostFigures).Any(other => (other.First == quantity.Last + 2 && Before(other, "to") || quantity.First == other.Last + 2 && Before(quantity, "to"))
        && figures.Exists(figure => figure.Measure == Measure.Money && figure.Value == other.Value * 1000));

    /// <summary>"Six fewer than you have", "about 40 percent more", "not quite double": of one line against another.</summary>
    private bool IsComparison(Quantity quantity, bool isRounded)
    {
        if (quantity.Measure != Measure.Factor && quantity.Unit != "share" && !IsNear(quantity, Comparing))
            return false;
        for (var at = 0; at < _lines.Count; at++)
        {
            for (var other = at + 1; other < _lines.Count; other++)
            {
                var (left, right) = (Derivation.Figures(_lines[at]), Derivation.Figures(_lines[other]));
                if (left.Exists(one => right.Exists(two => one.Measure == two.Measure && one.Unit == two.Unit && IsCompared(quantity, one, two, isRounded))))
                    return true;
            }
        }
        return false;
    }

    private bool IsCompared(Quantity quantity, Quantity left, Quantity right, bool isRounded)
    {
        var (most, least) = (Math.Max(left.Value, right.Value), Math.Min(left.Value, right.Value));
        if (least <= 0 || !double.IsFinite(most))
            return false;
        return quantity.Measure switch
        {
            Measure.Factor => IsWithin(most / least, quantity.Value, IsNear(quantity, Nearly, -3) ? 0.15 : 0.02),
            Measure.Percent when quantity.Unit == "share" && Math.Abs(least / most * 100 - quantity.Value) <= 1.5 => true,
            Measure.Percent => Math.Abs((most - least) / least * 100 - quantity.Value) <= (isRounded ? 4 : 0.5) || Math.Abs((most - least) / most * 100 - quantity.Value) <= (isRounded ? 4 : 0.5),
            Measure.None => Math.Abs(left.Bare - right.Bare) == quantity.Value,
            _ => quantity.Measure == left.Measure && quantity.Unit == left.Unit && IsWithin(most - least, quantity.Value, 1e-6),
        };
    }

    /// <summary>"Seven days after the one in your offer": between two days of the lines.</summary>
    private bool IsBetweenDays(Quantity quantity)
    {
        if (quantity is not { Measure: Measure.Duration, Unit: "day" or "week" } || _lines.Count == 0)
            return false;
        var days = _lines.SelectMany(line => line.Dates.Take(MostFigures)).Where(date => date is { Shape: DateShape.Date, Month: not null, Day: not null }).Take(8).ToList();
        var year = days.Find(date => date.Year is > 1900)?.Year ?? evidence.Today.Year;
        var numbers = days.Select(date => new DateOnly(date.Year is > 1900 and < 2100 and var own ? own : year, date.Month!.Value, Math.Min(date.Day!.Value, DateTime.DaysInMonth(year, date.Month.Value))).DayNumber).ToList();
        return numbers.Exists(from => numbers.Exists(to => to > from && to - from == (int)Math.Round(quantity.Value)));
    }

    /// <summary>"Over thirty years" of 33: the next ten, or five, below.</summary>
    private bool IsSpanExceeded(ReadSource line, Quantity quantity)
    {
        if (!Before(quantity, "over") && !Before(quantity, "than") && !Before(quantity, "uber"))
            return false;
        var step = quantity.Bare % 10 == 0 ? 10 : quantity.Bare % 5 == 0 ? 5 : 1;
        return line.Dates.Take(MostFigures).Any(date => date is { Shape: DateShape.Date, Year: > 1900 and < 2100 } && evidence.Today.Year - date.Year.Value - quantity.Bare is >= 0 and var above && above < step);
    }

    private bool IsNear(Quantity quantity, HashSet<string> words, int reach = Reach)
    {
        var (from, to) = reach < 0 ? (quantity.First + reach, quantity.First) : (quantity.Last + 1, quantity.Last + 1 + reach);
        for (var at = Math.Max(0, from); at < Math.Min(passage.Tokens.Count, to); at++)
        {
            if (words.Contains(passage.Tokens[at].Key))
                return true;
        }
        return false;
    }

    private bool Before(Quantity quantity, string word) => quantity.First > 0 && passage.Tokens[quantity.First - 1].Key == word;

    private bool After(Quantity quantity, string word) => quantity.Last + 2 < passage.Tokens.Count && passage.Tokens[quantity.Last + 2].Key == word;

    private static bool IsWithin(double exact, double said, double share) => Math.Abs(exact - said) <= exact * share;
}
