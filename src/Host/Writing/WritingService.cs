using Assistant.Host.Records;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>What one connection may do with writings.</summary>
/// <param name="books">Where records are.</param>
/// <param name="store">Writings.</param>
/// <param name="runs">Those that run.</param>
/// <param name="policy">Who may.</param>
/// <param name="caller">Who calls.</param>
/// <param name="isLost">The connection is gone: a call that ends now was not ended by a person.</param>
internal sealed class WritingService(Books books, WritingStore store, WritingRuns runs, Policy policy, Caller caller, Func<bool> isLost) : IWriting
{
    private const string Kind = "writing";

    public ValueTask<WritingPlan> PlanAsync(WritingStartRequest request, CancellationToken cancel)
    {
        Require(request, "writing.plan");
        return runs.PlanAsync(request, cancel);
    }

    public async ValueTask<Protocol.Services.Writing> StartAsync(WritingStartRequest request, IProgress<WritingProgress>? progress, CancellationToken cancel)
    {
        Require(request, "writing.start");
        var run = await runs.StartAsync(caller.Principal, request, cancel);
        try
        {
            await run.FollowAsync(progress, cancel);
            return (await run.Completion.WaitAsync(cancel)).ForClient();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            if (!isLost())
                run.Cancel(RunEnd.Person);
            throw;
        }
    }

    public async ValueTask<Protocol.Services.Writing> WatchAsync(WritingGetRequest request, IProgress<WritingProgress>? progress, CancellationToken cancel)
    {
        Find(request.Id, PolicyAction.See);
        if (runs.TryGet(request.Id, out var run))
            await run.FollowAsync(progress, cancel);
        return Show(request.Id);
    }

    public ValueTask<Protocol.Services.Writing> GetAsync(WritingGetRequest request, CancellationToken cancel) => new(Show(request.Id));

    public ValueTask<WritingListResponse> ListAsync(WritingListRequest request, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.RequireScope(principal, Scopes.Read, "writing.list");
        var (limit, after) = (PageCursor.Limit(request.Limit), PageCursor.Read(request.Cursor));
        var rows = books.Database.Read(connection => store.List(connection, principal, request.ContactId, request.About, limit, after));
        return new(new WritingListResponse
        {
            Writings = [.. rows.Take(limit).Select(static row => row.ForClient() with { Text = "", Parts = [], Sources = [] })],
            Next = rows.Count > limit ? new PageCursor("", rows[limit - 1].Id).Text : null,
        });
    }

    public async ValueTask<Done> CancelAsync(WritingGetRequest request, CancellationToken cancel)
    {
        Find(request.Id, PolicyAction.Write);
        if (!runs.TryGet(request.Id, out var run))
            throw new RpcException(RpcErrorCode.WrongState, "The writing does not run any more.");
        run.Cancel(RunEnd.Person);
        await ((Task)run.Completion.WaitAsync(cancel)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new Done();
    }

    public async ValueTask<Protocol.Services.Writing> TickAsync(WritingTickRequest request, CancellationToken cancel)
    {
        Find(request.Id, PolicyAction.Approve);
        return await books.WriteAsync(
            transaction =>
            {
                var ticked = WritingTicks.Tick(store.Get(transaction, request.Id), request.ClaimIds);
                foreach (var id in request.ClaimIds)
                    books.Audit.Append(transaction, new AuditRecord(caller.Principal.Person, caller.Principal.Client, "writing.tick", Kind, request.Id, $"ticked {id}"));
                return store.Finish(transaction, ticked).ForClient();
            },
            cancel);
    }

    public ValueTask<Done> DeleteAsync(WritingGetRequest request, CancellationToken cancel)
    {
        Find(request.Id, PolicyAction.Write);
        if (runs.TryGet(request.Id, out _))
            throw new RpcException(RpcErrorCode.WrongState, "The writing runs: cancel it first.");
        return books.WriteAsync(
            transaction =>
            {
                store.Delete(transaction, store.Get(transaction, request.Id));
                books.Note(transaction, caller.Principal, "writing.delete", Kind, request.Id);
                return new Done();
            },
            cancel);
    }

    // Each record that it names is asked about by itself: knowing an id is no right to it.
    private void Require(WritingStartRequest request, string action)
    {
        var principal = caller.Principal;
        policy.RequireScope(principal, Scopes.Draft, action);
        if (request.ContactId is { } contact)
            policy.Require(principal, PolicyAction.See, books.Resource("contact", contact));
        if (request.DraftId is { } draft)
            policy.Require(principal, PolicyAction.Write, books.Resource("draft", draft));
        if (request.TemplateId is { } template)
            policy.Require(principal, PolicyAction.See, books.Resource("template", template));
        if (request.OutboxId is { } item)
            policy.Require(principal, PolicyAction.See, books.Resource("outbox", item));
    }

    private WritingRow Find(string id, PolicyAction action)
    {
        var row = books.Database.Read(connection => store.Get(connection, id));
        policy.Require(caller.Principal, action, Resource.Of(Kind, row.Stamp));
        return row;
    }

    // In this order: one that runs no more has been noted before.
    private Protocol.Services.Writing Show(string id)
    {
        _ = runs.TryGet(id, out var run);
        var row = Find(id, PolicyAction.See);
        return row.State != WritingState.Running ? row.ForClient()
            : run is null ? WritingRuns.Lost(row).ForClient()
            : row.ForClient() with { Text = run.Text };
    }
}
