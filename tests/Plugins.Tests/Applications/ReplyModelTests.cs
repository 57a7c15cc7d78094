using System.Text.Json;
using Assistant.Plugins.Applications.Replies;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.Applications;

/// <summary>A reply that the rules cannot read, and a host whose writer answers as the test says.</summary>
public sealed class ReplyModelTests : IAsyncLifetime
{
    private static readonly IncomingMessage Reply = new()
    {
        Id = "m1", OutboxId = "o1", ContactId = "c1", From = "ana@there.example", Subject = "Re: Dev", Received = default,
        Verdict = new Verdict { Kind = VerdictKind.Reply, Confidence = Confidence.Certain, Evidence = [] },
    };

    private readonly ApplicationsDesk _desk = new();
    private readonly List<(string Method, WritingStartRequest Request)> _asked = [];
    private readonly RpcPair _host;
    private WritingPlan _plan = new()
    {
        Provider = "openai", IsLocal = false, Payload = [new("user", "the reply")], Fields = [], Estimate = new(1, 1, 1),
    };

    public ReplyModelTests() => _host = new RpcPair(new RpcDispatcher([
        RpcMethod.Raw("writing/plan").Bind(this, static (test, request, _, _) => ValueTask.FromResult(JsonSerializer.SerializeToElement(test.Ask("plan", request, test._plan), WritingJson.Default.WritingPlan))),
        RpcMethod.Raw("writing/start").Bind(this, static (test, request, _, _) => ValueTask.FromResult(JsonSerializer.SerializeToElement(test.Ask("start", request, Read), WritingJson.Default.Writing))),
    ]));

    private static Writing Read { get; } = new() { Id = "w1", Task = WritingTask.ReplyMeaning, State = WritingState.Done, ContactId = "c1", Started = default, Text = "", ProposalId = "p1" };

    public async Task InitializeAsync() => await _desk.OpenAsync();

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _desk.Dispose();
    }

    [Fact]
    public async Task Begin_SwitchedOn_AsksAboutThisReplyAloneAndTellsOfTheProposal()
    {
        var application = await _desk.AddAsync("Acme", "Dev");

        Assert.True(await RunAsync(application.Id, isOn: true));

        Assert.Equal(["plan", "start"], _asked.Select(static each => each.Method));
        Assert.All(_asked, each => Assert.Equal((WritingTask.ReplyMeaning, "c1", "o1", new RecordRef("application", application.Id)), (each.Request.Task, each.Request.ContactId, each.Request.OutboxId, each.Request.About)));
        var told = Assert.Single(await TimelineAsync(application.Id), static entry => entry.Kind == TimelineKind.Proposed);
        Assert.Equal(new RecordRef("proposal", "p1"), told.Ref);
        Assert.Equal("saved", (await _desk.Service.GetAsync(new() { Id = application.Id }, default)).Stage);
    }

    [Fact]
    public async Task Begin_NotSwitchedOn_AsksNobody()
    {
        Assert.False(await RunAsync((await _desk.AddAsync("Acme", "Dev")).Id, isOn: false));
        Assert.Empty(_asked);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "The month's budget is spent.")]
    public async Task Begin_NoModelOrAnObstacle_SendsNothing(bool hasModel, string? obstacle)
    {
        _plan = _plan with { Obstacle = obstacle, Payload = hasModel ? _plan.Payload : [] };
        var application = await _desk.AddAsync("Acme", "Dev");

        await RunAsync(application.Id, isOn: true);

        Assert.Equal(["plan"], _asked.Select(static each => each.Method));
        Assert.Single(_desk.Log);
        Assert.DoesNotContain(await TimelineAsync(application.Id), static entry => entry.Kind == TimelineKind.Proposed);
    }

    private async Task<bool> RunAsync(string application, bool isOn)
    {
        await using var model = new ReplyModel(_desk.Rooms.Desk, _host.Client, _desk.Rooms.Timeline, isOn, _desk.Log.Add);
        var begun = model.Begin(application, Reply);
        await model.Reading;
        return begun;
    }

    private async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(string application) => (await _desk.Service.TimelineAsync(new() { Id = application }, default)).Entries;

    private T Ask<T>(string method, JsonElement request, T answer)
    {
        _asked.Add((method, request.Deserialize(WritingJson.Default.WritingStartRequest)!));
        return answer;
    }
}
