using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>The moves that the host makes by itself, each one transaction with its draft's state and its line in the audit log.</summary>
internal sealed class OutboxMoves(Database database, OutboxStore outbox, DraftStore drafts, AuditLog audit, TimeProvider time)
{
    /// <summary>Moves a row as it was read; the failpoints <c>outbox.STATE.committing</c> and <c>.committed</c> stand around the commit.</summary>
    /// <exception cref="RevisionConflictException">The row is not as it was read.</exception>
    public async ValueTask<OutboxRow> MoveAsync(OutboxRow row, OutboxEvent what, OutboxChange change, Action<WriteTransaction>? also = null)
    {
        // Never cancelled: a step that was taken is written down.
        var moved = await database.WriteAsync(
            transaction =>
            {
                also?.Invoke(transaction);
                return Move(transaction, row, what, change);
            },
            CancellationToken.None);
        Failpoint.Hit($"outbox.{EnumText.Of(moved.State)}.committed");
        return moved;
    }

    public async ValueTask LoseSightAsync(OutboxRow row, string reason) => await MoveAsync(row, OutboxEvent.LoseSight, new OutboxChange(reason) { Wake = time.GetUtcNow() });

    /// <summary>It will not be sent: what stands here is not what was approved, or trying is over.</summary>
    public async ValueTask RejectAsync(OutboxRow row, string reason) => await MoveAsync(row, OutboxEvent.Reject, new OutboxChange(reason));

    public async ValueTask QuarantineAsync(OutboxRow row, string reason) => await MoveAsync(row, OutboxEvent.Quarantine, new OutboxChange(reason));

    /// <summary>Nothing has left; it waits and is tried again, for as long as what was approved for now is worth trying.</summary>
    public async ValueTask PutBackAsync(OutboxRow row, string reason, DateTimeOffset? notBefore)
    {
        if (IsWorthTrying(row))
            await MoveAsync(row, OutboxEvent.PutBack, NotBefore(new OutboxChange(reason) { Wake = Later(notBefore, row.Asks + 1) }.WithTries(row.Asks + 1), notBefore));
        else
            await RejectAsync(row, $"{reason}; it was tried for {SendTimes.TryFor.TotalHours} hours");
    }

    public ValueTask PostponeAsync(OutboxRow row, DateTimeOffset? wake, string? reason, int asks) => SetAsync(transaction => outbox.Postpone(transaction, row, wake, reason, asks));

    /// <summary>It will not be sent, and what its provider made of it is dealt with.</summary>
    public ValueTask LeaveAsync(OutboxRow row, string? left) => SetAsync(transaction => outbox.Leave(transaction, row, left));

    /// <summary>It was sent, and what its recipients know it by is known now, or never will be.</summary>
    public ValueTask LearnAsync(OutboxRow row, string messageId) => SetAsync(transaction => outbox.Learn(transaction, row, messageId));

    /// <summary>Once, when the host has started.</summary>
    public void Restart() => database.Write(transaction =>
    {
        foreach (var row in outbox.In(transaction, OutboxState.Submitting))
            Move(transaction, row, OutboxEvent.Restart, new OutboxChange("the host stopped while it was being sent; looking for evidence") { Wake = time.GetUtcNow() });
    });

    /// <summary>Holds back whatever has not left, in a folder that was copied or restored; what may have left is still asked about, and never sent from here.</summary>
    public void QuarantineAll(string reason) => database.Write(transaction =>
    {
        foreach (var row in outbox.In(transaction, OutboxState.Approved, OutboxState.Claimed, OutboxState.Staged))
            Move(transaction, row, OutboxEvent.Quarantine, new OutboxChange(reason).WithSender(""));
        transaction.Execute("UPDATE outbox SET sender = '' WHERE state IN ('submitting', 'unknown')");
    });

    /// <summary>Why a message that has not left may not leave any more without a person; null where it may. The host may have been off since, or its account away.</summary>
    public string? Missed(OutboxRow row) =>
        row.Timed && row.Attempts == 0 && time.GetUtcNow() - row.NotBefore > SendTimes.MissedAfter ? "missed its time"
        : IsWorthTrying(row) ? null
        : $"could not be sent for {SendTimes.TryFor.TotalHours} hours";

    public bool IsWorthTrying(OutboxRow row) => time.GetUtcNow() - (row.NotBefore > row.ApprovedAt ? row.NotBefore : row.ApprovedAt) < SendTimes.TryFor;

    public DateTimeOffset Later(DateTimeOffset? notBefore, int attempts)
    {
        var later = time.GetUtcNow() + SendTimes.RetryDelay(attempts);
        return notBefore > later ? notBefore.Value : later;
    }

    /// <summary>A provider that names a time far off has locked the account out: what waits for that is not being tried meanwhile.</summary>
    public OutboxChange NotBefore(OutboxChange change, DateTimeOffset? notBefore) =>
        notBefore - time.GetUtcNow() > SendTimes.LockOut ? change.WithTime(notBefore!.Value) : change;

    private async ValueTask SetAsync(Action<WriteTransaction> write) => await database.WriteAsync<object?>(
        transaction =>
        {
            write(transaction);
            return null;
        },
        CancellationToken.None);

    private OutboxRow Move(WriteTransaction transaction, OutboxRow row, OutboxEvent what, OutboxChange change)
    {
        var moved = outbox.Move(transaction, row, what, change);
        var (state, item) = DraftStateFor(moved);
        drafts.SetState(transaction, row.DraftId, state, item);
        if (Outcome(moved.State) is { } outcome)
            audit.Append(transaction, new AuditRecord(Actor.Host.Person, Actor.Host.Client, "outbox.send", "outbox", row.Id, $"{outcome} {row.Hash}"));
        Failpoint.Hit($"outbox.{EnumText.Of(moved.State)}.committing");
        return moved;
    }

    private static (DraftState State, string? OutboxId) DraftStateFor(OutboxRow row) => row.State switch
    {
        OutboxState.Approved or OutboxState.Quarantined => (DraftState.Approved, row.Id),
        _ => (DraftState.Closed, row.Id),
    };

    // Each ends a stretch that the log must tell of; the steps between are in the outbox.
    private static string? Outcome(OutboxState state) => state switch
    {
        OutboxState.Submitting or OutboxState.Sent or OutboxState.Refused or OutboxState.Unknown or OutboxState.NeedsPerson or OutboxState.Quarantined => EnumText.Of(state),
        _ => null,
    };
}
