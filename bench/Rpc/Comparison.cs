using System.Globalization;
using System.Text.Json;

namespace Assistant.Bench.Rpc;

/// <summary>
/// Ours, a raw echo and vscode-jsonrpc side by side: every round times each of them once, so that what else the machine does falls on all alike.
/// A figure is the median of its rounds.
/// </summary>
internal sealed class Comparison(bool overSocket, bool gated, string vscodeScript, string hostProgram)
{
    private const int Rounds = 15;
    private const int RoundTrips = 2_000;
    private const int WarmUp = 20_000;
    private const int Answers = 20_000;
    private const int InFlight = 64;

    // About 1 KB, the body of a short mail: what a draft that is read or written carries.
    private static readonly string Text = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 23));
    private static readonly byte[] Echo = TimedClient.Request("bench/echo", Text);
    private static readonly byte[] OffLoop = TimedClient.Request("bench/offLoop", Text);

    // The host's own method that gives back what it was given.
    private static readonly byte[] Ping = TimedClient.Request("ping", Text);

    public void Run()
    {
        var folder = Directory.CreateTempSubdirectory("assistant-bench-").FullName;
        var host = Environment.ProcessPath!;
        // On standard streams ours is the host itself, with all it does around a call.
        using var ours = overSocket
            ? Peer.OverSocket("ours", folder, raw: false, host, "serve")
            : Peer.OverStdio("ours", raw: false, hostProgram, "serve", "--stdio", "--data", Path.Combine(folder, "data"));
        var request = overSocket ? Echo : Ping;
        using var raw = overSocket ? Peer.OverSocket("raw", folder, raw: true, host, "echo") : Peer.OverStdio("raw", raw: true, host, "echo-stdio");
        using var vscode = overSocket ? Peer.OverSocket("vscode", folder, raw: false, "node", vscodeScript) : Peer.OverStdio("vscode", raw: false, "node", vscodeScript);
        var peers = new[] { ours, raw, vscode };

        byte[] RequestTo(Peer peer) => peer == ours ? request : Echo;
        foreach (var peer in peers)
            peer.Client.Throughput(RequestTo(peer), WarmUp, InFlight);
        if (overSocket)
            ours.Client.Throughput(OffLoop, WarmUp, InFlight);

        var trips = peers.ToDictionary(peer => peer, _ => new List<double>());
        var rates = peers.ToDictionary(peer => peer, _ => new List<double>());
        var (offLoopTrips, offLoopRates) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var peer in peers)
            {
                trips[peer].Add(peer.Client.RoundTrip(RequestTo(peer), RoundTrips));
                rates[peer].Add(peer.Client.Throughput(RequestTo(peer), Answers, InFlight));
            }

            if (!overSocket)
                continue;
            offLoopTrips.Add(ours.Client.RoundTrip(OffLoop, RoundTrips));
            offLoopRates.Add(ours.Client.Throughput(OffLoop, Answers, InFlight));
        }

        var door = overSocket ? "socket" : "stdio";
        var (trip, rate) = (Median(trips[ours]), Median(rates[ours]));
        Row($"rpc-{door}-p50-vs-raw", trip, Median(trips[raw]), "us", overSocket ? 2.0 : 2.5, higherIsBetter: false);
        Row($"rpc-{door}-p50-vs-vscode-jsonrpc", trip, Median(trips[vscode]), "us", 0.45, higherIsBetter: false);
        Row($"rpc-{door}-throughput-vs-vscode-jsonrpc", rate, Median(rates[vscode]), "/s", 0.25, higherIsBetter: true);
        if (overSocket)
        {
            Beside($"rpc-{door}-off-loop: p50={Number(Median(offLoopTrips))}us throughput={Number(Median(offLoopRates))}/s");
            Beside($"rpc-{door}-allocated: {Allocated(ours.Client, Echo)} bytes a request inline, {Allocated(ours.Client, OffLoop)} off the loop");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static long Allocated(TimedClient client, byte[] request)
    {
        const int count = 10_000;
        const string ask = """{"jsonrpc":"2.0","id":1,"method":"bench/allocated"}""";
        long Read() => JsonDocument.Parse(client.Call(ask)).RootElement.GetProperty("result").GetProperty("bytes").GetInt64();
        var before = Read();
        client.RoundTrip(request, count);
        return (Read() - before) / count;
    }

    private void Row(string name, double ours, double peer, string unit, double goal, bool higherIsBetter)
    {
        var ratio = higherIsBetter ? peer / ours : ours / peer;
        var text = string.Create(CultureInfo.InvariantCulture, $"{name}: ours={Number(ours)}{unit} peer={Number(peer)}{unit} ratio={ratio:0.00}");
        if (gated)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bench {text} goal<={goal:0.0#}"));
        else
            Beside(text);
    }

    private void Beside(string text) => Console.WriteLine($"beside {(gated ? "one core, " : "unpinned, ")}{text}");

    private static string Number(double value) => value.ToString(value < 1000 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
