using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>Documents for one connection.</summary>
internal sealed class DocumentsService(
    Books books, DocumentShelf shelf, Func<ReadConnection, Principal, DocumentSentRequest, DocumentSentResponse> sent, Policy policy, Caller caller) : IDocuments
{
    public ValueTask<DocumentListResponse> ListAsync(DocumentListRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "documents.list");
        var (limit, after) = (PageCursor.Limit(request.Limit), PageCursor.Read(request.Cursor));
        var rows = books.Database.Read(connection => DocumentStore.List(connection, caller.Principal, request, limit, after));
        var page = rows.Take(limit).ToList();
        return new(new DocumentListResponse
        {
            Documents = [.. page.Select(static row => row.ForClient())],
            Next = rows.Count > limit ? DocumentStore.After(page[^1]).Text : null,
        });
    }

    public ValueTask<Document> GetAsync(DocumentGetRequest request, CancellationToken cancel) => new(Require(request.Id, PolicyAction.See).ForClient());

    public async ValueTask<Document> CreateAsync(DocumentCreateRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Draft, "documents.create");
        return (await shelf.Keeper.CreateAsync(request, Note("documents.create"), cancel)).ForClient();
    }

    public async ValueTask<Document> AddVersionAsync(DocumentAddVersionRequest request, CancellationToken cancel) =>
        (await shelf.Keeper.AddAsync(Require(request.Id, PolicyAction.Write), request, Note("documents.addVersion"), cancel)).ForClient();

    public async ValueTask<DocumentText> TextAsync(DocumentVersionRequest request, CancellationToken cancel)
    {
        var (row, version) = Version(request, "$");
        return (await shelf.Reader.ReadAsync(row, version, cancel)).ForClient(row.Id, version.Number);
    }

    public ValueTask<DocumentFile> ContentAsync(DocumentVersionRequest request, CancellationToken cancel)
    {
        var (row, version) = Version(request, "$");
        return new(shelf.Exporter.AsItIs(row, version));
    }

    public ValueTask<Document> RenameAsync(DocumentRenameRequest request, CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        DocumentRules.CheckTitle(request.Title, problems);
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        var row = Require(request.Id, PolicyAction.Write);
        return WriteAsync("documents.rename", transaction => shelf.Store.Rename(transaction, row, request.Revision, request.Title.Trim()), cancel);
    }

    public async ValueTask<Document> LinkAsync(DocumentLinkRequest request, CancellationToken cancel) =>
        (await shelf.Keeper.LinkAsync(Require(request.Id, PolicyAction.Write), request, Note("documents.link"), cancel)).ForClient();

    public async ValueTask<Document> UnlinkAsync(DocumentLinkRequest request, CancellationToken cancel) =>
        (await shelf.Keeper.UnlinkAsync(Require(request.Id, PolicyAction.Write), request, Note("documents.unlink"), cancel)).ForClient();

    public ValueTask<Done> DeleteAsync(DocumentDeleteRequest request, CancellationToken cancel)
    {
        var row = Require(request.Id, PolicyAction.Write);
        return books.WriteAsync(
            transaction =>
            {
                shelf.Store.Delete(transaction, row.Id, request.Revision);
                Note("documents.delete")(transaction, row);
                return new Done();
            },
            cancel);
    }

    public ValueTask<Document> UndeleteAsync(DocumentGetRequest request, CancellationToken cancel)
    {
        var row = books.Database.Read(connection => shelf.Store.FindDeleted(connection, request.Id)) ?? throw RpcException.NotFound(DocumentStore.Table, request.Id);
        policy.Require(caller.Principal, PolicyAction.Write, Resource.Of(DocumentStore.Table, row.Stamp));
        return WriteAsync("documents.undelete", transaction => shelf.Store.Undelete(transaction, row), cancel);
    }

    public async ValueTask<DocumentDiff> DiffAsync(DocumentDiffRequest request, CancellationToken cancel)
    {
        var (fromRow, fromVersion) = Version(request.From, "$.from");
        var (toRow, toVersion) = Version(request.To, "$.to");
        var from = await shelf.Reader.ReadAsync(fromRow, fromVersion, cancel);
        var to = await shelf.Reader.ReadAsync(toRow, toVersion, cancel);
        return new DocumentDiff
        {
            From = fromVersion.Number,
            To = toVersion.Number,
            Lines = DocumentComparison.Of(from.Lines, to.Lines),
        };
    }

    public async ValueTask<DocumentFile> ExportAsync(DocumentExportRequest request, CancellationToken cancel)
    {
        var (row, version) = Version(new() { Id = request.Id, Version = request.Version }, "$");
        return await shelf.Exporter.ExportAsync(row, version, request.Format, request.Layout, cancel);
    }

    public async ValueTask<Document> TailorAsync(DocumentTailorRequest request, CancellationToken cancel)
    {
        var (row, version) = Version(new() { Id = request.Id, Version = request.Version }, "$", PolicyAction.Write);
        var bytes = await shelf.Tailor.ApplyAsync(row, version, request.Changes, cancel);
        return (await shelf.Keeper.AddTailoredAsync(row, request.Revision, version, bytes, Note("documents.tailor"), cancel)).ForClient();
    }

    public ValueTask<DocumentSentResponse> SentAsync(DocumentSentRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "documents.sent");
        return new(books.Database.Read(connection => sent(connection, caller.Principal, request)));
    }

    private async ValueTask<Document> WriteAsync(string action, Func<WriteTransaction, DocumentRow> change, CancellationToken cancel) => (await books.WriteAsync(
        transaction =>
        {
            var row = change(transaction);
            Note(action)(transaction, row);
            return row;
        },
        cancel)).ForClient();

    private Action<WriteTransaction, DocumentRow> Note(string action) =>
        (transaction, row) => books.Note(transaction, caller.Principal, action, DocumentStore.Table, row.Id);

    private DocumentRow Require(string id, PolicyAction action)
    {
        var row = books.Database.Read(connection => shelf.Store.Get(connection, id));
        policy.Require(caller.Principal, action, Resource.Of(DocumentStore.Table, row.Stamp));
        return row;
    }

    private (DocumentRow Row, VersionRow Version) Version(DocumentVersionRequest request, string path, PolicyAction action = PolicyAction.See)
    {
        var row = Require(request.Id, action);
        return (row, DocumentShelf.Version(row, request.Version, path));
    }
}
