using System.Globalization;
using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Stages;
using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Search;

/// <summary>The one search box. Words are looked for in the full text index, the last one also as a beginning while it is being typed; filters in the tables.</summary>
internal sealed class ApplicationSearch(Desk desk, PipelineBook pipeline)
{
    /// <summary>
    /// Of more matches the newest are put in their order: what a letter finds in a large book has no best ones, and to weigh each of a hundred thousand takes a
    /// second. Nobody pages deeper than this either; narrower words find it.
    /// </summary>
    private const int MostRanked = 1_000;

    public async ValueTask<ApplicationListResponse> FindAsync(ApplicationSearchRequest request, CancellationToken cancel)
    {
        var limit = StoreCalls.Limit(request.Limit);
        var from = From(request.Cursor);
        var words = SearchReader.Read(request.Query);
        var filters = new SearchFilters((await pipeline.GetAsync(cancel)).Stages, Days.Today(desk.Time));
        List<string> where = ["a.deleted IS NULL", .. words.Where(static word => word.Key is not null).Select(filters.Condition)];
        if (!filters.AsksForArchived)
            where.Add("a.archived IS NULL");
        var wanted = Match(words.Where(static word => word is { Key: null, Not: false }), isTyped: !EndsWithSpace(request.Query));
        var unwanted = Match(words.Where(static word => word is { Key: null, Not: true }), isTyped: false, " OR ");
        if (unwanted.Length > 0)
            where.Add("a.number NOT IN (SELECT rowid FROM application_search WHERE application_search MATCH @unwanted)");
        var those = string.Join(" AND ", where);
        var found = wanted.Length == 0
            ? $"application a JOIN company c ON c.id = a.company WHERE {those} ORDER BY a.changed DESC"
            : $"""
                (SELECT s.rowid AS number, s.rank AS place FROM application_search s JOIN application a ON a.number = s.rowid JOIN company c ON c.id = a.company
                  WHERE application_search MATCH @wanted AND {those} ORDER BY s.rowid DESC LIMIT {MostRanked}) f
                JOIN application a ON a.number = f.number JOIN company c ON c.id = a.company ORDER BY f.place
                """;
        var rows = await desk.Store.ListAsync(
            StoreStatement.Of(
                $"SELECT {Cards.Columns} FROM {found}, a.id LIMIT @limit OFFSET @from",
                [("wanted", wanted), ("unwanted", unwanted), ("limit", limit + 1), ("from", from), .. filters.Values]),
            static row => Cards.Read(ref row), cancel);
        var more = rows.Count > limit;
        if (more)
            rows.RemoveAt(limit);
        return new ApplicationListResponse { Applications = rows, Next = more && from + limit < MostRanked ? (from + limit).ToString(CultureInfo.InvariantCulture) : null };
    }

    private static string Match(IEnumerable<SearchWord> words, bool isTyped, string between = " ")
    {
        var indexed = words.Where(static word => IndexPhrase.Of(word.Value, isBeginning: false) is not null).ToList();
        return string.Join(between, indexed.Select((word, at) => IndexPhrase.Of(word.Value, isBeginning: isTyped && at == indexed.Count - 1 && !word.Quoted)));
    }

    private static bool EndsWithSpace(string text) => text.Length > 0 && char.IsWhiteSpace(text[^1]);

    private static int From(string? cursor) => cursor is null ? 0
        : int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var from) && from < MostRanked ? from
        : throw RpcException.Invalid("$.cursor", "is no cursor of this list", "Give the 'next' of the page before, unchanged, or leave it out.");
}
