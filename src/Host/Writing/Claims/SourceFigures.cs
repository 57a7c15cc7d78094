namespace Assistant.Host.Writing.Claims;

/// <summary>The quantities of the sources, and what can be reckoned from them.</summary>
internal sealed class SourceFigures(SourceDates dates, YearLengths lengths)
{
    private const int MostQuantities = 2_000;

    private readonly HashSet<string> _phones = [];
    private readonly List<Quantity> _quantities = [];
    private readonly HashSet<(double, Measure, string?)> _known = [];

    /// <summary>Between a line's percentages, for what rose by so many points.</summary>
    private readonly HashSet<double> _differences = [];

    public void Add(IReadOnlyList<Quantity> quantities)
    {
        foreach (var quantity in quantities)
        {
            if (quantity.Digits is { } digits)
                _phones.Add(digits);
            else if (_quantities.Count < MostQuantities && _known.Add((quantity.Value, quantity.Measure, quantity.Unit)))
                _quantities.Add(quantity);
        }
        var percents = quantities.Where(quantity => quantity.Measure == Measure.Percent).Take(8).ToList();
        for (var at = 1; at < percents.Count; at++)
            _differences.Add(Math.Round(Math.Abs(percents[at].Value - percents[at - 1].Value), 6));
    }

    /// <param name="quantity">Of the text.</param>
    /// <param name="isRounded">The text says that it is: about, nearly, over.</param>
    public bool Has(Quantity quantity, bool isRounded)
    {
        if (quantity.Digits is { } digits)
            return _phones.Any(phone => phone.EndsWith(digits, StringComparison.Ordinal) || digits.EndsWith(phone, StringComparison.Ordinal));
        if (quantity.Measure == Measure.Vague)
            return _quantities.Any(other => other.Measure is Measure.None or Measure.Vague && other.Value >= quantity.Value && other.Value < quantity.Value * 10);
        if (quantity.Measure is Measure.None && quantity.Value == Math.Floor(quantity.Value) && dates.HasYear((int)Math.Min(quantity.Value, 3000)))
            return true;
        if (quantity.Measure == Measure.Duration && quantity.Unit is "year" or "decade" && lengths.Has((int)Math.Round(quantity.Value / 365.25)) && Math.Abs(quantity.Value / 365.25 - Math.Round(quantity.Value / 365.25)) < 0.01)
            return true;
        if (isRounded && quantity is { Measure: Measure.Duration, Unit: "year" } && lengths.Has((int)Math.Round(quantity.Value / 365.25) + 1) && quantity.Value > 1000)
            return true;
        // "A month and a half" of six weeks.
        if (quantity is { Measure: Measure.Duration, Spelled: true, Value: >= 1 } && _quantities.Any(other => other is { Measure: Measure.Duration } && other.Unit != quantity.Unit && Math.Abs(quantity.Value - other.Value) <= other.Value * (quantity.Unit == "day" ? 0.02 : 0.09)))
            return true;
        if (quantity.Unit == QuantityReader.Points && _differences.Contains(quantity.Value))
            return true;
        // Year 3s are years, not seconds.
        if (quantity is { Unit: "second", Spelled: false } && _known.Contains((quantity.Bare, Measure.None, null)))
            return true;
        foreach (var other in _quantities)
        {
            if (quantity.Measure == Measure.Percent && SaysPercent(other, quantity.Value))
                return true;
            if ((quantity.Unit is "share" || other.Unit is "share") && other.Measure == Measure.Percent && Math.Abs(quantity.Value - other.Value) < (isRounded ? 4 : 1))
                return true;
            if (IsSaidBy(quantity, other, isRounded))
                return true;
        }
        return false;
    }

    /// <summary>The figure of a source says the one of the text as it stands.</summary>
    public static bool IsSaidBy(Quantity text, Quantity source, bool isRounded)
    {
        if (!AreAlike(text, source))
            return false;
        // 3,000 hours are 125 days, but say 3,000.
        if (text.Measure is Measure.None or Measure.Order && source.Measure == Measure.Duration)
            source = source with { Value = source.Bare, Other = double.NaN };
        // 99.7 percent are not the 99.6 that somebody asks for.
        if (text is { Measure: Measure.Percent, Spelled: false } && source.Measure == Measure.Percent && text.Value != Math.Floor(text.Value) && source.Value != Math.Floor(source.Value) && Math.Abs(text.Value - source.Value) > 1e-6)
            return false;
        return IsSame(text.Value, source) || IsSame(text.Other, source) || isRounded && !(text.Measure == Measure.None && source.Measure is Measure.Percent or Measure.Money or Measure.Factor) && IsRounded(text, source);
    }

    /// <summary>Halved is by 50 percent, doubled by 100; 112 percent of a goal is 12 above it.</summary>
    private static bool SaysPercent(Quantity other, double percent) =>
        other.Measure == Measure.Factor && (other.Value == 0.5 && percent == 50 || other.Value == 2 && percent == 100) || other is { Measure: Measure.Percent, Value: > 100 and < 200 } && Near(percent, other.Value - 100);

    private static bool IsSame(double value, Quantity other) =>
        !double.IsNaN(value) && (Near(value, other.Value) || !double.IsNaN(other.Other) && Near(value, other.Other));

    private static bool Near(double left, double right) => left == right || Math.Abs(left - right) <= Math.Max(Math.Abs(left), Math.Abs(right)) * 0.004 && left != Math.Floor(left) || Math.Abs(left - right) <= Math.Abs(left) * 1e-9;

    /// <summary>Measures that can say the same. A small bare number is no measure: five engineers are not five years.</summary>
    private static bool AreAlike(Quantity text, Quantity source)
    {
        if (text.Measure == source.Measure)
            return text.Measure != Measure.Money || text.Unit == source.Unit;
        if (text.Measure == Measure.Order)
            return source.Measure is Measure.None or Measure.Duration;
        if (text.Measure == Measure.None)
            return source.Measure is not (Measure.Vague or Measure.Factor);
        if (text.Measure == Measure.Factor)
            return text.Value == 2 && source.Measure == Measure.Percent && source.Value == 100;
        return source.Measure == Measure.None && text.Measure == Measure.Money;
    }

    /// <summary>"over 1,000" of 1,024; "nearly 20" of 19.6: one or two leading digits, next to the number itself.</summary>
    private static bool IsRounded(Quantity text, Quantity source)
    {
        var (shown, exact) = text.Measure == Measure.Duration && text.Unit == "year" ? (text.Value / 365.25, source.Value / 365.25) : (text.Value, source.Value);
        if (double.IsNaN(exact) || exact <= 0 || shown <= 0 || Math.Abs(shown - exact) > exact * (text.IsLeast || text.Measure == Measure.Duration ? 0.2 : 0.1))
            return false;
        if (text.Spelled && Math.Abs(shown - exact) <= exact * 0.02)
            return true;
        // Nobody rounds 3,400 up to 4,000.
        if (shown > exact * 1.12)
            return false;
        var step = Math.Pow(10, Math.Floor(Math.Log10(shown)));
        return Math.Abs(shown / step - Math.Round(shown / step)) < 1e-9 && Math.Abs(shown - exact) < step || Math.Abs(shown / step * 10 - Math.Round(shown / step * 10)) < 1e-9 && Math.Abs(shown - exact) < step / 10;
    }
}
