using System.Text.Json;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>What came back to our own mail, each message once, and how far each mailbox was looked through.</summary>
internal sealed class IncomingStore(Desk desk, Sealer sealer, TimeProvider time)
{
    private const string Select = "SELECT " + RowStamp.Columns
        + ", outbox, account, contact, provider_id, thread_id, message_id, sender, received, certain, sealed_for, detail FROM incoming";

    /// <exception cref="RpcException">There is none.</exception>
    public IncomingRow Get(ReadConnection connection, string id) =>
        connection.First(Select + " WHERE id = @id AND space = @space", row => Map(connection, row), ("@id", id), ("@space", desk.Space))
        ?? throw RpcException.NotFound("message", id);

    /// <summary>Oldest first.</summary>
    public List<IncomingRow> Of(ReadConnection connection, string outboxId) =>
        connection.Query(Select + " WHERE outbox = @outbox ORDER BY received, id", row => Map(connection, row), ("@outbox", outboxId));

    public static bool IsKnown(ReadConnection connection, string accountId, string providerId) => connection.Exists(
        "SELECT 1 FROM incoming WHERE account = @account AND provider_id = @id", ("@account", accountId), ("@id", providerId));

    /// <summary>False where the message was stored before.</summary>
    public bool Insert(WriteTransaction transaction, IncomingRow row) => transaction.Execute(
        "INSERT INTO incoming(" + RowStamp.Columns + ", outbox, account, contact, provider_id, thread_id, message_id, sender, received, kind, confidence, certain, sealed_for, detail) VALUES("
        + RowStamp.Parameters + ", @outbox, @account, @contact, @provider_id, @thread, @message_id, @sender, @received, @kind, @confidence, @certain, @for, @detail) ON CONFLICT(account, provider_id) DO NOTHING",
        [
            .. row.Stamp.Arguments, ("@outbox", row.OutboxId), ("@account", row.AccountId), ("@contact", row.ContactId), ("@provider_id", row.ProviderId),
            ("@thread", row.ThreadId), ("@message_id", row.MessageId), ("@sender", row.From), ("@received", row.Received), ("@kind", EnumText.Of(row.Verdict.Kind)),
            ("@confidence", EnumText.Of(row.Verdict.Confidence)), ("@certain", row.Certain), ("@for", row.SealedFor), ("@detail", Seal(transaction, row.Id, row.SealedFor, row.Detail)),
        ]) == 1;

    /// <summary>A person's verdict in place of the one there was, which goes into the history.</summary>
    public void Correct(WriteTransaction transaction, IncomingRow row, Verdict verdict, string person)
    {
        var stamp = RowStamp.New(desk, time);
        transaction.Execute(
            "INSERT INTO verdict_history(" + RowStamp.Columns + ", incoming, kind, confidence, detail, corrected_by) VALUES(" + RowStamp.Parameters + ", @incoming, @kind, @confidence, @detail, @by)",
            [
                .. stamp.Arguments, ("@incoming", row.Id), ("@kind", EnumText.Of(row.Verdict.Kind)), ("@confidence", EnumText.Of(row.Verdict.Confidence)),
                ("@detail", sealer.Seal(transaction, row.SealedFor, JsonSerializer.SerializeToUtf8Bytes(row.Detail, MailroomJson.Default.IncomingDetail), $"verdict.detail:{stamp.Id}")), ("@by", person),
            ]);
        transaction.Update(
            "incoming", row.Id, row.Stamp.Revision, desk, time, "kind = @kind, confidence = @confidence, certain = 1, detail = @detail",
            ("@kind", EnumText.Of(verdict.Kind)), ("@confidence", EnumText.Of(verdict.Confidence)),
            ("@detail", Seal(transaction, row.Id, row.SealedFor, row.Detail with { Verdict = verdict, Withheld = null })));
    }

    public static string? Cursor(ReadConnection connection, string accountId) =>
        connection.Text("SELECT cursor FROM mailbox_cursor WHERE account = @account", ("@account", accountId));

    public void SetCursor(WriteTransaction transaction, string accountId, string cursor) => transaction.Execute(
        "INSERT INTO mailbox_cursor(account, cursor, checked) VALUES(@account, @cursor, @now) ON CONFLICT(account) DO UPDATE SET cursor = @cursor, checked = @now",
        ("@account", accountId), ("@cursor", cursor), ("@now", time.GetUtcNow()));

    private byte[] Seal(WriteTransaction transaction, string id, string sealedFor, IncomingDetail detail) =>
        sealer.Seal(transaction, sealedFor, JsonSerializer.SerializeToUtf8Bytes(detail, MailroomJson.Default.IncomingDetail), $"incoming.detail:{id}");

    private IncomingRow Map(ReadConnection connection, Row row)
    {
        var stamp = RowStamp.Read(row);
        var sealedFor = row.Text(18);
        return new IncomingRow
        {
            Stamp = stamp,
            OutboxId = row.Text(9),
            AccountId = row.Text(10),
            ContactId = row.TextOrNull(11),
            ProviderId = row.Text(12),
            ThreadId = row.TextOrNull(13),
            MessageId = row.TextOrNull(14),
            From = row.Text(15),
            Received = row.Time(16),
            Certain = row.Bool(17),
            SealedFor = sealedFor,
            Detail = sealer.Open(connection, sealedFor, row.Bytes(19), $"incoming.detail:{stamp.Id}") is { } plain
                ? JsonSerializer.Deserialize(plain, MailroomJson.Default.IncomingDetail)!
                : IncomingDetail.Erased,
        };
    }
}
