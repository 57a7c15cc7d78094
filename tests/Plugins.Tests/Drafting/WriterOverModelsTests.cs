using System.Text.Json;
using Assistant.Plugins.Drafting.Writing;
using Assistant.Plugins.Tests.Drafting.Models;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Models;

namespace Assistant.Plugins.Tests.Drafting;

/// <summary>The writer over the real desk and the providers' real packages, at an endpoint of this machine.</summary>
public sealed class WriterOverModelsTests
{
    private const string Good = """{"subject":"An evening","parts":[{"sentences":[{"text":"Dear Ana, 😀","sources":["contact.firstName"]}]}]}""";

    [Theory]
    [InlineData(ModelProvider.OpenAi)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task Write_ThroughAProvidersPackage_SendsWhatWasPlannedAndStreams(ModelProvider provider)
    {
        await using var endpoint = new FakeModelEndpoint { Grain = 5 };
        var dialect = provider == ModelProvider.OpenAi ? ModelDialect.OpenAi : ModelDialect.Anthropic;
        endpoint.Answer(dialect.Whole(Good.Chunk(4).Select(static c => new string(c))));
        await using var bed = await ModelBed.OpenAsync();
        var root = $"http://127.0.0.1:{endpoint.Port}";
        await bed.SetUpAsync(provider == ModelProvider.OpenAi ? root + "/v1" : root, provider);
        using var room = new Room();
        var writer = room.Writers.Writer(bed.Desk);
        var request = Room.Full(WritingTask.Outreach) with { Model = "one" };
        var reports = new Reports();

        var plan = await writer.PlanAsync(request, default);
        var answer = await writer.WriteAsync(request, reports, default);

        Assert.Equal("Dear Ana, 😀", reports.Text);
        Assert.Equal(("An evening", "drafted"), (answer.Subject, answer.Work));
        Assert.True(endpoint.Questions.TryDequeue(out var question));
        using var body = JsonDocument.Parse(question.Body);
        var sent = Strings(body.RootElement).ToList();
        Assert.All(plan.Payload, message => Assert.Contains(message.Text, sent));
        Assert.False(body.RootElement.TryGetProperty("tools", out _));
        var entry = Assert.Single(await bed.LedgerAsync());
        Assert.Equal((WritingTask.Outreach, "contact-1", "done"), (entry.Task, entry.SubjectId, entry.Outcome));
        Assert.Equal(plan.Fields, entry.Fields);
    }

    [Fact]
    public async Task Write_OfBadJson_IsRepairedInASecondCall()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Dear", " Ana"));
        endpoint.Answer(ModelDialect.OpenAi.Whole(Good));
        await using var bed = await ModelBed.OpenAsync();
        await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");
        using var room = new Room();

        var answer = await room.Writers.Writer(bed.Desk).WriteAsync(Room.Full(WritingTask.Outreach) with { Model = "one" }, null, default);

        Assert.Equal("An evening", answer.Subject);
        Assert.Equal(2, (await bed.LedgerAsync()).Count);
    }

    [Fact]
    public async Task Write_TheSameAgain_SaysThatItIsTheAnswerFromBeforeAndCostsNothing()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole(Good));
        await using var bed = await ModelBed.OpenAsync();
        await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", inputPrice: 10, outputPrice: 20);
        using var room = new Room();
        var writer = room.Writers.Writer(bed.Desk);
        var request = Room.Full(WritingTask.Outreach) with { Model = "one" };

        var first = await writer.WriteAsync(request, null, default);
        var second = await writer.WriteAsync(request, null, default);

        Assert.True(first.Usage.Cost > 0);
        Assert.Equal((0, 0, 0m), (second.Usage.InputTokens, second.Usage.OutputTokens, second.Usage.Cost));
        Assert.Equal(first.Subject, second.Subject);
        Assert.Equal([.. first.Notices, "The same was asked before: this is that answer, at no cost. With `--fresh` the model is asked anew."], second.Notices);
        Assert.Single(endpoint.Questions);
    }

    [Theory]
    [InlineData("contact-1")]
    [InlineData("application-1")]
    public async Task Write_AgainstARuleForThePersonOrTheRecord_SendsNothing(string ruled)
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole(Good));
        await using var bed = await ModelBed.OpenAsync();
        await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");
        await bed.Desk.Rules.SetAsync(new SubjectRule(ruled, ModelRule.Never), default);
        using var room = new Room();
        var writer = room.Writers.Writer(bed.Desk);
        var request = Room.Full(WritingTask.Outreach) with { Model = "one", AboutId = "application-1" };

        var plan = await writer.PlanAsync(request, default);
        await Assert.ThrowsAsync<RpcException>(async () => await writer.WriteAsync(request, null, default));

        Assert.NotNull(plan.Obstacle);
        Assert.Empty(endpoint.Questions);
    }

    [Fact]
    public async Task Write_WithNothingSetUp_IsDoneOffline_AndInTheDemoRehearsed()
    {
        using var room = new Room();
        await using var bare = await ModelBed.OpenAsync();
        await using var demo = await ModelBed.OpenAsync(TimeProvider.System, rehearsal: static _ => new RehearsalModel(TimeProvider.System));

        var filled = await room.Writers.Writer(bare.Desk).WriteAsync(Room.Full(WritingTask.Outreach), null, default);
        var rehearsed = await room.Writers.Writer(demo.Desk).WriteAsync(Room.Full(WritingTask.Outreach) with { Model = "rehearsal" }, null, default);

        Assert.Equal("filled template", filled.Work);
        Assert.Equal(("rehearsed", "rehearsal"), (rehearsed.Work, rehearsed.Provider));
        Assert.Contains("1998", string.Concat(rehearsed.Parts.SelectMany(static p => p.Sentences).Select(static s => s.Text)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static p => Strings(p.Value)),
        _ => [],
    };
}
