using System.Security.Cryptography;
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

    /// <summary>The same record, marks and files always give the same bytes.</summary>
    /// <param name="record">What was approved.</param>
    /// <param name="marks">What it gets now.</param>
    /// <param name="files">The attachments' content, in the record's order.</param>
    public static MailResult<MessageBytes> Build(ApprovalRecord record, MessageMarks marks, IReadOnlyList<ReadOnlyMemory<byte>> files)
    {
        var built = new MessageBuilder
        {
            From = record.From,
            To = record.To,
            Cc = record.Cc,
            Bcc = [.. record.Bcc.Select(static address => new Mailbox(null, address))],
            ReplyTo = record.ReplyTo,
            Subject = record.Subject,
            Date = marks.Date,
            MessageId = marks.MessageId,
            InReplyTo = marks.InReplyTo,
            References = marks.References,
            ExtraHeaders = [.. record.ListHeaders, new(IdHeader, marks.OutboxId)],
            Text = record.Text,
            Html = record.Html,
            Attachments = [.. record.Attachments.Zip(files, static (file, content) => new OutgoingAttachment(file.Name, file.Type, content))],
            BccField = BccField.Omit,
        }.Build();
        return built.IsValid
            ? new(new MessageBytes(built.Value.Bytes.ToArray(), new Envelope(built.Value.Sender.Address, [.. built.Value.Recipients.Select(static mailbox => mailbox.Address)])))
            : new(built.Problems);
    }
}
