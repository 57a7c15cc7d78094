using Assistant.Plugins.Drafting.Models;
using Assistant.Plugins.Drafting.Models.Clients;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Models;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Tests.Drafting.Models;

/// <summary>What stands around a call besides its faults: rules, memory, ledger, room.</summary>
public sealed class CallTests
{
    [Theory]
    [InlineData(ModelRule.Any, true, true)]
    [InlineData(ModelRule.Any, false, true)]
    [InlineData(ModelRule.LocalOnly, true, true)]
    [InlineData(ModelRule.LocalOnly, false, false)]
    [InlineData(ModelRule.Never, true, false)]
    [InlineData(ModelRule.Never, false, false)]
    public async Task Rule_OfASubject_HoldsForItAloneAndAfterARestart(ModelRule rule, bool isLocal, bool mayBeAsked)
    {
        await using var bed = await ModelBed.OpenAsync();
        await bed.SetUpAsync(isLocal ? "http://localhost:1/v1" : "https://models.example/v1");
        var model = await bed.Desk.Book.AllowAsync("one", CancellationToken.None);
        await bed.Desk.Rules.SetAsync(new SubjectRule("p1", ModelRule.Never), CancellationToken.None);
        await bed.Desk.Rules.SetAsync(new SubjectRule("p1", rule), CancellationToken.None);

        await using var again = await ModelBed.OpenAsync(store: bed.Store);
        var estimate = again.Desk.Estimate(model, ModelBed.Payload, 100);

        Assert.Equal(mayBeAsked, again.Desk.Obstacle(model, ModelBed.About("p1"), estimate) is null);
        Assert.Null(again.Desk.Obstacle(model, ModelBed.About("p2"), estimate));
        Assert.Null(again.Desk.Obstacle(again.Desk.Find("offline"), ModelBed.About("p1"), estimate));
        Assert.Equal(rule == ModelRule.Any ? 0 : 1, again.Desk.Rules.All.Count);
    }

    [Fact]
    public async Task Ledger_OfASubject_HasWhatWasAboutItAndWhatWasForIt()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");
        await bed.AskAsync(model, "p1", about: "a1");
        await bed.AskAsync(model, "a1");
        await bed.AskAsync(model, "p1", about: "p1", fresh: true);

        var ofRecord = await bed.Desk.Ledger.ListAsync(new LedgerRequest { SubjectId = "a1" }, CancellationToken.None);
        var ofPerson = await bed.Desk.Ledger.ListAsync(new LedgerRequest { SubjectId = "p1" }, CancellationToken.None);

        Assert.Equal([("a1", null), ("p1", "a1")], ofRecord.Entries.Select(static entry => (entry.SubjectId, entry.AboutId)));
        Assert.Equal([("p1", null), ("p1", "a1")], ofPerson.Entries.Select(static entry => (entry.SubjectId, entry.AboutId)));
    }

    [Theory]
    [InlineData("p1", null, null, "contact")]
    [InlineData("p1", "a1", "application", "contact")]
    [InlineData("p2", "p1", "application", "application")]
    [InlineData("p1", null, "application", "application")]
    [InlineData("p1", null, "case", "record")]
    public async Task Rule_OfASubject_SaysWhatTheRuleIsFor(string subject, string? about, string? kind, string called)
    {
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync("https://models.example/v1");
        var note = new CallNote(WritingTask.Outreach, subject, [], AboutId: about, AboutKind: kind);

        await bed.Desk.Rules.SetAsync(new SubjectRule("p1", ModelRule.Never), default);
        var never = bed.Desk.Obstacle(model, note, new WritingUsage(1, 1, 0));
        await bed.Desk.Rules.SetAsync(new SubjectRule("p1", ModelRule.LocalOnly), default);
        var elsewhere = bed.Desk.Obstacle(model, note, new WritingUsage(1, 1, 0));

        Assert.Equal($"Your rule for this {called} allows no model. Nothing was sent.", never?.Reason);
        Assert.Equal($"Your rule for this {called} allows only models on this machine, and 'one' is not. Nothing was sent.", elsewhere?.Reason);
    }

    [Fact]
    public async Task Ask_RuleSetAfterThePlan_SendsNothing()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");
        using var client = bed.Desk.Open(model, new CallNote(WritingTask.Reply, "p1", []));
        await bed.Desk.Rules.SetAsync(new SubjectRule("p1", ModelRule.Never), CancellationToken.None);

        var error = await Assert.ThrowsAsync<RpcException>(() => client.GetResponseAsync(ModelBed.Payload));

        Assert.Equal(RpcErrorCode.Limit, error.Code);
        Assert.Empty(endpoint.Questions);
        Assert.Equal("rule", Assert.Single(await bed.LedgerAsync()).Outcome);
    }

    [Fact]
    public async Task Ask_TheSameAgain_IsAnsweredFromMemoryAtNoCost()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi", " there"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", inputPrice: 1, outputPrice: 1);

        Assert.Equal("Hi there", await bed.AskAsync(model));
        Assert.Equal("Hi there", await bed.AskAsync(model));

        Assert.Single(endpoint.Questions);
        var entries = await bed.LedgerAsync();
        Assert.Equal((true, false), (entries[0].FromCache, entries[1].FromCache));
        Assert.Equal(0, entries[0].Usage.Cost);
        Assert.Equal(entries[1].Usage.Cost, bed.Desk.Spending.Budget.SpentToday);
    }

    [Fact]
    public async Task Ask_AnythingElse_IsNotAnsweredFromMemory()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");
        await bed.AskAsync(model);

        await bed.AskAsync(model, subject: "p2");
        await bed.AskAsync(model, most: 501);
        await bed.AskAsync(model, fresh: true);
        await bed.AskAsync(await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", id: "two"));

        Assert.Equal(5, endpoint.Questions.Count);
    }

    [Fact]
    public async Task Ask_Anew_IsRememberedInTheEarlierAnswersPlace()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("First"));
        endpoint.Answer(ModelDialect.OpenAi.Whole("Second"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");

        Assert.Equal("First", await bed.AskAsync(model));
        Assert.Equal("Second", await bed.AskAsync(model, fresh: true));
        Assert.Equal("Second", await bed.AskAsync(model));

        Assert.Equal(2, endpoint.Questions.Count);
    }

    [Fact]
    public async Task Ask_AnswerThatBrokeOff_IsNotRemembered()
    {
        var dialect = ModelDialect.OpenAi;
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer([new ModelStep.Head(), .. ModelDialect.Pieces([.. dialect.Opening, dialect.Word("Half")]), new ModelStep.Close()]);
        endpoint.Answer(dialect.Whole("Whole"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");

        await Assert.ThrowsAsync<RpcException>(() => bed.AskAsync(model));

        Assert.Equal("Whole", await bed.AskAsync(model));
    }

    [Fact]
    public void Memory_Full_ForgetsTheOldest()
    {
        var memory = new AnswerMemory();
        for (var i = 0; i <= AnswerMemory.MostAnswers; i++)
            memory.Keep($"k{i}", ["p1"], "answer");
        Assert.Null(memory.Find("k0"));
        Assert.NotNull(memory.Find("k1"));

        memory.Keep("large", ["p1"], new string('x', AnswerMemory.MostCharacters / 2));
        memory.Keep("larger", ["p1"], new string('y', (AnswerMemory.MostCharacters / 2) + 1));
        memory.Keep("other", ["p1"], new string('z', AnswerMemory.MostCharacters / 2));

        Assert.Null(memory.Find("k1"));
        Assert.Null(memory.Find("larger"));
        Assert.NotNull(memory.Find("other"));
    }

    [Fact]
    public async Task Ledger_WhileTheModelAnswers_HasTheCallAlready()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(new ModelStep.Head(), new ModelStep.Stall());
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", inputPrice: 1, outputPrice: 1);
        using var leaving = new CancellationTokenSource();
        using var client = bed.Desk.Open(model, new CallNote(WritingTask.Reply, "p1", []));

        var call = client.GetResponseAsync(ModelBed.Payload, new() { MaxOutputTokens = 100 }, leaving.Token);
        await endpoint.Stalled;
        var entry = Assert.Single(await bed.LedgerAsync());
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal("running", entry.Outcome);
        Assert.True(entry.Usage.Cost > 0);
        Assert.Equal("cancelled", Assert.Single(await bed.LedgerAsync()).Outcome);
    }

    [Fact]
    public async Task Ledger_ThatCannotBeWritten_SendsNothing()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");
        await bed.Store.ExecuteAsync(new StoreExecuteRequest { Statements = [StoreRows.Statement("DROP TABLE ledger")] }, CancellationToken.None);

        await Assert.ThrowsAnyAsync<Exception>(() => bed.AskAsync(model));

        Assert.Empty(endpoint.Questions);
    }

    [Fact]
    public async Task Ledger_OfManyCalls_ComesInPagesNewestFirst()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");
        for (var i = 0; i < 5; i++)
            await bed.AskAsync(model, subject: $"p{i % 2}", fresh: true);

        var first = await bed.Desk.Ledger.ListAsync(new LedgerRequest { Limit = 2 }, CancellationToken.None);
        var second = await bed.Desk.Ledger.ListAsync(new LedgerRequest { Limit = 3, Cursor = first.Next }, CancellationToken.None);
        var ofOne = await bed.Desk.Ledger.ListAsync(new LedgerRequest { SubjectId = "p1" }, CancellationToken.None);

        Assert.Equal("p0 p1 p0 p1 p0", string.Join(' ', first.Entries.Concat(second.Entries).Select(static entry => entry.SubjectId)));
        Assert.Equal(5, first.Entries.Concat(second.Entries).Select(static entry => entry.Id).Distinct().Count());
        Assert.Null(second.Next);
        Assert.Equal(2, ofOne.Entries.Count);
        Assert.Equal("contact.firstName cv:1", string.Join(' ', ofOne.Entries[0].Fields));
        await Assert.ThrowsAsync<RpcException>(async () => await bed.Desk.Ledger.ListAsync(new LedgerRequest { Cursor = "x" }, CancellationToken.None));
        await Assert.ThrowsAsync<RpcException>(async () => await bed.Desk.Ledger.ListAsync(new LedgerRequest { Limit = 0 }, CancellationToken.None));
    }

    [Fact]
    public async Task Ask_MoreThanTheModelHasRoomFor_IsRefusedBeforeAnythingIsSent()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", contextTokens: null);

        var error = await Assert.ThrowsAsync<RpcException>(() => bed.AskAsync(model, most: ContextRoom.DefaultLocalTokens));
        var obstacle = bed.Desk.Obstacle(model, ModelBed.About("p1"), bed.Desk.Estimate(model, ModelBed.Payload, ContextRoom.DefaultLocalTokens));

        Assert.Equal(ContextRoom.DefaultLocalTokens, ((RpcLimitData)error.Detail!).Maximum);
        Assert.Contains("num_ctx", error.Message, StringComparison.Ordinal);
        Assert.Contains("num_ctx", obstacle!.Remedy, StringComparison.Ordinal);
        Assert.Empty(endpoint.Questions);
        Assert.Equal("Hi", await bed.AskAsync(model, most: 1000));
    }

    // Of small vocabularies: each digit and sign a token, short pieces of rarer words, bytes of what is rarer still.
    [Theory]
    [InlineData("Hello world", 2)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 10)]
    [InlineData("antidisestablishmentarianism", 6)]
    [InlineData("1234567890", 10)]
    [InlineData("你好，世界", 7)]
    [InlineData("👋🏽", 8)]
    [InlineData("{\"a\":[1,2,3]}", 13)]
    [InlineData("Größenänderungsgeschäft", 12)]
    [InlineData("\n\n\n\n", 4)]
    public void TokenCount_OfAText_IsOnTheSafeSide(string text, int most) => Assert.True(TokenCount.Of(text) >= most, $"{TokenCount.Of(text)} < {most}");

    [Theory]
    [InlineData("<html><b>x</b></html>", null)]
    [InlineData("", null)]
    [InlineData("{\"unknown\":1}", null)]
    [InlineData("{\"error\":\"model 'x' not found\"}", "model 'x' not found")]
    [InlineData("{\"error\":{\"message\":\"Bad key sk-abc of a@b.example\\u202e now\"}}", "Bad key [key] of [address] now")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA is wrong", "[key] is wrong")]
    public void ProviderText_OfAnError_IsItsMessageWithoutSecrets(string body, string? shown)
    {
        Assert.Equal(shown, ProviderText.Clean(body));
        Assert.True(ProviderText.Clean(string.Join(' ', Enumerable.Repeat("word", 1000)))!.Length < 200);
    }
}
