using Assistant.Host.Storage;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>The approvals as they were given. Sending reads the hash from here, where only an approval writes it.</summary>
internal static class ApprovalStore
{
    /// <summary>The hash that a person approved for an outbox row; null where there is no approval, or it was voided.</summary>
    public static string? ValidHash(ReadConnection connection, string outboxId) => connection.Text(
        "SELECT hash FROM approval WHERE outbox = @outbox AND kind = 'message' AND voided IS NULL AND deleted IS NULL", ("@outbox", outboxId));

    /// <summary>The yes is no longer one.</summary>
    public static void Void(WriteTransaction transaction, string outboxId, DateTimeOffset now) => transaction.Execute(
        "UPDATE approval SET voided = @now, changed = @now, revision = revision + 1 WHERE outbox = @outbox AND voided IS NULL", ("@now", now), ("@outbox", outboxId));
}
