namespace Assistant.Host.Writing.Claims;

/// <summary>The words that stand side by side in other people's texts.</summary>
internal sealed class BorrowedPairs
{
    private const int MostPairs = 20_000;
    private const int ShortestWord = 4;
    private const int Reach = 2;

    private readonly HashSet<(string, string)> _pairs = [];

    public void Add(ReadSource line)
    {
        for (var at = 0; at < line.Tokens.Count && _pairs.Count < MostPairs; at++)
        {
            for (var next = at + 1; next <= at + Reach && next < line.Tokens.Count && Stem(line.Tokens[at]) is { } first; next++)
            {
                if (Stem(line.Tokens[next]) is { } second)
                    _pairs.Add((first, second));
                else if (!line.Tokens[next].IsWord && !line.Tokens[next].Is("-"))
                    break;
            }
        }
    }

    public bool Has(Token first, Token second) => Stem(first) is { } one && Stem(second) is { } other && _pairs.Contains((one, other));

    private static string? Stem(Token token) => token is { IsWord: true, Key.Length: >= ShortestWord } ? Vocabulary.Instance.Concept(Stems.Of(token.Key)) : null;
}
