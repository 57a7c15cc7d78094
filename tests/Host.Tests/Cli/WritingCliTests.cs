using System.Text.Json;
using Assistant.Host.Cli;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

public sealed class WritingCliTests
{
    private const string ClaimId = "01900000-0000-7000-8000-0000cccc0001";

    private static readonly Contact Ana = new()
    {
        Id = "01900000-0000-7000-8000-0000dddd0001", Revision = 1, Name = "Ana Ruiz", Kind = ContactKind.Person, Addresses = [new ContactAddress { Address = "ana@example.org", MayWrite = true }],
        Fields = new Dictionary<string, string>(), Source = "test", Changed = Samples.Noon,
    };

    private static readonly ApplicationCard Norte = new() { Id = "01900000-0000-7000-8000-0000aaaa0007", Revision = 1, Company = "Norte Bikes", Role = "Workshop lead", Stage = "saved", Since = Samples.Noon };

    private static Draft Claiming => Samples.Draft() with { Claims = [new Claim { Id = ClaimId, Kind = ClaimKind.Number, Text = "10", Sentence = "I have 10 years.", Reason = "no source has this number" }] };

    [Fact]
    public async Task Compose_WithATask_SendsWhatWasTypedAndShowsTheText()
    {
        using var cli = new CliHarness();
        Host(cli);
        WritingStartRequest? asked = null;
        cli.Host.On<WritingStartRequest>("writing/start", request =>
        {
            asked = request;
            return Written(request.Task) with { DraftId = Samples.Draft().Id, DraftRevision = 1 };
        }).On<DraftGetRequest>("drafts/get", _ => Claiming);

        var code = await cli.RunAsync("draft", "compose", "--task", "outreach", "--to", "ana", "--cv", cli.WriteFile("cv.md", "Ten years"), "--say", "be brief", "--language", "de", "--max-words", "80", "--model", "llama");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal((Ana.Id, "be brief", "de", 80, "llama"), (asked!.ContactId, asked.Instructions, asked.Voice!.Language, asked.Voice.MaxWords, asked.Model));
        Assert.Equal(new WritingText(SourceKind.Cv, "cv.md", "Ten years"), Assert.Single(asked.Texts));
        Assert.Contains("may I ask?", cli.Out, StringComparison.Ordinal);
        Assert.Contains("to look at", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_ForAnApplication_NeedsNoContactUnlessItIsMail()
    {
        using var cli = new CliHarness();
        WritingStartRequest? asked = null;
        cli.Host.On<WritingStartRequest>("writing/start", request =>
        {
            asked = request;
            return Written(request.Task) with { ContactId = null, About = request.About };
        });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("draft", "compose", "--task", "coverLetter", "--about", "case:7", "--cv", cli.WriteFile("cv.md", "Ten years")));
        Assert.Equal((null, new RecordRef("case", "7")), (asked!.ContactId, asked.About));

        asked = null;
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("draft", "compose", "--task", "outreach", "--about", "case:7"));
        Assert.Contains("Say whom the mail goes to.", cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("draft", "compose", "--task", "fit"));
        Assert.Null(asked);
    }

    [Theory]
    [InlineData("cv.md", "47-65-72-E4-74", false)]
    [InlineData("cv.pdf", "25-50-44-46-00-E2", false)]
    [InlineData("cv.txt", "61-00-62", false)]
    [InlineData("cv.md", "FF-FE-E4-00", true)]
    [InlineData("cv.md", "EF-BB-BF-C3-A4", true)]
    public async Task Compose_FromAFile_SendsTextAndNothingElse(string name, string bytes, bool isText)
    {
        using var cli = new CliHarness();
        Host(cli);
        WritingStartRequest? asked = null;
        cli.Host.On<WritingStartRequest>("writing/start", request =>
        {
            asked = request;
            return Written(request.Task);
        });
        await File.WriteAllBytesAsync(cli.PathTo(name), Convert.FromHexString(bytes.Replace("-", "", StringComparison.Ordinal)));

        Assert.Equal(isText ? ExitCode.Ok : ExitCode.Usage, await cli.RunAsync("draft", "compose", "--task", "coverLetter", "--to", "ana", "--cv", cli.PathTo(name)));

        Assert.Equal(isText ? "ä" : null, asked?.Texts[0].Text);
        Assert.Equal(name == "cv.pdf", cli.Error.Contains("document add", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compose_OfAReplysMeaning_NamesTheProposal()
    {
        using var cli = new CliHarness();
        Host(cli);
        cli.Host.On<WritingStartRequest>("writing/start", static request => Written(request.Task) with { ProposalId = "01900000-0000-7000-8000-0000ffff0001" });

        await cli.RunAsync("draft", "compose", "--task", "replyMeaning", "--to", "ana", "--mail", cli.WriteFile("letter.txt", "Come on Tuesday."));

        Assert.Contains("proposal accept ffff0001", cli.Out, StringComparison.Ordinal);
    }

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
    public async Task Writings_List_SaysWhatFailedRunsAndIsToBeLookedAt()
    {
        using var cli = new CliHarness { Terminal = new(140, false, true, false, false) };
        Host(cli);
        WritingListRequest? asked = null;
        var done = Written(WritingTask.CoverLetter) with { Claims = Claiming.Claims };
        cli.Host.On<WritingListRequest>("writing/list", request =>
        {
            asked = request;
            return new WritingListResponse
            {
                Writings =
                [
                    done, done with { Id = "01900000-0000-7000-8000-0000eeee0002", State = WritingState.Failed, Claims = [] }, done with { Id = "01900000-0000-7000-8000-0000eeee0003", State = WritingState.Running, Claims = [] },
                    done with { Id = "01900000-0000-7000-8000-0000eeee0004", State = WritingState.Cancelled, Claims = [] },
                ],
            };
        });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("writing", "list", "--contact", "ana"));

        Assert.Equal((Ana.Id, null), (asked!.ContactId, asked.About));
        Assert.Matches("cover letter +Ana Ruiz .* done +1$", Line(cli, "eeee0001"));
        Assert.EndsWith("failed", Line(cli, "eeee0002"), StringComparison.Ordinal);
        Assert.EndsWith("running", Line(cli, "eeee0003"), StringComparison.Ordinal);
        Assert.EndsWith("cancelled", Line(cli, "eeee0004"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writings_ListOfAnApplication_AsksForThatRecord()
    {
        using var cli = new CliHarness { Terminal = new(140, false, true, false, false) };
        Applications(cli);
        WritingListRequest? asked = null;
        cli.Host.On<WritingListRequest>("writing/list", request =>
        {
            asked = request;
            return new WritingListResponse { Writings = [Written(WritingTask.Fit) with { ContactId = null, About = request.About }] };
        });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("writing", "list", "--about", "application:norte"));

        Assert.Equal((null, new RecordRef("application", Norte.Id)), (asked!.ContactId, asked.About));
        Assert.Contains("Norte Bikes, Workshop lead", Line(cli, "eeee0001"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_OnANarrowTerminal_SaysShortlyWhereItWentAndKeepsTheOutcomeWhole()
    {
        using var cli = new CliHarness();
        Host(cli);
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

    [Fact]
    public async Task Compose_AnAnswerOfNoForm_IsShownWithTheReasonAndNotAsTheText()
    {
        using var cli = new CliHarness();
        Host(cli);
        cli.Host.On<WritingStartRequest>("writing/start", static _ => throw new RpcException(RpcErrorCode.ProviderRefused, "It has no form.", new RpcOtherData(JsonElement.Parse("""{"arrived":"I am happy to help"}"""))));

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("draft", "compose", "--task", "coverLetter", "--to", "ana"));

        Assert.Contains("I am happy to help", cli.Error, StringComparison.Ordinal);
        Assert.Contains("It has no form.", cli.Error, StringComparison.Ordinal);
        Assert.Equal("", cli.Out);
    }

    [Fact]
    public async Task Compose_KeptWithClaims_SaysHowEachIsTicked()
    {
        using var cli = new CliHarness { Terminal = new(140, false, true, false, false) };
        Host(cli);
        cli.Host.On<WritingStartRequest>("writing/start", request => Written(request.Task) with { Claims = Claiming.Claims });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("draft", "compose", "--task", "coverLetter", "--to", "ana"));

        Assert.Contains($"1 claim to look at before you use it. Where one is true: {CommandLine.Program} writing tick eeee0001 {ClaimId[^8..]}", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfOneThatFailed_WritesNothing()
    {
        using var cli = new CliHarness();
        Host(cli);
        var failed = Written(WritingTask.CoverLetter) with { State = WritingState.Failed, Text = "Dear A", Failure = "It broke off." };
        cli.Host.On<WritingListRequest>("writing/list", _ => new WritingListResponse { Writings = [failed] }).On<WritingGetRequest>("writing/get", _ => failed);

        Assert.Equal(ExitCode.Conflict, await cli.RunAsync("writing", "export", "eeee0001", cli.PathTo("letter.md")));
        Assert.False(File.Exists(cli.PathTo("letter.md")));
        Assert.Equal(ExitCode.Ok, await cli.RunAsync("writing", "show", "eeee0001"));
        Assert.Contains("of which nothing was looked at", cli.Out, StringComparison.Ordinal);
        Assert.Contains("Dear A", cli.Out, StringComparison.Ordinal);
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
    public async Task Compose_RefusedWithARemedyInItsMessage_SaysItOnce()
    {
        using var cli = new CliHarness();
        Host(cli);
        cli.Host.On<WritingStartRequest>("writing/start", static _ => throw new RpcException(RpcErrorCode.NeedsSetup, "No key. Give it one.", new RpcNeedsSetupData { Subject = "plugin:drafting", Remedy = "Give it one." }));

        Assert.Equal(ExitCode.NeedsSetup, await cli.RunAsync("draft", "compose", "--task", "outreach", "--to", "ana"));

        Assert.Equal(1, cli.Error.Split("Give it one.").Length - 1);
    }

    [Theory]
    [InlineData("The ceiling of 2 today leaves 0. Nothing was sent.", 200, false)]
    [InlineData("Your rule for this subject allows no model.", 0, false)]
    [InlineData("The message is too large.", 4096, true)]
    public async Task Compose_OverALimit_AddsItsFigureWhereTheSentenceHasNone(string message, long maximum, bool isAdded)
    {
        using var cli = new CliHarness();
        Host(cli);
        cli.Host.On<WritingStartRequest>("writing/start", _ => throw new RpcException(RpcErrorCode.Limit, message, new RpcLimitData { Limit = "x", Maximum = maximum }));

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("draft", "compose", "--task", "outreach", "--to", "ana"));

        Assert.Equal(isAdded, cli.Error.Contains("The most that is taken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Diff_OfANameThatSeveralDraftsHave_TellsThemApartByTheirSubjects()
    {
        using var cli = new CliHarness();
        cli.Host.On<DraftListRequest>("drafts/list", _ => new DraftListResponse { Drafts = [Samples.Draft() with { Subject = "One" }, Samples.Draft() with { Id = "01900000-0000-7000-8000-0000aaaa0009", Subject = "Two" }] });

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("draft", "diff", "ana"));

        Assert.Contains("One)", cli.Error, StringComparison.Ordinal);
        Assert.Contains("Two)", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_TemplateAndTask_IsAUsageError()
    {
        using var cli = new CliHarness();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("draft", "compose", "outreach", "--task", "outreach", "--to", "ana"));
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("draft", "compose"));
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("draft", "compose", "--task", "outreach"));
        Assert.DoesNotContain("writing/start", cli.Host.Methods);
    }

    [Fact]
    public async Task Plan_ShowsThePayloadAndTheEndpoint()
    {
        using var cli = new CliHarness();
        Host(cli);
        cli.Host.On<WritingStartRequest>("writing/plan", _ => new WritingPlan
        {
            Provider = "openAi", Model = "gpt", Endpoint = "https://api.example.org/v1", IsLocal = false, Payload = [new PayloadMessage("system", "Be honest."), new PayloadMessage("user", "name: Ana")],
            Fields = ["contact.name"], Estimate = new WritingUsage(120, 400, 0, 0.0123m), Obstacle = "Its payload was never looked at.", Remedy = "assistant models allow gpt",
        });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("draft", "plan", "--task", "outreach", "--to", "ana"));

        Assert.All(["https://api.example.org/v1", "Be honest.", "name: Ana", "contact.name", "0.0123", "assistant models allow gpt"], text => Assert.Contains(text, cli.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tick_AsksAndTicksAsTheOwner()
    {
        using var cli = new CliHarness { Tty = new FakeTty("y") }.WithKey();
        Host(cli);
        cli.Host.On<DraftListRequest>("drafts/list", _ => new DraftListResponse { Drafts = [Claiming] })
            .On<DraftTickRequest>("drafts/tick", _ => Claiming with { Claims = [Claiming.Claims[0] with { Ticked = true }] });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("draft", "tick", "ana", "--all"));

        var (_, request, key) = cli.Host.Calls.Single(static call => call.Method == "drafts/tick");
        Assert.Equal((ClaimId, "key-of-the-owner"), (((DraftTickRequest)request!).ClaimIds[0], key));
        Assert.Contains("I have 10 years.", cli.Tty.Prompts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_WithoutAYes_TicksNothing()
    {
        using var cli = new CliHarness { Tty = new FakeTty("n") }.WithKey();
        Host(cli);
        cli.Host.On<DraftListRequest>("drafts/list", _ => new DraftListResponse { Drafts = [Claiming] });

        Assert.Equal(ExitCode.Cancelled, await cli.RunAsync("draft", "tick", "ana", ClaimId));
        Assert.DoesNotContain("drafts/tick", cli.Host.Methods);
    }

    [Fact]
    public async Task Diff_Piped_MarksWords()
    {
        using var cli = new CliHarness();
        Host(cli);
        cli.Host.On<DraftListRequest>("drafts/list", _ => new DraftListResponse { Drafts = [Samples.Draft() with { Revision = 2, Body = "Dear Ana,\n\nhi.\n" }] })
            .On<DraftHistoryRequest>("drafts/history", _ => new DraftHistoryResponse { Revisions = [new DraftRevision { Revision = 1, Changed = Samples.Noon, Subject = "About Norte", Body = "Dear Ana,\n\nhello.\n" }] });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("draft", "diff", "ana"));

        Assert.Contains("[-hello-]{+hi+}.", cli.Out, StringComparison.Ordinal);
        Assert.DoesNotContain((char)27, cli.Out);
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

    [Fact]
    public async Task Export_ToAFileThatIsThere_LeavesIt()
    {
        using var cli = new CliHarness();
        var kept = cli.WriteFile("letter.md", "mine");
        var writing = Written(WritingTask.CoverLetter);
        cli.Host.On<WritingListRequest>("writing/list", _ => new WritingListResponse { Writings = [writing] }).On<WritingGetRequest>("writing/get", _ => writing);

        Assert.Equal(ExitCode.Conflict, await cli.RunAsync("writing", "export", writing.Id, kept));
        Assert.Equal("mine", await File.ReadAllTextAsync(kept));
        Assert.Equal(ExitCode.Ok, await cli.RunAsync("writing", "export", writing.Id, cli.PathTo("new.md")));
        Assert.Equal(writing.Text, await File.ReadAllTextAsync(cli.PathTo("new.md")));
    }

    private static void Host(CliHarness cli) =>
        cli.Host.On<ContactListRequest>("contacts/list", _ => new ContactListResponse { Contacts = [Ana] }).On<DraftListRequest>("drafts/list", _ => new DraftListResponse { Drafts = [Samples.Draft()] });

    private static void Applications(CliHarness cli)
    {
        Host(cli);
        cli.Host.On<ApplicationListRequest>("applications/list", static request => new ApplicationListResponse { Applications = request.Archived ? [] : [Norte] })
            .On<ApplicationGetRequest>("applications/get", _ => new Application
            {
                Id = Norte.Id, Revision = 1, Company = new Company { Id = "k1", Name = Norte.Company }, Role = Norte.Role, Stage = Norte.Stage, StageKind = StageKind.Open, Since = Norte.Since, IsArchived = false, Tags = [], Tasks = [],
                Links = [], Created = Samples.Noon, Changed = Samples.Noon,
            });
    }

    private static string Line(CliHarness cli, string begins) => cli.Out.Split('\n').Single(line => line.StartsWith(begins, StringComparison.Ordinal)).TrimEnd();

    private static Protocol.Services.Writing Written(WritingTask task) => new()
    {
        Id = "01900000-0000-7000-8000-0000eeee0001", Task = task, State = WritingState.Done, ContactId = Ana.Id, Started = Samples.Noon, Text = "Dear Ana,\nmay I ask?\n", Subject = "Hello",
        Provenance = new Provenance { Work = "drafted", Composer = "writer/openAi", Model = "llama", Prompt = "outreach@1" }, Usage = new WritingUsage(10, 20, 5),
    };
}
