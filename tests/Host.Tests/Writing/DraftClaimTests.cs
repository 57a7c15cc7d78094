using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing;

public sealed class DraftClaimTests : IAsyncLifetime
{
    private WritingDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await WritingDesk.OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Approve_UntickedClaim_IsRefusedByNameWithTheRemedy()
    {
        var draft = await ClaimingAsync();

        var preview = await _desk.Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        Assert.Null(preview.Hash);
        var refusal = await ApproveAsync(draft.Id, new string('0', 64));

        var problem = Assert.Single(((RpcInvalidData)refusal.Detail!).Problems);
        Assert.Equal("$.items[0].draft.claims[0]", problem.Path);
        Assert.Equal(draft.Claims[0].Reason, problem.Problem);
        Assert.Contains($"assistant draft tick {draft.Id[^8..]} {draft.Claims[0].Id[^8..]}", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_BatchWithOneUnticked_ApprovesNone()
    {
        var draft = await ClaimingAsync();
        var plain = await _desk.Host.DraftAsync();
        var hash = (await _desk.Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = plain.Id }, default)).Hash!;

        await Assert.ThrowsAsync<RpcException>(async () => await _desk.Host.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(plain.Id, hash), new(draft.Id, hash)] }, default));

        Assert.Equal(0, _desk.Host.Database.Read(static connection => connection.Number("SELECT count(*) FROM outbox")));
    }

    [Fact]
    public async Task Tick_ThenApprove_IsSentAndAudited()
    {
        var draft = await ClaimingAsync();

        var ticked = await TickAsync(draft);

        Assert.True(Assert.Single(ticked.Claims).Ticked);
        Assert.Empty(ticked.Problems);
        Assert.Equal($"ticked {draft.Claims[0].Id}", _desk.Host.Database.Read(static connection => connection.Text("SELECT outcome FROM audit WHERE action = 'draft.tick'")));
        await _desk.Host.ApproveAsync(ticked);
        await _desk.Host.DrainAsync(_desk.Account);
        Assert.Single(_desk.Fixture.Provider.Ledger);
    }

    [Fact]
    public async Task Tick_StaleRevisionOrUnknownClaim_IsRefused()
    {
        var draft = await ClaimingAsync();

        Assert.Equal(RpcErrorCode.Conflict, (await Assert.ThrowsAsync<RpcException>(() => TickAsync(draft with { Revision = draft.Revision + 1 }))).Code);
        Assert.Equal(RpcErrorCode.Invalid, (await Assert.ThrowsAsync<RpcException>(async () => await _desk.Host.Drafts.TickAsync(new DraftTickRequest { Id = draft.Id, Revision = draft.Revision, ClaimIds = ["x"] }, default))).Code);
    }

    [Theory]
    [InlineData("I have 10 years.", 1)]
    [InlineData("I have **10** years, and more.", 1)]
    [InlineData("I have 1\u200B0 years.", 1)]
    [InlineData("I have 100 years.", 0)]
    [InlineData("I have some years.", 0)]
    public async Task Edit_OfTheText_DropsAClaimOnlyWhereItIsGone(string body, int left)
    {
        var draft = await ClaimingAsync();

        var edited = await _desk.Host.Drafts.UpdateAsync(new DraftUpdateRequest { Id = draft.Id, Revision = draft.Revision, Body = body }, default);

        Assert.Equal(left, edited.Claims.Count);
        Assert.Equal(left, edited.Problems.Count(static problem => problem.Path.StartsWith("$.claims", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Restore_OfTheClaimingText_BringsTheClaimBack()
    {
        var draft = await ClaimingAsync();
        var edited = await _desk.Host.Drafts.UpdateAsync(new DraftUpdateRequest { Id = draft.Id, Revision = draft.Revision, Body = "nothing" }, default);

        var restored = await _desk.Host.Drafts.RestoreAsync(new DraftRestoreRequest { Id = draft.Id, Revision = edited.Revision, From = draft.Revision }, default);

        Assert.Single(restored.Claims);
        Assert.NotEmpty(restored.Problems);
    }

    [Fact]
    public async Task Rewrite_FromItsOwnInvention_IsNoSourceForIt()
    {
        var draft = await ClaimingAsync();

        await _desk.WriteAsync(_desk.Request(draftId: draft.Id));

        var revised = await _desk.DraftAsync(draft.Id);
        Assert.Contains(_desk.Writer.Requests[^1].Sources, static source => source.Id == "draft:2");
        Assert.False(Assert.Single(revised.Claims).Ticked);
        Assert.NotEmpty(revised.Problems);
    }

    [Fact]
    public async Task Rewrite_OfTickedClaim_StaysTicked()
    {
        var draft = await TickAsync(await ClaimingAsync());

        await _desk.WriteAsync(_desk.Request(draftId: draft.Id));

        Assert.Empty((await _desk.DraftAsync(draft.Id)).Problems);
    }

    [Fact]
    public async Task Rewrite_OfAnApprovedDraft_VoidsTheApproval()
    {
        var draft = await TickAsync(await ClaimingAsync());
        await _desk.Host.ApproveAsync(draft, undoSeconds: 60);

        await _desk.WriteAsync(_desk.Request(draftId: draft.Id));

        Assert.Equal(DraftState.Open, (await _desk.DraftAsync(draft.Id)).State);
        await _desk.Host.DrainAsync(_desk.Account);
        Assert.Equal(0, _desk.Fixture.Provider.Submits);
    }

    [Fact]
    public async Task Retry_OfARefusedMessage_TakesItsClaimsAlong()
    {
        var draft = await TickAsync(await ClaimingAsync());
        _desk.Fixture.Provider.Answers.Enqueue(TestKit.FakeSubmit.Refuse);
        var item = await _desk.Host.ApproveAsync(draft);
        await _desk.Host.DrainAsync(_desk.Account);

        var again = await _desk.Host.Outbox.RetryAsync(new OutboxRetryRequest { Id = item.Id }, default);

        Assert.True(Assert.Single(again.Claims).Ticked);
    }

    [Fact]
    public async Task Claim_AfterTheClaimStep_StopsASend()
    {
        var draft = await TickAsync(await ClaimingAsync());
        var item = await _desk.Host.ApproveAsync(draft);
        _desk.Host.Database.Write(static transaction => transaction.Execute("UPDATE draft_claim SET ticked = NULL"));

        await _desk.Host.DrainAsync(_desk.Account);

        Assert.Equal(0, _desk.Fixture.Provider.Submits);
        Assert.NotEqual(OutboxState.Sent, (await _desk.Host.ItemAsync(item.Id)).State);
    }

    private async Task<Draft> ClaimingAsync()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response("Hello", "I have 10 years.", "Norte 44 is close.");
        var writing = await _desk.WriteAsync();
        var draft = await _desk.DraftAsync(writing.DraftId!);
        Assert.Equal("10", Assert.Single(draft.Claims).Text);
        Assert.Equal(writing.Claims[0].Id, draft.Claims[0].Id);
        return draft;
    }

    private async Task<Draft> TickAsync(Draft draft) =>
        await _desk.Host.Drafts.TickAsync(new DraftTickRequest { Id = draft.Id, Revision = draft.Revision, ClaimIds = [.. draft.Claims.Select(static claim => claim.Id)] }, default);

    private Task<RpcException> ApproveAsync(string id, string hash) =>
        Assert.ThrowsAsync<RpcException>(async () => await _desk.Host.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(id, hash)] }, default));
}
