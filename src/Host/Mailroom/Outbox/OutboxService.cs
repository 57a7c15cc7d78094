using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Records;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>What one connection may do with the outbox.</summary>
internal sealed class OutboxService(
    Database database, OutboxStore outbox, DraftStore drafts, Approver approver, OutboxActions actions, OutboxReader reader, DraftReader draftReader, Vault vault, Policy policy, Caller caller) : IOutbox
{
    public async ValueTask<OutboxApproveResponse> ApproveAsync(OutboxApproveRequest request, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.RequireScope(principal, Scopes.Approve, "outbox.approve");
        foreach (var item in request.Items)
        {
            if (database.Read(connection => drafts.Find(connection, item.DraftId)) is { } draft)
                policy.Require(principal, PolicyAction.Approve, Resource.Of("draft", draft.Stamp));
        }

        var rows = await approver.ApproveAsync(Actor.Of(principal), request, cancel);
        Failpoint.Hit("outbox.approved.committed");
        return new OutboxApproveResponse { Items = [.. rows.Select(Read)] };
    }

    public ValueTask<OutboxListResponse> ListAsync(OutboxListRequest request, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.RequireScope(principal, Scopes.Read, "outbox.list");
        var (limit, after) = (PageCursor.Limit(request.Limit), PageCursor.Read(request.Cursor));
        return new(database.Read(connection =>
        {
            var rows = outbox.List(connection, request.States, limit + 1, after);
            var page = rows.Take(limit).ToList();
            return new OutboxListResponse
            {
                Items = [.. page.Where(row => Policy.Allows(principal, PolicyAction.See, Resource.Of("outbox", row.Stamp))).Select(row => reader.Read(connection, row))],
                Next = rows.Count > limit ? OutboxStore.After(page[^1]).Text : null,
            };
        }));
    }

    public ValueTask<OutboxShowResponse> ShowAsync(OutboxShowRequest request, CancellationToken cancel)
    {
        var row = Require(request.Id, PolicyAction.See);
        return new(database.Read(connection => new OutboxShowResponse { Item = reader.Read(connection, row), Steps = OutboxStore.Steps(connection, row.Id) }));
    }

    public ValueTask<OutboxSourceResponse> SourceAsync(OutboxSourceRequest request, CancellationToken cancel)
    {
        var row = Require(request.Id, PolicyAction.See);
        if (row.Vault is not { } entry)
            throw new RpcException(RpcErrorCode.NotFound, "The message has not been built yet.", new RpcNotFoundData { Kind = "source", Id = row.Id });
        var bytes = vault.Read(entry) ?? throw RpcException.NotFound("source", row.Id);
        return new(new OutboxSourceResponse { Message = Vault.Carry(entry, bytes), Digest = entry.Digest });
    }

    public async ValueTask<OutboxItem> CancelAsync(OutboxCancelRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Write);
        return Read(await actions.CancelAsync(Actor.Of(caller.Principal), request.Id, cancel));
    }

    public async ValueTask<Draft> RetryAsync(OutboxRetryRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Write);
        var draft = await actions.RetryAsync(Actor.Of(caller.Principal), request.Id, cancel);
        return database.Read(connection => draftReader.Read(connection, draft));
    }

    public async ValueTask<OutboxItem> SettleAsync(OutboxSettleRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Decide);
        return Read(await actions.SettleAsync(Actor.Of(caller.Principal), request, cancel));
    }

    public async ValueTask<OutboxItem> ReleaseAsync(OutboxReleaseRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Approve);
        return Read(await actions.ReleaseAsync(Actor.Of(caller.Principal), request.Id, cancel));
    }

    private OutboxRow Require(string id, PolicyAction action)
    {
        var row = database.Read(connection => outbox.Get(connection, id));
        policy.Require(caller.Principal, action, Resource.Of("outbox", row.Stamp));
        return row;
    }

    private OutboxItem Read(OutboxRow row) => database.Read(connection => reader.Read(connection, row));
}
