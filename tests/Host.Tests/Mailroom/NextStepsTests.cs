using Assistant.Host.Mailroom.Tracking;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Mailroom;

public sealed class NextStepsTests
{
    private static readonly DateOnly Sent = new(2026, 11, 21);

    [Fact]
    public void Of_Nothing_WaitsAWeek() => Says(TrackingState.Waiting, "wait until 28 Nov, then follow up", Sent);

    [Fact]
    public void Of_NothingWithAClock_WaitsForIt() =>
        Assert.Equal("wait until 2 Dec, then follow up", NextSteps.Of(Sent, [], "Ana", new DateOnly(2026, 12, 2), Sent).Words);

    [Fact]
    public void Of_AbsenceThatIsOver_IsDue() => Says(TrackingState.Waiting, "follow up with Ana: silent for 19 days", new DateOnly(2026, 12, 10), Away(new DateOnly(2026, 12, 9)));

    [Fact]
    public void Of_ReplyAfterAbsence_IsReplied() => Says(TrackingState.Replied, "answer Ana", Sent, Away(new DateOnly(2026, 12, 9)), Of(VerdictKind.Reply));

    [Fact]
    public void Of_DelayThenBounce_IsBounced() => Says(
        TrackingState.Bounced, "mailbox is full: try again in a few days", Sent, Of(VerdictKind.DelayNotice), Of(VerdictKind.Bounce) with { Bounce = new BounceDetail { Hard = false, Reason = "mailboxFull" } });

    [Fact]
    public void Of_Receipt_StillWaits() => Says(TrackingState.Waiting, "wait until 28 Nov, then follow up", Sent, Of(VerdictKind.Receipt));

    private static void Says(TrackingState state, string words, DateOnly today, params Verdict[] incoming)
    {
        var step = NextSteps.Of(Sent, incoming, "Ana", null, today);

        Assert.Equal((state, words), (step.State, step.Words));
    }

    private static Verdict Away(DateOnly back) => Of(VerdictKind.AutoReply) with { BackOn = back };

    private static Verdict Of(VerdictKind kind) => new()
    {
        Kind = kind, Confidence = Confidence.Certain, Evidence = [new Evidence { Source = EvidenceSource.Header, Name = "x", Value = "y" }],
    };
}
