using System.Text;
using System.Text.Json;
using Assistant.Host.Records.Proposals;
using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

public sealed class ProposalsTests : IDisposable
{
    private readonly RecordsFixture _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Make_WithAQuotedLine_KeepsItSealedUnderTheContactsKey()
    {
        var ana = await _desk.CreateAsync("Ana", "ana@one.example");

        var made = await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09", quoted: "I am back on 9 December"), default);

        Assert.Equal(("I am back on 9 December", "test", ProposalState.Open), (made.QuotedLine, made.MadeBy, made.State));
        Assert.Equal("X-Auto: yes", Assert.Single(made.Evidence) is var e ? $"{e.Name}: {e.Value}" : "");
        _desk.Books.Database.Checkpoint();
        Assert.DoesNotContain("back on 9 December", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(_desk.Books.Database.FilePath)), StringComparison.Ordinal);
        _desk.Books.Database.Write(t => _desk.Keys.Destroy(t, $"contact:{ana.Id}"));
        var erased = Assert.Single((await _desk.Proposals.ListAsync(new(), default)).Proposals);
        Assert.Null(erased.QuotedLine);
        Assert.Empty(erased.Evidence);
    }

    [Theory]
    [InlineData("host", "client:host")]
    [InlineData("model:small", "client:model:small")]
    [InlineData("plugin:assistant.applications", "client:plugin:assistant.applications")]
    [InlineData("Scripts", "Scripts")]
    public async Task Make_ByAClientWithTheNameOfAnother_SaysThatAClientMadeIt(string name, string madeBy)
    {
        var ana = await _desk.CreateAsync("Ana");
        var proposals = new ProposalsService(_desk.Books, _desk.ProposalStore, _desk.Decisions, _desk.Policy, _desk.NewCaller(ScopeSet.All, name));

        Assert.Equal(madeBy, (await proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09"), default)).MadeBy);
    }

    [Fact]
    public async Task Make_EqualOpenOne_IsAnsweredOnce()
    {
        var ana = await _desk.CreateAsync("Ana");
        var first = await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09"), default);

        Assert.Equal(first.Id, (await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09"), default)).Id);
        Assert.NotEqual(first.Id, (await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-10"), default)).Id);
    }

    [Theory]
    [InlineData("nobody.knows", """{"due":"2026-12-09","reason":"r"}""", "$.kind")]
    [InlineData("followUp.set", """{"due":"9 Dec","reason":"r"}""", "$.values.due")]
    [InlineData("followUp.set", """{"due":"2026-12-09"}""", "$.values.reason")]
    [InlineData("followUp.set", "[1]", "$.values.due $.values.reason")]
    [InlineData("contact.suppress", """{"address":"nonsense","reason":"r"}""", "$.values.address")]
    [InlineData("contact.suppress", """{"address":"a@b.example","reason":"two\nlines"}""", "$.values.reason")]
    public async Task Make_BadValues_AreNamed(string kind, string values, string paths)
    {
        var ana = await _desk.CreateAsync("Ana");

        var refusal = await RecordsFixture.RefusedAsync(async () => await _desk.Proposals.MakeAsync(Proposal(kind, ana.Id, values), default));

        Assert.Equal(paths, string.Join(' ', RecordsFixture.Problems(refusal).Select(p => p.Path)));
    }

    [Fact]
    public async Task Make_AboutNoContact_IsRefused()
    {
        var refusal = await RecordsFixture.RefusedAsync(async () => await _desk.Proposals.MakeAsync(FollowUp("nobody", "2026-12-09"), default));

        Assert.Equal(RpcErrorCode.NotFound, refusal.Code);
    }

    [Fact]
    public async Task Accept_FollowUp_SetsTheOneClockInOneTransaction()
    {
        var ana = await _desk.CreateAsync("Ana");
        var made = await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09"), default);
        var before = _desk.Books.Events.Newest();

        var accepted = await _desk.Proposals.AcceptAsync(new() { Id = made.Id }, default);

        Assert.Equal(ProposalState.Accepted, accepted.State);
        Assert.Equal(new DateOnly(2026, 12, 9), Assert.Single((await _desk.FollowUps.ListAsync(new(), default)).FollowUps).Due);
        Assert.Equal([$"followUp.changed {ana.Id}", $"proposal.changed {made.Id}"], _desk.EventsAfter(before));
        Assert.Equal(RpcErrorCode.WrongState, (await RecordsFixture.RefusedAsync(async () => await _desk.Proposals.AcceptAsync(new() { Id = made.Id }, default))).Code);
    }

    [Fact]
    public async Task Accept_ClockMovedMeanwhile_IsAConflictAndNothingChanges()
    {
        var ana = await _desk.CreateAsync("Ana");
        var made = await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09"), default);
        await _desk.FollowUps.SetAsync(new() { ContactId = ana.Id, Due = new(2027, 1, 1), Reason = "I said so" }, default);
        var before = Dump();

        Assert.Equal(RpcErrorCode.Conflict, (await RecordsFixture.RefusedAsync(async () => await _desk.Proposals.AcceptAsync(new() { Id = made.Id }, default))).Code);

        Assert.Equal(before, Dump());
    }

    [Fact]
    public async Task Accept_ContactDeletedMeanwhile_IsAConflict()
    {
        var ana = await _desk.CreateAsync("Ana", "ana@one.example");
        var clock = await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09"), default);
        var suppress = await _desk.Proposals.MakeAsync(Suppress(ana.Id), default);
        await _desk.Contacts.DeleteAsync(new() { Id = ana.Id, Revision = 1 }, default);

        Assert.Equal(RpcErrorCode.Conflict, (await RecordsFixture.RefusedAsync(async () => await _desk.Proposals.AcceptAsync(new() { Id = clock.Id }, default))).Code);
        Assert.Equal(RpcErrorCode.Conflict, (await RecordsFixture.RefusedAsync(async () => await _desk.Proposals.AcceptAsync(new() { Id = suppress.Id }, default))).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Undo_FollowUp_BringsBackWhatWasToTheByte(bool hadOne)
    {
        var ana = await _desk.CreateAsync("Ana");
        if (hadOne)
            await _desk.FollowUps.SetAsync(new() { ContactId = ana.Id, Due = new(2026, 11, 30), Reason = "no answer yet" }, default);
        var before = Dump();
        var made = await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09"), default);
        await _desk.Proposals.AcceptAsync(new() { Id = made.Id }, default);
        Assert.NotEqual(before, Dump());

        var undone = await _desk.Proposals.UndoAsync(new() { Id = made.Id }, default);

        Assert.Equal(before, Dump());
        Assert.Equal(ProposalState.Open, undone.State);
        await _desk.Proposals.AcceptAsync(new() { Id = made.Id }, default);
        await _desk.Proposals.UndoAsync(new() { Id = made.Id }, default);
        Assert.Equal(before, Dump());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Undo_Suppression_BringsBackWhatWasToTheByte(bool hadOne)
    {
        var ana = await _desk.CreateAsync("Ana", "ana@one.example");
        if (hadOne)
            await _desk.Contacts.SuppressAsync(new() { Address = "ana@one.example", Reason = "asked us" }, default);
        var before = Dump();
        var made = await _desk.Proposals.MakeAsync(Suppress(ana.Id), default);

        await _desk.Proposals.AcceptAsync(new() { Id = made.Id }, default);
        Assert.False((await _desk.Contacts.GetAsync(new() { Id = ana.Id }, default)).Addresses[0].MayWrite);
        await _desk.Proposals.UndoAsync(new() { Id = made.Id }, default);

        Assert.Equal(before, Dump());
    }

    [Fact]
    public async Task Undo_ClockMovedSince_IsAConflictAndKeepsThePersonsDate()
    {
        var ana = await _desk.CreateAsync("Ana");
        var made = await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09"), default);
        await _desk.Proposals.AcceptAsync(new() { Id = made.Id }, default);
        await _desk.FollowUps.SetAsync(new() { ContactId = ana.Id, Due = new(2027, 1, 1), Reason = "later" }, default);

        Assert.Equal(RpcErrorCode.Conflict, (await RecordsFixture.RefusedAsync(async () => await _desk.Proposals.UndoAsync(new() { Id = made.Id }, default))).Code);

        Assert.Equal(new DateOnly(2027, 1, 1), Assert.Single((await _desk.FollowUps.ListAsync(new(), default)).FollowUps).Due);
        Assert.Single((await _desk.Proposals.ListAsync(new() { State = ProposalState.Accepted }, default)).Proposals);
    }

    [Fact]
    public async Task Undo_SuppressionTakenBackSince_IsAConflict()
    {
        var ana = await _desk.CreateAsync("Ana", "ana@one.example");
        var made = await _desk.Proposals.MakeAsync(Suppress(ana.Id), default);
        await _desk.Proposals.AcceptAsync(new() { Id = made.Id }, default);
        await _desk.Contacts.AllowAsync(new() { Address = "ana@one.example" }, default);

        Assert.Equal(RpcErrorCode.Conflict, (await RecordsFixture.RefusedAsync(async () => await _desk.Proposals.UndoAsync(new() { Id = made.Id }, default))).Code);
    }

    [Fact]
    public async Task Dismiss_ThenUndo_OpensItAgainAndTouchesNoRecord()
    {
        var ana = await _desk.CreateAsync("Ana");
        var before = Dump();
        var made = await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09"), default);

        Assert.Equal(ProposalState.Dismissed, (await _desk.Proposals.DismissAsync(new() { Id = made.Id }, default)).State);
        Assert.Empty((await _desk.Proposals.ListAsync(new(), default)).Proposals);
        Assert.Equal(ProposalState.Open, (await _desk.Proposals.UndoAsync(new() { Id = made.Id }, default)).State);

        Assert.Equal(before, Dump());
        Assert.Equal(RpcErrorCode.WrongState, (await RecordsFixture.RefusedAsync(async () => await _desk.Proposals.UndoAsync(new() { Id = made.Id }, default))).Code);
    }

    [Fact]
    public async Task Accept_WithoutTheScope_IsRefusedAndAudited()
    {
        var ana = await _desk.CreateAsync("Ana");
        var made = await _desk.Proposals.MakeAsync(FollowUp(ana.Id, "2026-12-09"), default);
        var agent = new Host.Records.Proposals.ProposalsService(_desk.Books, _desk.ProposalStore, _desk.Decisions, _desk.Policy, _desk.NewCaller(Host.Security.ScopeSet.None));

        Assert.Equal(RpcErrorCode.NotAuthorised, (await RecordsFixture.RefusedAsync(async () => await agent.AcceptAsync(new() { Id = made.Id }, default))).Code);

        Assert.Equal("refused: scope decide", _desk.Books.Audit.Page(null, 1)[0].Record.Outcome);
        Assert.Empty((await _desk.FollowUps.ListAsync(new(), default)).FollowUps);
    }

    [Fact]
    public async Task List_ManyProposals_PagesNewestFirst()
    {
        var made = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            var contact = await _desk.CreateAsync($"P{i}");
            _desk.Time.Advance(TimeSpan.FromSeconds(1));
            made.Insert(0, (await _desk.Proposals.MakeAsync(FollowUp(contact.Id, "2026-12-09"), default)).Id);
        }

        var first = await _desk.Proposals.ListAsync(new() { Limit = 20 }, default);
        var second = await _desk.Proposals.ListAsync(new() { Limit = 20, Cursor = first.Next }, default);

        Assert.Equal(made, first.Proposals.Concat(second.Proposals).Select(p => p.Id));
        Assert.Null(second.Next);
    }

    // All that a client can see of the records a proposal can change.
    private string Dump() => _desk.Books.Database.Read(c =>
        string.Join('\n', Assistant.Host.Records.FollowUps.FollowUpStore.List(c, _desk.Caller.Principal, null, 100).Select(f => JsonSerializer.Serialize(f, FollowUpsJson.Default.FollowUp)))
        + JsonSerializer.Serialize(Assistant.Host.Records.Contacts.ContactStore.List(c, _desk.Caller.Principal, null, 100, null), ContactsJson.Default.ContactListResponse));

    private static ProposalMakeRequest FollowUp(string contact, string due, string? quoted = null) =>
        Proposal("followUp.set", contact, $$"""{"due":"{{due}}","reason":"Out of office"}""") with
        {
            QuotedLine = quoted,
            Evidence = quoted is null ? [] : [new Evidence { Source = EvidenceSource.Header, Name = "X-Auto", Value = "yes" }],
        };

    private static ProposalMakeRequest Suppress(string contact) => Proposal("contact.suppress", contact, """{"address":"ana@one.example","reason":"No such address"}""");

    private static ProposalMakeRequest Proposal(string kind, string contact, string values) => new()
    {
        Kind = kind,
        About = new RecordRef("contact", contact),
        Title = "Do it",
        Values = JsonElement.Parse(values),
    };
}
