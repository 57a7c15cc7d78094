using System.Runtime.Versioning;
using Assistant.EndToEnd.Cli;

namespace Assistant.EndToEnd.Doors;

/// <summary>The first words are answered before the database is opened, and nothing else is; what nobody needs yet is not loaded.</summary>
[Trait("Category", "Slow")]
public sealed class StartTests
{
    // The bytes that SQLite locks (sqlite3.h, PENDING_BYTE and the 511 after it): while another process has them, no database is opened.
    private const long LockedFrom = 0x40000000;
    private const long LockedBytes = 512;

    [Fact]
    public async Task Serve_BeforeAnyoneNeedsThem_LoadsNeitherTheWebServerNorPluginsNorTheCommandLine()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var cli = new RealCli();
        await using var host = await RunningHost.StartAsync(cli);
        await using var client = await host.ConnectAsync();
        await client.InitializeAsync();
        await client.ResultAsync("drafts/list");

        var loaded = (await File.ReadAllLinesAsync($"/proc/{host.Process.Id}/maps")).Where(line => line.EndsWith(".dll", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct().ToList();

        Assert.Contains(loaded, path => path.EndsWith("/Assistant.Protocol.dll", StringComparison.Ordinal));
        string[] later = ["Microsoft.AspNetCore.", "Microsoft.Extensions.DependencyInjection", "System.CommandLine", "Spectre.Console", "Markdig", "Microsoft.Extensions.AI", "System.Net.Http"];
        Assert.DoesNotContain(loaded, path => later.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)) || path.Contains("/plugins/", StringComparison.Ordinal));
    }

    [Fact]
    [UnsupportedOSPlatform("macos")]
    public async Task Initialize_BeforeTheDatabaseIsOpen_IsAnswered_AndTheFirstCallWaitsForIt()
    {
        await using var cli = new RealCli();
        string key;
        await using (var first = await RunningHost.StartAsync(cli))
        {
            key = await first.SetUpAsync();
            await first.SignalAsync("TERM");
            Assert.Equal(0, await first.ExitedAsync(TimeSpan.FromSeconds(20)));
        }

        var database = new FileStream(Path.Combine(cli.Main, "assistant.db"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        database.Lock(LockedFrom, LockedBytes);
        using var host = cli.Start(RealCli.Program, ["serve", "--stdio", "--data", cli.Main]);
        await using var streams = new LineClient(host.StandardOutput.BaseStream, host.StandardInput.BaseStream);
        Assert.Equal("still", (await streams.ResultAsync("ping", """{"text":"still"}""")).GetProperty("text").GetString());
        await using var socket = await LineClient.ConnectAsync(Path.Combine(cli.Main, "host.sock"));
        var hello = (await socket.InitializeAsync()).GetProperty("result");
        Assert.Equal(36, hello.GetProperty("person").GetString()!.Length);
        Assert.False(hello.TryGetProperty("needs", out var needs) && needs.GetArrayLength() > 0);

        await using var owner = await LineClient.ConnectAsync(Path.Combine(cli.Main, "host.sock"));
        var (status, raised) = (socket.ResultAsync("host/status"), owner.InitializeAsync(key));
        Assert.Equal("yet", (await streams.ResultAsync("ping", """{"text":"yet"}""")).GetProperty("text").GetString());
        Assert.False(status.IsCompleted || raised.IsCompleted);
        await database.DisposeAsync();

        Assert.Equal(host.Id, (await status).GetProperty("pid").GetInt32());
        Assert.Contains("approve", (await raised).GetProperty("result").GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
    }

    [Fact]
    public async Task Serve_WhileTheWebDoorCannotOpenYet_AnswersTheSocket()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var cli = new RealCli();
        string key;
        await using (var first = await RunningHost.StartAsync(cli))
        {
            key = await first.SetUpAsync();
            await using var owner = await first.ConnectAsync(key);
            await owner.ResultAsync("web/enable");
        }

        // Opened for reading, a pipe of the file system holds its reader until somebody writes: the door's opening stands at its first line.
        var (choice, kept) = (Path.Combine(cli.Main, "web.json"), cli.PathTo("kept.json"));
        File.Move(choice, kept);
        Assert.Equal(0, (await cli.RunProgramAsync("mkfifo", choice)).Code);
        await using var host = await RunningHost.StartAsync(cli);
        await using var asks = await host.ConnectAsync(key);
        var door = asks.ResultAsync("web/status");

        await using var client = await host.ConnectAsync();
        Assert.Equal(0, LineClient.ErrorOf(await client.InitializeAsync()));
        await client.ResultAsync("drafts/list");
        Assert.DoesNotContain("Kestrel", await File.ReadAllTextAsync($"/proc/{host.Process.Id}/maps"), StringComparison.Ordinal);
        Assert.False(door.IsCompleted);

        Assert.Equal(0, (await cli.RunProgramAsync("sh", "-c", $"cat '{kept}' > '{choice}'")).Code);
        Assert.True((await door).GetProperty("open").GetBoolean());
    }
}
