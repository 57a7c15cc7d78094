namespace Assistant.Protocol.Plugins;

public sealed record DuplicateListRequest;

public sealed record DuplicateListResponse
{
    public required IReadOnlyList<DuplicateGroup> Groups { get; init; }
}

/// <param name="Reason">What they share, for a person.</param>
/// <param name="Applications">The oldest first: it is the one to keep.</param>
public sealed record DuplicateGroup(string Reason, IReadOnlyList<ApplicationCard> Applications);

public sealed record MergeRequest
{
    /// <summary>The one that stays.</summary>
    public required string Id { get; init; }

    /// <summary>The one whose tasks, links and timeline go over to it.</summary>
    public required string OtherId { get; init; }
}
