using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Records;
using Assistant.Host.Records.Documents;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>What one connection may do with drafts.</summary>
internal sealed class DraftsService(
    Database database, DraftStore drafts, DraftEditor editor, DocumentAttaching attaching, DraftComposition composition, DraftReader reader, MessagePlanner planner, MessageMaker maker,
    Policy policy, Caller caller) : IDrafts
{
    public ValueTask<DraftListResponse> ListAsync(DraftListRequest request, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.RequireScope(principal, Scopes.Read, "drafts.list");
        var (limit, after) = (PageCursor.Limit(request.Limit), PageCursor.Read(request.Cursor));
        return new(database.Read(connection =>
        {
            var rows = drafts.List(connection, request.State, limit + 1, after);
            var page = rows.Take(limit).ToList();
            return new DraftListResponse
            {
                Drafts = [.. page.Where(row => Policy.Allows(principal, PolicyAction.See, Resource.Of("draft", row.Stamp))).Select(row => reader.Read(connection, row))],
                Next = rows.Count > limit ? DraftStore.After(page[^1]).Text : null,
            };
        }));
    }

    public ValueTask<Draft> GetAsync(DraftGetRequest request, CancellationToken cancel) => new(Read(Require(request.Id, PolicyAction.See)));

    public async ValueTask<Draft> CreateAsync(DraftCreateRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Draft, "drafts.create");
        return Read(await editor.CreateAsync(request, cancel));
    }

    public async ValueTask<DraftComposeResponse> ComposeAsync(DraftComposeRequest request, IProgress<ComposeProgress>? progress, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Draft, "drafts.compose");
        var (made, problems) = await composition.ComposeAsync(request, progress, cancel);
        return new DraftComposeResponse { Drafts = [.. made.Select(Read)], Problems = problems };
    }

    public async ValueTask<Draft> UpdateAsync(DraftUpdateRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Write);
        return Read(await editor.UpdateAsync(Actor.Of(caller.Principal), request, cancel));
    }

    public ValueTask<DraftHistoryResponse> HistoryAsync(DraftHistoryRequest request, CancellationToken cancel)
    {
        var row = Require(request.Id, PolicyAction.See);
        var limit = PageCursor.Limit(request.Limit);
        return new(database.Read(connection => new DraftHistoryResponse { Revisions = drafts.History(connection, row, limit) }));
    }

    public async ValueTask<Draft> RestoreAsync(DraftRestoreRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Write);
        return Read(await editor.RestoreAsync(Actor.Of(caller.Principal), request, cancel));
    }

    public async ValueTask<Draft> TickAsync(DraftTickRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Approve);
        return Read(await editor.TickAsync(Actor.Of(caller.Principal), request, cancel));
    }

    public async ValueTask<Done> DeleteAsync(DraftDeleteRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Write);
        return await editor.DeleteAsync(Actor.Of(caller.Principal), request, cancel);
    }

    public async ValueTask<Draft> AttachAsync(DraftAttachRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Write);
        return Read(await editor.AttachAsync(Actor.Of(caller.Principal), request, null, cancel));
    }

    public async ValueTask<Draft> AttachDocumentAsync(DraftAttachDocumentRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Write);
        var document = attaching.Document(request.DocumentId);
        policy.Require(caller.Principal, PolicyAction.See, Resource.Of(DocumentStore.Table, document.Stamp));
        return Read(await attaching.AttachAsync(Actor.Of(caller.Principal), request, document, cancel));
    }

    public async ValueTask<Draft> DetachAsync(DraftDetachRequest request, CancellationToken cancel)
    {
        Require(request.Id, PolicyAction.Write);
        return Read(await editor.DetachAsync(Actor.Of(caller.Principal), request, cancel));
    }

    public ValueTask<DraftPreview> PreviewAsync(DraftPreviewRequest request, CancellationToken cancel)
    {
        var row = Require(request.Id, PolicyAction.See);
        var preview = database.Read(connection => reader.Preview(connection, row));
        if (preview.Hash is null)
            return new(preview);
        // The last doubt, dispelled while a person can still change something: that the built bytes read back as what is shown.
        var plan = database.Read(connection => planner.Plan(connection, row)).Message;
        return new(maker.Rehearse(plan) is { } fault
            ? preview with { Hash = null, Problems = [new RpcProblem { Path = "$", Problem = fault, Remedy = "Write it more plainly." }] }
            : preview);
    }

    private DraftRow Require(string id, PolicyAction action)
    {
        var row = editor.Get(id);
        policy.Require(caller.Principal, action, Resource.Of("draft", row.Stamp));
        return row;
    }

    private Draft Read(DraftRow row) => database.Read(connection => reader.Read(connection, row));
}
