using Assistant.Plugins.Applications.Deciding;
using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Keeping;

/// <summary>
/// Erases an application with all that hangs on it, and its company where that was the last one there; what names another record; or everything.
/// The user's own stages stay: they say nothing about anybody.
/// </summary>
internal sealed class BookEraser(Desk desk) : IEraser
{
    private const string LastOfItsCompany =
        "id IN (SELECT a.company FROM application a WHERE a.id = @id AND NOT EXISTS(SELECT 1 FROM application o WHERE o.company = a.company AND instr(@all, o.id) = 0))";

    public async ValueTask<ErasedCounts> PlanAsync(EraserRequest request, CancellationToken cancel)
    {
        var merged = await MergedAsync(request.About, cancel);
        var counts = new List<ErasedCount>();
        foreach (var (table, where) in Wheres(request.About))
        {
            // The company of merged applications is one and the same.
            var about = table.Name == "company" ? [request.About] : merged.Prepend(request.About);
            var count = 0L;
            foreach (var each in about)
                count += await desk.Store.CountAsync(Statement($"SELECT count(*) FROM {table.Name} WHERE {where}", each, request.About, merged), cancel);
            if (count > 0)
                counts.Add(new ErasedCount(table.Plural, (int)count));
        }

        return new ErasedCounts { Kinds = counts, Also = merged };
    }

    public ValueTask<ErasedCounts> EraseAsync(EraserRequest request, CancellationToken cancel) => desk.ChangeAsync(
        async () =>
        {
            var planned = await PlanAsync(request, cancel);
            var all = new List<StoreStatement>();
            if (request.About is null)
                all.Add(StoreStatement.Of("DELETE FROM application_search"));
            foreach (var about in planned.Also.Prepend(request.About))
            {
                if (about?.Kind == ApplicationChanges.RecordKind)
                    all.Add(Statement("DELETE FROM application_search WHERE rowid = (SELECT number FROM application WHERE id = @id)", about, about, []));
                // An application goes last: what else is its own is known by it.
                var wheres = Wheres(about).OrderBy(static each => each.Table.Name switch { "application" => 1, _ => 0 });
                all.AddRange(wheres.Select(each => Statement($"DELETE FROM {each.Table.Name} WHERE {each.Where}", about, request.About, planned.Also)));
            }

            await desk.Store.WriteAsync(all, cancel);
            return planned;
        },
        cancel);

    private static IEnumerable<(BookTable Table, string Where)> Wheres(RecordRef? about)
    {
        foreach (var table in BookTable.All.Where(static table => table.Name != "stage"))
        {
            if (about is null)
                yield return (table, "1");
            else if (about.Kind != ApplicationChanges.RecordKind && table.OfRecord is { } named)
                yield return (table, named);
            else if (about.Kind == ApplicationChanges.RecordKind)
                yield return (table, table.Name == "company" ? LastOfItsCompany : table.OfApplication);
        }
    }

    // What was merged into an application and was not taken apart again is that application, also where it was merged by way of another.
    private async ValueTask<List<RecordRef>> MergedAsync(RecordRef? about, CancellationToken cancel) => about?.Kind != ApplicationChanges.RecordKind
        ? []
        : await desk.Store.ListAsync(
            StoreStatement.Of("SELECT DISTINCT ref_id FROM entry WHERE application = @id AND kind = 'merged' AND undone = 0 AND ref_id IS NOT NULL AND ref_id <> @id", ("id", about.Id)),
            static row => new RecordRef(ApplicationChanges.RecordKind, row.Text()), cancel);

    private static StoreStatement Statement(string sql, RecordRef? about, RecordRef? first, IReadOnlyList<RecordRef> merged) => 
        StoreStatement.Of(sql, ("kind", about?.Kind), ("id", about?.Id), ("all", string.Join('|', merged.Prepend(first).Select(static each => each?.Id))));
}
