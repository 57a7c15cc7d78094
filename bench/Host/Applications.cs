using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Assistant.Bench.Host;

/// <summary>
/// A book of many applications through the host's own API over its socket, beside the same questions put to the same file as plain SQL that reads every
/// column it asked for. Both in turn, in one run.
/// </summary>
internal static class Applications
{
    private const double Goal = 2.0;

    private const double Ceiling = 50;

    private const int EntriesOfEach = 10;

    private static readonly string[] Stages = ["saved", "applied", "screening", "interview", "offer", "accepted", "rejected", "withdrawn"];

    private static readonly string[] Words = ["engineer", "designer", "analyst", "platform", "data", "product", "reliability", "security", "lead", "senior", "junior", "research"];

    private static readonly string[] Typed = ["e", "en", "eng", "engi", "engineer", "engineer pl", "engineer platform", "senior data", "\"lead security\"", "company:works engineer"];

    public static void Run(string program, int applications, int rounds)
    {
        using var host = new TimedHost(program);
        host.SetUp();
        host.Start();
        using (var client = host.ConnectAsOwner())
            client.Result("applications/pipeline");
        host.Stop();
        using var file = Open(host.PluginDatabase("applications"));
        var chosen = Seed(file, applications);

        host.Start();
        using var desk = host.ConnectAsOwner();
        var one = $$"""{"id":"{{chosen}}"}""";
        Row("applications-board-vs-sql", rounds, _ => desk.Call(Message("applications/board", "{}")), _ => Board(file));
        Row(
            "applications-search-vs-sql", rounds, round => desk.Call(Message("applications/search", $$"""{"query":{{JsonSerializer.Serialize(Typed[round % Typed.Length])}}}""")),
            round => Search(file, Typed[round % Typed.Length]));
        Row(
            "application-with-timeline-vs-sql", rounds,
            _ =>
            {
                desk.Call(Message("applications/get", one));
                desk.Call(Message("applications/timeline", one));
            },
            _ => One(file, chosen));
        Boards(desk, rounds);
        var before = Resident(host.ProcessId);
        Boards(desk, 3 * rounds);
        var after = Resident(host.ProcessId);
        Rows.Print("applications-memory-flat", after, before, "MB", after / before, 1.2);
    }

    private static void Boards(TimedHost.Client desk, int rounds)
    {
        for (var i = 0; i < rounds; i++)
            desk.Call(Message("applications/board", "{}"));
    }

    private static string Message(string method, string parameters) => $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""";

    // As many before as are counted: until a host's code is compiled for good, what is timed is the compiler.
    private static void Row(string name, int rounds, Action<int> ours, Action<int> theirs)
    {
        var (mine, plain) = (new List<double>(), new List<double>());
        for (var round = -rounds; round < rounds; round++)
        {
            var (first, second) = (Time(() => ours(Math.Abs(round))), Time(() => theirs(Math.Abs(round))));
            if (round < 0)
                continue;
            mine.Add(first);
            plain.Add(second);
        }

        var (p95, peer) = (P95(mine), P95(plain));
        Rows.Print(name, p95, peer, "ms", p95 / peer, Goal);
        Rows.Print(name + "-p95-ceiling", p95, Ceiling, "ms", p95 / Ceiling, 1.0);
    }

    private static double Time(Action work)
    {
        var begun = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double P95(List<double> values)
    {
        values.Sort();
        return values[(int)(values.Count * 0.95)];
    }

    private static void Board(SqliteConnection file)
    {
        Read(file, "SELECT stage, count(*) FROM application WHERE archived IS NULL AND deleted IS NULL GROUP BY stage");
        Read(file, "SELECT count(*) FROM application WHERE archived IS NOT NULL AND deleted IS NULL");
        foreach (var stage in Stages)
            Read(file, Card + " WHERE a.stage = @a AND a.archived IS NULL AND a.deleted IS NULL ORDER BY a.since, a.id LIMIT 20", stage);
    }

    // What somebody writes by hand for a card: its columns, its next task, and whether it has a twin.
    private const string Card = """
        SELECT a.id, a.revision, c.name, a.role, a.place, a.stage, a.since, a.deadline, a.archived,
          (SELECT min(t.due) FROM task t WHERE t.application = a.id AND t.done IS NULL AND t.deleted IS NULL),
          (SELECT count(*) > 1 FROM application o WHERE o.company = a.company AND o.role_key = a.role_key AND o.deleted IS NULL), a.requisition
        FROM application a JOIN company c ON c.id = a.company
        """;

    private static void Search(SqliteConnection file, string typed)
    {
        var company = typed.StartsWith("company:", StringComparison.Ordinal);
        var words = company ? typed.Split(' ')[1] : typed;
        var match = words.StartsWith('"') ? words : string.Join(' ', words.Split(' ').Select(static word => $"\"{word}\"")) + "*";
        Read(
            file,
            Card + " JOIN application_search s ON s.rowid = a.number WHERE application_search MATCH @a AND a.deleted IS NULL AND a.archived IS NULL"
            + (company ? " AND ' ' || c.name_key || ' ' LIKE '% works %'" : "") + " ORDER BY s.rank, a.id LIMIT 51",
            match);
    }

    private static void One(SqliteConnection file, string id)
    {
        Read(file, "SELECT a.*, c.name, c.domain FROM application a JOIN company c ON c.id = a.company WHERE a.id = @a AND a.deleted IS NULL", id);
        Read(file, "SELECT tag FROM tag WHERE application = @a ORDER BY tag", id);
        Read(file, "SELECT id, title, due, remind, done FROM task WHERE application = @a AND deleted IS NULL ORDER BY due", id);
        Read(file, "SELECT kind, id, role FROM link WHERE application = @a ORDER BY created", id);
        Read(file, "SELECT id, at, kind, ref_kind, ref_id, text, from_stage, to_stage, actor, undone FROM entry WHERE application = @a ORDER BY at DESC, id DESC LIMIT 51", id);
    }

    private static void Read(SqliteConnection file, string sql, string? value = null)
    {
        using var command = file.CreateCommand();
#pragma warning disable CA2100 // The texts are this file's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (value is not null)
            command.Parameters.AddWithValue("@a", value);
        using var reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        while (reader.Read())
            reader.GetValues(values);
    }

    // Written into the file itself: what is timed is reading. Answers one application's id.
    private static string Seed(SqliteConnection file, int applications)
    {
        var random = new Random(17);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using var transaction = file.BeginTransaction();
        var companies = Math.Max(1, applications / 4);
        for (var i = 0; i < companies; i++)
        {
            var name = $"{Words[i % Words.Length]} works {i}";
            Write(file, "INSERT INTO company(id, created, changed, name, name_key) VALUES(@a, @n, @n, @b, @b)", now, $"c{i}", name);
        }

        for (var i = 0; i < applications; i++)
        {
            var role = $"{Words[random.Next(Words.Length)]} {Words[random.Next(Words.Length)]} {Words[random.Next(Words.Length)]}";
            Write(
                file, "INSERT INTO application(id, created, changed, company, role, role_key, place, stage, since) VALUES(@a, @n, @n, @b, @c, @c, 'Bern', @d, @n)",
                now - random.Next(), $"a{i}", $"c{random.Next(companies)}", role, Stages[Math.Min(random.Next(Stages.Length), random.Next(Stages.Length))]);
            if (i % 3 == 0)
                Write(file, "INSERT INTO task(id, created, changed, application, title, due) VALUES(@a, @n, @n, @b, 'Call them', '2026-12-09')", now, $"t{i}", $"a{i}");
            for (var entry = 0; entry < EntriesOfEach; entry++)
                Write(file, "INSERT INTO entry(id, application, at, kind, actor, from_stage, to_stage) VALUES(@a, @b, @n, 'moved', 'user', 'saved', 'applied')", now - entry, $"e{i}-{entry}", $"a{i}");
        }

        Write(
            file,
            """
            INSERT INTO application_search(rowid, company, role, requisition, place, source, tags, tasks)
            SELECT a.number, c.name, a.role, '', a.place, '', '', coalesce((SELECT group_concat(t.title, ' ') FROM task t WHERE t.application = a.id), '')
            FROM application a JOIN company c ON c.id = a.company
            """,
            now);
        transaction.Commit();
        Write(file, "ANALYZE", now);
        return $"a{applications / 2}";
    }

    private static void Write(SqliteConnection file, string sql, long now, params ReadOnlySpan<string> values)
    {
        using var command = file.CreateCommand();
#pragma warning disable CA2100 // The texts are this file's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (sql.Contains("@n", StringComparison.Ordinal))
            command.Parameters.AddWithValue("@n", now);
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue("@" + (char)('a' + i), values[i]);
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        file.Open();
        return file;
    }

    private static double Resident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', '\t').First(static part => part.Length > 0 && char.IsAsciiDigit(part[0])), CultureInfo.InvariantCulture) / 1024;
    }
}
