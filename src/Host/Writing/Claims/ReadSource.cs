using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>A source, cut into what can be compared.</summary>
internal sealed record ReadSource(WritingSource Source, List<Token> Tokens, List<DateMention> Dates, List<Quantity> Quantities)
{
    public static ReadSource Of(WritingSource source) => Of(source, Tokenizer.Read(source.Text), Tongue.English);

    /// <param name="source">One line.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="otherwise">The language where the line does not tell: "- Fünf Filialen" has no word that only German has.</param>
    public static ReadSource Of(WritingSource source, List<Token> tokens, Tongue otherwise)
    {
        var tongue = Vocabulary.Instance.Guess(tokens, otherwise);
        var taken = new bool[tokens.Count];
        for (var at = 0; at < tokens.Count; at++)
            taken[at] = tokens[at].Kind == TokenKind.Link;
        var dates = DateReader.Read(tokens, tongue, taken);
        return new ReadSource(source, tokens, dates, WithUnits(tokens, QuantityReader.Read(tokens, tongue, taken)));
    }

    private static (string Unit, double Days)? UnitOf(string key) => key switch
    {
        "day" or "tag" => ("day", 1),
        "week" or "woche" => ("week", 7),
        "month" or "monat" => ("month", 365.25 / 12),
        "year" or "jahr" => ("year", 365.25),
        _ => null,
    };

    /// <summary>"From 90 minutes to 55", "from 95 to 35 minutes": the bare one is minutes too, whatever else it may be.</summary>
    private static List<Quantity> WithUnits(List<Token> tokens, List<Quantity> quantities)
    {
        var count = quantities.Count;
        for (var at = 1; at < count; at++)
        {
            var (left, right) = (quantities[at - 1], quantities[at]);
            // "Week 6 of 10"
            if (right is { Measure: Measure.None, Spelled: false } && right.First == left.Last + 2 && tokens[left.Last + 1].Key is "of" or "von" && left.First > 0 && UnitOf(tokens[left.First - 1].Key) is var (unit, days))
                quantities.Add(right with { Measure = Measure.Duration, Unit = unit, Value = right.Value * days });
            if (right.First != left.Last + 2 || tokens[left.Last + 1].Key is not ("to" or "auf"))
                continue;
            if (left.Measure == Measure.Duration && right is { Measure: Measure.None, Spelled: false })
                quantities.Add(Derivation.As(right, left));
            else if (right.Measure == Measure.Duration && left is { Measure: Measure.None, Spelled: false })
                quantities.Add(Derivation.As(left, right));
        }
        return quantities;
    }
}
