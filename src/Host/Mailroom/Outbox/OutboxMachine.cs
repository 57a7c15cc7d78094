using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>
/// The whole of what may become of a message. Everything not in this table is refused.
/// <code>
/// from         event              to            may a request to send have left?
/// approved     Claim              claimed       no
///              Reject             refused       no
///              Cancel             cancelled     no
///              Quarantine         quarantined   no
/// claimed      Stage              staged        no
///              PutBack            approved      no
///              Reject             refused       no
///              Quarantine         quarantined   no
/// staged       Submit             submitting    from here on: yes
///              PutBack            approved      no
///              Reject             refused       no
///              Quarantine         quarantined   no
/// submitting   Accept             sent          yes, and it was taken
///              Refuse             refused       no, by proof
///              RefuseForNow       approved      no, by proof
///              LoseSight          unknown       nobody knows
///              Restart            unknown       nobody knows
/// unknown      FindSent           sent          yes, by evidence
///              FindUnsent         approved      no, by proof
///              FindUnsentForGood  refused       no, by proof
///              GiveUpSearching    needsPerson   nobody knows
/// needsPerson  FindSent           sent          yes, by late evidence
///              FindUnsentForGood  refused       no, by late proof
///              SettleSent         sent          yes, says a person
///              SettleUnsent       refused       no, says a person
/// quarantined  Release            approved      no
///              Cancel             cancelled     no
/// </code>
/// Sent, refused and cancelled are final. Restart changes nothing but what is named: claimed and staged go on from where they stand,
/// with their stored bytes checked again.
/// </summary>
internal static class OutboxMachine
{
    /// <summary>The state after <paramref name="what"/>; null where it may not happen.</summary>
    public static OutboxState? Next(OutboxState state, OutboxEvent what) => (state, what) switch
    {
        (OutboxState.Approved, OutboxEvent.Claim) => OutboxState.Claimed,
        (OutboxState.Claimed, OutboxEvent.Stage) => OutboxState.Staged,
        (OutboxState.Staged, OutboxEvent.Submit) => OutboxState.Submitting,

        (OutboxState.Submitting, OutboxEvent.Accept) => OutboxState.Sent,
        (OutboxState.Submitting, OutboxEvent.Refuse) => OutboxState.Refused,
        (OutboxState.Submitting, OutboxEvent.RefuseForNow) => OutboxState.Approved,
        (OutboxState.Submitting, OutboxEvent.LoseSight or OutboxEvent.Restart) => OutboxState.Unknown,

        (OutboxState.Unknown or OutboxState.NeedsPerson, OutboxEvent.FindSent) => OutboxState.Sent,
        (OutboxState.Unknown, OutboxEvent.FindUnsent) => OutboxState.Approved,
        (OutboxState.Unknown or OutboxState.NeedsPerson, OutboxEvent.FindUnsentForGood) => OutboxState.Refused,
        (OutboxState.Unknown, OutboxEvent.GiveUpSearching) => OutboxState.NeedsPerson,
        (OutboxState.NeedsPerson, OutboxEvent.SettleSent) => OutboxState.Sent,
        (OutboxState.NeedsPerson, OutboxEvent.SettleUnsent) => OutboxState.Refused,

        (OutboxState.Claimed or OutboxState.Staged, OutboxEvent.PutBack) => OutboxState.Approved,
        (OutboxState.Approved or OutboxState.Claimed or OutboxState.Staged, OutboxEvent.Reject) => OutboxState.Refused,
        (OutboxState.Approved or OutboxState.Claimed or OutboxState.Staged, OutboxEvent.Quarantine) => OutboxState.Quarantined,
        (OutboxState.Quarantined, OutboxEvent.Release) => OutboxState.Approved,
        (OutboxState.Approved or OutboxState.Quarantined, OutboxEvent.Cancel) => OutboxState.Cancelled,

        _ => null,
    };

    /// <summary>Whether a request to send was accepted, or may have been: what counts as a submission.</summary>
    public static bool CountsAsSubmission(OutboxState state) =>
        state is OutboxState.Submitting or OutboxState.Sent or OutboxState.Unknown or OutboxState.NeedsPerson;

    public static bool IsFinal(OutboxState state) =>
        state is OutboxState.Sent or OutboxState.Refused or OutboxState.Cancelled;

    /// <summary>Nothing has left, and only a person's word has been given: an edit of the draft still voids it.</summary>
    public static bool CanBeTakenBack(OutboxState state) => Next(state, OutboxEvent.Cancel) is not null;
}
