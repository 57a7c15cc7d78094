using Microsoft.Data.Sqlite;

namespace Assistant.Bench.Host;

/// <summary>
/// A book as it becomes in use: ids of version 7 in the order in which things happened, so that the entries of one application lie among those of all others,
/// and texts indexed by the plugin's own statement. Rows go into the file itself: what is timed is reading, and the host puts each change on the disk before the next.
/// </summary>
internal sealed class BookSeed : IDisposable
{
    private const int EntriesOfEach = 10;

    // Room for the largest book, so that indexes which are filled in no order are written once: 400 MB.
    private const string Settings = "PRAGMA cache_size = -400000; PRAGMA synchronous = OFF";

    private static readonly string[] Words = ["engineer", "designer", "analyst", "platform", "data", "product", "reliability", "security", "lead", "senior", "junior", "research"];

    private readonly Random _random = new(17);
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private readonly SqliteConnection _file;
    private readonly int _applications;
    private long _now;

    private BookSeed(SqliteConnection file, int applications)
    {
        (_file, _applications) = (file, applications);
        // A hundredth of a second between two entries, up to now.
        _now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (10L * applications * EntriesOfEach);
    }

    /// <summary>Fills a file that the plugin made. The ids of the applications.</summary>
    public static string[] Fill(string path, int applications)
    {
        using var file = Open(path);
        using var seed = new BookSeed(file, applications);
        seed.Run(Settings);
        using var transaction = file.BeginTransaction();
        var ids = seed.Write();
        transaction.Commit();
        seed.Run("ANALYZE");
        seed.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        return ids;
    }

    public static SqliteConnection Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        file.Open();
        return file;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
    }

    private string[] Write()
    {
        var companies = new string[Math.Max(1, _applications / 4)];
        for (var i = 0; i < companies.Length; i++)
        {
            var name = $"{Words[i % Words.Length]} works {i}";
            companies[i] = NewId();
            Run("INSERT INTO company(id, created, changed, name, name_key) VALUES(@a, @n, @n, @b, @b)", companies[i], name);
        }

        var applications = new string[_applications];
        for (var i = 0; i < applications.Length; i++)
        {
            applications[i] = NewId();
            var role = $"{Words[_random.Next(Words.Length)]} {Words[_random.Next(Words.Length)]} {Words[_random.Next(Words.Length)]}";
            Run(
                "INSERT INTO application(id, created, changed, company, role, role_key, place, stage, since) VALUES(@a, @n, @n, @b, @c, @c, 'Bern', @d, @n)",
                applications[i], companies[_random.Next(companies.Length)], role, Applications.Stages[Math.Min(_random.Next(Applications.Stages.Length), _random.Next(Applications.Stages.Length))]);
            if (i % 3 == 0)
                Run("INSERT INTO task(id, created, changed, application, title, due) VALUES(@a, @n, @n, @b, 'Call them', '2026-12-09')", NewId(), applications[i]);
        }

        // Round after round in another order: no application is moved twice before all others were.
        var order = applications.ToArray();
        for (var entry = 0; entry < EntriesOfEach; entry++)
        {
            _random.Shuffle(order);
            foreach (var application in order)
            {
                _now += 10;
                Run("INSERT INTO entry(id, application, at, kind, actor, from_stage, to_stage) VALUES(@a, @b, @n, 'moved', 'user', 'saved', 'applied')", NewId(), application);
            }
        }

        Run("UPDATE application SET since = (SELECT max(at) FROM entry WHERE entry.application = application.id), changed = since");
        Run(
            """
            INSERT INTO application_search(rowid, company, role, requisition, place, source, tags, tasks)
            SELECT a.number, c.name, a.role, '', a.place, '', '', coalesce((SELECT group_concat(t.title, ' ') FROM task t WHERE t.application = a.id AND t.deleted IS NULL), '')
            FROM application a JOIN company c ON c.id = a.company
            """);
        return applications;
    }

    private string NewId() => Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(_now)).ToString("D");

    // @a, @b and so on are the values in their order, @n the time.
    private void Run(string sql, params ReadOnlySpan<string> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            _prepared[sql] = command = _file.CreateCommand();
#pragma warning disable CA2100 // The texts are this file's own.
            command.CommandText = sql;
#pragma warning restore CA2100
            if (sql.Contains("@n", StringComparison.Ordinal))
                command.Parameters.Add("@n", SqliteType.Integer);
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add("@" + (char)('a' + i), SqliteType.Text);
        }

        if (command.Parameters.Contains("@n"))
            command.Parameters["@n"].Value = _now;
        for (var i = 0; i < values.Length; i++)
            command.Parameters["@" + (char)('a' + i)].Value = values[i];
        command.ExecuteNonQuery();
    }
}
