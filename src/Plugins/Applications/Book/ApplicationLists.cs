using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Book;

/// <summary>Applications as rows.</summary>
internal sealed class ApplicationLists(Desk desk)
{
    /// <summary>Newest change first.</summary>
    public async ValueTask<ApplicationListResponse> ListAsync(ApplicationListRequest request, CancellationToken cancel)
    {
        var limit = StoreCalls.Limit(request.Limit);
        var end = PageEnd.Read(request.Cursor);
        var where = new List<string> { "a.deleted IS NULL", request.Archived ? "a.archived IS NOT NULL" : "a.archived IS NULL", "(a.changed, a.id) < (@at, @id)" };
        if (request.Stage is not null)
            where.Add("a.stage = @stage");
        if (request.CompanyId is not null)
            where.Add("a.company = @company");
        if (request.Linked is not null)
            where.Add("a.id IN (SELECT l.application FROM link l WHERE l.kind = @kind AND l.id = @linked)");
        var rows = await desk.Store.ListAsync(
            StoreStatement.Of(
                $"SELECT {Cards.Columns} FROM application a JOIN company c ON c.id = a.company WHERE {string.Join(" AND ", where)} ORDER BY a.changed DESC, a.id DESC LIMIT @limit",
                ("at", end.At), ("id", end.Id), ("limit", limit + 1), ("stage", request.Stage), ("company", request.CompanyId), ("kind", request.Linked?.Kind), ("linked", request.Linked?.Id)),
            static row => (Card: Cards.Read(ref row), Changed: row.Number()), cancel);
        return new ApplicationListResponse
        {
            Applications = [.. rows.Take(limit).Select(static each => each.Card)],
            Next = rows.Count > limit ? new PageEnd(rows[limit - 1].Changed, rows[limit - 1].Card.Id).Text : null,
        };
    }

    /// <summary>Those of these ids that are not deleted, the oldest first.</summary>
    public ValueTask<List<ApplicationCard>> OfAsync(IReadOnlyList<string> ids, CancellationToken cancel) => ids.Count == 0
        ? ValueTask.FromResult<List<ApplicationCard>>([])
        : desk.Store.ListAsync(
            StoreStatement.Of(
                $"SELECT {Cards.Columns} FROM application a JOIN company c ON c.id = a.company WHERE a.deleted IS NULL AND a.id IN ({string.Join(", ", ids.Select(static (_, i) => $"@id{i}"))}) ORDER BY a.created, a.id",
                [.. ids.Select(static (id, i) => ($"id{i}", (StoreValue)id))]),
            static row => Cards.Read(ref row), cancel);
}
