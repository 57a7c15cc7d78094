using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Import;

/// <summary>What clients call to import applications, and to take an import back.</summary>
internal sealed class TrackersService(Rooms rooms, IRpcCaller host) : ITrackers
{
    private const int LongestFileName = 150;

    private readonly ContentReader _contents = new(host);

    public ValueTask<TrackerPresetsResponse> PresetsAsync(TrackerPresetsRequest request, CancellationToken cancel) =>
        ValueTask.FromResult(new TrackerPresetsResponse { Presets = Presets.All });

    public async ValueTask<TrackerImportResponse> ImportAsync(TrackerImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        List<RpcProblem> problems = [];
        var name = ApplicationRules.Line(request.FileName, "$.fileName", LongestFileName, problems);
        if (name is null || problems.Count > 0)
            throw RpcException.Invalid("$.fileName", "is no file name", $"Give 1 to {LongestFileName} characters on one line, for example jobs.csv.");
        if (request.File.Size is < 0 or > TrackerLimits.Size)
            throw new RpcException(RpcErrorCode.Limit, $"A file has at most {TrackerLimits.Size} bytes.", new RpcLimitData { Limit = "fileBytes", Maximum = TrackerLimits.Size });
        return await new TrackerImport(rooms, host, rooms.Desk.NewId(), name).RunAsync(request, SheetFile.Open(await ReadAsync(request.File, cancel), TrackerLimits.Rows), progress, cancel);
    }

    public async ValueTask<TrackerListResponse> ListAsync(TrackerListRequest request, CancellationToken cancel) => new()
    {
        Imports = await rooms.Desk.Store.ListAsync(
            StoreStatement.Of(
                """
                SELECT e.ref_id, max(e.text), min(e.at), count(*) FROM entry e JOIN application a ON a.id = e.application
                WHERE e.kind = 'imported' AND e.ref_kind = 'import' AND a.deleted IS NULL GROUP BY e.ref_id ORDER BY min(e.at) DESC LIMIT 1000
                """),
            static row => Imported(row), cancel),
    };

    public ValueTask<TrackerUndoResponse> UndoAsync(TrackerUndoRequest request, CancellationToken cancel) => rooms.Desk.ChangeAsync(() => UndoAsync(request.ImportId, cancel), cancel);

    private static TrackerImported Imported(StoreRow row) => new(row.Text(), row.TextOrNull() ?? "", row.Instant(), (int)row.Number());

    private async ValueTask<TrackerUndoResponse> UndoAsync(string importId, CancellationToken cancel)
    {
        var made = await rooms.Desk.Store.ListAsync(
            StoreStatement.Of(
                """
                SELECT a.id, a.revision FROM entry e JOIN application a ON a.id = e.application
                WHERE e.kind = 'imported' AND e.ref_kind = 'import' AND e.ref_id = @import AND a.deleted IS NULL ORDER BY a.id
                """,
                ("import", importId)),
            static row => (Id: row.Text(), Revision: row.Number()), cancel);
        if (made.Count == 0)
            throw RpcException.NotFound("import", importId);
        List<string> kept = [];
        foreach (var (id, revision) in made)
        {
            if (revision > 1)
                kept.Add(id);
            else
                await DeleteAsync(id, importId, cancel);
        }

        return new TrackerUndoResponse { Deleted = made.Count - kept.Count, Kept = kept };
    }

    private async ValueTask DeleteAsync(string id, string importId, CancellationToken cancel)
    {
        await DeleteNotesAsync(id, cancel);
        await rooms.Book.DeleteAsync(new ApplicationDeleteRequest { Id = id, Revision = 1 }, cancel);
        // The row may be imported again, as if it never had been.
        await rooms.Desk.Store.WriteAsync(
            [StoreStatement.Of("UPDATE entry SET once = NULL WHERE application = @id AND ref_kind = 'import' AND ref_id = @import", ("id", id), ("import", importId))], cancel);
    }

    private async ValueTask DeleteNotesAsync(string id, CancellationToken cancel)
    {
        var documents = DocumentsRpc.Contract.Connect(host);
        foreach (var link in (await rooms.Reader.GetAsync(id, cancel)).Links.Where(static link => link is { Ref.Kind: "document", Role: "note" }))
        {
            var note = await documents.GetAsync(new DocumentGetRequest { Id = link.Ref.Id }, cancel);
            await documents.DeleteAsync(new DocumentDeleteRequest { Id = note.Id, Revision = note.Revision }, cancel);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Content file, CancellationToken cancel)
    {
        try
        {
            return await _contents.ReadAsync(file, cancel);
        }
        catch (InvalidDataException error)
        {
            throw RpcException.Invalid("$.file", error.Message, "Give the bytes, or the handle of a finished upload, and how many bytes there are.");
        }
    }
}
