using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>A draft to be made.</summary>
internal sealed record NewDraft
{
    public string? ContactId { get; init; }

    /// <summary>Its attachments are taken from <see cref="Attachments"/>.</summary>
    public required DraftContent Content { get; init; }

    public IReadOnlyList<AttachmentRow> Attachments { get; init; } = [];

    /// <summary>The subject to seal under where it takes over another draft's files; null for its contact's, else its own.</summary>
    public string? SealedFor { get; init; }

    public ParentRef? Parent { get; init; }

    public RecordRef? About { get; init; }

    public Provenance? Provenance { get; init; }

    /// <summary>Its text is a whole letter's already, as that of an earlier draft: nothing is put below it.</summary>
    public bool IsWhole { get; init; }
}
