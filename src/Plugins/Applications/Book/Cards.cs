using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Book;

/// <summary>The columns of a card, and a card of them. Only where a company has the same role twice is it said what tells them apart.</summary>
internal static class Cards
{
    /// <summary>Of an application <c>a</c> and its company <c>c</c>. The last two are for who sorts by them.</summary>
    public const string Columns = """
        a.id, a.revision, c.name, a.role, a.place, a.stage, a.since, a.deadline, a.archived,
          (SELECT min(t.due) FROM task t WHERE t.application = a.id AND t.done IS NULL AND t.deleted IS NULL),
          CASE WHEN EXISTS(SELECT 1 FROM application o WHERE o.company = a.company AND o.role_key = a.role_key AND o.deleted IS NULL AND o.id <> a.id)
            THEN coalesce(a.requisition, a.place, 'since ' || date(a.created / 1000, 'unixepoch')) END,
          a.changed
        """;

    public static ApplicationCard Read(ref StoreRow row) => new()
    {
        Id = row.Text(),
        Revision = row.Number(),
        Company = row.Text(),
        Role = row.Text(),
        Place = row.TextOrNull(),
        Stage = row.Text(),
        Since = row.Instant(),
        Deadline = row.DayOrNull(),
        IsArchived = row.NumberOrNull() is not null,
        Due = row.DayOrNull(),
        Apart = row.TextOrNull(),
    };
}
