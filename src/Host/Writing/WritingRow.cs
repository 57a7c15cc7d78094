using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>A writing as it is stored, opened.</summary>
internal sealed record WritingRow
{
    public required RowStamp Stamp { get; init; }

    public required WritingTask Task { get; init; }

    public required WritingState State { get; init; }

    /// <summary>Null where it is for a record that has no contact.</summary>
    public string? ContactId { get; init; }

    /// <summary>The record that it is for; null where that is the contact.</summary>
    public RecordRef? About { get; init; }

    public string? DraftId { get; init; }

    public long? DraftRevision { get; init; }

    public string? ProposalId { get; init; }

    public WritingContent Content { get; init; } = WritingContent.Empty;

    public string Id => Stamp.Id;

    /// <summary>The subject under whose key it is sealed.</summary>
    public string SealedFor => ContactId is { } contact ? $"contact:{contact}" : $"{About!.Kind}:{About.Id}";

    public Protocol.Services.Writing ForClient() => new()
    {
        Id = Id,
        Task = Task,
        State = State,
        ContactId = ContactId,
        About = About,
        Started = Stamp.Created,
        DraftId = DraftId,
        DraftRevision = DraftRevision,
        Text = Content.Text,
        Subject = Content.Subject,
        Parts = Content.Parts,
        Sources = Content.Sources,
        Claims = Content.Claims,
        StrippedLinks = Content.StrippedLinks,
        Fit = Content.Fit,
        ProposalId = ProposalId,
        Provenance = Content.Provenance,
        Usage = Content.Usage,
        Notices = Content.Notices,
        Failure = Content.Failure,
        Remedy = Content.Remedy,
    };
}
