using System.Globalization;
using Assistant.Mail.Mime;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>Answers for a mailbox whose owner is away, by the rules of RFC 3834.</summary>
internal sealed class AwayResponder(MailboxDirectory mailboxes, TimeProvider time)
{
    /// <summary>One sender is told once in this time (RFC 3834 section 2: not repeatedly).</summary>
    private static readonly TimeSpan Once = TimeSpan.FromDays(7);

    /// <param name="mailbox">Whose mailbox the message was just delivered to.</param>
    /// <param name="place">The mailbox's place in the envelope.</param>
    /// <param name="envelope">The message's.</param>
    /// <param name="message">The message as delivered.</param>
    public void Answer(OfficeMailbox mailbox, int place, SpoolEnvelope envelope, ReadOnlyMemory<byte> message)
    {
        if (mailbox.AwayText is null || mailboxes.Find(envelope.From) is null)
            return;
        var header = HeaderBlock.Parse(message);
        if (!IsPersonal(header, envelope.From, mailbox.Address))
            return;
        var sender = new Mailbox(null, envelope.From).MatchKey;
        var last = mailboxes.LastAway(mailbox.Address, sender);
        var again = last?.Submission == envelope.Submission;
        if (!again && last is not null && time.GetUtcNow() - last.Time < Once)
            return;
        // The record first: a crash behind it finds its own submission there and files the same answer under the same name.
        if (!again)
            mailboxes.TellAway(mailbox.Address, new AwayRecord { Sender = sender, Submission = envelope.Submission, Time = time.GetUtcNow() });
        var name = string.Create(CultureInfo.InvariantCulture, $"{envelope.Time.ToUnixTimeSeconds()}.{envelope.Submission}.away{place}");
        if (Compose(mailbox, header, envelope, $"{name}@{PostOffice.HostName}") is { } answer)
            mailboxes.MaildirOf(envelope.From).Deliver(name, time.GetUtcNow(), seen: false, TransportHeader.Of("", envelope.From, envelope.Submission, time.GetUtcNow()), answer);
    }

    /// <summary>RFC 3834 section 2: only a person's mail to this very address is answered.</summary>
    private static bool IsPersonal(HeaderBlock header, string from, string address)
    {
        if (from.Length == 0 || header.Contains("List-Id") || header.Contains("List-Unsubscribe"))
            return false;
        if (header.Value("Auto-Submitted") is { } auto && !auto.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase))
            return false;
        if (header.Value("Precedence")?.Trim().ToLowerInvariant() is "bulk" or "list" or "junk" || header.Contains("X-Auto-Response-Suppress"))
            return false;
        var local = new Mailbox(null, from).Local.ToLowerInvariant();
        if (local is "mailer-daemon" or "postmaster" || local.StartsWith("owner-", StringComparison.Ordinal) || local.EndsWith("-request", StringComparison.Ordinal))
            return false;
        var mine = new Mailbox(null, address);
        return header.Mailboxes("To").Concat(header.Mailboxes("Cc")).Any(m => m.Matches(mine));
    }

    private ReadOnlyMemory<byte>? Compose(OfficeMailbox mailbox, HeaderBlock header, SpoolEnvelope envelope, string messageId)
    {
        var about = header.Subject ?? "";
        var built = new MessageBuilder
        {
            From = new Mailbox(mailbox.Name, mailbox.Address),
            To = [new Mailbox(null, envelope.From)],
            Subject = MailWords.OneLine(mailbox.AwaySubject ?? $"Automatic reply: {about}"),
            Date = time.GetUtcNow(),
            MessageId = messageId,
            InReplyTo = MailWords.Answerable(header.MessageId),
            References = MailWords.Thread(header),
            ExtraHeaders = [new("Auto-Submitted", "auto-replied"), new("Precedence", "bulk")],
            Text = mailbox.AwayText!,
        }.Build();
        return built.IsValid ? TransportHeader.WithLf(built.Value.Bytes.Span) : null;
    }
}
