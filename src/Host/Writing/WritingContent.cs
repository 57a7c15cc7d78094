using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>What of a writing is sealed.</summary>
internal sealed record WritingContent
{
    public static WritingContent Empty { get; } = new();

    public string Text { get; init; } = "";

    public string? Subject { get; init; }

    public IReadOnlyList<WrittenPart> Parts { get; init; } = [];

    public IReadOnlyList<WritingSource> Sources { get; init; } = [];

    public IReadOnlyList<Claim> Claims { get; init; } = [];

    public IReadOnlyList<string> StrippedLinks { get; init; } = [];

    public FitFigure? Fit { get; init; }

    public Provenance? Provenance { get; init; }

    public WritingUsage? Usage { get; init; }

    public IReadOnlyList<string> Notices { get; init; } = [];

    public string? Failure { get; init; }

    public string? Remedy { get; init; }
}
