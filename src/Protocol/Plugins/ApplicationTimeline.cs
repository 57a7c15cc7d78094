using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

public sealed record TimelineRequest
{
    public required string Id { get; init; }
    public int Limit { get; set; } = 50;
    public string? Cursor { get; init; }
}

public sealed record TimelineResponse
{
    public required IReadOnlyList<TimelineEntry> Entries { get; init; }
    public string? Next { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<TimelineKind>))]
public enum TimelineKind
{
    Created,
    Changed,

    /// <summary>Moved from a stage to another.</summary>
    Moved,

    /// <summary>A move was taken back.</summary>
    MoveUndone,
    Archived,
    Unarchived,
    TaskAdded,
    TaskDone,
    TaskReopened,
    Linked,
    Unlinked,

    /// <summary>A mail about it was begun.</summary>
    Draft,

    /// <summary>A mail about it was sent.</summary>
    Sent,
    Replied,
    Bounced,

    /// <summary>A change was put before the user.</summary>
    Proposed,
    Merged,
    Imported,
}

public sealed record TimelineEntry
{
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required TimelineKind Kind { get; init; }

    /// <summary>What it is about: a draft, a sent mail, a document, a contact.</summary>
    public RecordRef? Ref { get; init; }

    /// <summary>In a few words: a task's title, a link's role. Never a text of somebody else's.</summary>
    public string? Text { get; init; }
    public string? FromStage { get; init; }
    public string? ToStage { get; init; }

    /// <summary>Who did it: <c>user</c>, or <c>proposal</c> where the user accepted one.</summary>
    public required string By { get; init; }

    /// <summary>It was a move, and was taken back.</summary>
    public bool Undone { get; init; }
}
