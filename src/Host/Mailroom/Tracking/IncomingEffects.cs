using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.FollowUps;
using Assistant.Host.Records.Proposals;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>
/// What follows from a message that came back, in the transaction that stores it. It closes a clock and puts changes before a person; it never
/// sends, and never changes a contact.
/// </summary>
internal sealed class IncomingEffects(OutboxStore outbox, ContactStore contacts, FollowUpStore followUps, ProposalStore proposals, AuditLog audit, EventLog events)
{
    public void Apply(WriteTransaction transaction, IncomingRow row)
    {
        Tell(transaction, row);
        // Sender and subject can be anybody's; only what cites our mail changes anything.
        if (!row.Certain)
            return;
        ProveSent(transaction, row);
        switch (row.Verdict.Kind)
        {
            case VerdictKind.Reply or VerdictKind.CalendarResponse when row.ContactId is { } contact:
                followUps.Close(transaction, contact, "answered");
                break;
            case VerdictKind.AutoReply when row.ContactId is { } contact && row.Verdict.BackOn is { } back:
                ProposeFollowUp(transaction, row, contact, back);
                break;
            case VerdictKind.Bounce when row.Verdict.Bounce is { Hard: true, Recipient: { } failed } bounce && WrittenTo(transaction, row, failed) is { } address:
                ProposeSuppression(transaction, row, address, bounce);
                break;
        }
    }

    /// <summary>Only says that there is something to look at.</summary>
    public void Tell(WriteTransaction transaction, IncomingRow row) => events.Append(transaction, Event(row.Verdict.Kind), [row.Id, row.OutboxId], row.Stamp.Revision);

    private static string Event(VerdictKind kind) => kind switch
    {
        VerdictKind.Reply or VerdictKind.CalendarResponse => "message.replied",
        VerdictKind.Bounce => "message.bounced",
        VerdictKind.AutoReply => "message.autoReplied",
        _ => "outbox.changed",
    };

    // Nobody can answer or bounce what was not sent: our id is random, so citing it is proof of the sending.
    private void ProveSent(WriteTransaction transaction, IncomingRow row)
    {
        var sent = outbox.Get(transaction, row.OutboxId);
        if (OutboxMachine.Next(sent.State, OutboxEvent.FindSent) is null)
            return;
        outbox.Move(transaction, sent, OutboxEvent.FindSent, new OutboxChange("what came back proves that it was sent") { Evidence = row.Verdict.Evidence });
        audit.Append(transaction, new AuditRecord(Actor.Host.Person, Actor.Host.Client, "outbox.send", "outbox", sent.Id, $"sent {sent.Hash}"));
    }

    private void ProposeFollowUp(WriteTransaction transaction, IncomingRow row, string contactId, DateOnly back)
    {
        if (contacts.Find(transaction, contactId) is not { } contact)
            return;
        proposals.Make(
            transaction,
            new ProposalMakeRequest
            {
                Kind = "followUp.set",
                About = new RecordRef("contact", contactId),
                Title = $"Follow up with {contact.Name} on {NextSteps.Day(back)}, when they are back",
                QuotedLine = row.Verdict.QuotedLine,
                Evidence = row.Verdict.Evidence,
                Values = Values(("due", back.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("reason", $"back on {NextSteps.Day(back)}")),
            },
            "host", row.SealedFor);
    }

    // Whoever got our mail can write a report that cites it and names anybody: only an address that it went to is put before a person.
    private string? WrittenTo(WriteTransaction transaction, IncomingRow row, string failed)
    {
        var key = new Mail.Mime.Mailbox(null, failed).MatchKey;
        var to = outbox.Get(transaction, row.OutboxId).Vault?.Envelope.To ?? [];
        return to.FirstOrDefault(address => new Mail.Mime.Mailbox(null, address).MatchKey == key) ?? (to.Count == 1 ? to[0] : null);
    }

    private void ProposeSuppression(WriteTransaction transaction, IncomingRow row, string address, BounceDetail bounce)
    {
        var contact = row.ContactId is { } id ? contacts.Find(transaction, id) : null;
        if (Mail.Mime.Mailbox.Create(null, address) is not { IsValid: true })
            return;
        proposals.Make(
            transaction,
            new ProposalMakeRequest
            {
                Kind = "contact.suppress",
                About = contact is null ? new RecordRef("outbox", row.OutboxId) : new RecordRef("contact", contact.Id),
                Title = $"Do not write to {address} any more: {NextSteps.Bounce(bounce)}",
                Evidence = row.Verdict.Evidence,
                Values = Values(("address", address), ("reason", NextSteps.Bounce(bounce))),
            },
            "host", row.SealedFor);
    }

    private static JsonElement Values(params ReadOnlySpan<(string Name, string Value)> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
            json.Add(name, value);
        return JsonElement.Parse(json.ToJsonString());
    }
}
