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
        return new ReadSource(source, tokens, dates, QuantityReader.Read(tokens, tongue, taken));
    }
}
