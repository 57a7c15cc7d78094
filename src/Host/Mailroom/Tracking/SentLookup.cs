using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Mail.Verdicts;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>Our own sent mail of one account, by whatever an answer may cite. Only what may have left counts.</summary>
internal sealed class SentLookup(OutboxStore outbox, ReadConnection connection, string accountId) : ISentMail
{
    // Nobody answers a mail by its subject alone after this.
    private static readonly TimeSpan SubjectWindow = TimeSpan.FromDays(60);

    private const string MayHaveLeft = " AND state IN ('submitting', 'sent', 'unknown', 'needsPerson')";

    public SentMail? ByMessageId(string messageId) => Find("(message_id = @key OR delivered_message_id = @key)", messageId);

    public SentMail? ByToken(string token) => Find("id = @key", token);

    public SentMail? ByThread(string threadId) => Find("account = @account AND thread_id = @key", threadId);

    public SentMail? ByRecipient(string addressKey, string baseSubject, DateTimeOffset received) => connection
        .Query("SELECT id FROM outbox WHERE account = @account" + MayHaveLeft + " AND since >= @from AND since <= @to ORDER BY since DESC", static row => row.Text(0),
            ("@account", accountId), ("@from", received - SubjectWindow), ("@to", received))
        .Select(id => outbox.Get(connection, id))
        .Where(row => Threading.BaseSubject(row.Subject) == baseSubject && row.Vault is { } entry && entry.Envelope.To.Any(address => new Mailbox(null, address).MatchKey == addressKey))
        .Select(Sent)
        .FirstOrDefault();

    private SentMail? Find(string condition, string key) =>
        connection.Text($"SELECT id FROM outbox WHERE {condition}{MayHaveLeft} ORDER BY since DESC LIMIT 1", ("@key", key), ("@account", accountId)) is { } id ? Sent(outbox.Get(connection, id)) : null;

    private static SentMail Sent(OutboxRow row) => new(row.Id, row.FinalMessageId ?? "", row.Vault?.Envelope.To ?? []);
}
