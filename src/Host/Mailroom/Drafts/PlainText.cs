namespace Assistant.Host.Mailroom.Drafts;

/// <summary>What a text must be to go into a mail.</summary>
internal static class PlainText
{
    /// <summary>Why a text cannot be sent, or null: control characters could start a header or hide what is there; half a character has no bytes.</summary>
    public static string? Refusal(string text, bool lines)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\n' or '\t' && lines)
                continue;
            if (c is '\r' or '\n' or '\u2028' or '\u2029')
                return "has a line break";
            if (char.IsControl(c))
                return "has a control character";
            if (!char.IsSurrogate(c))
                continue;
            if (!char.IsHighSurrogate(c) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return "has half a character";
            i++;
        }

        return null;
    }

    /// <summary>The first <c>{{...}}</c> that is left in a text, shortened; null where there is none.</summary>
    public static string? Unfilled(string text)
    {
        const int shown = 40;
        var open = text.IndexOf("{{", StringComparison.Ordinal);
        if (open < 0)
            return null;
        var close = text.IndexOf("}}", open, StringComparison.Ordinal);
        if (close < 0)
            return null;
        var variable = text[open..(close + 2)].ReplaceLineEndings(" ");
        return variable.Length <= shown ? variable : variable[..shown] + "...";
    }
}
