using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>A claim between two tokens. <c>IsForeign</c>: a source has it, but none of the user's own, and the sentence says it of the user.</summary>
internal sealed record Finding(ClaimKind Kind, int First, int Last, bool IsForeign)
{
    /// <summary>The CV's line that has it, where the sentence tells it of another employer or school; null for all else.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>A total or a rank that the lines the sentence tells of do not have, whatever others have.</summary>
    public bool IsTotal { get; init; }
}
