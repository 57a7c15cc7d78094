using System.Diagnostics;
using System.Text;

namespace Assistant.Bench.Host;

/// <summary>
/// What an honest client of the web door notices of hostile ones: the 95th percentile of its round trips while they are at work, beside what it is in
/// peace. The attackers: requests whose headers never end, frames sent byte by byte, answers never read, floods of pings, batches and lengths over the
/// limit, and calls cancelled as soon as they are made. They run in a process of their own and, where the caller says which, on a core of their own, while
/// the host and its client share another in peace as under attack: what counts is what the host lets them take, not who gets the cores.
/// </summary>
internal static class UnderAttack
{
    // As a person's clients do: a call, and a pause. What is timed is how long one takes, not how many fit.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <param name="program">The published host.</param>
    /// <param name="seconds">How long either figure is taken.</param>
    /// <param name="attackersCore">The core the attackers get; null where they share all with the host.</param>
    public static void Run(string program, int seconds, string? attackersCore)
    {
        using var host = new TimedHost(program);
        host.SetUp();
        host.Start();
        var web = WebHost.Open(host);
        var honest = new FrameClient(web.Connect());
        // Half of either figure before, half after the other, so that what else the machine does falls on both.
        var half = TimeSpan.FromSeconds(seconds / 4.0);
        _ = Measure(honest, half);
        var (quiet, attacked) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < 2; turn++)
        {
            quiet.AddRange(Measure(honest, half));
            using var attackers = Begin(web, attackersCore);
            // Until all of them are at work.
            Rest(TimeSpan.FromSeconds(1));
            attacked.AddRange(Measure(honest, half));
            attackers.Kill();
            attackers.WaitForExit();
        }

        var (ours, peer) = (Percentile(attacked), Percentile(quiet));
        Rows.Print("honest-p95-under-attack", ours, peer, "us", ours / peer, 2.0);
    }

    // Started away from the host's core, they take nothing but what the host gives them.
    private static Process Begin(WebHost web, string? core)
    {
        string[] attackers = [Environment.ProcessPath!, "attackers", $"{web.Port}", web.Key];
        return core is null ? Process.Start("nice", ["-n", "19", .. attackers]) : Process.Start("taskset", ["-c", core, .. attackers]);
    }

    /// <summary>The other process: goes on until it is killed.</summary>
    public static void Attack(WebHost web)
    {
        var attackers = Attacks(web).Select(attack => new Thread(() => Repeat(attack, CancellationToken.None))).ToList();
        attackers.ForEach(static thread => thread.Start());
        attackers.ForEach(static thread => thread.Join());
    }

    private static List<double> Measure(FrameClient client, TimeSpan time)
    {
        var (times, request) = (new List<double>(), FrameClient.Request("ping", 1));
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < time;)
        {
            times.Add(client.RoundTrip(request));
            Rest(Pause);
        }

        return times;
    }

    private static double Percentile(List<double> values)
    {
        values.Sort();
        return values[values.Count * 95 / 100];
    }

    private static void Repeat(Action<CancellationToken> attack, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                attack(ended);
            }
            catch (Exception error) when (error is IOException or InvalidOperationException or System.Net.Sockets.SocketException)
            {
                // Closed or refused: it comes again.
            }

            Rest(TimeSpan.FromMilliseconds(20));
        }
    }

    private static IEnumerable<Action<CancellationToken>> Attacks(WebHost web)
    {
        yield return ended => Drip(WebHost.ConnectTls(web.Port), "GET /rpc HTTP/1.1\r\nX-Slow: " + new string('x', 4000), ended);
        yield return ended => Drip(web.Connect(), Encoding.ASCII.GetString(FrameClient.Request("ping", 1)), ended);
        yield return ended => Flood(web.Connect(), FrameClient.Request("ping", 1), reads: false, ended);
        yield return ended => Flood(web.Connect(), [0x89, 0x80, 0, 0, 0, 0], reads: true, ended);
        yield return ended => Flood(web.Connect(), [0x81, 0xFF, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0], reads: true, ended);
        yield return ended => Flood(web.Connect(), Batch(), reads: true, ended);
        yield return ended => Flood(web.Connect(), [.. FrameClient.Request("host/status", 1), .. Cancel()], reads: true, ended);
    }

    private static void Drip(Stream stream, string text, CancellationToken ended)
    {
        using (stream)
        {
            foreach (var letter in text)
            {
                if (ended.IsCancellationRequested)
                    return;
                stream.WriteByte((byte)letter);
                stream.Flush();
                Rest(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    // At a pace that leaves the attacker's own side of the machine to the host: a flood without one only measures who gets the cores.
    private static void Flood(Stream stream, byte[] frame, bool reads, CancellationToken ended)
    {
        using (stream)
        {
            var reading = reads ? Task.Run(() => stream.CopyTo(Stream.Null), CancellationToken.None) : null;
            while (!ended.IsCancellationRequested && reading is not { IsCompleted: true })
            {
                for (var i = 0; i < 20; i++)
                    stream.Write(frame);
                stream.Flush();
                Rest(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    private static byte[] Batch()
    {
        var text = "[" + string.Join(',', Enumerable.Repeat("1", 1_000_000)) + "]";
        return [0x81, 0xFF, .. BitConverter.GetBytes((ulong)text.Length).Reverse(), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)];
    }

    private static byte[] Cancel()
    {
        var text = """{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}""";
        return [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)];
    }

    private static void Rest(TimeSpan time)
    {
#pragma warning disable RS0030 // The pace of a client; there is nothing to wait for.
        Thread.Sleep(time);
#pragma warning restore RS0030
    }
}
