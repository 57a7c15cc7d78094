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

    private const int Sets = 5;

    public static readonly string[] Stages = ["saved", "applied", "screening", "interview", "offer", "accepted", "rejected", "withdrawn"];

    private static readonly string[] Typed = ["e", "en", "eng", "engi", "engineer", "engineer pl", "engineer platform", "senior data", "\"lead security\"", "company:works engineer"];

    public static void Run(string program, int applications, int rounds)
    {
        using var host = new TimedHost(program);
        host.SetUp();
        host.Start();
        using (var client = host.ConnectAsOwner())
            client.Result("applications/pipeline");
        host.Stop();
        var ids = BookSeed.Fill(host.PluginDatabase("applications"), applications);

        host.Start();
        using var file = BookSeed.Open(host.PluginDatabase("applications"));
        using var desk = host.ConnectAsOwner();
        var told = desk.Result("applications/board").GetProperty("columns").EnumerateArray().Sum(static column => column.GetProperty("count").GetInt32());
        if (told != applications)
            throw new InvalidOperationException($"The host tells of {told} applications, and {applications} were written.");
        Row("applications-board-vs-sql", rounds, _ => desk.Call(Message("applications/board", "{}")), _ => Board(file));
        Row(
            "applications-search-vs-sql", rounds, round => desk.Call(Message("applications/search", $$"""{"query":{{JsonSerializer.Serialize(Typed[round % Typed.Length])}}}""")),
            round => Search(file, Typed[round % Typed.Length]));
        Row(
            "application-with-timeline-vs-sql", rounds,
            round =>
            {
                // Both at once, as the dashboard asks.
                var one = $$"""{"id":"{{Chosen(ids, round)}}"}""";
                desk.Call(Message("applications/get", one), Message("applications/timeline", one));
            },
            round => One(file, Chosen(ids, round)));
        // What a hand-over between the two processes takes on this machine now, without any database: on one with more to run than it has cores a time slice, 3 ms.
        Rows.PrintBeside("applications-hand-over-p95", P95([.. Enumerable.Range(0, rounds).Select(_ => Time(() => desk.Call(Message("ping", "{}"))))]), "ms");
        Boards(desk, rounds);
        var before = Resident(host.ProcessId);
        Boards(desk, 3 * rounds);
        var after = Resident(host.ProcessId);
        Rows.Print("applications-memory-flat", after, before, "MB", after / before, 1.2);
    }

    // Another in each round, from all over the book.
    private static string Chosen(string[] ids, int round) => ids[(int)(round * 7919L % ids.Length)];

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

    // The middle one of the sets', so that what else the machine did for some milliseconds is not in it.
    private static double P95(List<double> values) => Rows.Median(values.Chunk(Math.Max(1, values.Count / Sets)).Select(static set => set.Order().ElementAt((int)(set.Length * 0.95))));

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

    private static double Resident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', '\t').First(static part => part.Length > 0 && char.IsAsciiDigit(part[0])), CultureInfo.InvariantCulture) / 1024;
    }
}
