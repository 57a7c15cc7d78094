using System.Globalization;
using Assistant.Mail.Reports;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>One attempt at all recipients of one message who do not have it yet.</summary>
internal sealed class DeliveryRound(
    SpoolEnvelope envelope, ReadOnlyMemory<byte> message, SpoolState? state, MailboxDirectory mailboxes, AwayResponder away, OfficePace pace, DateTimeOffset now)
{
    private readonly HashSet<int> _done = [.. state?.Done ?? []];
    private readonly HashSet<int> _warned = [.. state?.Warned ?? []];
    private readonly List<Undelivered> _failed = [];
    private readonly List<Undelivered> _delayed = [];

    /// <summary>What is left to do and when, or null where nothing is.</summary>
    public SpoolState? Run()
    {
        if (state is null)
            FileSentCopy();
        var next = envelope.Time + pace.GiveUp;
        for (var place = 0; place < envelope.To.Count; place++)
        {
            if (!_done.Contains(place) && Attempt(place) is { } due && due < next)
                next = due;
        }

        Report("failed", _failed, DeliveryAction.Failed);
        Report("delayed", _delayed, DeliveryAction.Delayed);
        return _done.Count == envelope.To.Count
            ? null
            : new SpoolState { Next = next > now ? next : now + pace.Retry, Done = [.. _done.Order()], Warned = [.. _warned.Order()] };
    }

    /// <summary>When this recipient is tried again; null where it is settled.</summary>
    private DateTimeOffset? Attempt(int place)
    {
        var recipient = envelope.To[place];
        if (mailboxes.Find(recipient) is not { } mailbox)
        {
            Settle(_failed, place, new(place, recipient, "5.1.1", "550 5.1.1 There is no such mailbox here"));
            return null;
        }

        var due = envelope.Time + TimeSpan.FromSeconds(mailbox.SlowSeconds);
        if (due > now)
            return due;
        if (mailbox.Full)
            return Full(place, recipient);
        mailboxes.MaildirOf(recipient).Deliver(
            Name($"R{place.ToString(CultureInfo.InvariantCulture)}"), now, seen: false, TransportHeader.Of(envelope.From, recipient, envelope.Submission, envelope.Time), message);
        _done.Add(place);
        away.Answer(mailbox, place, envelope, message);
        return null;
    }

    private DateTimeOffset? Full(int place, string recipient)
    {
        var what = new Undelivered(place, recipient, "4.2.2", "452 4.2.2 The mailbox is full");
        if (now >= envelope.Time + pace.GiveUp)
        {
            Settle(_failed, place, what);
            return null;
        }

        if (now >= envelope.Time + pace.Warn && _warned.Add(place))
            _delayed.Add(what);
        return now + pace.Retry;
    }

    private void Settle(List<Undelivered> list, int place, Undelivered what)
    {
        list.Add(what);
        _done.Add(place);
    }

    private void Report(string kind, List<Undelivered> recipients, DeliveryAction action)
    {
        // A report on a report would go round for ever: the null sender gets none (RFC 5321 section 4.5.5).
        if (recipients.Count == 0 || envelope.From.Length == 0 || mailboxes.Find(envelope.From) is null)
            return;
        var name = Name(string.Create(CultureInfo.InvariantCulture, $"{kind}{recipients[0].Place}N{recipients.Count}"));
        var report = ReportMail.Compose(envelope, message, action, recipients, envelope.Time + pace.GiveUp, $"{name}@{PostOffice.HostName}", now);
        mailboxes.MaildirOf(envelope.From).Deliver(name, now, seen: false, TransportHeader.Of("", envelope.From, envelope.Submission, now), TransportHeader.WithLf(report.Span));
    }

    /// <summary>Our own message, as the sender's mail client would file it.</summary>
    private void FileSentCopy()
    {
        if (mailboxes.Find(envelope.From) is { IsAccount: true })
            mailboxes.MaildirOf(envelope.From).MakeFolder(".Sent").Deliver(Name("sent"), envelope.Time, seen: true, message);
    }

    private string Name(string suffix) => string.Create(CultureInfo.InvariantCulture, $"{envelope.Time.ToUnixTimeSeconds()}.{envelope.Submission}.{suffix}");
}

/// <param name="Place">In the envelope.</param>
/// <param name="Recipient">The bare address.</param>
/// <param name="Status">RFC 3463.</param>
/// <param name="Reply">What an SMTP server would have said.</param>
internal sealed record Undelivered(int Place, string Recipient, string Status, string Reply);
