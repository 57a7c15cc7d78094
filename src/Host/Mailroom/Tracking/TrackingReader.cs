using System.Globalization;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Records;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.FollowUps;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>Sent messages with where each stands.</summary>
internal sealed class TrackingReader(Desk desk, OutboxStore outbox, OutboxReader outboxReader, IncomingStore incoming, ContactStore contacts, FollowUpStore followUps, TimeProvider time)
{
    // What a person took back, or must first let go, was not sent and is not waited for.
    private const string Tracked = "state NOT IN ('cancelled', 'quarantined')";

    /// <summary>Newest event first: what came back, else the last step of the sending.</summary>
    public List<(OutboxRow Row, PageCursor Cursor)> Page(ReadConnection connection, int limit, PageCursor? after) => connection
        .Query(
            "SELECT id, touched FROM (SELECT o.id AS id, CASE WHEN i.last > o.since THEN i.last ELSE o.since END AS touched FROM outbox o "
            + "LEFT JOIN (SELECT outbox, max(received) AS last FROM incoming GROUP BY outbox) i ON i.outbox = o.id WHERE o.space = @space AND o." + Tracked + ") "
            + "WHERE touched < @touched OR (touched = @touched AND id < @id) ORDER BY touched DESC, id DESC LIMIT @limit",
            static row => (Id: row.Text(0), Touched: row.Long(1)),
            ("@space", desk.Space), ("@limit", limit), ("@touched", after is { } last ? long.Parse(last.Key, CultureInfo.InvariantCulture) : long.MaxValue), ("@id", after?.Id ?? ""))
        .ConvertAll(found => (outbox.Get(connection, found.Id), new PageCursor(found.Touched.ToString(CultureInfo.InvariantCulture), found.Id)));

    public TrackingRow Read(ReadConnection connection, OutboxRow row)
    {
        var first = row.Recipients.To.Concat(row.Recipients.Cc).Concat(row.Recipients.Bcc).FirstOrDefault() ?? "";
        var mailbox = Mailbox.Parse(first);
        var contact = row.ContactId is { } id ? contacts.Find(connection, id) : null;
        var person = contact?.Name ?? mailbox?.Name ?? mailbox?.Address ?? first;
        var all = incoming.Of(connection, row.Id);
        var step = StepOf(connection, row, all, contact is { Kind: ContactKind.Person } ? person.Split(' ')[0] : person);
        return new TrackingRow
        {
            OutboxId = row.Id,
            ContactId = row.ContactId,
            Person = person,
            Address = mailbox?.Address ?? first,
            Subject = row.Subject,
            State = step.State,
            Since = all.FindLast(each => ReferenceEquals(each.Verdict, step.Verdict))?.Received ?? row.Since,
            Verdict = step.Verdict,
            NextStep = step.Words,
            Due = step.Due,
        };
    }

    private Step StepOf(ReadConnection connection, OutboxRow row, List<IncomingRow> all, string person)
    {
        if (row.State is OutboxState.Refused)
            return new Step(TrackingState.Failed, $"not sent: {row.Reason}", null, null);
        if (row.State != OutboxState.Sent)
            return new Step(TrackingState.Sending, outboxReader.Read(connection, row).NextStep ?? "nothing: it is on its way", null, null);
        var clock = row.ContactId is { } contact ? followUps.FindOpen(connection, contact)?.FollowUp.Due : null;
        var certain = all.Where(static each => each.Certain).Select(static each => each.Verdict).ToList();
        var step = NextSteps.Of(Day(row.SubmittedAt ?? row.Since), certain, person, clock, DateOnly.FromDateTime(time.GetLocalNow().Date));
        if (certain.Count == 0 && all.Count > 0)
            return step with { Words = "look: this is probably an answer to it", Verdict = all[^1].Verdict };
        // Without the body there is no date to wait for, and this is the place to say how to get one.
        return all.FindLast(each => ReferenceEquals(each.Verdict, step.Verdict))?.Detail.Withheld is { } withheld ? step with { Words = $"{step.Words} ({withheld})" } : step;
    }

    private DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, time.LocalTimeZone).Date);
}
