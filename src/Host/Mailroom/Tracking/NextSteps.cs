using System.Globalization;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>Where a sent message stands and what to do next, from what came back. Pure: the day is given.</summary>
internal static class NextSteps
{
    /// <summary>Silence for this long is due for a follow-up; a working week, and the weekend beside it.</summary>
    public const int SilentDays = 7;

    /// <param name="sent">The day it was sent.</param>
    /// <param name="incoming">What came back and cites it, oldest first.</param>
    /// <param name="person">How to name the person.</param>
    /// <param name="clock">The day of the contact's open follow-up; null where none is set.</param>
    /// <param name="today">The day it is.</param>
    public static Step Of(DateOnly sent, IReadOnlyList<Verdict> incoming, string person, DateOnly? clock, DateOnly today)
    {
        if ((Last(incoming, VerdictKind.Reply) ?? Last(incoming, VerdictKind.CalendarResponse)) is { } reply)
            return new Step(TrackingState.Replied, $"answer {person}", null, reply);
        if (Last(incoming, VerdictKind.Bounce) is { } bounce)
            return new Step(TrackingState.Bounced, bounce.Bounce is { } detail ? $"{Bounce(detail)}: {AfterBounce(detail)}" : "it came back: look why", null, bounce);
        if (Last(incoming, VerdictKind.AutoReply) is { } away)
            return Away(away, sent, person, clock, today);
        if (Last(incoming, VerdictKind.DelayNotice) is { } delay)
            return new Step(TrackingState.Delayed, "delivery is delayed: wait, their server is still being tried", null, delay);
        if (incoming.Count > 0 && incoming[^1] is { Kind: VerdictKind.Complaint } complaint)
            return new Step(TrackingState.Replied, $"do not write to {person} again: they complained", null, complaint);
        var shown = incoming.Count > 0 ? incoming[^1] : null;
        return Silent(clock ?? sent.AddDays(SilentDays), sent, person, today) with { Verdict = shown };
    }

    public static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    public static string Bounce(BounceDetail bounce) => bounce.Reason switch
    {
        "userUnknown" => "address does not exist",
        "domainNotFound" => "domain does not exist",
        "moved" => "the person has another address now",
        "notAccept" => "that server takes no mail",
        "mailboxFull" => "mailbox is full",
        "suspended" => "mailbox is disabled",
        "tooLarge" => "message is too large",
        "spam" or "blocked" or "senderRejected" or "badReputation" or "filtered" or "policy" or "authFailure" => "their server refused it",
        "expired" or "networkError" or "systemError" or "systemFull" => "their server could not take it",
        _ => bounce.Hard ? "it cannot be delivered" : "it was not delivered",
    };

    private static string AfterBounce(BounceDetail bounce) => (bounce.Hard, bounce.Reason) switch
    {
        (true, _) => "find another",
        (_, "mailboxFull") => "try again in a few days",
        (_, "tooLarge") => "send a link instead",
        (_, "spam" or "blocked" or "senderRejected" or "badReputation" or "filtered" or "policy" or "authFailure") => "reach them another way",
        _ => "try again later",
    };

    private static Step Away(Verdict away, DateOnly sent, string person, DateOnly? clock, DateOnly today)
    {
        if (away.BackOn is not { } back)
            return Silent(clock ?? sent.AddDays(SilentDays), sent, person, today) with { State = TrackingState.Away, Verdict = away };
        var due = clock is { } set && set > back ? set : back;
        return due > today
            ? new Step(TrackingState.Away, $"away until {Day(back.AddDays(-1))}: follow up on {Day(due)}", due, away)
            : Silent(due, sent, person, today) with { Verdict = away };
    }

    private static Step Silent(DateOnly due, DateOnly sent, string person, DateOnly today) => due > today
        ? new Step(TrackingState.Waiting, $"wait until {Day(due)}, then follow up", due, null)
        : new Step(TrackingState.Waiting, $"follow up with {person}: silent for {today.DayNumber - sent.DayNumber} days", due, null);

    private static Verdict? Last(IReadOnlyList<Verdict> incoming, VerdictKind kind) => incoming.LastOrDefault(verdict => verdict.Kind == kind);
}

/// <param name="State">Where it stands.</param>
/// <param name="Words">What to do next, and when.</param>
/// <param name="Due">The day it is to be done, where it has one.</param>
/// <param name="Verdict">What that rests on; null while nothing came back.</param>
internal sealed record Step(TrackingState State, string Words, DateOnly? Due, Verdict? Verdict);
