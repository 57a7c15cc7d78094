namespace Assistant.Host.Writing.Claims;

internal enum TokenKind
{
    Word,
    Number,
    Link,
    Sign,
}

/// <summary>
/// A piece of a text, placed in UTF-16 units. <c>Key</c> is folded, so that it can be compared; <c>Spaced</c>: white space or the text's beginning comes
/// before it; <c>First</c>: it begins a sentence or a line.
/// </summary>
internal sealed record Token(TokenKind Kind, int Start, int Length, string Raw, string Key, bool Spaced, bool First)
{
    public int End => Start + Length;
    public bool IsWord => Kind == TokenKind.Word;
    public bool IsCapital => Kind == TokenKind.Word && char.IsUpper(Raw[0]);
    public bool IsAllCapitals => Kind == TokenKind.Word && Raw.Length > 1 && Raw.Any(char.IsUpper) && !Raw.Any(char.IsLower);

    /// <summary>Written as names of techniques are: a capital inside, a digit, a plus or a dot.</summary>
    public bool IsTechnical => Kind == TokenKind.Word && Raw.Length > 1
        && (Raw.Any(char.IsDigit) || Raw[^1] is '+' or '#' || Raw.AsSpan(1, Raw.Length - 2).Contains('.') && Raw[^1] != '.' || HasInnerCapital());

    private bool HasInnerCapital()
    {
        for (var at = 1; at < Raw.Length; at++)
        {
            if (char.IsUpper(Raw[at]) && char.IsLower(Raw[at - 1]))
                return true;
        }
        return false;
    }

    public bool Is(string sign) => Key == sign;
}
