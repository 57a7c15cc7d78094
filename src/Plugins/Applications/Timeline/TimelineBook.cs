using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Timeline;

/// <summary>What happened to applications, one row each. A row is never changed, but that a move is marked as taken back.</summary>
internal sealed class TimelineBook(Desk desk)
{
    public const string User = "user";

    public const string Proposal = "proposal";

    private const string Insert = """
        INSERT OR IGNORE INTO entry(id, application, at, kind, actor, ref_kind, ref_id, text, from_stage, to_stage, from_since, once)
        """;

    /// <summary>The statement that adds an entry; with <see cref="NewEntry.Once"/>, only where there is none of that key.</summary>
    public StoreStatement Add(string application, NewEntry entry) => StoreStatement.Of(
        Insert + " VALUES(@id, @application, @at, @kind, @actor, @ref_kind, @ref_id, @text, @from, @to, @since, @once)",
        ("id", desk.NewId()), ("application", application), ("at", entry.At?.ToUnixTimeMilliseconds() ?? desk.Now), ("kind", Words.Of(entry.Kind)), ("actor", entry.By),
        ("ref_kind", entry.Ref?.Kind), ("ref_id", entry.Ref?.Id), ("text", entry.Text), ("from", entry.FromStage), ("to", entry.ToStage),
        ("since", entry.FromSince?.ToUnixTimeMilliseconds()), ("once", entry.Once));

    /// <summary>A move of all that are in a stage, which goes.</summary>
    public StoreStatement AddToAllIn(string from, string to) => StoreStatement.Of(
        Insert + " SELECT lower(hex(randomblob(16))), id, @now, 'moved', 'user', NULL, NULL, NULL, @from, @to, since, NULL FROM application WHERE stage = @from",
        ("now", desk.Now), ("from", from), ("to", to));

    /// <summary>The entry of a key that is told once; null where there is none.</summary>
    public ValueTask<StoredEntry?> FindAsync(string once, CancellationToken cancel) => desk.Store.FirstAsync(
        StoreStatement.Of("SELECT id, undone FROM entry WHERE once = @once", ("once", once)), static row => new StoredEntry(row.Text(), row.Flag()), cancel);

    /// <summary>Newest first; empty also where there is no such application.</summary>
    public async ValueTask<TimelineResponse> ListAsync(TimelineRequest request, CancellationToken cancel)
    {
        var limit = StoreCalls.Limit(request.Limit);
        var end = PageEnd.Read(request.Cursor);
        var rows = await desk.Store.ListAsync(
            StoreStatement.Of(
                """
                SELECT id, at, kind, ref_kind, ref_id, text, from_stage, to_stage, actor, undone FROM entry
                WHERE application = @application AND (at, id) < (@at, @id) AND EXISTS (SELECT 1 FROM application WHERE id = @application AND deleted IS NULL)
                ORDER BY at DESC, id DESC LIMIT @limit
                """,
                ("application", request.Id), ("at", end.At), ("id", end.Id), ("limit", limit + 1)),
            Read, cancel);
        var more = rows.Count > limit;
        if (more)
            rows.RemoveAt(limit);
        return new TimelineResponse { Entries = rows, Next = more ? new PageEnd(rows[^1].At.ToUnixTimeMilliseconds(), rows[^1].Id).Text : null };
    }

    private static TimelineEntry Read(StoreRow row) => new()
    {
        Id = row.Text(),
        At = row.Instant(),
        Kind = Enum.Parse<TimelineKind>(row.Text(), ignoreCase: true),
        Ref = (row.TextOrNull(), row.TextOrNull()) is ({ } kind, { } id) ? new RecordRef(kind, id) : null,
        Text = row.TextOrNull(),
        FromStage = row.TextOrNull(),
        ToStage = row.TextOrNull(),
        By = row.Text(),
        Undone = row.Flag(),
    };
}
