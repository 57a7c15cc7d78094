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
        "id IN (SELECT a.company FROM application a WHERE a.id = @id AND NOT EXISTS(SELECT 1 FROM application o WHERE o.company = a.company AND o.id <> a.id))";

    public async ValueTask<ErasedCounts> PlanAsync(EraserRequest request, CancellationToken cancel)
    {
        var counts = new List<ErasedCount>();
        foreach (var (table, where) in Wheres(request.About))
        {
            if (await desk.Store.CountAsync(Statement($"SELECT count(*) FROM {table.Name} WHERE {where}", request.About), cancel) is > 0 and var count)
                counts.Add(new ErasedCount(table.Plural, (int)count));
        }

        return new ErasedCounts { Kinds = counts };
    }

    public ValueTask<ErasedCounts> EraseAsync(EraserRequest request, CancellationToken cancel) => desk.ChangeAsync(
        async () =>
        {
            var planned = await PlanAsync(request, cancel);
            var all = new List<StoreStatement>();
            if (request.About is null)
                all.Add(StoreStatement.Of("DELETE FROM application_search"));
            else if (request.About.Kind == ApplicationChanges.RecordKind)
                all.Add(Statement("DELETE FROM application_search WHERE rowid = (SELECT number FROM application WHERE id = @id)", request.About));
            // An application goes last: what else is its own is known by it.
            var wheres = Wheres(request.About).OrderBy(static each => each.Table.Name switch { "application" => 1, _ => 0 });
            all.AddRange(wheres.Select(each => Statement($"DELETE FROM {each.Table.Name} WHERE {each.Where}", request.About)));
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

    private static StoreStatement Statement(string sql, RecordRef? about) => StoreStatement.Of(sql, ("kind", about?.Kind), ("id", about?.Id));
}
