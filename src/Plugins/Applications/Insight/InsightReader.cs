using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Insight;

/// <summary>Counts in the database, so that a long hunt costs no memory.</summary>
internal sealed class InsightReader(Desk desk)
{
    // More sources or CVs than this are a spelling problem, and no table.
    private const int MostRows = 200;

    // What counts, and for each the furthest stage that is not lost it ever was in. One that came with a day of applying and no history was applied for.
    private const string Counted = """
        WITH counted AS (
          SELECT id, stage, source, applied FROM application
          WHERE deleted IS NULL AND applied IS NOT NULL AND applied >= @since AND applied <= @until),
        sent AS (SELECT coalesce((SELECT position FROM stage WHERE name = 'applied'), 0) AS position),
        visited AS (
          SELECT c.id, c.stage AS stage FROM counted c
          UNION SELECT e.application, e.to_stage FROM entry e JOIN counted c ON c.id = e.application WHERE e.kind = 'moved' AND e.undone = 0
          UNION SELECT e.application, e.from_stage FROM entry e JOIN counted c ON c.id = e.application WHERE e.kind = 'moved' AND e.undone = 0),
        furthest AS (
          SELECT c.id, max((SELECT position FROM sent), coalesce((SELECT max(s.position) FROM visited v JOIN stage s ON s.name = v.stage AND s.kind <> 'lost' WHERE v.id = c.id), 0)) AS position
          FROM counted c),
        answered AS (
          SELECT c.id FROM counted c JOIN furthest f ON f.id = c.id JOIN stage s ON s.name = c.stage
          WHERE f.position > (SELECT position FROM sent) OR (s.kind = 'lost' AND s.name <> 'withdrawn')
            OR EXISTS (SELECT 1 FROM entry e WHERE e.application = c.id AND e.kind = 'replied'))
        """;

    public ValueTask<List<(string Name, string Title, int Reached, int Now)>> FunnelAsync(Span span, CancellationToken cancel) => desk.Store.ListAsync(
        span.Statement(Counted + """
             SELECT s.name, s.title, (SELECT count(*) FROM furthest f WHERE f.position >= s.position), (SELECT count(*) FROM counted c WHERE c.stage = s.name)
            FROM stage s WHERE s.kind <> 'lost' ORDER BY s.position
            """),
        static row => (row.Text(), row.Text(), (int)row.Number(), (int)row.Number()), cancel);

    /// <summary>Stays in days; medians are the lower one of two.</summary>
    public ValueTask<List<StageTime>> StagesAsync(Span span, CancellationToken cancel) => desk.Store.ListAsync(
        span.Statement(Counted + """
            , stays AS (
              SELECT e.from_stage AS stage, (e.at - e.from_since) / 86400000.0 AS days,
                row_number() OVER (PARTITION BY e.from_stage ORDER BY e.at - e.from_since) AS nth, count(*) OVER (PARTITION BY e.from_stage) AS all_of
              FROM entry e JOIN counted c ON c.id = e.application WHERE e.kind = 'moved' AND e.undone = 0 AND e.from_since IS NOT NULL AND e.at >= e.from_since)
            SELECT s.name, s.title, (SELECT count(*) FROM stays t WHERE t.stage = s.name), (SELECT count(*) FROM counted c WHERE c.stage = s.name),
              (SELECT cast(t.days * 1000 AS INTEGER) FROM stays t WHERE t.stage = s.name AND t.nth = (t.all_of + 1) / 2),
              (SELECT cast(t.days * 1000 AS INTEGER) FROM stays t WHERE t.stage = s.name AND t.nth = (t.all_of * 9 + 9) / 10)
            FROM stage s WHERE s.kind = 'open' ORDER BY s.position
            """),
        static row => new StageTime(row.Text(), row.Text(), (int)row.Number(), (int)row.Number(), row.NumberOrNull() / 1000.0, row.NumberOrNull() / 1000.0), cancel);

    public ValueTask<List<(string Key, int Answered, int Of)>> SourcesAsync(Span span, CancellationToken cancel) => desk.Store.ListAsync(
        span.Statement(Counted + $"""
             SELECT coalesce(c.source, ''), sum(EXISTS (SELECT 1 FROM answered a WHERE a.id = c.id)), count(*)
            FROM counted c GROUP BY lower(coalesce(c.source, '')) ORDER BY count(*) DESC, 1 LIMIT {MostRows}
            """),
        static row => (row.Text(), (int)row.Number(), (int)row.Number()), cancel);

    /// <summary>Each application that counts with each CV bound to it, and whether it was answered; without a CV once with an empty id.</summary>
    public ValueTask<List<(string Application, string Document, DateOnly Applied, bool IsAnswered)>> CvsAsync(Span span, string after, int limit, CancellationToken cancel) => desk.Store.ListAsync(
        span.Statement(
            Counted + """
             SELECT c.id, coalesce(l.id, ''), c.applied, EXISTS (SELECT 1 FROM answered a WHERE a.id = c.id)
            FROM counted c LEFT JOIN link l ON l.application = c.id AND l.kind = 'document' AND l.role = 'cv'
            WHERE c.id || ':' || coalesce(l.id, '') > @after ORDER BY c.id || ':' || coalesce(l.id, '') LIMIT @limit
            """,
            ("after", after), ("limit", limit)),
        static row => (row.Text(), row.Text(), row.DayOrNull() ?? default, row.Flag()), cancel);

    /// <summary>Applications of the last two weeks that nobody has answered.</summary>
    public async ValueTask<int> WaitingAsync(Span span, DateOnly from, CancellationToken cancel) => (int)await desk.Store.CountAsync(
        span.Statement(Counted + """
             SELECT count(*) FROM counted c JOIN application a ON a.id = c.id
            WHERE a.applied > @from AND NOT EXISTS (SELECT 1 FROM answered x WHERE x.id = c.id)
            """, ("from", Days.Text(from))), cancel);
}
