using Assistant.Host.Cli;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using static Assistant.Host.Tests.Cli.WritingSamples;

namespace Assistant.Host.Tests.Cli;

/// <summary>Models and their keys, rules, ceilings and the ledger of their calls.</summary>
public sealed class ModelCliTests
{
    [Fact]
    public async Task Models_OnThisMachine_NeedNoPermission()
    {
        using var cli = new CliHarness();
        Model At(string id, bool isLocal) => new() { Id = id, Provider = ModelProvider.OpenAi, Name = "m", IsLocal = isLocal, HasKey = true, IsAllowed = false, IsChosen = false };
        cli.Host.On<ModelListRequest>("drafting/models", _ => new ModelListResponse { Models = [At("here", true), At("there", false)] });

        await cli.RunAsync("models", "list");

        var lines = cli.Out.Split('\n');
        Assert.Contains("ready", lines.First(static line => line.StartsWith("here", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("not allowed yet", lines.First(static line => line.StartsWith("there", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelProvider.OpenAi, null, "OpenAI's own")]
    [InlineData(ModelProvider.Anthropic, null, "Anthropic's own")]
    [InlineData(ModelProvider.OpenAi, "https://models.example/v1", "https://models.example/v1")]
    public async Task Models_NotOnThisMachine_SayWhereTheyAre(ModelProvider provider, string? endpoint, string where)
    {
        using var cli = new CliHarness { Terminal = new(140, false, true, false, false) };
        cli.Host.On<ModelListRequest>("drafting/models", _ => new ModelListResponse { Models = [new() { Id = "there", Provider = provider, Name = "m", Endpoint = endpoint, IsLocal = false, HasKey = true, IsAllowed = true, IsChosen = false }] });

        await cli.RunAsync("models", "list");

        Assert.Contains(where, Line(cli, "there"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_OnANarrowTerminal_SaysShortlyWhereItWentAndKeepsTheOutcomeWhole()
    {
        using var cli = new CliHarness();
        People(cli);
        LedgerEntry Call(string provider, bool isLocal, bool fromCache, string outcome) => new()
        {
            Id = outcome, At = Samples.Noon, Task = WritingTask.CoverLetter, SubjectId = Ana.Id, Provider = provider, Model = "a-model-with-a-long-name:70b", IsLocal = isLocal, Fields = ["cv:1"],
            Usage = new WritingUsage(12000, 3400, 5, 0.0123m), Outcome = outcome, FromCache = fromCache,
        };
        cli.Host.On<LedgerRequest>("drafting/ledger", _ => new LedgerResponse
        {
            Entries = [Call("openAi", true, false, "interrupted"), Call("openAi", false, true, "done"), Call("openAi", false, false, "subjectBudget"), Call("openAi", false, false, "contextTokens")],
        });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("ledger"));

        Assert.Contains("here", Row("interrupted"), StringComparison.Ordinal);
        Assert.Contains("nobody", Row("done"), StringComparison.Ordinal);
        Assert.Contains("OpenAI", Row("subject budget"), StringComparison.Ordinal);
        Assert.Contains("OpenAI", Row("context tokens"), StringComparison.Ordinal);

        // The one line of the table that ends so: a word that was broken would end no line.
        string Row(string outcome) => Assert.Single(cli.Out.Split('\n'), line => line.TrimEnd().EndsWith("  " + outcome, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--about", "application:norte", "Norte Bikes")]
    [InlineData("--contact", "ana", "Ana Ruiz")]
    public async Task Ledger_OfOne_AsksForItsCalls(string option, string given, string shown)
    {
        using var cli = new CliHarness { Terminal = new(140, false, true, false, false) };
        Applications(cli);
        LedgerRequest? asked = null;
        cli.Host.On<LedgerRequest>("drafting/ledger", request =>
        {
            asked = request;
            return new LedgerResponse { Entries = [new() { Id = "1", At = Samples.Noon, SubjectId = request.SubjectId!, Provider = "openAi", IsLocal = true, Fields = [], Usage = new WritingUsage(1, 1, 1), Outcome = "done" }] };
        });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("ledger", option, given));

        Assert.Equal(option == "--about" ? Norte.Id : Ana.Id, asked!.SubjectId);
        Assert.Contains(shown, cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(160, null, "Ana Ruiz, for Norte Bikes, Workshop lead  ")]
    [InlineData(80, null, "Ana Ruiz  ")]
    [InlineData(160, "application:norte", "Ana Ruiz  ")]
    [InlineData(160, "ana", "  for Norte Bikes, Workshop lead  ")]
    public async Task Ledger_OfACallForAnApplication_NamesWhomItWasAboutAndWhatItWasFor(int width, string? asked, string shown)
    {
        using var cli = new CliHarness { Terminal = new(width, false, true, false, false) };
        Applications(cli);
        cli.Host.On<LedgerRequest>("drafting/ledger", _ => new LedgerResponse
        {
            Entries = [new() { Id = "1", At = Samples.Noon, SubjectId = Ana.Id, AboutId = Norte.Id, Provider = "openAi", IsLocal = true, Fields = [], Usage = new WritingUsage(1, 1, 1), Outcome = "done" }],
        });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync(asked is null ? ["ledger"] : ["ledger", "--about", asked]));

        Assert.Contains(shown, cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--about", "application:norte", "Norte Bikes, Workshop lead: no model.")]
    [InlineData("--contact", "ana", "Ana Ruiz: no model.")]
    public async Task Rules_ForOne_AreKeptAndSaidByName(string option, string given, string said)
    {
        using var cli = new CliHarness { Tty = new FakeTty("y") }.WithKey();
        Applications(cli);
        SubjectRule? set = null;
        cli.Host.On<SubjectRule>("drafting/setRule", request => set = request);

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("rules", option, given, "--rule", "never"));

        Assert.Equal(new SubjectRule(option == "--about" ? Norte.Id : Ana.Id, ModelRule.Never), set);
        Assert.Equal("key-of-the-owner", cli.Host.Calls.Single(static call => call.Method == "drafting/setRule").Key);
        Assert.Contains($"From now on, for {said.TrimEnd('.')}?", cli.Tty.Prompts[0], StringComparison.Ordinal);
        Assert.Contains(said, cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--about", "application:norte", "Norte Bikes, Workshop lead: no model.")]
    [InlineData("--contact", "ana", "Ana Ruiz: any model.")]
    public async Task Rules_OfOneWithoutAWord_AreShown(string option, string given, string said)
    {
        using var cli = new CliHarness();
        Applications(cli);
        cli.Host.On<RuleListRequest>("drafting/rules", _ => new RuleListResponse { Rules = [new(Norte.Id, ModelRule.Never)] });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("rules", option, given));

        Assert.Contains(said, cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_List_NamesContactsAndApplications()
    {
        using var cli = new CliHarness();
        Applications(cli);
        cli.Host.On<RuleListRequest>("drafting/rules", _ => new RuleListResponse { Rules = [new(Ana.Id, ModelRule.LocalOnly), new(Norte.Id, ModelRule.Never)] });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("rules"));

        Assert.Matches("Ana Ruiz +models on this machine only", cli.Out);
        Assert.Matches("Norte Bikes, Workshop lead +no model", cli.Out);
    }

    [Fact]
    public async Task Key_IsAskedForAndNeverAnArgument()
    {
        using var cli = new CliHarness { Tty = new FakeTty("sk-secret", "y") }.WithKey();
        ModelSaveRequest? saved = null;
        var model = new Model { Id = "gpt", Provider = ModelProvider.OpenAi, Name = "gpt-4o-mini", IsLocal = false, HasKey = false, IsAllowed = false, IsChosen = false };
        cli.Host.On<ModelListRequest>("drafting/models", _ => new ModelListResponse { Models = [model] })
            .On<ModelSaveRequest>("drafting/saveModel", request =>
            {
                saved = request;
                return model with { HasKey = true };
            });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("models", "key", "gpt"));

        Assert.Equal(("gpt", "sk-secret"), (saved!.Id, saved.Key));
        Assert.DoesNotContain("sk-secret", cli.Out + cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("models", "key", "gpt", "sk-secret"));
    }

    [Fact]
    public async Task Budget_Set_KeepsWhatWasNotNamed()
    {
        using var cli = new CliHarness { Tty = new FakeTty("y") }.WithKey();
        BudgetSetRequest? asked = null;
        cli.Host.On<BudgetGetRequest>("drafting/budget", _ => new Budget { PerDay = 2, PerSubject = 1, SpentToday = 0.5m })
            .On<BudgetSetRequest>("drafting/setBudget", request =>
            {
                asked = request;
                return new Budget { PerDay = request.PerDay, PerSubject = request.PerSubject, SpentToday = 0.5m };
            });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("budget", "--per-day", "none"));

        Assert.Equal((null, 1m), (asked!.PerDay, asked.PerSubject));
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("budget", "--per-day", "much"));
    }
}
