using System.Text;

namespace Assistant.Host.Writing.Claims;

/// <summary>Takes out links and mail addresses that no source has. Handles are marked and stay: nothing opens when they are clicked.</summary>
internal sealed class LinkStripper(SourceIndex sources)
{
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _stripped = [];

    public IReadOnlyList<string> Stripped => _stripped;

    public string Strip(string text)
    {
        StringBuilder? kept = null;
        var from = 0;
        foreach (var link in LinkReader.Find(text))
        {
            var address = text[link.Start..link.End];
            if (link.Kind == LinkKind.Handle || sources.HasLink(address))
                continue;
            if (_seen.Add(address))
                _stripped.Add(address);
            kept ??= new StringBuilder(text.Length);
            kept.Append(text, from, Math.Max(0, link.Start - from));
            from = Close(text, kept, link.End);
        }
        return kept is null ? text : kept.Append(text, from, text.Length - from).ToString().Trim();
    }

    /// <summary>Takes out what held the link: brackets around it, the mark-up of a link with a text, a space that would be left over.</summary>
    private static int Close(string text, StringBuilder kept, int end)
    {
        if (kept.Length > 0 && end < text.Length && (kept[^1], text[end]) is ('(', ')') or ('<', '>') or ('[', ']') or ('"', '"'))
        {
            var wasTarget = kept[^1] == '(' && kept.Length > 1 && kept[^2] == ']';
            kept.Length--;
            end++;
            if (wasTarget && LastOf(kept, '[') is >= 0 and var open)
            {
                kept.Length--;
                kept.Remove(open, 1);
                if (open > 0 && kept[open - 1] == '!')
                    kept.Remove(open - 1, 1);
            }
        }
        if (kept.Length > 0 && kept[^1] == ' ' && (end >= text.Length || text[end] is ' ' or '.' or ',' or ';' or '!' or '?' or ')'))
            kept.Length--;
        return end;
    }

    private static int LastOf(StringBuilder text, char sign)
    {
        for (var at = text.Length - 1; at >= 0 && at > text.Length - 1000; at--)
        {
            if (text[at] == sign)
                return at;
        }
        return -1;
    }
}
