using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Takes an approved message back while nothing has left: the approval is void, the item cancelled, the draft open again, all in one transaction.</summary>
internal sealed class TakeBack(OutboxStore outbox, DraftStore drafts, AuditLog audit, TimeProvider time)
{
    /// <exception cref="RpcException">It is claimed, or final.</exception>
    public OutboxRow Run(WriteTransaction transaction, Actor actor, string outboxId, string action, string reason)
    {
        var row = outbox.Get(transaction, outboxId);
        if (!OutboxMachine.CanBeTakenBack(row.State))
        {
            throw new RpcException(
                RpcErrorCode.WrongState,
                OutboxMachine.IsFinal(row.State) ? $"The message is {EnumText.Of(row.State)} already." : "The message is being sent and cannot be taken back any more.");
        }

        var cancelled = outbox.Move(transaction, row, OutboxEvent.Cancel, new OutboxChange(reason));
        ApprovalStore.Void(transaction, outboxId, time.GetUtcNow());
        drafts.SetState(transaction, row.DraftId, DraftState.Open, null);
        audit.Append(transaction, new AuditRecord(actor.Person, actor.Client, action, "outbox", outboxId, "cancelled"));
        return cancelled;
    }
}
