using Assistant.Host.Cli;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

public sealed class ConsentTests
{
    private const string DraftId = "01900000-0000-7000-8000-0000aaaa0001";

    [Fact]
    public async Task Approve_AfterAYesAtTheTerminal_SendsTheShownHashWithTheOwnersKey()
    {
        using var cli = Ready(new CliHarness { Tty = new("y") }.WithKey());

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("outbox", "approve"));

        var call = Assert.Single(cli.Host.Calls, call => call.Method == "outbox/approve");
        Assert.Equal("key-of-the-owner", call.Key);
        Assert.Equal(new ApprovalItem(DraftId, Samples.Hash), Assert.Single(((OutboxApproveRequest)call.Request!).Items));
        Assert.All(cli.Host.Calls.Where(call => call.Method != "outbox/approve"), call => Assert.Null(call.Key));
    }

    [Fact]
    public async Task Approve_BeforeItAsks_ShowsEverythingThatTheHashBinds()
    {
        using var cli = Ready(new CliHarness { Tty = new("n") }.WithKey());

        await cli.RunAsync("outbox", "approve");

        Assert.All(["me@example.org", "ana@example.org", "boss@example.org", "About Norte", "Dear Ana,", "cv.pdf", Samples.Hash], text => Assert.Contains(text, cli.Out, StringComparison.Ordinal));
        Assert.Contains("[y]es  [n]o  [e]dit  [q]uit", Assert.Single(cli.Tty.Prompts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n")]
    [InlineData("q")]
    [InlineData("")]
    public async Task Approve_WithoutAYes_ApprovesNothing(string typed)
    {
        using var cli = Ready(new CliHarness { Tty = new(typed, "q") }.WithKey());

        Assert.Equal(ExitCode.Cancelled, await cli.RunAsync("outbox", "approve"));
        Assert.DoesNotContain("outbox/approve", cli.Host.Methods);
    }

    [Fact]
    public async Task Approve_WithYesOutsideADemoFolder_IsRefusedWithTwo()
    {
        using var cli = Ready(new CliHarness().WithKey());

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("outbox", "approve", "--yes"));
        Assert.Contains("--yes works only in a demo folder", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("outbox/approve", cli.Host.Methods);
    }

    [Fact]
    public async Task Approve_WithYesInADemoFolder_AsksNobodyAndLabelsTheData()
    {
        using var cli = Ready(new CliHarness().AsDemo().WithKey());

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("outbox", "approve", "--yes"));
        Assert.Contains("outbox/approve", cli.Host.Methods);
        Assert.Equal("demo data: ./assistant demo --remove ends it\n", cli.Error);
    }

    [Fact]
    public async Task Approve_WithoutTerminal_IsRefusedWithFive()
    {
        using var cli = Ready(new CliHarness().WithKey());

        Assert.Equal(ExitCode.NotAuthorised, await cli.RunAsync("outbox", "approve"));
        Assert.DoesNotContain("outbox/approve", cli.Host.Methods);
    }

    [Fact]
    public async Task Approve_WithoutTheOwnersKey_NeedsSetup()
    {
        using var cli = Ready(new CliHarness { Tty = new("y") });

        Assert.Equal(ExitCode.NeedsSetup, await cli.RunAsync("outbox", "approve"));
        Assert.Contains("./assistant setup", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_OfAMessageWithProblems_CannotBeSaidYesTo()
    {
        using var cli = Ready(new CliHarness { Tty = new("y", "n") }.WithKey(), hash: null);

        Assert.Equal(ExitCode.Cancelled, await cli.RunAsync("outbox", "approve"));
        Assert.DoesNotContain("outbox/approve", cli.Host.Methods);
    }

    [Fact]
    public async Task Disable_AfterANo_AsksTheHostForNothing()
    {
        using var cli = new CliHarness { Tty = new("n") }.WithKey();
        cli.Host.On<PluginListRequest>("plugins/list", _ => new PluginListResponse
        {
            Plugins = [new() { Id = "drafting", State = PluginState.Active, Services = [], Permissions = [], Problems = [] }],
        });

        Assert.Equal(ExitCode.Cancelled, await cli.RunAsync("plugins", "disable", "drafting"));
        Assert.DoesNotContain("plugins/disable", cli.Host.Methods);
    }

    [Fact]
    public async Task Setup_KeepsTheKey_AndNeverPrintsIt()
    {
        using var cli = new CliHarness();
        _ = new Assistant.Host.Storage.Secrets.SecretStore(cli.Root.Current.SecretsPath, Assistant.Host.Storage.Secrets.SecretPlaceKind.File).Place;
        cli.Host.On<HostSetupRequest>("host/setup", _ => new HostSetupResponse { ClientKey = "very-secret", ClientId = "c", SecretPlace = "file (0600)" });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("setup", "--name", "Ana"));

        Assert.Equal("very-secret", new Assistant.Host.Cli.Connection.OwnerKey(cli.Root.Current).Find());
        Assert.DoesNotContain("very-secret", cli.Out + cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OutboxState.Sent, (int)ExitCode.Ok)]
    [InlineData(OutboxState.Refused, (int)ExitCode.Partly)]
    public async Task Approve_Waiting_SaysHowFarItIsAndWhatBecameOfIt(OutboxState end, int expected)
    {
        using var cli = Ready(new CliHarness { Tty = new("y"), Terminal = new(80, false, true, true, true) }.WithKey());
        var shown = 0;
        cli.Host
            .On<EventSubscribeRequest>("events/subscribe", _ => new EventSubscribeResponse { Seq = 0, Resync = false })
            .OnAsync("outbox/show", async cancel =>
            {
                var item = Samples.Item(DraftId);
                if (++shown == 1)
                {
                    await cli.Host.Events!.EventAsync(new HostEvent { Seq = 1, Name = "outbox.progress", Ids = [item.Id] }, cancel);
                    return new OutboxShowResponse { Item = item with { State = OutboxState.Submitting, Progress = new UploadProgress(43, 100) }, Steps = [] };
                }

                // Long enough for the line to be written.
                while (!cli.Error.Contains("43 %", StringComparison.Ordinal))
                    await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
                return new OutboxShowResponse { Item = item with { State = end }, Steps = [] };
            });

        Assert.Equal((ExitCode)expected, await cli.RunAsync("outbox", "approve", "--wait"));

        Assert.Contains("Sending, 43 %", cli.Error, StringComparison.Ordinal);
        Assert.Contains(end == OutboxState.Sent ? "sent" : "refused", cli.Out, StringComparison.Ordinal);
        Assert.Equal(["outbox.changed", "outbox.progress"], ((EventSubscribeRequest)cli.Host.Calls.Single(static call => call.Method == "events/subscribe").Request!).Names!);
    }

    private static CliHarness Ready(CliHarness cli, string? hash = Samples.Hash)
    {
        cli.Host
            .On<DraftListRequest>("drafts/list", _ => new DraftListResponse { Drafts = [Samples.Draft(DraftId)] })
            .On<AccountListRequest>("accounts/list", _ => new AccountListResponse { Accounts = [] })
            .On<DraftPreviewRequest>("drafts/preview", request => Samples.Preview(request.Id, hash))
            .On<OutboxApproveRequest>("outbox/approve", request => new OutboxApproveResponse { Items = [Samples.Item(request.Items[0].DraftId, request.Items[0].Hash)] });
        return cli;
    }
}
