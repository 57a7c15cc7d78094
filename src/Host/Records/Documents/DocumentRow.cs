using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>A document as it is stored.</summary>
internal sealed record DocumentRow
{
    public required RowStamp Stamp { get; init; }

    public required DocumentKind Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>The subject under whose key its bytes and texts are.</summary>
    public required string SealedFor { get; init; }

    public required int Current { get; init; }

    public IReadOnlyList<RecordRef> About { get; init; } = [];

    /// <summary>Newest first; in a list only the current one.</summary>
    public IReadOnlyList<VersionRow> Versions { get; init; } = [];

    public string Id => Stamp.Id;

    public Document ForClient() => new()
    {
        Id = Id,
        Revision = Stamp.Revision,
        Kind = Kind,
        Title = Title,
        About = About,
        Current = Current,
        Versions = [.. Versions.Select(static version => version.ForClient())],
        Created = Stamp.Created,
        Changed = Stamp.Changed,
    };
}

/// <summary>One version as it is stored. Its text, where one was read out of it, is read by <see cref="DocumentStore.Text"/>.</summary>
internal sealed record VersionRow
{
    public required int Number { get; init; }

    public required DocumentOrigin Origin { get; init; }

    public required string Type { get; init; }

    public required long Size { get; init; }

    public required string Digest { get; init; }

    public string? FileName { get; init; }

    public int? Parent { get; init; }

    public string? WritingId { get; init; }

    public required string Blob { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Its bytes are its text.</summary>
    public bool IsText => Type is DocumentTypes.Markdown or DocumentTypes.Plain;

    public DocumentVersion ForClient() => new()
    {
        Number = Number,
        Origin = Origin,
        Type = Type,
        Size = Size,
        Digest = Digest,
        FileName = FileName,
        Parent = Parent,
        WritingId = WritingId,
        Created = Created,
    };
}
