using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Storage;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>A message in the outbox as it is stored.</summary>
internal sealed record OutboxRow
{
    public required RowStamp Stamp { get; init; }

    public required string DraftId { get; init; }

    public required string AccountId { get; init; }

    public string? ContactId { get; init; }

    public required string SealedFor { get; init; }

    public required OutboxState State { get; init; }

    public required DateTimeOffset Since { get; init; }

    public string? Reason { get; init; }

    public required IReadOnlyList<Evidence> Evidence { get; init; }

    public required Recipients Recipients { get; init; }

    public required string Subject { get; init; }

    /// <summary>The device that may send it.</summary>
    public required string Sender { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>A person chose the time, rather than only leaving the undo window open.</summary>
    public required bool Timed { get; init; }

    /// <summary>When it is to be looked at next; null where nothing is to be done.</summary>
    public DateTimeOffset? Wake { get; init; }

    public required string Hash { get; init; }

    public required string ApprovedBy { get; init; }

    public required DateTimeOffset ApprovedAt { get; init; }

    /// <summary>As it was approved.</summary>
    public ParentRef? Parent { get; init; }

    /// <summary>What was stored when it was claimed; null before.</summary>
    public VaultEntry? Vault { get; init; }

    public string? ThreadId { get; init; }

    public IReadOnlyDictionary<string, string> ProviderIds { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Requests to send, refused ones included.</summary>
    public required int Attempts { get; init; }

    /// <summary>Searches for evidence since the last request.</summary>
    public required int Asks { get; init; }

    public required int Submissions { get; init; }

    /// <summary>A provider gave another Message-ID, and it never became known which.</summary>
    public const string NoMessageId = "";

    /// <summary>The Message-ID that recipients see, where the provider said.</summary>
    public string? DeliveredMessageId { get; init; }

    /// <summary>What stays of it in the mailbox, though it was not sent.</summary>
    public string? LeftBehind { get; init; }

    /// <summary>Its provider may hold something of it.</summary>
    public bool MayBeStaged => Vault is not null || ProviderIds.Count > 0;

    public string Id => Stamp.Id;

    /// <summary>Sent, under a Message-ID that is still to be learned from the provider.</summary>
    public bool LearnsMessageId => State == OutboxState.Sent && Wake is not null;

    /// <summary>What an answer will cite; null where that is not known.</summary>
    public string? FinalMessageId => DeliveredMessageId == NoMessageId || LearnsMessageId ? null : DeliveredMessageId ?? Vault?.Marks.MessageId;
}

/// <summary>The stored message: what goes out, byte for byte, and to whom.</summary>
/// <param name="Marks">What it got when it was claimed.</param>
/// <param name="Envelope">Who it goes to.</param>
/// <param name="Blob">Where the bytes are.</param>
/// <param name="Digest">SHA-256 of the bytes, lower-case hex.</param>
/// <param name="Size">In bytes.</param>
internal sealed record VaultEntry(MessageMarks Marks, Envelope Envelope, string Blob, string Digest, long Size);
