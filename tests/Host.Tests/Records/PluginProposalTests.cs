using System.Text.Json;
using Assistant.Host.Records.Proposals;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

/// <summary>Proposals about records of a plugin's: the plugin changes them first, the decision is recorded after it.</summary>
public sealed class PluginProposalTests : IDisposable
{
    private readonly RecordsFixture _desk = new();
    private readonly FakeTarget _target = new();
    private readonly ProposalsService _proposals;
    private readonly ProposalDecisions _decisions;

    public PluginProposalTests()
    {
        _decisions = new ProposalDecisions(_desk.Books, _desk.ProposalStore, (kind, _) => new(kind == "application" ? _target : null));
        _proposals = new ProposalsService(_desk.Books, _desk.ProposalStore, _decisions, _desk.Policy, _desk.Caller);
    }

    public void Dispose()
    {
        _decisions.Dispose();
        _desk.Dispose();
    }

    [Fact]
    public async Task AcceptAsync_PluginsRecord_IsChangedByThePluginAndUndone()
    {
        var made = await MakeAsync("interview");

        var accepted = await _proposals.AcceptAsync(new() { Id = made.Id }, default);
        var moved = _target.Stage;
        var open = await _proposals.UndoAsync(new() { Id = made.Id }, default);

        Assert.Equal((ProposalState.Accepted, "interview"), (accepted.State, moved));
        Assert.Equal((ProposalState.Open, "applied"), (open.State, _target.Stage));
    }

    [Fact]
    public async Task AcceptAsync_AfterTheHostEndedInBetween_AsksUnderTheSameKeyAndAppliesOnce()
    {
        var made = await MakeAsync("interview");
        _target.AfterApply = () => throw new IOException("The host ended here.");
        await Assert.ThrowsAsync<IOException>(() => _proposals.AcceptAsync(new() { Id = made.Id }, default).AsTask());
        _target.AfterApply = null;
        var between = (await _proposals.ListAsync(new(), default)).Proposals.Single().State;

        var accepted = await _proposals.AcceptAsync(new() { Id = made.Id }, default);

        Assert.Equal((ProposalState.Open, ProposalState.Accepted), (between, accepted.State));
        Assert.Equal(("interview", 1), (_target.Stage, _target.Applied.Count));
    }

    [Fact]
    public async Task DismissAsync_AfterTheHostEndedInBetween_TakesBackWhatWasApplied()
    {
        var made = await MakeAsync("interview");
        _target.AfterApply = () => throw new IOException("The host ended here.");
        await Assert.ThrowsAsync<IOException>(() => _proposals.AcceptAsync(new() { Id = made.Id }, default).AsTask());

        await _proposals.DismissAsync(new() { Id = made.Id }, default);

        Assert.Equal("applied", _target.Stage);
    }

    [Fact]
    public async Task AcceptAsync_RecordChangedSince_IsAConflictAndStaysOpen()
    {
        var made = await MakeAsync("interview");
        _target.Stage = "offer";

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _proposals.AcceptAsync(new() { Id = made.Id }, default).AsTask());

        Assert.Equal(RpcErrorCode.Conflict, refusal.Code);
        Assert.Single((await _proposals.ListAsync(new(), default)).Proposals);
    }

    [Fact]
    public async Task AcceptAsync_TwiceAtOnce_AppliesOnceAndRefusesTheOther()
    {
        var made = await MakeAsync("interview");

        var both = await Task.WhenAll(TryAsync(), TryAsync());

        Assert.Equal(1, both.Count(static each => each is null));
        Assert.Equal(1, both.Count(static each => each?.Code == RpcErrorCode.WrongState));
        Assert.Single(_target.Applied);

        async Task<RpcException?> TryAsync()
        {
            try
            {
                await Task.Run(async () => await _proposals.AcceptAsync(new() { Id = made.Id }, default));
                return null;
            }
            catch (RpcException refusal)
            {
                return refusal;
            }
        }
    }

    [Fact]
    public async Task MakeAsync_PluginSaysItIsWrong_IsRefusedWithItsPlace()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => MakeAsync("nowhere"));

        Assert.Equal("$.values.stage", Assert.IsType<RpcInvalidData>(refusal.Detail).Problems[0].Path);
    }

    private async Task<Proposal> MakeAsync(string stage) => await _proposals.MakeAsync(
        new()
        {
            Kind = "stage.move", About = new RecordRef("application", "a1"), Title = $"Move it to {stage}", QuotedLine = "Come on Tuesday.",
            Values = JsonElement.Parse($$"""{"stage":"{{stage}}"}"""),
        },
        default);

    private sealed class FakeTarget : IProposalTarget
    {
        public string Stage { get; set; } = "applied";

        public Dictionary<string, string> Applied { get; } = [];

        public Action? AfterApply { get; set; }

        public ValueTask<ProposalCheckResponse> CheckAsync(ProposalChangeRequest request, CancellationToken cancel) => new(new ProposalCheckResponse
        {
            Problems = Wanted(request) == "nowhere" ? [new RpcProblem { Path = "$.values.stage", Problem = "is no stage" }] : [],
            Basis = Stage,
        });

        public ValueTask<ProposalApplyResponse> ApplyAsync(ProposalApplyRequest request, CancellationToken cancel)
        {
            if (!Applied.TryGetValue(request.Key, out var before))
            {
                if (request.Basis != Stage)
                    throw RpcException.Conflict(1, 2);
                Applied[request.Key] = before = Stage;
                Stage = Wanted(request.Change);
            }

            AfterApply?.Invoke();
            return new(new ProposalApplyResponse { Undo = before });
        }

        public ValueTask<ProposalCheckResponse> UndoAsync(ProposalUndoChangeRequest request, CancellationToken cancel)
        {
            if (Applied.Remove(request.Key, out var before))
                Stage = before;
            return CheckAsync(request.Change, cancel);
        }

        private static string Wanted(ProposalChangeRequest request) => request.Values.GetProperty("stage").GetString()!;
    }
}
