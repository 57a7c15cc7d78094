using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>A draft to be made.</summary>
internal sealed record NewDraft
{
    public string? ContactId { get; init; }

    /// <summary>Its attachments are taken from <see cref="Attachments"/>.</summary>
    public required DraftContent Content { get; init; }

    public IReadOnlyList<AttachmentRow> Attachments { get; init; } = [];

    public ParentRef? Parent { get; init; }

    public RecordRef? About { get; init; }

    public Provenance? Provenance { get; init; }
}
