using System.Text.Json;
using Assistant.Host.Cli;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using static Assistant.Host.Tests.Cli.WritingSamples;

namespace Assistant.Host.Tests.Cli;

/// <summary>Texts and drafts: composing, showing, comparing, ticking, exporting.</summary>
public sealed class WritingCliTests
{
    private const string ClaimId = "01900000-0000-7000-8000-0000cccc0001";

    private static Draft Claiming => Samples.Draft() with { Claims = [new Claim { Id = ClaimId, Kind = ClaimKind.Number, Text = "10", Sentence = "I have 10 years.", Reason = "no source has this number" }] };

    [Fact]
    public async Task Compose_WithATask_SendsWhatWasTypedAndShowsTheText()
    {
        using var cli = new CliHarness();
        People(cli);
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
        People(cli);
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
        People(cli);
        cli.Host.On<WritingStartRequest>("writing/start", static request => Written(request.Task) with { ProposalId = "01900000-0000-7000-8000-0000ffff0001" });

        await cli.RunAsync("draft", "compose", "--task", "replyMeaning", "--to", "ana", "--mail", cli.WriteFile("letter.txt", "Come on Tuesday."));

        Assert.Contains("proposal accept ffff0001", cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dear Ana,\\nmay I ask?", 1)]
    [InlineData("### Dear Ana,\\nmay I ask?", 1)]
    [InlineData("Dear Ana,\\nmay I ask https://invented.example?", 2)]
    public async Task Compose_AtATerminal_RepeatsOnlyATextThatIsAnotherThanWhatWasStreamed(string streamed, int times)
    {
        using var cli = new CliHarness { Terminal = new(80, false, true, true, true) };
        People(cli);
        cli.Host.Reports["writing/start"] = [$$"""{"text":"{{streamed}}","stage":"writing"}"""];
        cli.Host.On<WritingStartRequest>("writing/start", static request => Written(request.Task));

        await cli.RunAsync("draft", "compose", "--task", "coverLetter", "--to", "ana");

        Assert.Equal(times, cli.Out.Split("Dear Ana,").Length - 1);
        Assert.Contains("Hello", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writings_List_SaysWhatFailedRunsAndIsToBeLookedAt()
    {
        using var cli = new CliHarness { Terminal = new(140, false, true, false, false) };
        People(cli);
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
    public async Task Compose_AnAnswerOfNoForm_IsShownWithTheReasonAndNotAsTheText()
    {
        using var cli = new CliHarness();
        People(cli);
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
        People(cli);
        cli.Host.On<WritingStartRequest>("writing/start", request => Written(request.Task) with { Claims = Claiming.Claims });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("draft", "compose", "--task", "coverLetter", "--to", "ana"));

        Assert.Contains($"1 claim to look at before you use it. Where one is true: {CommandLine.Program} writing tick eeee0001 {ClaimId[^8..]}", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfOneThatFailed_WritesNothing()
    {
        using var cli = new CliHarness();
        People(cli);
        var failed = Written(WritingTask.CoverLetter) with { State = WritingState.Failed, Text = "Dear A", Failure = "It broke off." };
        cli.Host.On<WritingListRequest>("writing/list", _ => new WritingListResponse { Writings = [failed] }).On<WritingGetRequest>("writing/get", _ => failed);

        Assert.Equal(ExitCode.Conflict, await cli.RunAsync("writing", "export", "eeee0001", cli.PathTo("letter.md")));
        Assert.False(File.Exists(cli.PathTo("letter.md")));
        Assert.Equal(ExitCode.Ok, await cli.RunAsync("writing", "show", "eeee0001"));
        Assert.Contains("of which nothing was looked at", cli.Out, StringComparison.Ordinal);
        Assert.Contains("Dear A", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_RefusedWithARemedyInItsMessage_SaysItOnce()
    {
        using var cli = new CliHarness();
        People(cli);
        cli.Host.On<WritingStartRequest>("writing/start", static _ => throw new RpcException(RpcErrorCode.NeedsSetup, "No key. Give it one.", new RpcNeedsSetupData { Subject = "plugin:drafting", Remedy = "Give it one." }));

        Assert.Equal(ExitCode.NeedsSetup, await cli.RunAsync("draft", "compose", "--task", "outreach", "--to", "ana"));

        Assert.Equal(1, cli.Error.Split("Give it one.").Length - 1);
    }

    [Theory]
    [InlineData("The ceiling of 2 today leaves 0. Nothing was sent.", 200, false)]
    [InlineData("Your rule for this contact allows no model.", 0, false)]
    [InlineData("The message is too large.", 4096, true)]
    public async Task Compose_OverALimit_AddsItsFigureWhereTheSentenceHasNone(string message, long maximum, bool isAdded)
    {
        using var cli = new CliHarness();
        People(cli);
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
        People(cli);
        cli.Host.On<WritingStartRequest>("writing/plan", _ => new WritingPlan
        {
            Provider = "openAi", Model = "gpt", Endpoint = "https://api.example.org/v1", IsLocal = false, Payload = [new PayloadMessage("system", "Be honest."), new PayloadMessage("user", "name: Ana")],
            Fields = ["cv:1", "contact.firstName", "cv:2", "contact.GitHub page", "odd"], Estimate = new WritingUsage(120, 400, 0, 0.0123m), Obstacle = "Its payload was never looked at.", Remedy = "assistant models allow gpt",
        });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("draft", "plan", "--task", "outreach", "--to", "ana"));

        Assert.Matches("provider +OpenAI-compatible\n", cli.Out);
        Assert.All(["https://api.example.org/v1", "Be honest.", "name: Ana", "CV: 2 lines; Contact: first name, GitHub page; odd: 1 line", "0.0123", "assistant models allow gpt"], text => Assert.Contains(text, cli.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_OfAWriting_CallsItsSourcesAndWhoMadeItByWords()
    {
        using var cli = new CliHarness();
        People(cli);
        var written = Written(WritingTask.CvTailoring) with
        {
            Sources = [.. Enumerable.Range(9, 2).Select(static i => new WritingSource($"cv:{i}", SourceKind.Cv, $"Line {i}")), new("contact.lastName", SourceKind.Contact, "Ruiz")],
            Parts = [new WrittenPart { Of = "cv:10", Sentences = [new("Line ten", ["cv:10"])] }, new WrittenPart { Of = "cv:11", Sentences = [new("Not seen", [])] }],
            Provenance = new Provenance { Work = "filled template", Composer = "writer/offline", Prompt = "offline.cvTailoring@2" },
        };
        cli.Host.On<WritingListRequest>("writing/list", _ => new WritingListResponse { Writings = [written] }).On<WritingGetRequest>("writing/get", _ => written);

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("writing", "show", "eeee0001"));

        Assert.Contains(" 9  Line 9\n10  Line [-10-]{+ten+}\n", cli.Out, StringComparison.Ordinal);
        Assert.Contains("filled template by the offline composer, prompt offline.cvTailoring@2", cli.Out, StringComparison.Ordinal);
        Assert.All(["CV, line 9 ", "CV, line 10 ", "Contact: last name "], name => Assert.Contains(name, cli.Out, StringComparison.Ordinal));
        Assert.DoesNotMatch("cv:|contact\\.|writer/", cli.Out);
    }

    [Fact]
    public async Task Show_OfADraftThatAModelWrote_NamesTheModelAndThePrompt()
    {
        using var cli = new CliHarness();
        cli.Host.On<DraftListRequest>("drafts/list", _ => new DraftListResponse { Drafts = [Samples.Draft() with { Provenance = Written(WritingTask.Outreach).Provenance }] })
            .On<DraftPreviewRequest>("drafts/preview", static request => Samples.Preview(request.Id));

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("draft", "show", "ana"));

        Assert.Contains(", drafted by llama, prompt outreach@1\n", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_AsksAndTicksAsTheOwner()
    {
        using var cli = new CliHarness { Tty = new FakeTty("y") }.WithKey();
        People(cli);
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
        People(cli);
        cli.Host.On<DraftListRequest>("drafts/list", _ => new DraftListResponse { Drafts = [Claiming] });

        Assert.Equal(ExitCode.Cancelled, await cli.RunAsync("draft", "tick", "ana", ClaimId));
        Assert.DoesNotContain("drafts/tick", cli.Host.Methods);
    }

    [Fact]
    public async Task Diff_Piped_MarksWords()
    {
        using var cli = new CliHarness();
        People(cli);
        cli.Host.On<DraftListRequest>("drafts/list", _ => new DraftListResponse { Drafts = [Samples.Draft() with { Revision = 2, Body = "Dear Ana,\n\nhi.\n" }] })
            .On<DraftHistoryRequest>("drafts/history", _ => new DraftHistoryResponse { Revisions = [new DraftRevision { Revision = 1, Changed = Samples.Noon, Subject = "About Norte", Body = "Dear Ana,\n\nhello.\n" }] });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("draft", "diff", "ana"));

        Assert.Contains("[-hello-]{+hi+}.", cli.Out, StringComparison.Ordinal);
        Assert.DoesNotContain((char)27, cli.Out);
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

    private static Protocol.Services.Writing Written(WritingTask task) => new()
    {
        Id = "01900000-0000-7000-8000-0000eeee0001", Task = task, State = WritingState.Done, ContactId = Ana.Id, Started = Samples.Noon, Text = "Dear Ana,\nmay I ask?\n", Subject = "Hello",
        Provenance = new Provenance { Work = "drafted", Composer = "writer/openAi", Model = "llama", Prompt = "outreach@1" }, Usage = new WritingUsage(10, 20, 5),
    };
}
