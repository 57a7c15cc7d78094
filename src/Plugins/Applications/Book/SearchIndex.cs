using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Book;

/// <summary>The full text index of an application: what the one search box finds.</summary>
internal static class SearchIndex
{
    /// <summary>Belongs at the end of a batch that changed what it holds; a deleted application leaves it.</summary>
    public static IEnumerable<StoreStatement> Renew(string application) =>
    [
        StoreStatement.Of("DELETE FROM application_search WHERE rowid = (SELECT number FROM application WHERE id = @id)", ("id", application)),
        StoreStatement.Of(
            """
            INSERT INTO application_search(rowid, company, role, requisition, place, source, tags, tasks)
            SELECT a.number, c.name, a.role, coalesce(a.requisition, ''), coalesce(a.place, ''), coalesce(a.source, ''),
              coalesce((SELECT group_concat(t.tag, ' ') FROM tag t WHERE t.application = a.id), ''),
              coalesce((SELECT group_concat(t.title, ' ') FROM task t WHERE t.application = a.id AND t.deleted IS NULL), '')
            FROM application a JOIN company c ON c.id = a.company WHERE a.id = @id AND a.deleted IS NULL
            """,
            ("id", application)),
    ];
}
