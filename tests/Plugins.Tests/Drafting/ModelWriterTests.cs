using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Tests.Drafting;

public sealed class ModelWriterTests
{
    private const string Good = """{"subject":"An evening","parts":[{"sentences":[{"text":"Dear Ana,","sources":["contact.firstName"]}]},{"sentences":[{"text":"Norte Bikes lasts.","sources":["contact.company"]},{"text":"Would you come?","sources":[]}]}]}""";

    private static readonly string Long = Good.Replace("""{"text":"Would""", string.Concat(Enumerable.Repeat("""{"text":"Norte Bikes lasts, and lasts, and lasts, and lasts.","sources":[]},""", 90)) + """{"text":"Would""", StringComparison.Ordinal);

    public static TheoryData<WritingTask> Tasks => [.. Enum.GetValues<WritingTask>()];

    [Fact]
    public async Task Write_Streams_AndAnswersWithProvenance()
    {
        using var room = new Room();
        room.Desk.Answers(Good, pieceLength: 3);
        room.Desk.Script[0] = [.. room.Desk.Script[0], new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 500_000, OutputTokenCount = 100_000 })])];
        var reports = new Reports();

        var answer = await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), reports, default);

        Assert.Equal("waiting for the model", reports.All[0].Stage);
        Assert.Equal("Dear Ana,\n\nNorte Bikes lasts. Would you come?", reports.Text);
        Assert.True(reports.All.Count > 10);
        Assert.Equal("An evening", answer.Subject);
        Assert.Equal(["contact.company"], answer.Parts[1].Sentences[0].Sources);
        Assert.Equal(("drafted", "openAi", "fake-large"), (answer.Work, answer.Provider, answer.Model));
        Assert.Matches("^outreach@[0-9a-f]{8}$", answer.Prompt);
        Assert.Equal((500_000, 100_000, 2m), (answer.Usage.InputTokens, answer.Usage.OutputTokens, answer.Usage.Cost!.Value));
        Assert.Empty(answer.Notices);
        var note = Assert.Single(room.Desk.Notes);
        Assert.Equal(("contact-1", WritingTask.Outreach), (note.SubjectId, note.Task));
        Assert.Contains("contact.company", note.Fields);
    }

    [Theory, MemberData(nameof(Tasks))]
    public async Task Plan_OfEachTask_IsExactlyWhatIsSent(WritingTask task)
    {
        using var room = new Room();
        var request = Room.Full(task) with { Voice = new Voice { Language = "fr", MaxWords = 80 } };

        var plan = await room.Writer.PlanAsync(request, default);
        // A second installation's start in the same folder makes the same again.
        var again = await new Assistant.Plugins.Drafting.Writing.WritersRoom(room.Folder, TimeProvider.System).Writer(room.Desk).PlanAsync(request, default);
        room.Desk.Answers("{}").Answers("{}");
        await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(request, null, default));

        var sent = room.Desk.Sent[0];
        Assert.Equal(plan.Payload, sent.Messages.Select(static m => new PayloadMessage(m.Role.Value, m.Text)));
        Assert.Equal(plan.Payload, again.Payload);
        Assert.Equal(["system", "user"], plan.Payload.Select(static m => m.Role));
        Assert.Equal(plan.Fields, room.Desk.Notes[0].Fields);
        Assert.All(plan.Fields, id => Assert.Contains($"[{id}] ", plan.Payload[1].Text, StringComparison.Ordinal));
        Assert.All(room.Desk.Sent, static s => Assert.Null(s.Options.Tools));
        Assert.All(room.Desk.Sent, static s => Assert.IsType<ChatResponseFormatJson>(s.Options.ResponseFormat));
        Assert.Equal(2, room.Desk.Sent.Count);
        Assert.Equal(sent.Messages.Select(static m => m.Text), room.Desk.Sent[1].Messages.Take(2).Select(static m => m.Text));
    }

    [Fact]
    public async Task Plan_SaysWhatWouldStopIt()
    {
        using var room = new Room();
        room.Desk.Obstructed = new("Never for this person.", "Change the rule.");

        var plan = await room.Writer.PlanAsync(Room.Request(WritingTask.Outreach), default);

        Assert.Equal(("Never for this person.", "Change the rule."), (plan.Obstacle, plan.Remedy));
        Assert.Empty(room.Desk.Sent);
        Assert.Equal(("openAi", "http://127.0.0.1:9/v1", true), (plan.Provider, plan.Endpoint, plan.IsLocal));
    }

    [Theory]
    [InlineData(ModelProvider.OpenAi, "https://api.openai.com/v1")]
    [InlineData(ModelProvider.Anthropic, "https://api.anthropic.com")]
    public async Task Plan_OfAProvidersOwnEndpoint_SaysWhereItGoes(ModelProvider provider, string endpoint)
    {
        using var room = new Room();
        room.Desk.Chosen = FakeDesk.Named("fake", provider) with { Endpoint = null, IsLocal = false };

        var plan = await room.Writer.PlanAsync(Room.Request(WritingTask.Outreach), default);

        Assert.Equal((endpoint, false), (plan.Endpoint, plan.IsLocal));
    }

    [Fact]
    public async Task Write_OfBadJson_IsRepairedOnce()
    {
        using var room = new Room();
        room.Desk.Answers("I would write: Dear Ana, ...").Answers(Good);
        var reports = new Reports();

        var answer = await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), reports, default);

        Assert.Equal("An evening", answer.Subject);
        Assert.Contains(answer.Notices, static n => n.Contains("It has no JSON object.", StringComparison.Ordinal));
        Assert.Equal(["waiting for the model", "repairing"], reports.All.Select(static r => r.Stage));
        Assert.Equal(4, room.Desk.Sent[1].Messages.Count);
        Assert.Contains("It has no JSON object.", room.Desk.Sent[1].Messages[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OfBadJsonTwice_FailsAndShowsWhatArrived()
    {
        using var room = new Room();
        room.Desk.Answers("""{"parts":[{"sentences":[{"text":"Dear Ana, half a""").Answers("sorry");

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), null, default));

        Assert.Equal(RpcErrorCode.ProviderRefused, error.Code);
        var data = Assert.IsType<RpcOtherData>(error.Detail).Value;
        Assert.Equal("Dear Ana, half a", data.GetProperty("arrived").GetString());
        Assert.Contains("'offline'", data.GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("""{"subject":"An evening","parts":[{"sent""", false)]
    public async Task Write_CutByItsTokens_IsAskedAgainWithRoomAndTheRoomIsRemembered(string begun, bool isThought)
    {
        using var room = new Room();
        var reports = new Reports();
        room.Desk.Chosen = FakeDesk.Named("fake", ModelProvider.OpenAi, context: 100_000);
        room.Desk.Answers(begun).Cut().Answers(isThought ? Good : Long).Answers(Good);

        var answer = await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), reports, default);
        await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), null, default);

        var most = room.Desk.Sent.ConvertAll(static sent => sent.Options.MaxOutputTokens!.Value);
        Assert.Equal("An evening", answer.Subject);
        Assert.Contains("did not end within", Assert.Single(answer.Notices), StringComparison.Ordinal);
        Assert.Equal(room.Desk.Sent[0].Messages.Select(static m => m.Text), room.Desk.Sent[1].Messages.Select(static m => m.Text));
        Assert.Equal([1200, 9600, isThought ? 9600 : 1200], most);
        if (isThought)
            Assert.Contains("Would you come?", reports.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_CutTwice_SaysSoWithWhatArrived()
    {
        using var room = new Room();
        room.Desk.Answers(Good[..90]).Cut().Answers(Good[..90]).Cut();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), null, default));

        Assert.Equal(RpcErrorCode.ProviderRefused, error.Code);
        Assert.Contains("did not end within", error.Message, StringComparison.Ordinal);
        Assert.Contains("Dear Ana", ((RpcOtherData)error.Detail!).Value.GetProperty("arrived").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_CutWhereTheContextHasNoMoreRoom_IsNotPaidForTwice()
    {
        using var room = new Room();
        room.Desk.Chosen = FakeDesk.Named("fake", ModelProvider.OpenAi, context: 1560);
        room.Desk.Answers(Good[..60]).Cut();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), null, default));

        Assert.Contains("did not end within 780 tokens", error.Message, StringComparison.Ordinal);
        Assert.Single(room.Desk.Sent);
    }

    [Fact]
    public async Task Write_OfAPlanInJsonBeforeTheAnswer_ReadsTheAnswer()
    {
        using var room = new Room();
        room.Desk.Answers("""<think>{"plan": "greet"}</think>""" + Good);

        Assert.Equal("An evening", (await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), null, default)).Subject);
    }

    [Fact]
    public async Task Write_WhenTheModelCallsATool_IsRefused()
    {
        foreach (var update in new ChatResponseUpdate[]
        {
            new(ChatRole.Assistant, [new FunctionCallContent("1", "send_mail", new Dictionary<string, object?> { ["to"] = "x@y.example" })]),
            new(ChatRole.Assistant, [new DataContent("data:image/png;base64,AAAA")]),
            new(ChatRole.Assistant, Good) { FinishReason = ChatFinishReason.ToolCalls },
        })
        {
            using var room = new Room();
            room.Desk.Answers(Good);
            room.Desk.Script[0] = [.. room.Desk.Script[0], update];

            var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), null, default));

            Assert.Equal(RpcErrorCode.ProviderRefused, error.Code);
            Assert.Contains("tool", error.Message, StringComparison.Ordinal);
            Assert.Single(room.Desk.Sent);
        }
    }

    [Fact]
    public async Task Write_OfAnAnswerWithoutEnd_IsBrokenOff()
    {
        using var room = new Room();
        room.Desk.Script.Add([.. Enumerable.Repeat(new ChatResponseUpdate(ChatRole.Assistant, new string('x', 10_000)), 100)]);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), null, default));

        Assert.Equal(RpcErrorCode.ProviderRefused, error.Code);
    }

    [Fact]
    public async Task Write_WhenTheProviderIsDown_OffersTheOfflineComposer()
    {
        using var room = new Room();
        room.Desk.Fault = new RpcException(RpcErrorCode.ProviderUnavailable, "Nobody answers at 127.0.0.1.", new RpcUnavailableData());

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), null, default));

        Assert.Equal(RpcErrorCode.ProviderUnavailable, error.Code);
        Assert.Contains("choose the model 'offline'", error.Message, StringComparison.Ordinal);
        room.Desk.Fault = new RpcException(RpcErrorCode.ProviderUnavailable, "Down. Take --model offline.", new RpcUnavailableData());
        var said = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), null, default));
        Assert.Equal("Down. Take --model offline.", said.Message);
    }

    [Fact]
    public async Task Write_Cancelled_EndsAtOnce()
    {
        using var room = new Room();
        room.Desk.Answers(Good);
        using var cancel = new CancellationTokenSource();
        var reports = new CancellingReports(cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), reports, cancel.Token));

        Assert.Equal(1, reports.Texts);
    }

    [Fact]
    public async Task Write_BeyondTheContext_TrimsTheLongestForeignTextWithANotice()
    {
        using var room = new Room();
        room.Desk.Chosen = FakeDesk.Named("small", ModelProvider.OpenAi, context: 4_000);
        room.Desk.Answers(Good);
        List<WritingSource> sources = [.. Enumerable.Range(1, 300).Select(static i => new WritingSource($"posting:{i}", SourceKind.Posting, $"Line {i} of a long posting about wheels and frames.")), new("mail:1", SourceKind.Mail, "Short."), new("cv:1", SourceKind.Cv, "Welder")];

        var answer = await room.Writer.WriteAsync(Room.Request(WritingTask.CoverLetter, sources), null, default);

        var fields = room.Desk.Notes[0].Fields;
        Assert.Contains("posting:1", fields);
        Assert.DoesNotContain("posting:300", fields);
        Assert.Contains("cv:1", fields);
        Assert.Contains(answer.Notices, static n => n.Contains("lines of the posting were left out, so that the request fits the model's 4000 tokens", StringComparison.Ordinal));
        Assert.Equal(sources.Select(static each => each.Id).Except(fields), answer.LeftOut);
        var input = room.Desk.Sent[0].Messages.Sum(static m => m.Text.Length) / 4;
        Assert.True(input + room.Desk.Sent[0].Options.MaxOutputTokens <= 4_000);
    }

    [Fact]
    public async Task Write_BeyondTheContextWithAMail_SaysSoOfTheMail()
    {
        using var room = new Room();
        room.Desk.Chosen = FakeDesk.Named("small", ModelProvider.OpenAi, context: 4_000);
        room.Desk.Answers(Good);

        var answer = await room.Writer.WriteAsync(Room.Request(WritingTask.Reply, [.. Enumerable.Range(1, 300).Select(static i => new WritingSource($"mail:{i}", SourceKind.Mail, $"Line {i} of a long mail about wheels and frames."))]), null, default);

        Assert.Contains(answer.Notices, static n => n.Contains("lines of the mail were left out, so that the request fits the model's 4000 tokens", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(WritingTask.Fit, SourceKind.Posting, true)]
    [InlineData(WritingTask.Reply, SourceKind.Mail, true)]
    [InlineData(WritingTask.ThreadSummary, SourceKind.Mail, true)]
    [InlineData(WritingTask.CoverLetter, SourceKind.Posting, false)]
    public async Task Plan_WithRoomForNothingOfATextThatTheTaskNeeds_IsRefused(WritingTask task, SourceKind foreign, bool isRefused)
    {
        using var room = new Room();
        room.Desk.Chosen = FakeDesk.Named("small", ModelProvider.OpenAi, context: 2_500);
        var own = Enumerable.Range(1, 20).Select(static i => new WritingSource($"cv:{i}", SourceKind.Cv, $"Line {i} of a CV."));
        var wordy = Enumerable.Range(1, 3).Select(i => new WritingSource($"x:{i}", foreign, string.Join(' ', Enumerable.Repeat("wheel", 900))));

        var plan = await room.Writer.PlanAsync(Room.Request(task, [.. own, .. wordy]), default);

        Assert.Equal(isRefused, plan.Obstacle?.Contains("the model takes 2500 in all", StringComparison.Ordinal) ?? false);
        Assert.Equal(isRefused ? ["x:1"] : [], plan.Fields.Where(static id => id.StartsWith("x:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Write_WithAPromptOfTheUsersThatHasNoPlaceForTheCv_SaysThatItSawNone()
    {
        using var room = new Room();
        await room.Writers.Prompts.SaveAsync("coverLetter", "---\ntask: coverLetter\nschema: mail\n---\n{{contact}}\n{{schema}}\n", default);
        room.Desk.Answers(Good);

        var answer = await room.Writer.WriteAsync(Room.Full(WritingTask.CoverLetter), null, default);

        Assert.Equal(["account.displayName", "cv:1", "cv:2", "posting:1", "posting:2", "posting:3", "mail:1", "mail:2", "own:1", "wish:1", "note:1"], answer.LeftOut);
    }

    [Fact]
    public async Task Write_OfEverything_LeavesNothingOut()
    {
        using var room = new Room();
        room.Desk.Answers(Good);

        Assert.Empty((await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach, new WritingSource("cv:1", SourceKind.Cv, "Welder")), null, default)).LeftOut);
    }

    [Fact]
    public async Task Write_BeyondTheContextByOneLine_SaysThatOfOne()
    {
        using var room = new Room();
        room.Desk.Chosen = FakeDesk.Named("small", ModelProvider.OpenAi, context: 2_100);
        room.Desk.Answers(Good);

        var answer = await room.Writer.WriteAsync(Room.Request(WritingTask.CoverLetter, [new("posting:1", SourceKind.Posting, string.Join(' ', Enumerable.Repeat("wheel", 350))), new("cv:1", SourceKind.Cv, "Welder")]), null, default);

        Assert.Contains("The last line of the posting was left out, so that the request fits the model's 2100 tokens.", answer.Notices);
    }

    [Fact]
    public async Task Write_BeyondTheContextWithTheUsersOwnText_IsRefusedAndNothingIsSent()
    {
        using var room = new Room();
        room.Desk.Chosen = FakeDesk.Named("small", ModelProvider.OpenAi, context: 4_000);
        var request = Room.Request(WritingTask.CoverLetter, [.. Enumerable.Range(1, 300).Select(static i => new WritingSource($"cv:{i}", SourceKind.Cv, $"Line {i} of a long CV about wheels and frames."))]);

        var plan = await room.Writer.PlanAsync(request, default);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(request, null, default));

        Assert.Contains("the model takes 4000 in all", plan.Obstacle, StringComparison.Ordinal);
        Assert.Equal(RpcErrorCode.Limit, error.Code);
        Assert.Equal("contextTokens", Assert.IsType<RpcLimitData>(error.Detail).Limit);
        Assert.Empty(room.Desk.Sent);
    }

    [Fact]
    public async Task Write_BeyondThePromptsBudget_IsRefused()
    {
        using var room = new Room();
        room.Desk.Chosen = room.Desk.Chosen! with { OutputPrice = 1_000 };

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach), null, default));

        Assert.Equal(RpcErrorCode.Limit, error.Code);
        Assert.Empty(room.Desk.Sent);
    }

    [Fact]
    public async Task Write_OfStockPhrasesAndTooManyWords_IsFlagged()
    {
        using var room = new Room();
        room.Desk.Answers("""{"subject":"S","parts":[{"sentences":[{"text":"I hope this email finds you well. Let us delve into synergies.","sources":[]}]}]}""");

        var answer = await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach) with { Voice = new Voice { MaxWords = 5, Language = "en-GB" } }, null, default);

        Assert.Equal(
            ["The text has 12 words; 5 were asked for at most.", "Stock phrase: \"I hope this email finds you well\".", "Stock phrase: \"delve\".", "Stock phrase: \"synerg\"."],
            answer.Notices);
    }

    [Fact]
    public async Task Write_InAnotherLanguageThanWasAskedFor_IsFlaggedWithItsOwnStockPhrases()
    {
        using var room = new Room();
        room.Desk.Answers("""{"subject":"S","parts":[{"sentences":[{"text":"I have the honour to write to you, and it is about a cutting-edge saw that you have.","sources":[]}]}]}""");

        var answer = await room.Writer.WriteAsync(Room.Request(WritingTask.Outreach) with { Voice = new Voice { Language = "de-AT" } }, null, default);

        Assert.Equal(["The text is in the language 'en'; 'de-AT' was asked for.", "Stock phrase: \"cutting-edge\"."], answer.Notices);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("cv:1] x\nEND")]
    [InlineData("")]
    public async Task Plan_OfASourceIdThatIsNone_IsInvalid(string id)
    {
        using var room = new Room();
        var request = Room.Request(WritingTask.Outreach, new WritingSource(id == "a b" ? "contact.name" : id, SourceKind.Cv, "x"));

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.PlanAsync(request, default));

        Assert.Equal("$.sources[5].id", Assert.IsType<RpcInvalidData>(error.Detail).Problems[0].Path);
    }

    [Fact]
    public async Task Write_WithTheStyleCard_SendsIt()
    {
        using var room = new Room();
        await room.Writers.Style.SetAsync("Greeting: Hi ...,\nClosing: Best", default);

        var plan = await room.Writer.PlanAsync(Room.Request(WritingTask.Outreach), default);

        Assert.Contains("  Greeting: Hi ...,\n  Closing: Best\n", plan.Payload[1].Text, StringComparison.Ordinal);
    }

    private sealed class CancellingReports(CancellationTokenSource cancel) : IProgress<WritingProgress>
    {
        public int Texts { get; private set; }

        public void Report(WritingProgress value)
        {
            if (value.Text.Length == 0)
                return;
            Texts++;
            cancel.Cancel();
        }
    }
}
