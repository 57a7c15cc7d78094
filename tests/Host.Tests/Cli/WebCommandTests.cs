using System.Text.Json;
using Assistant.Host.Cli;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

public sealed class WebCommandTests
{
    [Theory]
    [InlineData("enable", "web/enable")]
    [InlineData("disable", "web/disable")]
    [InlineData("renew", "web/renew")]
    public async Task Change_AfterAYes_UsesTheOwnersKey(string command, string method)
    {
        using var cli = Ready(new CliHarness { Tty = new("y") }.WithKey());

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("web", command));
        Assert.Equal("key-of-the-owner", Assert.Single(cli.Host.Calls, call => call.Method == method).Key);
    }

    [Theory]
    [InlineData("enable")]
    [InlineData("disable")]
    [InlineData("renew")]
    public async Task Change_AfterANo_AsksTheHostForNothing(string command)
    {
        using var cli = Ready(new CliHarness { Tty = new("n") }.WithKey());

        Assert.Equal(ExitCode.Cancelled, await cli.RunAsync("web", command));
        Assert.Empty(cli.Host.Calls);
    }

    [Fact]
    public async Task Status_NeedsNoKey_AndSaysWhereTheDoorIs()
    {
        using var cli = Ready(new CliHarness());

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("web"));
        Assert.Contains("https://localhost:47613", cli.Out, StringComparison.Ordinal);
        Assert.Null(Assert.Single(cli.Host.Calls).Key);
    }

    [Fact]
    public async Task Status_MeantToBeOpenAndClosed_FailsWithTheReason()
    {
        using var cli = new CliHarness();
        cli.Host.On<WebStatusRequest>("web/status", _ => SampleAuthority.Status(true) with { Open = false, Problem = "the port is taken" });

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("web", "status"));
        Assert.Contains("the port is taken", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_AsJson_IsTheContractsAnswer()
    {
        using var cli = Ready(new CliHarness());

        await cli.RunAsync("web", "status", "--json");

        Assert.True(JsonElement.Parse(cli.Out).GetProperty("open").GetBoolean());
    }

    private static CliHarness Ready(CliHarness cli)
    {
        cli.Host
            .On<WebStatusRequest>("web/status", _ => SampleAuthority.Status(true))
            .On<WebEnableRequest>("web/enable", _ => SampleAuthority.Status(true))
            .On<WebDisableRequest>("web/disable", _ => SampleAuthority.Status(false))
            .On<WebRenewRequest>("web/renew", _ => SampleAuthority.Status(true));
        return cli;
    }
}
