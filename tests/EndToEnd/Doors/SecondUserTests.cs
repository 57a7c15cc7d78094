using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Assistant.EndToEnd.Cli;
using Assistant.TestKit;

namespace Assistant.EndToEnd.Doors;

/// <summary>What another user of the machine gets of a host and of what it keeps: nothing, whatever the mask was, and after a crash too.</summary>
[Trait("Category", "Slow")]
public sealed class SecondUserTests
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly string[] Words =
    [
        """{"jsonrpc":"2.0","id":1,"method":"host/status","params":{}}""",
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"client":{"name":"other","version":"1"}}}""",
        """{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}""",
        """{"jsonrpc":"2.0","id":1,"method":"contacts/list","params":{}}""",
        """{"jsonrpc":"2.0","id":1,"method":"clients/list","params":{}}""",
        """{"jsonrpc":"2.0","id":1,"method":"host/setup","params":{"ownerName":"other","clientName":"other"}}""",
        "Content-Length: 2\r\n\r\n{}",
        "garbage",
    ];

    [SecondUserFact]
    public async Task OtherUser_GetsNothing_WithAnyMaskWithOpenedFoldersAndAfterACrash()
    {
        var begun = Stopwatch.GetTimestamp();
        var attempts = 0;
        var done = new List<string>();
        foreach (var umask in (string[])["022", "000"])
        {
            await using var cli = new RealCli();
            // What stands above the data folder does not help it: it is open to all.
            File.SetUnixFileMode(cli.PathTo(""), Passable);
            var other = new OtherUser(cli);
            await TryMaskAsync(cli, other, umask);
            attempts += other.Attempts;
            done.AddRange(other.Done);
        }

        SuiteLog.Report("T8", attempts, done.Count, Stopwatch.GetElapsedTime(begun));
        Assert.True(done.Count == 0, string.Join('\n', done));
    }

    private static async Task TryMaskAsync(RealCli cli, OtherUser other, string umask)
    {
        string[] secrets;
        await using (var host = await RunningHost.StartAsync(cli, umask))
        {
            var key = await FurnishAsync(cli, umask);
            secrets = [key];
            string[] words = [.. Words, $$$"""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"client":{"name":"other","version":"1"},"clientKey":"{{{key}}}"}}"""];

            await other.TryPathsAsync($"umask {umask}", Kept(cli));
            await other.TryWordsAsync($"umask {umask}", host.Socket, 13, words);
            await TryProcessAsync(other, host, secrets, $"umask {umask}");
            await other.TryCommandAsync($"umask {umask}", RealCli.Program, "status", "--data", cli.Main);
            await other.TryCommandAsync($"umask {umask}", RealCli.Program, "call", "host/status", "--data", cli.Main);
            await other.TryCommandAsync($"umask {umask}", RealCli.Program, "serve", "--data", cli.Main);
            await TryWebAsync(cli, other, key, $"umask {umask}");

            // Folders whose modes were opened by hand: now each file's own mode, and the kernel's word about the peer, are all there is.
            OpenFolders(cli);
            await other.TryPathsAsync($"umask {umask}, opened", Files(cli));
            File.SetUnixFileMode(host.Socket, Passable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
            await other.TryWordsAsync($"umask {umask}, opened", host.Socket, 4, words);
            await using (var ours = await host.ConnectAsync())
                Assert.Equal(host.Process.Id, (await ours.ResultAsync("host/status")).GetProperty("pid").GetInt32());

            await host.SignalAsync("KILL");
            await host.ExitedAsync(TimeSpan.FromSeconds(5));
        }

        // What a crash leaves: the write-ahead log, the lock, a dead socket, and folders that are still open.
        Assert.Contains(Files(cli), file => file.EndsWith("-wal", StringComparison.Ordinal));
        await other.TryPathsAsync($"umask {umask}, after a crash", Files(cli));

        await using var next = await RunningHost.StartAsync(cli, umask);
        await other.TryPathsAsync($"umask {umask}, started again", Files(cli));
        await other.TryWordsAsync($"umask {umask}, started again", next.Socket, 13, Words);
        await TryProcessAsync(other, next, secrets, $"umask {umask}, started again");
    }

    /// <summary>Gives the folder one of everything that could be of use to another: the owner's key, a token, a mailbox, files, a certificate, a copy.</summary>
    /// <returns>The owner's key.</returns>
    private static async Task<string> FurnishAsync(RealCli cli, string umask)
    {
        var setup = await cli.RunProgramAsync("/bin/sh", "-c", $"umask {umask}; exec \"$@\"", "sh", RealCli.Program, "setup", "--json", "--data", cli.Main);
        Assert.True(setup.Code == 0, setup.ToString());
        var key = JsonElement.Parse(setup.Out).GetProperty("clientKey").GetString()!;
        await using var owner = await LineClient.ConnectAsync(Path.Combine(cli.Main, "host.sock"));
        Assert.Equal(0, LineClient.ErrorOf(await owner.InitializeAsync(key)));
        await owner.ResultAsync("clients/create", """{"name":"ci","scopes":["read"]}""");
        await owner.ResultAsync("accounts/connect", """{"provider":"mail.local","address":"me@example.org","grant":"headers","settings":{"office":"local"}}""");
        var upload = (await owner.ResultAsync("blobs/create", """{"size":5}""")).GetProperty("upload").GetString();
        await owner.ResultAsync("blobs/write", $$"""{"upload":"{{upload}}","offset":0,"bytes":"aGVsbG8="}""");
        await owner.ResultAsync("web/enable");
        await owner.CallAsync("backup/create", $$"""{"path":"{{Path.Combine(cli.Home, "copy")}}"}""");
        return key;
    }

    /// <summary>The process itself: its memory, its files, what it was started with, and the ends that the runtime opens for debuggers.</summary>
    private static async Task TryProcessAsync(OtherUser other, RunningHost host, string[] secrets, string when)
    {
        var pid = host.Process.Id.ToString(CultureInfo.InvariantCulture);
        foreach (var name in (string[])["environ", "mem", "maps", "auxv", "stack"])
            await other.TryCommandAsync(when, "head", "-c", "1", $"/proc/{pid}/{name}");
        await other.TryCommandAsync(when, "ls", $"/proc/{pid}/fd/");
        await other.TryFindAsync(when, secrets, "cat", $"/proc/{pid}/cmdline");
        var ends = Directory.GetFiles(Path.GetTempPath(), $"*-{pid}-*");
        if (ends.Length > 0)
            await other.TryPathsAsync(when, ends);
    }

    private static async Task TryWebAsync(RealCli cli, OtherUser other, string key, string when)
    {
        await using var owner = await LineClient.ConnectAsync(Path.Combine(cli.Main, "host.sock"));
        var origin = (await owner.ResultAsync("web/status")).GetProperty("origin").GetString()!;
        string[] call = ["-H", "Content-Type: application/json", "-d", Words[0]];
        await other.TryRequestAsync(when, "401", origin + "/rpc", call);
        await other.TryRequestAsync(when, "401", origin + "/rpc", [.. call, "-H", "Authorization: Bearer assistant_key_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]);
        // A key of no page is nobody's through a page, and the other way round.
        await other.TryRequestAsync(when, "401", origin + "/rpc", [.. call, "-H", "Authorization: Bearer " + key, "-H", "Origin: " + origin]);
        await other.TryRequestAsync(when, "403", origin + "/rpc", [.. call, "-H", "Authorization: Bearer " + key, "-H", "Origin: https://evil.example"]);
        await other.TryFindAsync(when, [key, "me@example.org", cli.Main], "curl", "-sk", "--max-time", "10", origin + "/");
    }

    private static List<string> Kept(RealCli cli) =>
        [.. Roots(cli).SelectMany(root => Directory.GetFileSystemEntries(root, "*", SearchOption.AllDirectories).Prepend(root))];

    private static List<string> Files(RealCli cli) => [.. Kept(cli).Where(path => !Directory.Exists(path))];

    private static void OpenFolders(RealCli cli)
    {
        foreach (var folder in Kept(cli).Where(Directory.Exists))
            File.SetUnixFileMode(folder, Passable);
    }

    private static string[] Roots(RealCli cli) => [cli.Home, cli.PathTo("state")];
}

/// <summary>Runs where this process may become another user, else says why not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SecondUserFactAttribute : FactAttribute
{
    public SecondUserFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists("/usr/bin/setpriv") || !File.Exists("/usr/bin/perl") || !File.Exists("/usr/bin/curl"))
            Skip = "needs root on Linux, setpriv, perl and curl to act as a second user";
    }
}
