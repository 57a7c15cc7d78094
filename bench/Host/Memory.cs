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

        Row("idle-memory", Measure(host, web: false), Goal);
        Row("idle-memory-web", Measure(host, web: true), WebGoal);
    }

    private static void Row(string name, (double Busy, double Idle) megabytes, double goal)
    {
        Rows.Print(name + "-vs-goal", megabytes.Idle, goal, "MB", megabytes.Idle / goal, 1.0);
        Rows.PrintBeside(name + "-before-rest", megabytes.Busy, "MB");
    }

    // Right after the calls, and once the host has rested.
    private static (double Busy, double Idle) Measure(TimedHost host, bool web)
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
        var busy = Resident(host);
#pragma warning disable RS0030 // Idleness is a length of time.
        Thread.Sleep(Rest);
#pragma warning restore RS0030
        var idle = Resident(host);
        host.Stop();
        return (busy, idle);
    }

    // In units of 1024 kB, as the goals are.
    private static double Resident(TimedHost host)
    {
        var resident = File.ReadLines($"/proc/{host.ProcessId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(resident.Split(' ', '\t').First(part => part.Length > 0 && char.IsAsciiDigit(part[0])), CultureInfo.InvariantCulture) / 1024;
    }
}
