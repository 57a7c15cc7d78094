using System.Globalization;

namespace Assistant.Bench.Host;

/// <summary>What an idle host keeps resident, after a few calls, without the web door and with it.</summary>
internal static class Memory
{
    private const double Goal = 55;
    private const double WebGoal = 80;

    // Long enough for the work behind a start to be over, and for the host to give back what it needed for it.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(7);

    public static void Run(string program)
    {
        using var host = new TimedHost(program);
        host.SetUp();

        Row("idle-memory-vs-goal", Measure(host, web: false), Goal);
        Row("idle-memory-web-vs-goal", Measure(host, web: true), WebGoal);
    }

    private static void Row(string name, double megabytes, double goal) => Rows.Print(name, megabytes, goal, "MB", megabytes / goal, 1.0);

    private static double Measure(TimedHost host, bool web)
    {
        // The door's first opening makes keys and certificates, once in its life; a host that is idle has been started since.
        WebHost? door = null;
        if (web)
        {
            host.Start();
            door = WebHost.Open(host);
            host.Stop();
        }

        host.Start();
        using (var client = host.Connect())
        {
            client.Call(TimedHost.Client.Initialize);
            client.Result("drafts/list");
            client.Result("host/status");
        }

        door?.ConnectWhenOpen().Dispose();
#pragma warning disable RS0030 // Idleness is a length of time.
        Thread.Sleep(Rest);
#pragma warning restore RS0030
        var resident = File.ReadLines($"/proc/{host.ProcessId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        host.Stop();
        // In units of 1024 kB, as the goals are.
        return double.Parse(resident.Split(' ', '\t').First(part => part.Length > 0 && char.IsAsciiDigit(part[0])), CultureInfo.InvariantCulture) / 1024;
    }
}
