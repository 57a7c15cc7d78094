using Assistant.Mail.Reports;

namespace Assistant.Mail.Verdicts;

/// <summary>What an incoming mail is, and what that rests on.</summary>
public sealed record Verdict
{
    public required VerdictKind Kind { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>Which mail of ours it is about; null when it cites none, and then it must change nothing.</summary>
    public SentMail? Sent { get; init; }

    public MatchedBy MatchedBy { get; init; }

    /// <summary>For a bounce or delay notice: the recipient the report is mainly about, a hard one before a soft one.</summary>
    public BounceFinding? Bounce { get; init; }

    /// <summary>For a bounce or delay notice with several recipients: all of them.</summary>
    public IReadOnlyList<BounceFinding> Bounces { get; init; } = [];

    /// <summary>For an automatic reply: until when, where it could be read.</summary>
    public ReturnDate? ReturnDate { get; init; }

    /// <summary>For a calendar response: ACCEPTED, DECLINED ...; for a receipt: displayed, deleted, delivered ...; for a complaint: its type.</summary>
    public string? Detail { get; init; }

    /// <summary>
    /// The header announces a report, but only its body can tell which mail or what reason: read it and judge again. Never set once a body was read.
    /// </summary>
    public bool NeedsReport { get; init; }

    /// <summary>Whether records may be changed by it. A match by sender and subject alone is only probable: a person is asked.</summary>
    public bool IsCertain => Sent is not null && MatchedBy is MatchedBy.MessageId or MatchedBy.Token or MatchedBy.Thread;

    /// <summary>
    /// Judges a mail, in this order: delivery report, receipt, complaint, calendar response, automatic reply, list mail, reply. What a machine
    /// sent counts only if it cites a mail of ours, since anybody can send a bounce. Where an answer comes from is never asked: people answer
    /// from other addresses.
    /// </summary>
    public static Verdict Judge(VerdictInput input, ISentMail sent) => new VerdictJudge(input, sent).Judge();
}
