namespace Assistant.Host.Mailroom.Drafts;

/// <summary>Everything of a draft that a person can change, as each revision keeps it.</summary>
internal sealed record DraftContent
{
    public required string AccountId { get; init; }

    public required Recipients Recipients { get; init; }

    public required string Subject { get; init; }

    /// <summary>Markdown.</summary>
    public required string Body { get; init; }

    /// <summary>The attachments' ids, in the message's order.</summary>
    public required IReadOnlyList<string> Attachments { get; init; }
}
