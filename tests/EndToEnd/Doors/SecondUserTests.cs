using System.Diagnostics;
using Assistant.EndToEnd.Cli;
using Assistant.TestKit;

namespace Assistant.EndToEnd.Doors;

/// <summary>Another user of the machine, who is really another: uid 65534, by setpriv.</summary>
[Trait("Category", "Slow")]
public sealed class SecondUserTests
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    // Ends with 13 where it cannot connect, 4 where it is closed unheard, 0 where anything was said to it; an alarm ends it where it is left waiting.
    private const string Knock = """
        use Socket; $SIG{PIPE} = 'IGNORE'; alarm 5; socket(S, PF_UNIX, SOCK_STREAM, 0) or exit 9; connect(S, sockaddr_un($ARGV[0])) or exit 13;
        syswrite(S, $ARGV[1] . "\n"); $n = sysread(S, $said, 4096); print $said; exit($n ? 0 : 4);
        """;

    private static readonly string[] Words =
    [
        """{"jsonrpc":"2.0","id":1,"method":"host/status","params":{}}""",
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"client":{"name":"other","version":"1"}}}""",
        """{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}""",
        """{"jsonrpc":"2.0","id":1,"method":"contacts/list","params":{}}""",
        """{"jsonrpc":"2.0","id":1,"method":"host/setup","params":{"ownerName":"other","clientName":"other"}}""",
        "garbage",
    ];

    [SecondUserFact]
    public async Task OtherUser_NeitherReadsTheFolderNorIsHeard_EvenWhereItsModeWasOpened()
    {
        var begun = Stopwatch.GetTimestamp();
        await using var cli = new RealCli();
        // What stands above the data folder does not help it: it is open to all.
        File.SetUnixFileMode(cli.PathTo(""), Passable);
        Directory.CreateDirectory(cli.Home);
        File.SetUnixFileMode(cli.Home, Passable);
        await using var host = await RunningHost.StartAsync(cli);
        var anchors = Directory.GetDirectories(Path.Combine(cli.PathTo("state"), "assistant")).Single();
        var tried = new List<(string What, bool Refused)>();

        string[][] commands =
        [
            ["ls", cli.Main], ["ls", Path.Combine(cli.Main, "secrets")], ["ls", anchors], ["touch", Path.Combine(cli.Main, "mine")],
            ["cat", Path.Combine(cli.Main, "host.lock")], ["cat", Path.Combine(cli.Main, "assistant.db")], ["cat", Path.Combine(anchors, "audit-head")],
        ];
        foreach (var command in commands)
            tried.Add((string.Join(' ', command), await AsOtherAsync(cli, command) is { Code: not 0, Out: "" }));
        foreach (var words in Words)
            tried.Add(("closed folder: " + words, await AsOtherAsync(cli, "perl", "-e", Knock, host.Socket, words) is { Code: 13, Out: "" }));

        // A folder whose mode was opened by hand: now the kernel's word about the peer is all there is.
        File.SetUnixFileMode(cli.Main, Passable);
        File.SetUnixFileMode(host.Socket, Passable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        foreach (var words in Words)
            tried.Add(("opened folder: " + words, await AsOtherAsync(cli, "perl", "-e", Knock, host.Socket, words) is { Code: 4, Out: "" }));

        await using var ours = await host.ConnectAsync();
        Assert.Equal("host.setup", (await ours.ResultAsync("host/status")).GetProperty("needs")[0].GetProperty("code").GetString());
        var refused = tried.Count(attempt => attempt.Refused);
        SuiteLog.Report("door-second-user", tried.Count, tried.Count - refused, Stopwatch.GetElapsedTime(begun));
        Assert.Equal([], tried.Where(attempt => !attempt.Refused).Select(attempt => attempt.What));
    }

    private static Task<Finished> AsOtherAsync(RealCli cli, params string[] command) =>
        cli.RunProgramAsync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", .. command]);
}

/// <summary>Runs where this process may become another user, else says why not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SecondUserFactAttribute : FactAttribute
{
    public SecondUserFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists("/usr/bin/setpriv") || !File.Exists("/usr/bin/perl"))
            Skip = "needs root on Linux, setpriv and perl to act as a second user";
    }
}
