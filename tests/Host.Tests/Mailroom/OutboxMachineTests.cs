using Assistant.Host.Mailroom.Outbox;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Mailroom;

public sealed class OutboxMachineTests
{
    private static readonly Dictionary<(OutboxState, OutboxEvent), OutboxState> Allowed = new()
    {
        [(OutboxState.Approved, OutboxEvent.Claim)] = OutboxState.Claimed,
        [(OutboxState.Approved, OutboxEvent.Reject)] = OutboxState.Refused,
        [(OutboxState.Approved, OutboxEvent.Cancel)] = OutboxState.Cancelled,
        [(OutboxState.Approved, OutboxEvent.Quarantine)] = OutboxState.Quarantined,
        [(OutboxState.Claimed, OutboxEvent.Stage)] = OutboxState.Staged,
        [(OutboxState.Claimed, OutboxEvent.PutBack)] = OutboxState.Approved,
        [(OutboxState.Claimed, OutboxEvent.Reject)] = OutboxState.Refused,
        [(OutboxState.Claimed, OutboxEvent.Quarantine)] = OutboxState.Quarantined,
        [(OutboxState.Staged, OutboxEvent.Submit)] = OutboxState.Submitting,
        [(OutboxState.Staged, OutboxEvent.PutBack)] = OutboxState.Approved,
        [(OutboxState.Staged, OutboxEvent.Reject)] = OutboxState.Refused,
        [(OutboxState.Staged, OutboxEvent.Quarantine)] = OutboxState.Quarantined,
        [(OutboxState.Submitting, OutboxEvent.Accept)] = OutboxState.Sent,
        [(OutboxState.Submitting, OutboxEvent.Refuse)] = OutboxState.Refused,
        [(OutboxState.Submitting, OutboxEvent.RefuseForNow)] = OutboxState.Approved,
        [(OutboxState.Submitting, OutboxEvent.LoseSight)] = OutboxState.Unknown,
        [(OutboxState.Submitting, OutboxEvent.Restart)] = OutboxState.Unknown,
        [(OutboxState.Unknown, OutboxEvent.FindSent)] = OutboxState.Sent,
        [(OutboxState.Unknown, OutboxEvent.FindUnsent)] = OutboxState.Approved,
        [(OutboxState.Unknown, OutboxEvent.FindUnsentForGood)] = OutboxState.Refused,
        [(OutboxState.Unknown, OutboxEvent.GiveUpSearching)] = OutboxState.NeedsPerson,
        [(OutboxState.NeedsPerson, OutboxEvent.FindSent)] = OutboxState.Sent,
        [(OutboxState.NeedsPerson, OutboxEvent.FindUnsentForGood)] = OutboxState.Refused,
        [(OutboxState.NeedsPerson, OutboxEvent.SettleSent)] = OutboxState.Sent,
        [(OutboxState.NeedsPerson, OutboxEvent.SettleUnsent)] = OutboxState.Refused,
        [(OutboxState.Quarantined, OutboxEvent.Release)] = OutboxState.Approved,
        [(OutboxState.Quarantined, OutboxEvent.Cancel)] = OutboxState.Cancelled,
    };

    [Fact]
    public void Next_EveryStateAndEvent_IsAsTheTableSays()
    {
        foreach (var state in Enum.GetValues<OutboxState>())
        {
            foreach (var what in Enum.GetValues<OutboxEvent>())
                Assert.Equal(Allowed.TryGetValue((state, what), out var next) ? next : null, OutboxMachine.Next(state, what));
        }
    }

    [Fact]
    public void Next_SubmittingIsReached_OnlyFromStaged()
    {
        var before = Enum.GetValues<OutboxState>().Where(static state => Enum.GetValues<OutboxEvent>().Any(what => OutboxMachine.Next(state, what) == OutboxState.Submitting));

        Assert.Equal([OutboxState.Staged], before);
    }

    [Fact]
    public void Next_FinalStates_GoNowhere()
    {
        foreach (var state in Enum.GetValues<OutboxState>().Where(OutboxMachine.IsFinal))
            Assert.All(Enum.GetValues<OutboxEvent>(), what => Assert.Null(OutboxMachine.Next(state, what)));
    }

    /// <summary>From any state that counts as a submission, only proof or a person leads back to one that does not.</summary>
    [Fact]
    public void Next_LeavingASubmission_NeedsProofOrAPerson()
    {
        OutboxEvent[] proofs = [OutboxEvent.Refuse, OutboxEvent.RefuseForNow, OutboxEvent.FindUnsent, OutboxEvent.FindUnsentForGood, OutboxEvent.SettleUnsent];
        foreach (var state in Enum.GetValues<OutboxState>().Where(OutboxMachine.CountsAsSubmission))
        {
            foreach (var what in Enum.GetValues<OutboxEvent>().Except(proofs))
                Assert.True(OutboxMachine.Next(state, what) is not { } next || OutboxMachine.CountsAsSubmission(next));
        }
    }
}
