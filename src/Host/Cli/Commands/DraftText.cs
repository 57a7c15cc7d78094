using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>A draft as a text to edit, and back.</summary>
internal static class DraftText
{
    private static readonly string[] Names = ["To", "Cc", "Bcc", "Reply-To", "Subject"];

    public static string Of(Draft draft) => new HeadedText(
    [
        new("To", string.Join(", ", draft.To)),
        new("Cc", string.Join(", ", draft.Cc)),
        new("Bcc", string.Join(", ", draft.Bcc)),
        new("Reply-To", string.Join(", ", draft.ReplyTo)),
        new("Subject", draft.Subject),
    ],
    draft.Body).ToString();

    public static DraftUpdateRequest Read(string text, Draft draft)
    {
        var edited = HeadedText.Parse(text, "draft", Names);
        return new DraftUpdateRequest
        {
            Id = draft.Id,
            Revision = draft.Revision,
            To = Addresses(edited["To"]),
            Cc = Addresses(edited["Cc"]),
            Bcc = Addresses(edited["Bcc"]),
            ReplyTo = Addresses(edited["Reply-To"]),
            Subject = edited["Subject"] ?? "",
            Body = edited.Body,
        };
    }

    /// <summary>Splits at commas outside quotes; whether each is an address the host says.</summary>
    public static IReadOnlyList<string> Addresses(string? list)
    {
        var found = new List<string>();
        var from = 0;
        var quoted = false;
        list ??= "";
        for (var at = 0; at <= list.Length; at++)
        {
            if (at < list.Length && list[at] == '"')
                quoted = !quoted;
            if (at < list.Length && (quoted || list[at] != ','))
                continue;
            if (list[from..at].Trim() is { Length: > 0 } address)
                found.Add(address);
            from = at + 1;
        }

        return found;
    }
}
