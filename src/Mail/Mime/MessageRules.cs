using System.Collections.Frozen;
using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>What a message must be before it is built. Each problem names the header or the attachment.</summary>
internal static class MessageRules
{
    /// <summary>Fields the builder writes itself; a second one could contradict what was approved.</summary>
    private static readonly FrozenSet<string> Own = new[]
    {
        "From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "Content-Description", "Return-Path", "Received", "Resent-From", "Resent-To",
        "Resent-Cc", "Resent-Bcc", "Resent-Sender", "Resent-Date", "Resent-Message-ID", "Resent-Reply-To",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A subject longer than this is a mistake, and some servers refuse it.</summary>
    private const int MaxSubject = 2_000;

    /// <summary>Microsoft takes 500 recipients, Gmail 500 to 2,000; this many in one mail is no correspondence.</summary>
    private const int MaxRecipients = 500;

    /// <summary>One extra field's characters; folded it stays far under every server's header limit.</summary>
    private const int MaxValue = 8_000;

    public static List<MailProblem> Check(MessageBuilder message)
    {
        var problems = new List<MailProblem>();
        Mailboxes("From", [message.From]);
        Mailboxes("To", message.To);
        Mailboxes("Cc", message.Cc);
        Mailboxes("Bcc", message.Bcc);
        Mailboxes("Reply-To", message.ReplyTo);
        var recipients = message.To.Count + message.Cc.Count + message.Bcc.Count;
        if (recipients == 0)
            problems.Add(new("To", "there is no recipient"));
        if (recipients > MaxRecipients)
            problems.Add(new("To", $"there are more than {MaxRecipients} recipients"));
        Value("Subject", message.Subject, MaxSubject);
        if (message.Date.Year is < 1900 or > 9998)
            problems.Add(new("Date", "is outside the years that mail can write"));
        Id("Message-ID", message.MessageId);
        if (message.InReplyTo is not null)
            Id("In-Reply-To", message.InReplyTo);
        foreach (var id in message.References)
            Id("References", id);
        foreach (var (name, value) in message.ExtraHeaders)
            Extra(name, value);
        foreach (var attachment in message.Attachments)
            Attachment(attachment);
        return problems;

        void Mailboxes(string place, IReadOnlyList<Mailbox> mailboxes)
        {
            foreach (var mailbox in mailboxes)
            {
                if (mailbox.Refusal() is { } reason)
                    problems.Add(new(place, reason));
            }
        }

        void Value(string place, string value, int longest)
        {
            if (MailText.Refusal(value) is { } reason)
                problems.Add(new(place, reason));
            else if (value.Length > longest)
                problems.Add(new(place, $"is longer than {longest} characters"));
        }

        void Id(string place, string id)
        {
            if (MessageIds.Refusal(id) is { } reason)
                problems.Add(new(place, reason));
        }

        void Extra(string name, string value)
        {
            if (name.Length is 0 or > 70 || !name.All(c => MailText.IsFieldName(c)))
                problems.Add(new("header", "an extra header's name is not a field name"));
            else if (Own.Contains(name))
                problems.Add(new(name, "is written by the builder and may not be an extra header"));
            else
                Value(name, value, MaxValue);
        }

        void Attachment(OutgoingAttachment attachment)
        {
            Value("attachment name", attachment.FileName, longest: 255);
            if (attachment.FileName.Length == 0)
                problems.Add(new("attachment name", "is empty"));
            var parts = attachment.MediaType.Split('/');
            if (parts.Length != 2 || parts.Any(p => p.Length is 0 or > 100 || !p.All(MailText.IsToken)))
                problems.Add(new("attachment type", "is not of the form type/subtype"));
            else if (parts[0].Equals("multipart", StringComparison.OrdinalIgnoreCase))
                problems.Add(new("attachment type", "multipart is not a type of a file"));
            else if (MessageBody.IsMessage(attachment) && !HasShortLines(attachment.Content.Span))
                problems.Add(new("attachment", "the attached message has lines that mail cannot carry unencoded; attach it as application/octet-stream"));
        }
    }

    /// <summary>RFC 2046 section 5.2.1: a carried message may not be encoded, so its lines have to be right as they are.</summary>
    private static bool HasShortLines(ReadOnlySpan<byte> bytes)
    {
        const int longest = 998;
        var cursor = new LineCursor(bytes);
        while (cursor.MoveNext())
        {
            if (cursor.Line.Length > longest || cursor.Line.IndexOfAny((byte)'\r', (byte)0) >= 0)
                return false;
        }

        return true;
    }
}
