using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Letters;

/// <summary>What the mailroom knows for one letter: one contact's mail and nobody else's.</summary>
internal sealed record LetterGround
{
    /// <summary>The account that it would leave from; null where no mail comes of it and none is connected.</summary>
    public string? AccountId { get; init; }

    public string? SenderName { get; init; }

    public LetterParent? Parent { get; init; }

    public LetterDraft? Draft { get; init; }
}

/// <param name="OutboxId">Our own mail.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">Its text; empty where it was erased.</param>
/// <param name="ReplyId">The newest answer to it; null where none came.</param>
/// <param name="Cited">What a letter names as the mail it answers.</param>
/// <param name="About">What it was about; null where nothing was said.</param>
internal sealed record LetterParent(string OutboxId, string Subject, string Text, string? ReplyId, ParentRef Cited, RecordRef? About);

/// <param name="Id">The draft.</param>
/// <param name="Revision">What it was when it was read; the new text goes on top of this one only.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Body">Its text.</param>
/// <param name="WasWritten">A writer wrote in it before, so that its text proves nothing.</param>
/// <param name="Ticked">The sentences that a person said are true.</param>
internal sealed record LetterDraft(string Id, long Revision, string Subject, string Body, bool WasWritten, IReadOnlyList<string> Ticked);
