using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>A draft as it is stored, opened.</summary>
internal sealed record DraftRow
{
    public required RowStamp Stamp { get; init; }

    public required DraftState State { get; init; }

    public string? ContactId { get; init; }

    /// <summary>The subject under whose key it is sealed.</summary>
    public required string SealedFor { get; init; }

    public required DraftContent Content { get; init; }

    public required IReadOnlyList<AttachmentRow> Attachments { get; init; }

    public ParentRef? Parent { get; init; }

    public RecordRef? About { get; init; }

    public Provenance? Provenance { get; init; }

    /// <summary>The live outbox item, once approved.</summary>
    public string? OutboxId { get; init; }

    public string Id => Stamp.Id;
}
