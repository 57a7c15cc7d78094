using System.Diagnostics;

namespace Assistant.Bench.Host;

/// <summary>
/// From the start of the process to an answer on the socket, beside the whole run of an empty .NET program, in turn. The folder has been in use and was
/// left in order, as it is at a login.
/// </summary>
internal static class Starts
{
    private const string List = """{"jsonrpc":"2.0","id":2,"method":"drafts/list","params":{"limit":20}}""";

    public static void Run(string program, string empty, int rounds)
    {
        using var host = new TimedHost(program);
        host.SetUp();

        var (empties, firsts, reads) = (new List<double>(), new List<double>(), new List<double>());
        // The first of each brings files into memory, and is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            var run = Stopwatch.GetTimestamp();
            using (var process = host.Launch(empty))
                process.WaitForExit();
            empties.Add(Stopwatch.GetElapsedTime(run).TotalMilliseconds);
            firsts.Add(Time(host, read: false));
            reads.Add(Time(host, read: true));
        }

        var whole = Rows.Median(empties.Skip(1));
        Row("cold-start-vs-empty-console", Rows.Median(firsts.Skip(1)), whole, 3.2);
        Row("cold-read-vs-empty-console", Rows.Median(reads.Skip(1)), whole, 5.0);
    }

    private static void Row(string name, double ours, double whole, double goal) => Rows.Print(name, ours, whole, "ms", ours / whole, goal);

    private static double Time(TimedHost host, bool read)
    {
        var begun = Stopwatch.GetTimestamp();
        host.Start();
        using var client = host.Connect();
        var answer = client.Call(read ? List : TimedHost.Client.Initialize);
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        if (!answer.Contains("\"result\"", StringComparison.Ordinal))
            throw new InvalidOperationException(answer);
        host.Stop();
        return took;
    }
}
