using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Assistant.EndToEnd.Doors;
using Assistant.TestKit;
using Xunit.Abstractions;

namespace Assistant.EndToEnd.Web;

/// <summary>Whatever hostile clients do at either door, an honest one beside them is answered all along, and the host's memory stays flat.</summary>
[Trait("Category", "Slow")]
public sealed class HostileClientsSuite(OpenDesk desk, ITestOutputHelper output) : IClassFixture<OpenDesk>
{
    // An honest client gives up on what takes longer; on two busy cores a healthy answer takes milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Flat means bounded: what is sent grows with time, what is held does not. Gigabytes are sent; the runtime lets garbage of a hundred or two stand before it clears it.
    private const long MostGrowth = 320L * 1024 * 1024;

    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(SuiteSize.Of(500, 1_500, 20_000));

    [Fact]
    public async Task Host_UnderEachAttackAtEachDoor_AnswersHonestClients()
    {
        var (answered, failures, watch) = (0, new List<string>(), Stopwatch.StartNew());
        var before = Memory();
        foreach (var (door, name, connections, attack) in
            Attacks.Socket.Select(each => ("socket", each.Name, each.Connections, each.RunAsync)).Concat(Attacks.Web.Select(each => ("web", each.Name, each.Connections, each.RunAsync))))
        {
            using var end = new CancellationTokenSource();
            Task[] attackers = [.. Enumerable.Range(0, connections).Select(_ => Task.Run(() => attack(desk, end.Token)))];
            var (count, slowest, problem) = await WorkAsync(door);
            await end.CancelAsync();
            await Task.WhenAll(attackers);
            answered += count;
            if (problem is not null)
                failures.Add($"{name} at the {door}: {problem}");
            output.WriteLine($"{door,-6} {name,-18} {count,6} answers, slowest {slowest.TotalMilliseconds:F0} ms, {Memory() / 1024 / 1024} MiB");
        }

        var grown = Memory() - before;
        if (grown > MostGrowth)
            failures.Add($"memory grew by {grown / 1024 / 1024} MiB");
        SuiteLog.Report("T10", answered, failures.Count, watch.Elapsed);
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    /// <summary>An honest client's work for as long as the attack lasts: it comes anew for each piece, by each way its door has.</summary>
    private async Task<(int Answered, TimeSpan Slowest, string? Problem)> WorkAsync(string door)
    {
        var (answered, slowest, watch) = (0, TimeSpan.Zero, Stopwatch.StartNew());
        while (watch.Elapsed < Each)
        {
            var started = watch.Elapsed;
            try
            {
                await (door == "socket" ? AskSocketAsync() : AskWebAsync()).WaitAsync(Patience);
            }
            catch (Exception error) when (error is TimeoutException or IOException or SocketException or InvalidOperationException)
            {
                return (answered, watch.Elapsed - started, $"after {answered} answers: {error.Message}");
            }

            answered++;
            slowest = watch.Elapsed - started > slowest ? watch.Elapsed - started : slowest;
        }

        return (answered, slowest, null);
    }

    private async Task AskSocketAsync()
    {
        await using var client = await LineClient.ConnectAsync(desk.Host.Socket);
        await client.ResultAsync("drafts/list");
    }

    private async Task AskWebAsync()
    {
        var call = Attacks.Message("drafts/list", "");
        using var tls = await RawTls.ConnectAsync(desk.Port);
        var answer = await tls.AskAsync(
            $"POST /rpc HTTP/1.1\r\nHost: localhost:{desk.Port}\r\nAuthorization: Bearer {desk.ScriptKey}\r\nContent-Type: application/json\r\nContent-Length: {call.Length}\r\n\r\n{Encoding.UTF8.GetString(call)}");
        if (answer is not { Status: 200 } || !answer.Body.Contains("\"result\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"POST was answered {answer?.Status.ToString(CultureInfo.InvariantCulture) ?? "not at all"} {answer?.Body}");
        if (await tls.AskAsync(Attacks.Upgrade(desk, desk.ScriptKey)) is not { Status: 101 })
            throw new InvalidOperationException("The upgrade was refused.");
        await tls.Stream.WriteAsync(Attacks.Frame(0x1, call));
        var message = new byte[2];
        await tls.Stream.ReadExactlyAsync(message);
        if (message[0] != 0x81)
            throw new InvalidOperationException($"The WebSocket answered with a frame of type {message[0]:X}.");
    }

    // Resident, in bytes.
    private long Memory() => 1024 * long.Parse(
        File.ReadLines($"/proc/{desk.Host.Process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
