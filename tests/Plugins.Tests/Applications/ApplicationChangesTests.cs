using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Applications;

public sealed class ApplicationChangesTests : IAsyncLifetime, IDisposable
{
    private readonly ApplicationsDesk _desk = new();

    private IProposalTarget Target => _desk.Rooms.Changes;

    public Task InitializeAsync() => _desk.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Apply_TwiceUnderOneKey_MovesOnce()
    {
        var made = await _desk.AddAsync("Acme", "A", stage: "applied");
        var change = Change(made.Id, "stage.move", "stage", "interview");
        var apply = new ProposalApplyRequest { Key = "p:1", Change = change, Basis = (await Target.CheckAsync(change, default)).Basis };

        await Target.ApplyAsync(apply, default);
        await Target.ApplyAsync(apply, default);

        var moves = (await _desk.Service.TimelineAsync(new TimelineRequest { Id = made.Id }, default)).Entries.Where(static entry => entry.Kind == TimelineKind.Moved).ToList();
        Assert.Equal(("proposal", "applied", "interview"), (Assert.Single(moves).By, moves[0].FromStage, moves[0].ToStage));
        Assert.Equal("interview", await StageAsync(made.Id));
    }

    [Fact]
    public async Task Facts_AreWhatATextMaySayAndTheStagesOfThePipeline()
    {
        var made = await _desk.AddAsync("Acme", "Optician");

        var told = await Target.FactsAsync(new ProposalFactsRequest { About = new RecordRef("application", made.Id) }, default);

        Assert.Equal([new("company", "Acme"), new("role", "Optician")], told.Facts.Take(2));
        Assert.Equal("stages", told.Facts[2].Name);
        Assert.Contains("interview", told.Facts[2].Value.Split(", "));
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await Target.FactsAsync(new ProposalFactsRequest { About = new RecordRef("application", "gone") }, default));
        Assert.Equal(RpcErrorCode.NotFound, refusal.Code);
    }

    [Fact]
    public async Task Undo_ThenApplyUnderTheNextKey_MovesAgain()
    {
        var made = await _desk.AddAsync("Acme", "A", stage: "applied");
        var change = Change(made.Id, "stage.move", "stage", "interview");
        await Target.ApplyAsync(new ProposalApplyRequest { Key = "p:1", Change = change, Basis = (await Target.CheckAsync(change, default)).Basis }, default);

        var undone = await Target.UndoAsync(new ProposalUndoChangeRequest { Key = "p:1", Change = change }, default);
        var between = await StageAsync(made.Id);
        await Target.UndoAsync(new ProposalUndoChangeRequest { Key = "p:1", Change = change }, default);
        await Target.ApplyAsync(new ProposalApplyRequest { Key = "p:3", Change = change, Basis = undone.Basis }, default);

        Assert.Equal(("applied", "interview"), (between, await StageAsync(made.Id)));
    }

    [Fact]
    public async Task Apply_ApplicationMovedSince_IsAConflictAndMovesNothing()
    {
        var made = await _desk.AddAsync("Acme", "A", stage: "applied");
        var change = Change(made.Id, "stage.move", "stage", "interview");
        var basis = (await Target.CheckAsync(change, default)).Basis;
        await _desk.Service.MoveAsync(new ApplicationMoveRequest { Id = made.Id, Stage = "offer" }, default);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => Target.ApplyAsync(new ProposalApplyRequest { Key = "p:1", Change = change, Basis = basis }, default).AsTask());

        Assert.Equal((RpcErrorCode.Conflict, "offer"), (refusal.Code, await StageAsync(made.Id)));
    }

    [Fact]
    public async Task Undo_MovedByHandSince_IsAConflict()
    {
        var made = await _desk.AddAsync("Acme", "A", stage: "applied");
        var change = Change(made.Id, "stage.move", "stage", "interview");
        await Target.ApplyAsync(new ProposalApplyRequest { Key = "p:1", Change = change, Basis = (await Target.CheckAsync(change, default)).Basis }, default);
        await _desk.Service.MoveAsync(new ApplicationMoveRequest { Id = made.Id, Stage = "offer" }, default);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => Target.UndoAsync(new ProposalUndoChangeRequest { Key = "p:1", Change = change, Undo = "{}" }, default).AsTask());

        Assert.Equal((RpcErrorCode.Conflict, "offer"), (refusal.Code, await StageAsync(made.Id)));
    }

    [Fact]
    public async Task Merge_ThenUndo_LeavesBothAsTheyWere()
    {
        var kept = await _desk.AddAsync("Acme", "Engineer");
        var other = await _desk.AddAsync("Acme", "engineer");
        await _desk.Service.AddTaskAsync(new TaskAddRequest { ApplicationId = other.Id, Title = "Call" }, default);
        await _desk.Service.LinkAsync(new ApplicationLinkRequest { Id = other.Id, Ref = new RecordRef("contact", "c1") }, default);
        var change = Change(kept.Id, "application.merge", "other", other.Id);
        Assert.Single((await _desk.Service.DuplicatesAsync(new DuplicateListRequest(), default)).Groups);

        await Target.ApplyAsync(new ProposalApplyRequest { Key = "m:1", Change = change, Basis = (await Target.CheckAsync(change, default)).Basis }, default);
        var merged = await _desk.Service.GetAsync(new ApplicationGetRequest { Id = kept.Id }, default);
        var left = (await _desk.Service.ListAsync(new ApplicationListRequest(), default)).Applications.Count;
        await Target.UndoAsync(new ProposalUndoChangeRequest { Key = "m:1", Change = change, Undo = "{}" }, default);
        var back = await _desk.Service.GetAsync(new ApplicationGetRequest { Id = other.Id }, default);

        Assert.Equal((1, 1, 1), (merged.Tasks.Count, merged.Links.Count, left));
        Assert.Equal((1, 1), (back.Tasks.Count, back.Links.Count));
        Assert.Empty((await _desk.Service.GetAsync(new ApplicationGetRequest { Id = kept.Id }, default)).Tasks);
    }

    [Fact]
    public async Task Merge_ThenUndo_LeavesEachTheTagsItHad()
    {
        var kept = await _desk.AddAsync("Acme", "Engineer", with: static details => details with { Tags = ["remote", "own"] });
        var other = await _desk.AddAsync("Acme", "engineer", with: static details => details with { Tags = ["remote", "theirs"] });
        var change = Change(kept.Id, "application.merge", "other", other.Id);

        await Target.ApplyAsync(new ProposalApplyRequest { Key = "m:1", Change = change, Basis = (await Target.CheckAsync(change, default)).Basis }, default);
        var merged = await TagsAsync(kept.Id);
        await Target.UndoAsync(new ProposalUndoChangeRequest { Key = "m:1", Change = change, Undo = "{}" }, default);

        Assert.Equal(["own", "remote", "theirs"], merged);
        Assert.Equal(["own", "remote"], await TagsAsync(kept.Id));
        Assert.Equal(["remote", "theirs"], await TagsAsync(other.Id));
        Assert.Equal([other.Id], (await _desk.Service.SearchAsync(new ApplicationSearchRequest { Query = "tag:theirs" }, default)).Applications.Select(static card => card.Id));
    }

    [Theory]
    [InlineData("stage.move", "stage", "nowhere", "$.values.stage")]
    [InlineData("application.merge", "other", "nobody", "$.values.other")]
    [InlineData("followUp.set", "due", "2026-12-09", "$.kind")]
    public async Task Check_WrongChange_NamesThePlace(string kind, string name, string value, string path)
    {
        var made = await _desk.AddAsync("Acme", "A");

        Assert.Equal(path, Assert.Single((await Target.CheckAsync(Change(made.Id, kind, name, value), default)).Problems).Path);
    }

    private async Task<IEnumerable<string>> TagsAsync(string id) => (await _desk.Service.GetAsync(new ApplicationGetRequest { Id = id }, default)).Tags.Order(StringComparer.Ordinal);

    private async Task<string> StageAsync(string id) => (await _desk.Service.GetAsync(new ApplicationGetRequest { Id = id }, default)).Stage;

    private static ProposalChangeRequest Change(string id, string kind, string name, string value) => new()
    {
        Kind = kind, About = new RecordRef("application", id), Values = JsonElement.Parse($$"""{"{{name}}":"{{value}}"}"""),
    };
}
