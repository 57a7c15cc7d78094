using System.Text;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>
/// How many tokens a text has, counted for the smallest vocabularies in use since a model's own tokenizer is not at hand: a digit and a sign are one each,
/// a letter a third of one, one with an accent more, since it splits what is around it. It is counted high, because a server that gets too much may silently drop the beginning, which is where the rules stand.
/// </summary>
internal static class TokenCount
{
    // Role, separators and template of one message, in the wordiest chat templates.
    private const int PerMessage = 12;
    private const int PerCall = 16;

    // In twelfths of a token.
    private const int Whole = 12;
    private const int Letter = 4;
    private const int Digit = 12;
    private const int Space = 3;
    private const int Accented = 18;
    private const int Syllabic = 24;
    private const int BeyondThePlane = 48;

    public static int Of(IEnumerable<ChatMessage> messages)
    {
        var sum = (long)PerCall;
        foreach (var message in messages)
            sum += PerMessage + Of(message.Text);
        return (int)Math.Min(sum, int.MaxValue);
    }

    public static int Of(string text)
    {
        var twelfths = 0L;
        foreach (var rune in text.EnumerateRunes())
            twelfths += Weight(rune);
        return (int)Math.Min((twelfths + Whole - 1) / Whole, int.MaxValue);
    }

    private static int Weight(Rune rune) => rune.Value switch
    {
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' => Letter,
        >= '0' and <= '9' => Digit,
        ' ' => Space,
        < 0x80 => Whole,
        < 0x600 => Accented,
        < 0x10000 => Syllabic,
        _ => BeyondThePlane,
    };
}
