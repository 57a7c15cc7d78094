using Assistant.Host.Mailroom.Outbox;
using Assistant.Mail.Mime;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>The exact message that a draft would become: all but its date, its own id and the resolved ids of its conversation.</summary>
internal sealed record MessagePlan
{
    public required string AccountId { get; init; }

    public required Mailbox From { get; init; }

    public required IReadOnlyList<Mailbox> To { get; init; }

    public required IReadOnlyList<Mailbox> Cc { get; init; }

    /// <summary>Without names, and without those who are in To or Cc.</summary>
    public required IReadOnlyList<Mailbox> Bcc { get; init; }

    public required IReadOnlyList<Mailbox> ReplyTo { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    public required IReadOnlyList<AttachmentRow> Attachments { get; init; }

    public ParentRef? Parent { get; init; }

    public ApprovalRecord Record() => new()
    {
        AccountId = AccountId,
        From = From,
        To = To,
        Cc = Cc,
        Bcc = [.. Bcc.Select(static mailbox => mailbox.Address)],
        ReplyTo = ReplyTo,
        Subject = Subject,
        Text = Text,
        Html = Html,
        Attachments = [.. Attachments.Select(static file => new ApprovedFile(file.Name, file.Type, file.Digest))],
        ListHeaders = [],
        Parent = Parent,
    };
}
