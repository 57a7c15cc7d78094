using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>A source, cut into what can be compared.</summary>
internal sealed record ReadSource(WritingSource Source, List<Token> Tokens, List<DateMention> Dates, List<Quantity> Quantities)
{
    public static ReadSource Of(WritingSource source)
    {
        var tokens = Tokenizer.Read(source.Text);
        var tongue = Vocabulary.Instance.Guess(tokens, Tongue.English);
        var taken = new bool[tokens.Count];
        for (var at = 0; at < tokens.Count; at++)
            taken[at] = tokens[at].Kind == TokenKind.Link;
        var dates = DateReader.Read(tokens, tongue, taken);
        return new ReadSource(source, tokens, dates, WithUnits(tokens, QuantityReader.Read(tokens, tongue, taken)));
    }

    /// <summary>"From 90 minutes to 55", "from 95 to 35 minutes": the bare one is minutes too, whatever else it may be.</summary>
    private static List<Quantity> WithUnits(List<Token> tokens, List<Quantity> quantities)
    {
        var count = quantities.Count;
        for (var at = 1; at < count; at++)
        {
            var (left, right) = (quantities[at - 1], quantities[at]);
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
