using System.Text.Json;

namespace Assistant.EndToEnd.Cli;

public sealed class OwnFolderTests
{
    [Fact]
    public async Task Yes_OutsideADemoFolder_IsRefusedWithTwo()
    {
        await using var cli = new RealCli();
        Assert.Equal(0, (await cli.RunAsync("setup", "--name", "Ana")).Code);

        var refused = await cli.RunAsync("stop", "--yes");

        Assert.True(refused.Code == 2, refused.ToString());
        Assert.Contains("--yes works only in a demo folder", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await cli.RunAsync("status")).Code);
    }

    [Fact]
    public async Task Setup_Twice_IsAConflict()
    {
        await using var cli = new RealCli();
        Assert.Equal(0, (await cli.RunAsync("setup")).Code);

        Assert.Equal(6, (await cli.RunAsync("setup")).Code);
    }

    [Fact]
    public async Task AccountAdd_WhileTheDemoIsInUse_GoesIntoTheOwnFolderAndMakesItCurrent()
    {
        await using var cli = new RealCli();
        Assert.Equal(0, (await cli.RunAsync("demo", "--yes")).Code);

        var added = await cli.RunAtTerminalAsync("y\n", "account", "add", "mail.local", "me@example.org", "--set", "office=local");

        Assert.True(added.Code == 0, added.ToString());
        var status = JsonElement.Parse((await cli.RunAsync("status", "--json")).Out);
        Assert.Equal(cli.Main, status.GetProperty("dataFolder").GetString());
        Assert.False(status.GetProperty("demo").GetBoolean());
    }

    [Fact]
    public async Task Stop_AfterAYesAtTheTerminal_EndsTheHost()
    {
        await using var cli = new RealCli();
        Assert.Equal(0, (await cli.RunAsync("setup")).Code);

        var stopped = await cli.RunAtTerminalAsync("y\n", "stop");

        Assert.True(stopped.Code == 0, stopped.ToString());
        Assert.Equal(3, (await cli.RunAsync("status")).Code);
    }

    [Fact]
    public async Task Run_OnAFolderThatIsAFile_SaysSo()
    {
        await using var cli = new RealCli();

        var done = await cli.RunAsync("contact", "list", "--data", cli.WriteFile("file", "x"));

        Assert.True(done.Code == 1, done.ToString());
        Assert.Contains("is a file, not a folder", done.Error, StringComparison.Ordinal);
    }
}
