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
    public async Task Run_WithAProblemFromTheHost_SaysItToAPersonAndItsPathToAProgram()
    {
        using var cli = new CliHarness();
        cli.Host.On<object>("audit/list", _ => throw RpcException.Invalid("$.limit", "5000 is more than is answered at once.", "Ask for at most 1000."));

        await cli.RunAsync("audit", "list");
        var person = cli.Error;
        await cli.RunAsync("audit", "list", "--json");

        Assert.Equal("5000 is more than is answered at once.\nAsk for at most 1000.\n", person);
        Assert.Equal("$.limit: 5000 is more than is answered at once.\nAsk for at most 1000.\n", cli.Error[person.Length..]);
    }

    [Fact]
    public async Task Run_WithSeveralProblemsFromTheHost_SaysEachOnALine()
    {
        using var cli = new CliHarness();
        cli.Host.On<object>("audit/list", _ => throw RpcException.Invalid(new RpcProblem { Path = "$.texts", Problem = "have no posting", Remedy = "Hand it in" }, new RpcProblem { Path = "line 3", Problem = "is empty" }));

        await cli.RunAsync("audit", "list");

        Assert.Equal("2 things are wrong:\nThe texts at hand have no posting. Hand it in.\nline 3: is empty.\n", cli.Error);
    }

    [Theory]
    [InlineData("$.contactId", "is missing, and a mail goes to somebody", "The contact is missing, and a mail goes to somebody.")]
    [InlineData("$.texts[1].text", "is too long", "Text 2 is too long.")]
    [InlineData("$.texts[1].kind", "is not handed in", "The kind of text 2 is not handed in.")]
    [InlineData("$.voice.language", "is no language that is known here", "The language is no language that is known here.")]
    [InlineData("$.voice.doNotSay", "is too long, or has an empty phrase", "The list of what is not to be said is too long, or has an empty phrase.")]
    [InlineData("$.voice.maxWords", "is out of range", "The number of words is out of range.")]
    [InlineData("$.items", "is empty or too long", "The list of items is empty or too long.")]
    [InlineData("$.contactIds", "is empty or too long", "The list of contacts is empty or too long.")]
    [InlineData("$.claimIds[0]", "is no claim of this text", "Claim 1 is no claim of this text.")]
    [InlineData("$.settings.clientFile", "is missing", "The setting clientFile is missing.")]
    [InlineData("$.address", "is no address", "The address is no address.")]
    [InlineData("$.to[1]", "'x' is no address", "'x' is no address.")]
    [InlineData("$.to[1]", "must not be written to: they asked", "Recipient 2 must not be written to: they asked.")]
    [InlineData("$.to", "there is no recipient", "There is no recipient.")]
    [InlineData("$.subjectId", "It has 1 to 200 characters.", "Subject: It has 1 to 200 characters.")]
    [InlineData("$.sources", "Nothing says employer.", "Nothing says employer.")]
    [InlineData("$", "It ends too early.", "It ends too early.")]
    public void Problem_InARequest_IsASentence(string path, string problem, string sentence)
    {
        Assert.Equal(sentence, Failures.Problem(new RpcProblem { Path = path, Problem = problem }));
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
