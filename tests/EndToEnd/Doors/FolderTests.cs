using System.Globalization;
using Assistant.EndToEnd.Cli;

namespace Assistant.EndToEnd.Doors;

/// <summary>One host holds one folder, keeps others out of it, and leaves it so that the next can start.</summary>
[Trait("Category", "Slow")]
public sealed class FolderTests
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public async Task Serve_WithNoUmask_KeepsEveryFileToItsUser()
    {
        await using var cli = new RealCli();
        await using var host = await RunningHost.StartAsync(cli, umask: "000");
        await host.SetUpAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(cli.Main));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(host.Socket));
        // With the folders above it: who may write to one of them can put another folder in its place.
        var made = new[] { cli.Home, cli.PathTo("state") }.SelectMany(root => Directory.GetFileSystemEntries(root, "*", SearchOption.AllDirectories).Prepend(root));
        Assert.Equal([], made.Where(path => (File.GetUnixFileMode(path) & Others) != 0));
    }

    [Fact]
    public async Task Serve_OnAHeldFolder_EndsWithSixAndNamesProcessAndSocket()
    {
        await using var cli = new RealCli();
        await using var host = await RunningHost.StartAsync(cli);

        var second = await cli.RunAsync("serve", "--data", cli.Main);

        Assert.True(second.Code == 6, second.ToString());
        Assert.Contains(host.Process.Id.ToString(CultureInfo.InvariantCulture), second.Error, StringComparison.Ordinal);
        Assert.Contains(host.Socket, second.Error, StringComparison.Ordinal);
        await using var client = await host.ConnectAsync();
        Assert.Equal(host.Process.Id, (await client.ResultAsync("host/status")).GetProperty("pid").GetInt32());
    }

    [Fact]
    public async Task Serve_AfterAKill_StartsOverItsLeftovers()
    {
        await using var cli = new RealCli();
        await using var killed = await RunningHost.StartAsync(cli);
        var key = await killed.SetUpAsync();
        await killed.SignalAsync("KILL");
        await killed.ExitedAsync(TimeSpan.FromSeconds(5));
        Assert.True(File.Exists(killed.Socket));
        Assert.True(File.Exists(Path.Combine(cli.Main, "host.lock")));

        await using var next = await RunningHost.StartAsync(cli);

        await using var owner = await next.ConnectAsync(key);
        Assert.Equal(next.Process.Id, (await owner.ResultAsync("host/status")).GetProperty("pid").GetInt32());
        Assert.True((await owner.ResultAsync("audit/verify")).GetProperty("whole").GetBoolean());
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_WhileAConnectionIsIdle_EndsCleanlyWithinFiveSeconds(string signal)
    {
        await using var cli = new RealCli();
        await using var host = await RunningHost.StartAsync(cli);
        await using var idle = await host.ConnectAsync();
        await idle.ResultAsync("host/status");

        await host.SignalAsync(signal);

        Assert.Equal(0, await host.ExitedAsync(TimeSpan.FromSeconds(5)));
        await idle.ReadToEndAsync();
        Assert.False(File.Exists(host.Socket));
        Assert.False(File.Exists(Path.Combine(cli.Main, "host.lock")));
    }
}
