using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Timeline;

/// <summary>An entry to be.</summary>
internal sealed record NewEntry(TimelineKind Kind)
{
    public string By { get; init; } = TimelineBook.User;

    /// <summary>Null is now.</summary>
    public DateTimeOffset? At { get; init; }

    public RecordRef? Ref { get; init; }

    public string? Text { get; init; }

    public string? FromStage { get; init; }

    public string? ToStage { get; init; }

    /// <summary>Since when it was in the stage that it left, for taking the move back.</summary>
    public DateTimeOffset? FromSince { get; init; }

    /// <summary>Unique for what must be told once.</summary>
    public string? Once { get; init; }
}
