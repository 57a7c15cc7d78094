namespace Assistant.Host.Mailroom.Letters;

/// <summary>What a writing is about, as far as mail goes.</summary>
/// <param name="ContactId">Whom it is about; null for what is no mail and reads none.</param>
/// <param name="AccountId">Null for the only account.</param>
/// <param name="DraftId">The draft that it is to revise; null makes one.</param>
/// <param name="OutboxId">The sent mail that it belongs to.</param>
/// <param name="Kind">What is to become of it.</param>
/// <param name="ReadsThread">Without a sent mail that is named, it is about the newest one, where there is any.</param>
/// <param name="HasTheirs">The mail that it answers is handed in: it may have come before anything was sent from here.</param>
internal sealed record LetterWanted(string? ContactId, string? AccountId, string? DraftId, string? OutboxId, LetterKind Kind, bool ReadsThread = false, bool HasTheirs = false);

internal enum LetterKind
{
    /// <summary>No mail.</summary>
    None,

    /// <summary>Begins a conversation.</summary>
    First,

    /// <summary>Goes after our own mail.</summary>
    FollowUp,

    /// <summary>Answers theirs.</summary>
    Reply,
}
