using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Import;

/// <summary>
/// One import. An application's timeline begins with an entry that names the import and carries the row's key, so that a row is imported once, a crash in the middle
/// costs nothing but to import again, and an import can be taken back.
/// </summary>
internal sealed class TrackerImport(Rooms rooms, IRpcCaller host, string importId, string fileName)
{
    /// <summary>The kind that entries refer to.</summary>
    public const string Kind = "import";

    private const int ProgressEvery = 100;

    private const int ShownRows = 20;

    // A file with more is mapped wrongly; and the answer has to fit a frame.
    private const int MostTold = 500;

    private static readonly string[] DayFields = ["applied", "posted", "deadline"];

    private readonly List<TrackerRow> _shown = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private int _created;
    private int _unchanged;

    public async ValueTask<TrackerImportResponse> RunAsync(TrackerImportRequest request, SheetFile sheet, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        List<RpcProblem> problems = [];
        List<RpcProblem> notices = [];
        var columns = TrackerColumns.Of(sheet.Header, request.Preset, request.Mapping);
        var days = DayReader.For(request.Days, sheet.Rows.SelectMany(row => DayFields.Select(field => columns.Value(row, field))).OfType<string>());
        var reader = new RowReader(columns, days, new StageWords(await rooms.Pipeline.GetAsync(cancel), request.Stages), fileName, problems, notices);
        var rows = 0;
        foreach (var row in sheet.Rows)
        {
            cancel.ThrowIfCancellationRequested();
            if (rows++ == TrackerLimits.Rows || problems.Count >= MostTold)
            {
                problems.Add(new()
                {
                    Path = FormattableString.Invariant($"{fileName}:{row.Line}"),
                    Problem = rows > TrackerLimits.Rows ? $"the file has more than {TrackerLimits.Rows} rows; from here on it was not read" : "too many rows are wrong; from here on it was not read",
                    Remedy = "Correct the file, or divide it, and import it again: what was taken is not doubled.",
                });
                break;
            }

            if (reader.Read(row) is { } read)
                await TakeAsync(read, request.DryRun, problems, cancel);
            if (rows % ProgressEvery == 0)
                progress?.Report(new ImportProgress(rows));
        }

        progress?.Report(new ImportProgress(rows));
        return new TrackerImportResponse
        {
            ImportId = _created > 0 && !request.DryRun ? importId : null,
            Created = _created,
            Unchanged = _unchanged,
            Mapping = columns.Mapping,
            Rows = _shown,
            Problems = problems,
            Notices = notices.Count <= MostTold ? notices : notices[..MostTold],
        };
    }

    private async ValueTask TakeAsync(ReadRow row, bool dryRun, List<RpcProblem> problems, CancellationToken cancel)
    {
        var once = Once(row.Key);
        // What was deleted since by hand stays deleted; and an opening of which an earlier export did not yet say when somebody applied is the same one.
        var isNew = _seen.Add(row.Key) && !await IsKnownAsync(row.Key, cancel) && !(await IsKnownAsync(row.KeyBefore, cancel) && _seen.Add(row.KeyBefore));
        try
        {
            if (isNew && dryRun)
                isNew = await IsNewAsync(row, cancel);
            else if (isNew)
                await MakeAsync(row, once, cancel);
        }
        catch (RpcException refused) when (refused.Code == RpcErrorCode.Conflict)
        {
            isNew = false;
        }
        catch (RpcException refused) when (refused.Detail is RpcInvalidData { Problems: [var first, ..] })
        {
            problems.Add(new() { Path = FormattableString.Invariant($"{fileName}:{row.Line}"), Problem = first.Problem, Remedy = first.Remedy });
            return;
        }

        if (isNew)
            _created++;
        else
            _unchanged++;
        if (_shown.Count < ShownRows)
            _shown.Add(new TrackerRow(row.Line, row.Details.Company, row.Details.Role, row.Stage, isNew, row.Details.Applied));
    }

    private async ValueTask MakeAsync(ReadRow row, string once, CancellationToken cancel)
    {
        var id = await rooms.Desk.ChangeAsync(
            () => rooms.Book.CreateAsync(row.Details, row.Stage, again: false, new NewEntry(TimelineKind.Imported) { Ref = new RecordRef(Kind, importId), Text = fileName, Once = once }, cancel), cancel);
        if (row.Notes is null)
            return;
        var note = await DocumentsRpc.Contract.Connect(host).CreateAsync(
            new DocumentCreateRequest { Kind = DocumentKind.Note, Title = "Notes from " + fileName, About = [new RecordRef("application", id)], Input = new DocumentInput { Text = row.Notes, Type = "text/plain" } }, cancel);
        // Not by way of the book: it belongs to the import, and changes nothing that the user did.
        await rooms.Desk.Store.WriteAsync(
            [StoreStatement.Of("INSERT OR IGNORE INTO link(application, kind, id, role, created) VALUES(@id, 'document', @note, 'note', @now)", ("id", id), ("note", note.Id), ("now", rooms.Desk.Now))], cancel);
    }

    private async ValueTask<bool> IsKnownAsync(string key, CancellationToken cancel) =>
        await rooms.Desk.Store.CountAsync(StoreStatement.Of("SELECT count(*) FROM entry WHERE once = @once", ("once", Once(key))), cancel) > 0;

    private static string Once(string key) => "import:" + key;

    private async ValueTask<bool> IsNewAsync(ReadRow row, CancellationToken cancel)
    {
        if (row.Details.Link is { } link && await rooms.Desk.Store.CountAsync(StoreStatement.Of("SELECT count(*) FROM application WHERE link = @link AND deleted IS NULL", ("link", link)), cancel) > 0)
            return false;
        return row.Details.Requisition is not { } requisition || await rooms.Companies.FindAsync(row.Details.Company, row.Details.Domain, cancel) is not { } company
            || await rooms.Desk.Store.CountAsync(
                StoreStatement.Of("SELECT count(*) FROM application WHERE company = @company AND requisition = @requisition AND deleted IS NULL", ("company", company.Id), ("requisition", requisition)), cancel) == 0;
    }
}
