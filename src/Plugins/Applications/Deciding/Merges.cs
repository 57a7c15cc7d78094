using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Deciding;

/// <summary>Two applications that are one: what belongs to the other goes over, marked with where it is from, and the other is deleted. Called in a turn of the desk's.</summary>
internal sealed class Merges(Desk desk, TimelineBook timeline, ApplicationBook book)
{
    private static readonly string[] Moving = ["entry", "task", "link"];

    public IReadOnlyList<StoreStatement> Statements(string kept, string other, string once) =>
    [
        // What both have stays with the other: a link is there once.
        .. Moving.Select(table => StoreStatement.Of($"UPDATE OR IGNORE {table} SET application = @kept, merged_from = @other WHERE application = @other", ("kept", kept), ("other", other))),
        StoreStatement.Of("INSERT OR IGNORE INTO tag(application, tag, merged_from) SELECT @kept, tag, @other FROM tag WHERE application = @other", ("kept", kept), ("other", other)),
        book.Set(other, "deleted = @now"),
        book.Set(kept, "stage = stage"),
        timeline.Add(kept, new NewEntry(TimelineKind.Merged) { By = TimelineBook.Proposal, Ref = new RecordRef(ApplicationChanges.RecordKind, other), Once = once }),
        .. SearchIndex.Renew(kept),
        .. SearchIndex.Renew(other),
    ];

    public IReadOnlyList<StoreStatement> Back(string kept, string other, string entry) =>
    [
        .. Moving.Select(table => StoreStatement.Of($"UPDATE OR IGNORE {table} SET application = @other, merged_from = NULL WHERE application = @kept AND merged_from = @other", ("kept", kept), ("other", other))),
        StoreStatement.Of("DELETE FROM tag WHERE application = @kept AND merged_from = @other", ("kept", kept), ("other", other)),
        StoreStatement.Of("UPDATE entry SET undone = 1 WHERE id = @entry", ("entry", entry)),
        book.Set(other, "deleted = NULL"),
        book.Set(kept, "stage = stage"),
        .. SearchIndex.Renew(kept),
        .. SearchIndex.Renew(other),
    ];

    /// <summary>Applications that look like one: company and role are the same, and so is the requisition or the place, or one of the two has neither.</summary>
    public async ValueTask<DuplicateListResponse> FindAsync(ApplicationLists lists, CancellationToken cancel)
    {
        const int most = 100;
        var pairs = await desk.Store.ListAsync(
            StoreStatement.Of(
                $"""
                SELECT a.id, b.id, a.requisition, a.place FROM application a JOIN application b
                ON b.company = a.company AND b.role_key = a.role_key AND b.number > a.number AND b.deleted IS NULL
                WHERE a.deleted IS NULL AND (a.requisition IS NULL OR b.requisition IS NULL OR a.requisition = b.requisition)
                  AND (a.place IS NULL OR b.place IS NULL OR a.place = b.place) AND (a.link IS NULL OR b.link IS NULL OR a.link = b.link)
                ORDER BY a.number, b.number LIMIT {most}
                """),
            static row => (First: row.Text(), Second: row.Text(), Requisition: row.TextOrNull(), Place: row.TextOrNull()), cancel);
        var groups = new List<DuplicateGroup>();
        foreach (var (first, second, requisition, place) in pairs)
        {
            var shared = requisition is not null ? "requisition" : place is not null ? "place" : "nothing that tells them apart";
            groups.Add(new DuplicateGroup($"The same company and role, and {(shared.StartsWith("nothing", StringComparison.Ordinal) ? shared : $"no other {shared}")}.", await lists.OfAsync([first, second], cancel)));
        }

        return new DuplicateListResponse { Groups = groups };
    }
}
