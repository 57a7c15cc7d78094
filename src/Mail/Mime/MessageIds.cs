namespace Assistant.Mail.Mime;

/// <summary>Message-IDs, RFC 5322 section 3.6.4. Everywhere in this project an id is written without its angle brackets.</summary>
public static class MessageIds
{
    /// <summary>Longer than any line may be is no id.</summary>
    private const int MaxLength = 998;

    /// <summary>
    /// The ids of a Message-ID, In-Reply-To or References value, in order, each once. Ids in angle brackets count; where there are none, words
    /// with an at sign do (some mailers leave the brackets out). White space that folding put inside an id goes.
    /// </summary>
    public static IReadOnlyList<string> Parse(string value)
    {
        var ids = new List<string>();
        var open = value.IndexOf('<', StringComparison.Ordinal);
        if (open < 0)
        {
            foreach (var word in value.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (word.Contains('@', StringComparison.Ordinal))
                    Add(ids, word);
            }
        }

        while (open >= 0)
        {
            var close = value.AsSpan(open + 1).IndexOfAny('>', '<');
            if (close < 0)
                break;
            close += open + 1;
            if (value[close] == '>')
                Add(ids, value[(open + 1)..close]);
            open = value[close] == '<' ? close : value.IndexOf('<', close);
        }

        return Newest(ids);
    }

    /// <summary>One id without brackets and white space; empty when there is none.</summary>
    public static string Normalize(string id) => new([.. id.Where(c => !MailText.IsSpace(c) && c is not ('<' or '>'))]);

    /// <summary>The reason an id may not be sent, or null: it must be local@domain in printable ASCII without spaces or brackets.</summary>
    public static string? Refusal(string id)
    {
        if (MailText.Refusal(id) is { } reason)
            return reason;
        var at = id.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at == id.Length - 1)
            return "is not of the form left@right";
        if (id.Length > 250)
            return "is longer than 250 characters";
        return id.All(c => c is > ' ' and < '\x7f' and not ('<' or '>' or '(' or ')' or ',' or ';' or '"')) ? null : "has characters that an id may not have";
    }

    private static void Add(List<string> ids, string text)
    {
        var id = Normalize(text);
        if (id.Length is > 0 and <= MaxLength)
            ids.Add(id);
    }

    private static List<string> Newest(List<string> ids)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var distinct = ids.FindAll(seen.Add);
        return distinct.Count <= MimeLimits.References ? distinct : distinct[^MimeLimits.References..];
    }
}
