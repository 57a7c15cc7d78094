using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Letters;

/// <summary>A text that a writer wrote. Whom it goes to, and from where, is not among what it says.</summary>
internal sealed record Letter
{
    public required LetterWanted Wanted { get; init; }

    public required LetterGround Ground { get; init; }

    /// <summary>Null keeps the one there is, or the conversation's.</summary>
    public string? Subject { get; init; }

    /// <summary>The record that it is for; null where that is the contact.</summary>
    public RecordRef? About { get; init; }

    /// <summary>Markdown.</summary>
    public required string Body { get; init; }

    public required Provenance Provenance { get; init; }

    public required IReadOnlyList<Claim> Claims { get; init; }
}

/// <param name="DraftId">Where it went.</param>
/// <param name="Revision">The revision that it became.</param>
internal sealed record LetterKept(string DraftId, long Revision);
