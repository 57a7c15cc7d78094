using System.Globalization;
using System.Text.Json;

namespace Assistant.Bench.Rpc;

/// <summary>
/// Ours, a raw echo and vscode-jsonrpc side by side: every round times each of them once, so that what else the machine does falls on all alike.
/// A figure is the median of its sets, each with processes of its own, and a set's is the median of its rounds: how a process happens to lie in memory
/// moves a round trip by more than a microsecond for as long as it lives.
/// </summary>
internal sealed class Comparison(bool overSocket, bool gated, string vscodeScript, string hostProgram)
{
    private const int Rounds = 7;
    private const int RoundTrips = 2_000;
    private const int Answers = 20_000;
    private const int InFlight = 64;

    // Compilers of both runtimes work behind the calls, on the one core that the calls use too: they get time alone until nothing is left for them.
    private const int WarmUpSlices = 8;
    private static readonly TimeSpan CompilersTurn = TimeSpan.FromMilliseconds(300);

    private const string Line = "The quick brown fox jumps over the lazy dog. ";

    // The least that a call carries, and about 1 KB, the body of a short mail.
    private static readonly (string Suffix, string Text)[] Sizes = [("", Line), ("-1kb", string.Concat(Enumerable.Repeat(Line, 23)))];

    // What is only reported beside the rows needs no such care.
    private readonly int _sets = gated ? 5 : 1;
    private readonly string _door = overSocket ? "socket" : "stdio";
    private readonly Dictionary<string, List<double>> _figures = [];
    private readonly List<string> _allocated = [];

    public void Run()
    {
        for (var set = 1; set <= _sets; set++)
        {
            var folder = Directory.CreateTempSubdirectory("assistant-bench-").FullName;
            RunSet(folder, last: set == _sets);
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (suffix, _) in Sizes)
        {
            var (trip, rate) = (Figure("ours", "trip", suffix), Figure("ours", "rate", suffix));
            Row($"rpc-{_door}-p50-vs-raw{suffix}", trip, Figure("raw", "trip", suffix), "us", overSocket ? 2.0 : 2.5, higherIsBetter: false);
            Row($"rpc-{_door}-p50-vs-vscode-jsonrpc{suffix}", trip, Figure("vscode", "trip", suffix), "us", 0.45, higherIsBetter: false);
            Row($"rpc-{_door}-throughput-vs-vscode-jsonrpc{suffix}", rate, Figure("vscode", "rate", suffix), "/s", 0.25, higherIsBetter: true);
            if (overSocket)
                Beside($"rpc-{_door}-off-loop{suffix}: p50={Number(Figure("off-loop", "trip", suffix))}us throughput={Number(Figure("off-loop", "rate", suffix))}/s");
        }

        foreach (var line in _allocated)
            Beside(line);
    }

    private void RunSet(string folder, bool last)
    {
        var host = Environment.ProcessPath!;
        // On standard streams ours is the host itself, with all it does around a call.
        using var ours = overSocket
            ? Peer.OverSocket("ours", folder, raw: false, host, "serve")
            : Peer.OverStdio("ours", raw: false, hostProgram, "serve", "--stdio", "--data", Path.Combine(folder, "data"));
        using var raw = overSocket ? Peer.OverSocket("raw", folder, raw: true, host, "echo") : Peer.OverStdio("raw", raw: true, host, "echo-stdio");
        using var vscode = overSocket ? Peer.OverSocket("vscode", folder, raw: false, "node", vscodeScript) : Peer.OverStdio("vscode", raw: false, "node", vscodeScript);

        // The host's own method that gives back what it was given is ping.
        List<(string Name, Peer Peer, string Method)> runs = [("ours", ours, overSocket ? "bench/echo" : "ping"), ("raw", raw, "bench/echo"), ("vscode", vscode, "bench/echo")];
        if (overSocket)
            runs.Add(("off-loop", ours, "bench/offLoop"));

        for (var slice = 0; slice < WarmUpSlices; slice++)
        {
            foreach (var (_, peer, method) in runs)
                _ = Time(peer, TimedClient.Request(method, Sizes[slice % Sizes.Length].Text));
#pragma warning disable RS0030 // Neither runtime gives a signal when its compiler has nothing left to do.
            Thread.Sleep(CompilersTurn);
#pragma warning restore RS0030
        }

        foreach (var (suffix, text) in Sizes)
        {
            var times = runs.ToDictionary(run => run.Name, _ => (Trips: new List<double>(), Rates: new List<double>()));
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (name, peer, method) in runs)
                {
                    var (trip, rate) = Time(peer, TimedClient.Request(method, text));
                    times[name].Trips.Add(trip);
                    times[name].Rates.Add(rate);
                }
            }

            foreach (var (name, (trips, rates)) in times)
            {
                Keep(name, "trip", suffix, Median(trips));
                Keep(name, "rate", suffix, Median(rates));
            }

            if (overSocket && last)
                _allocated.Add($"rpc-{_door}-allocated{suffix}: {Allocated(ours.Client, TimedClient.Request("bench/echo", text))} bytes a request inline, {Allocated(ours.Client, TimedClient.Request("bench/offLoop", text))} off the loop");
        }
    }

    private static (double Trip, double Rate) Time(Peer peer, byte[] request) =>
        (peer.Client.RoundTrip(request, RoundTrips), peer.Client.Throughput(request, Answers, InFlight));

    private void Keep(string name, string what, string suffix, double value)
    {
        if (!_figures.TryGetValue($"{name} {what}{suffix}", out var values))
            _figures[$"{name} {what}{suffix}"] = values = [];
        values.Add(value);
    }

    private double Figure(string name, string what, string suffix) => Median(_figures[$"{name} {what}{suffix}"]);

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
