using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>
/// Approved to claimed: whether it may still be sent from here and now, then the bytes, stored only once they were read back and found to be what was approved.
/// </summary>
internal sealed class ClaimStep(Database database, Desk desk, OutboxStore outbox, DraftStore drafts, MessagePlanner planner, MessageMaker maker, OutboxMoves moves, TimeProvider time)
{
    public async ValueTask RunAsync(OutboxRow row, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (row.Sender != desk.Device)
        {
            await moves.QuarantineAsync(row, "it was approved on another device, or before this folder was copied or restored");
            return;
        }

        var found = database.Read(connection => Look(connection, row));
        if (found.Fault is { } fault)
            await moves.RejectAsync(row, fault);
        else if (found.Parent is null)
            await moves.PostponeAsync(row, time.GetUtcNow() + SendTimes.ParentWait, "waits for the message that it answers", row.Asks);
        else
            await ClaimAsync(row, found.Plan!, found.Parent, found.Hash!);
    }

    private async ValueTask ClaimAsync(OutboxRow row, MessagePlan plan, ParentIds parent, string approvedHash)
    {
        // What was stored for an earlier attempt is the same message, and keeps its date and id.
        var (entry, fault) = row.Vault is { } stored && stored.Marks.InReplyTo == parent.MessageId ? (stored, null) : maker.Make(row, plan, parent, approvedHash);
        if (entry is null)
        {
            await moves.RejectAsync(row, fault!);
            return;
        }

        await moves.MoveAsync(
            row, OutboxEvent.Claim, new OutboxChange { Wake = time.GetUtcNow() }.WithVault(entry).WithThread(parent.ThreadId),
            transaction => Vault.Hold(transaction, row.Id, entry));
    }

    private Found Look(ReadConnection connection, OutboxRow row)
    {
        if (ApprovalStore.ValidHash(connection, row.Id) is not { } hash || hash != row.Hash)
            return new Found { Fault = "there is no valid approval for it" };
        if (drafts.Find(connection, row.DraftId) is not { } draft)
            return new Found { Fault = "its draft is gone" };
        var planned = planner.Plan(connection, draft);
        if (planned.Problems.FirstOrDefault(static problem => problem.Path != "$.accountId") is { } problem)
            return new Found { Fault = $"{problem.Path}: {problem.Problem}" };
        if (planned.Message.Record().Hash() != hash)
            return new Found { Fault = "the draft is not what was approved" };
        return Parent(connection, row.Parent) with { Plan = planned.Message, Hash = hash };
    }

    private Found Parent(ReadConnection connection, ParentRef? parent)
    {
        if (parent is null)
            return new Found { Parent = ParentIds.None };
        if (parent.MessageId is { } theirs)
            return new Found { Parent = new ParentIds(theirs, [theirs], null) };
        var ours = outbox.Find(connection, parent.OutboxId!);
        if (ours?.State == OutboxState.Sent && ours.FinalMessageId is { } id)
            return new Found { Parent = new ParentIds(id, [.. ours.Vault?.Marks.References ?? [], id], ours.ThreadId) };
        if (ours?.State == OutboxState.Sent)
            return ours.LearnsMessageId ? new Found() : new Found { Fault = "the provider never said which Message-ID it gave the message that it answers" };
        return ours is null || OutboxMachine.IsFinal(ours.State) ? new Found { Fault = "the message that it answers was never sent" } : new Found();
    }

    // A fault ends it; without one, a parent that is not there yet makes it wait.
    private sealed record Found(string? Fault = null, MessagePlan? Plan = null, string? Hash = null, ParentIds? Parent = null);
}
