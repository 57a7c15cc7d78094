using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>A message that came back to one of ours, as it is stored, opened.</summary>
internal sealed record IncomingRow
{
    public required RowStamp Stamp { get; init; }

    public required string OutboxId { get; init; }

    public required string AccountId { get; init; }

    public string? ContactId { get; init; }

    /// <summary>The provider's id; with the account, what makes the message one.</summary>
    public required string ProviderId { get; init; }

    public string? ThreadId { get; init; }

    public string? MessageId { get; init; }

    public required string From { get; init; }

    public required DateTimeOffset Received { get; init; }

    /// <summary>It cites our mail. Otherwise only sender and subject fit, and a person must look.</summary>
    public required bool Certain { get; init; }

    public required string SealedFor { get; init; }

    public required IncomingDetail Detail { get; init; }

    public string Id => Stamp.Id;

    public Verdict Verdict => Detail.Verdict;

    public IncomingMessage ForClient() => new()
    {
        Id = Id,
        OutboxId = OutboxId,
        ContactId = ContactId,
        From = From,
        Subject = Detail.Subject,
        Received = Received,
        Verdict = Verdict,
    };
}
