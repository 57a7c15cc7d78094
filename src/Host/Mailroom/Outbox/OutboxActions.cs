using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>What a person does with messages that are in the outbox already.</summary>
internal sealed class OutboxActions(
    Database database, Desk desk, AuditLog audit, OutboxStore outbox, DraftStore drafts, DraftEditor editor, DraftClaims claims, AttachedFile files, TakeBack takeBack, TimeProvider time)
{
    /// <summary>Something may be due.</summary>
    public event Action? Released;

    public ValueTask<OutboxRow> CancelAsync(Actor actor, string id, CancellationToken cancel) => database.WriteAsync(
        transaction =>
        {
            // Its provider may hold something of it.
            transaction.OnCommitted(() => Released?.Invoke());
            return takeBack.Run(transaction, actor, id, "outbox.cancel", "taken back");
        },
        cancel);

    /// <summary>A new draft with the same content, open; it needs an approval of its own.</summary>
    public ValueTask<DraftRow> RetryAsync(Actor actor, string id, CancellationToken cancel) => database.WriteAsync(
        transaction =>
        {
            var row = outbox.Get(transaction, id);
            if (row.State is not (OutboxState.Refused or OutboxState.NeedsPerson))
                throw new RpcException(RpcErrorCode.WrongState, $"A message that is {EnumText.Of(row.State)} needs no second try.");
            var old = drafts.Find(transaction, row.DraftId)
                ?? throw new RpcException(RpcErrorCode.WrongState, "Its draft was deleted; write it anew.");
            var draft = editor.Insert(transaction, new NewDraft
            {
                ContactId = old.ContactId,
                Content = old.Content,
                Attachments = [.. old.Attachments.Select(files.Copy)],
                SealedFor = old.SealedFor,
                Parent = old.Parent,
                About = old.About,
                Provenance = old.Provenance,
                IsWhole = true,
            });
            claims.Copy(transaction, old, draft);
            audit.Append(transaction, new AuditRecord(actor.Person, actor.Client, "outbox.retry", "outbox", id, $"draft {draft.Id}"));
            return draft;
        },
        cancel);

    public ValueTask<OutboxRow> SettleAsync(Actor actor, OutboxSettleRequest request, CancellationToken cancel) => database.WriteAsync(
        transaction =>
        {
            var row = outbox.Get(transaction, request.Id);
            var said = new Evidence { Source = EvidenceSource.Person, Name = request.WasSent ? "sent" : "not sent", Value = request.Note ?? "" };
            var settled = outbox.Move(
                transaction, row, request.WasSent ? OutboxEvent.SettleSent : OutboxEvent.SettleUnsent,
                new OutboxChange(request.WasSent ? "a person says that it was sent" : "a person says that it was not sent") { Evidence = [.. row.Evidence, said] });
            audit.Append(transaction, new AuditRecord(actor.Person, actor.Client, "outbox.settle", "outbox", row.Id, EnumText.Of(settled.State)));
            return settled;
        },
        cancel);

    /// <summary>It goes on from this device, now or at its time, as it was approved.</summary>
    public ValueTask<OutboxRow> ReleaseAsync(Actor actor, string id, CancellationToken cancel) => database.WriteAsync(
        transaction =>
        {
            var row = outbox.Get(transaction, id);
            var now = time.GetUtcNow();
            var released = outbox.Move(
                transaction, row, OutboxEvent.Release,
                new OutboxChange("released by a person") { Wake = row.NotBefore > now ? row.NotBefore : now }.WithSender(desk.Device).WithoutVault().WithTime(row.NotBefore > now ? row.NotBefore : now));
            audit.Append(transaction, new AuditRecord(actor.Person, actor.Client, "outbox.release", "outbox", row.Id, "approved"));
            transaction.OnCommitted(() => Released?.Invoke());
            return released;
        },
        cancel);
}
