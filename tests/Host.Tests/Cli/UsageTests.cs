using Assistant.Host.Cli;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("frobnicate", "There is no command 'frobnicate'.", "--help")]
    [InlineData("outbx", "Did you mean 'outbox'?", "--help")]
    [InlineData("outbox aprove", "'outbox' has no command 'aprove'. Did you mean 'approve'?", "./assistant outbox --help")]
    [InlineData("contact show", "ID is missing. The contact: its id", "./assistant contact show --help")]
    [InlineData("prompts edit", "ID is missing. The prompt: its id", "./assistant prompts edit --help")]
    [InlineData("contact list --name ana", "There is no option '--name'.", "./assistant contact list --help")]
    [InlineData("document add cv.docx --name x", "There is no option '--name'.", "./assistant document add --help")]
    [InlineData("rules --rule never", "Whom is the rule for?", "--contact")]
    [InlineData("style learn --sent 0", "--sent 0 asks for no mail.", "from 1")]
    [InlineData("writing export 9c21d04e letter.docx", "is no .docx", "document export")]
    [InlineData("contact list --limit many", "'many' is no whole number for --limit.", "./assistant contact list --help")]
    [InlineData("application task add acme Phone --due tomorrow", "'tomorrow' is no day for --due: write it as 2026-12-09.", "./assistant application task add --help")]
    [InlineData("application add Acme Engineer --per fortnight", "'fortnight' is nothing for --per: give year, month, week, day or hour.", "./assistant application add --help")]
    [InlineData("models add here --provider openAi --name x --input-price cheap", "'cheap' is no number for --input-price: write it as 1200.50.", "--help")]
    [InlineData("contact list --frob", "--frob", "--help")]
    [InlineData("outbox settle ana perhaps", "perhaps", "--help")]
    [InlineData("call drafts/list {\"limit\":", "JSON: line 1, column 10: this is no JSON", "single quotes")]
    [InlineData("call drafts/list {\"limit\":1,\"limit\":2}", "this is no JSON", "")]
    [InlineData("call drafts/list 5", "an object or an array", "")]
    [InlineData("account add mail.local me@example.org --set folder", "is no setting", "NAME=VALUE")]
    public async Task Run_WithAWrongCommandLine_SaysWhatAndEndsWithTwo(string line, string message, string remedy)
    {
        using var cli = new CliHarness();
        cli.Host.On<Protocol.Services.ProviderListRequest>("accounts/providers", _ => new Protocol.Services.ProviderListResponse
        {
            Providers = [new() { Id = "mail.local", Name = "Local", Form = System.Text.Json.JsonElement.Parse("{}"), Grants = [] }],
        });

        var code = await cli.RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(message, cli.Error, StringComparison.Ordinal);
        Assert.Contains(remedy, cli.Error, StringComparison.Ordinal);
        Assert.Empty(cli.Out);
    }

    [Theory]
    [InlineData(RpcErrorCode.NotFound, (int)ExitCode.NotFound)]
    [InlineData(RpcErrorCode.NeedsSetup, (int)ExitCode.NeedsSetup)]
    [InlineData(RpcErrorCode.NotAuthorised, (int)ExitCode.NotAuthorised)]
    [InlineData(RpcErrorCode.Conflict, (int)ExitCode.Conflict)]
    [InlineData(RpcErrorCode.WrongState, (int)ExitCode.Conflict)]
    [InlineData(RpcErrorCode.Invalid, (int)ExitCode.Usage)]
    [InlineData(RpcErrorCode.MethodNotFound, (int)ExitCode.Usage)]
    [InlineData(RpcErrorCode.InternalError, (int)ExitCode.Failed)]
    [InlineData(RpcErrorCode.ProviderUnavailable, (int)ExitCode.Failed)]
    public async Task Run_WhenTheHostRefuses_EndsWithTheDocumentedCode(RpcErrorCode answered, int expected)
    {
        using var cli = new CliHarness();
        cli.Host.On<object>("audit/list", _ => throw new RpcException(answered, "No."));

        Assert.Equal((ExitCode)expected, await cli.RunAsync("audit", "list"));
        Assert.StartsWith("No.", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAProblemFromTheHost_NamesPathAndRemedy()
    {
        using var cli = new CliHarness();
        cli.Host.On<object>("audit/list", _ => throw RpcException.Invalid("$.limit", "5000 is more than is answered at once.", "Ask for at most 1000."));

        await cli.RunAsync("audit", "list");

        Assert.Equal("$.limit: 5000 is more than is answered at once.\nAsk for at most 1000.\n", cli.Error);
    }

    [Fact]
    public async Task Run_Interrupted_CancelsTheCallAndEndsWith130()
    {
        using var cli = new CliHarness();
        using var interrupt = new CancellationTokenSource();
        cli.Host.OnAsync("audit/list", async cancel =>
        {
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
            throw new InvalidOperationException("It was not cancelled.");
        });

        Assert.Equal(ExitCode.Cancelled, await cli.RunAsync(["audit", "list"], interrupt.Token));
        Assert.Equal("Cancelled.\n", cli.Error);
    }

    [Fact]
    public async Task Import_OfAMissingFile_EndsWithThreeAndAsksTheHostNothing()
    {
        using var cli = new CliHarness();

        Assert.Equal(ExitCode.NotFound, await cli.RunAsync("contact", "import", cli.PathTo("nobody.csv")));
        Assert.Contains("There is no file", cli.Error, StringComparison.Ordinal);
        Assert.Empty(cli.Host.Calls);
    }

    [Fact]
    public async Task Status_WhereNoHostRuns_EndsWithThreeAndStartsNone()
    {
        using var cli = new CliHarness { Running = false };

        Assert.Equal(ExitCode.NotFound, await cli.RunAsync("status"));
        Assert.Empty(cli.Host.Calls);
    }
}
