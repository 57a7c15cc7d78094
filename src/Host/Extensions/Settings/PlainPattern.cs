using System.Globalization;

namespace Assistant.Host.Extensions.Settings;

/// <summary>
/// Knows the patterns that are certain to be good: literals, escaped signs, classes and counts between an optional <c>^</c> and an optional <c>$</c>. Most
/// patterns in manifests are of this kind, and a host that starts needs no regular expressions to believe them; those take more than two megabytes.
/// </summary>
internal static class PlainPattern
{
    private const string Signs = " -_:/@,;=!#%&~'\"<>";
    private const string Escaped = @".\/-+*?()[]{}^$|";
    private const string EscapedKinds = "dws";

    // Far below what a linear matcher takes, however the counts of one pattern add up.
    private const int MostCharacters = 100;
    private const int MostDigits = 2;

    /// <summary>True where the pattern is surely one that compiles to a matcher in linear time; false says nothing.</summary>
    public static bool Is(string pattern)
    {
        if (pattern.Length > MostCharacters)
            return false;
        var rest = pattern.AsSpan();
        if (rest is ['^', ..])
            rest = rest[1..];
        if (rest is [.., '$'] and not [.., '\\', '$'])
            rest = rest[..^1];
        while (!rest.IsEmpty)
        {
            if (!TakeAtom(ref rest) || !TakeCount(ref rest))
                return false;
        }

        return true;
    }

    private static bool TakeAtom(ref ReadOnlySpan<char> rest)
    {
        if (rest[0] == '[')
            return TakeClass(ref rest);
        var length = rest switch
        {
            ['\\', var sign, ..] when Escaped.Contains(sign) || EscapedKinds.Contains(sign) => 2,
            ['.', ..] => 1,
            [var sign, ..] when IsLiteral(sign) => 1,
            _ => 0,
        };
        rest = rest[length..];
        return length > 0;
    }

    // Letters, digits, signs and rising ranges of letters or digits.
    private static bool TakeClass(ref ReadOnlySpan<char> rest)
    {
        rest = rest[1..];
        if (rest is ['^', ..])
            rest = rest[1..];
        if (rest is [']', ..])
            return false;
        while (rest is [var first, ..] && first != ']')
        {
            var length = rest switch
            {
                ['-', ']', ..] => 1,
                [_, '-', ']', ..] when IsLiteral(first) => 2,
                [_, '-', var last, ..] when char.IsAsciiLetterOrDigit(first) && char.IsAsciiLetterOrDigit(last) && first <= last => 3,
                [_, '-', ..] => 0,
                _ => first != '-' && IsLiteral(first) || first == '.' ? 1 : 0,
            };
            if (length == 0)
                return false;
            rest = rest[length..];
        }

        if (rest.IsEmpty)
            return false;
        rest = rest[1..];
        return true;
    }

    // None, or one of * + ? {n} {n,m}.
    private static bool TakeCount(ref ReadOnlySpan<char> rest)
    {
        if (rest is ['*' or '+' or '?', ..])
        {
            rest = rest[1..];
        }
        else if (rest is ['{', ..])
        {
            var end = rest.IndexOf('}');
            if (end < 0 || !IsCount(rest[1..end]))
                return false;
            rest = rest[(end + 1)..];
        }

        return rest is not ['*' or '+' or '?' or '{', ..];
    }

    private static bool IsCount(ReadOnlySpan<char> text)
    {
        var comma = text.IndexOf(',');
        if (comma < 0)
            return IsNumber(text);
        var least = text[..comma];
        var most = text[(comma + 1)..];
        return IsNumber(least) && IsNumber(most) && int.Parse(least, CultureInfo.InvariantCulture) <= int.Parse(most, CultureInfo.InvariantCulture);
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length is > 0 and <= MostDigits && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsLiteral(char sign) => char.IsAsciiLetterOrDigit(sign) || Signs.Contains(sign);
}
