using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

public sealed record UnmatchedListRequest
{
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record UnmatchedListResponse
{
    public required IReadOnlyList<UnmatchedReply> Replies { get; init; }
    public string? Next { get; init; }
}

/// <summary>A reply to a mail of ours. Who wrote it and what is in <c>tracking/show</c>, by the ids.</summary>
public sealed record UnmatchedReply
{
    /// <summary>The incoming message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Our mail that it answers.</summary>
    public required string OutboxId { get; init; }
    public required DateTimeOffset Received { get; init; }

    /// <summary>The applications that it may belong to; empty where none is known.</summary>
    public required IReadOnlyList<ApplicationCard> Candidates { get; init; }
}

public sealed record AssignRequest
{
    public required string MessageId { get; init; }

    /// <summary>Null puts it away: it belongs to none.</summary>
    public string? ApplicationId { get; init; }
}

public sealed record AssignResponse
{
    /// <summary>The proposal that was made of what the reply says; null where it says nothing that can be read by rules.</summary>
    public string? ProposalId { get; init; }

    /// <summary>What came of it, for a person.</summary>
    public required string Outcome { get; init; }
}
