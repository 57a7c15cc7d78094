using System.Text.Json;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>What is written with a move, beside the state.</summary>
/// <param name="reason">For a person; null where the state says all.</param>
internal sealed class OutboxChange(string? reason = null)
{
    private readonly List<(string Name, SqlValue Value)> _arguments = [];

    private string _assignments = "";

    public string? Reason { get; } = reason;

    /// <summary>When to look at it next; null where nothing is left to do.</summary>
    public DateTimeOffset? Wake { get; init; }

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    public string Assignments => _assignments;

    public (string Name, SqlValue Value)[] Arguments => [.. _arguments];

    public OutboxChange WithVault(VaultEntry entry) =>
        Set("message_id", entry.Marks.MessageId)
        .Set("message_date", entry.Marks.Date)
        .Set("in_reply_to", entry.Marks.InReplyTo)
        .Set("reference_ids", JsonSerializer.Serialize(entry.Marks.References, MailroomJson.Default.IReadOnlyListString))
        .Set("envelope", JsonSerializer.Serialize(entry.Envelope, MailroomJson.Default.Envelope))
        .Set("vault_blob", entry.Blob)
        .Set("vault_digest", entry.Digest)
        .Set("vault_size", entry.Size);

    /// <summary>The stored message is let go; the next claim builds it anew, under the same Message-ID.</summary>
    public OutboxChange WithoutVault() => Set("vault_blob", SqlValue.Null);

    public OutboxChange WithThread(string? threadId) => threadId is null ? this : Set("thread_id", threadId);

    public OutboxChange WithIds(IReadOnlyDictionary<string, string> known, IReadOnlyDictionary<string, string> more)
    {
        var all = new Dictionary<string, string>(known);
        foreach (var (name, value) in more)
            all[name] = value;
        return Set("provider_ids", JsonSerializer.Serialize(all, MailroomJson.Default.DictionaryStringString));
    }

    public OutboxChange WithDelivered(string? messageId) => messageId is null ? this : Set("delivered_message_id", messageId);

    public OutboxChange WithSubmission(DateTimeOffset at, int attempts) => Set("submitted_at", at).Set("attempts", attempts).Set("asks", 0);

    /// <summary>How often it was tried since its last request to send.</summary>
    public OutboxChange WithTries(int tries) => Set("asks", tries);

    /// <summary>A new time, which a person did not choose for it: it cannot be missed.</summary>
    public OutboxChange WithTime(DateTimeOffset notBefore) => Set("not_before", notBefore).Set("timed", false);

    public OutboxChange WithSender(string device) => Set("sender", device);

    // Column names are the literals above and nothing else.
    private OutboxChange Set(string column, SqlValue value)
    {
        _assignments += $", {column} = @set_{column}";
        _arguments.Add(($"@set_{column}", value));
        return this;
    }
}
