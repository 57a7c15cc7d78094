using System.Security.Cryptography;
using Assistant.Host.Mailroom.Drafts;
using Assistant.Mail.Mime;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>What a message gets when it is claimed, outside the approval.</summary>
/// <param name="OutboxId">Also in the bytes, as <see cref="MessageBytes.IdHeader"/>.</param>
/// <param name="MessageId">Without angle brackets.</param>
/// <param name="Date">To the second: mail knows no finer.</param>
/// <param name="InReplyTo">The parent's final Message-ID; null for a first mail.</param>
/// <param name="References">The conversation's ids, oldest first.</param>
internal sealed record MessageMarks(string OutboxId, string MessageId, DateTimeOffset Date, string? InReplyTo, IReadOnlyList<string> References);

/// <param name="Bytes">The RFC 5322 message.</param>
/// <param name="Envelope">Who it goes to; Bcc stands here and nowhere in the bytes.</param>
internal sealed record MessageBytes(byte[] Bytes, Envelope Envelope)
{
    /// <summary>Lets a report on our mail, or a copy of it, be told from any other.</summary>
    public const string IdHeader = "X-Assistant-Id";

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <param name="plan">What was approved.</param>
    /// <param name="marks">What it gets now.</param>
    /// <param name="content">An attachment's bytes.</param>
    public static MailResult<MessageBytes> Build(MessagePlan plan, MessageMarks marks, Func<AttachmentRow, byte[]> content)
    {
        var built = new MessageBuilder
        {
            From = plan.From,
            To = plan.To,
            Cc = plan.Cc,
            Bcc = plan.Bcc,
            ReplyTo = plan.ReplyTo,
            Subject = plan.Subject,
            Date = marks.Date,
            MessageId = marks.MessageId,
            InReplyTo = marks.InReplyTo,
            References = marks.References,
            ExtraHeaders = [new(IdHeader, marks.OutboxId)],
            Text = plan.Text,
            Html = plan.Html,
            Attachments = [.. plan.Attachments.Select(file => new OutgoingAttachment(file.Name, file.Type, content(file)))],
            BccField = BccField.Omit,
        }.Build();
        return built.IsValid
            ? new(new MessageBytes(built.Value.Bytes.ToArray(), new Envelope(built.Value.Sender.Address, [.. built.Value.Recipients.Select(static mailbox => mailbox.Address)])))
            : new(built.Problems);
    }
}
