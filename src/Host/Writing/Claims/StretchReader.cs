namespace Assistant.Host.Writing.Claims;

/// <summary>Stretches of time with an article in place of a number: "took a whole year", "ein halbes Jahr", "um eine Woche".</summary>
internal static class StretchReader
{
    private static readonly HashSet<string> Articles = ["a", "an", "ein", "eine", "einen", "einem", "einer", "eines"];
    private static readonly HashSet<string> Whole = ["full", "whole", "good", "solid", "further", "single", "ganzes", "ganze", "ganzen", "ganzer", "volles", "volle", "vollen", "voller", "gutes", "gute", "guten", "guter", "knappes", "knappe", "knappen", "knapper", "weiteres", "weitere", "weiteren", "weiterer"];
    private static readonly HashSet<string> Half = ["halbes", "halbe", "halben", "halber", "half"];

    /// <summary>What says that it lasts; "sixty a year" and "in a week" tell how often.</summary>
    private static readonly HashSet<string> Before = ["for", "within", "after", "by", "over", "about", "around", "almost", "nearly", "just", "under", "than", "took", "takes", "lasted", "spent", "saved", "saves", "cost", "gained", "lost", "add", "added", "of", "roughly"];
    private static readonly HashSet<string> BeforeHours = ["um", "uber", "gut", "fast", "knapp", "rund", "etwa", "als"];
    private static readonly HashSet<string> After = ["later", "earlier", "before", "ago", "longer", "sooner", "early", "late", "off", "out", "abroad"];

    /// <summary>Null where none stands.</summary>
    public static Quantity? Read(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        // "Half a day"
        if (tongue == Tongue.English && tokens[at].Key == "half" && at + 2 < tokens.Count && tokens[at + 1].Key is "a" or "an" && QuantityReader.TimeOf(tokens[at + 2].Key) is { } halved)
            return halved.Unit is "hour" ? null : new Quantity(at, at + 2, halved.Days / 2, double.NaN, Measure.Duration, halved.Unit, true) { Bare = 0.5 };
        if (!Articles.Contains(tokens[at].Key) || tongue is not (Tongue.English or Tongue.German) || (tokens[at].Key[0] == 'a') != (tongue == Tongue.English))
            return null;
        var next = at + 1;
        var isWhole = next < tokens.Count && Whole.Contains(tokens[next].Key);
        var isHalf = next < tokens.Count && Half.Contains(tokens[next].Key);
        if (isWhole || isHalf)
            next++;
        // "Seit einem guten halben Jahr"
        if (isWhole && next < tokens.Count && Half.Contains(tokens[next].Key))
            (isHalf, next) = (true, next + 1);
        if (next >= tokens.Count || tokens[next].First || next + 3 < tokens.Count && tokens[next + 3].Key == "half" || (Named(tokens[next].Key) ?? QuantityReader.TimeOf(tokens[next].Key)) is not { } unit)
            return null;
        // "A day" is told of any day; a wish has one too: "einen schönen Tag".
        if (unit.Unit is "second" or "minute" or "millisecond" or "day" && !(isHalf && unit.Unit == "day"))
            return null;
        var (before, after) = (at > 0 ? tokens[at - 1].Key : "", next + 1 < tokens.Count ? tokens[next + 1].Key : "");
        var lasts = unit.Unit == "hour" && !isWhole && !isHalf ? BeforeHours.Contains(before) || tongue == Tongue.English && before is "by" or "about" or "saved" or "saves"
            : tongue == Tongue.German ? before is not ("in" or "so" or "als" or "was" or "kein") && after is not ("nach" or "wie") : isWhole || Before.Contains(before) || After.Contains(after);
        var length = isHalf ? 0.5 : 1;
        return lasts ? new Quantity(at, next, length * unit.Days, double.NaN, Measure.Duration, unit.Unit, true) { Bare = length } : null;
    }

    private static (double Days, string Unit)? Named(string key) => key switch
    {
        "fortnight" => (14, "week"),
        "vierteljahr" or "quartal" => (365.25 / 4, "month"),
        "halbjahr" => (365.25 / 2, "month"),
        "dreivierteljahr" => (365.25 * 3 / 4, "month"),
        _ => null,
    };
}
