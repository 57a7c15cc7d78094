using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

public sealed class FollowUpsTests : IDisposable
{
    private readonly RecordsFixture _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Set_Twice_MovesTheOneClock()
    {
        var ana = await _desk.CreateAsync("Ana");
        var first = await SetAsync(ana.Id, 10);

        var moved = await SetAsync(ana.Id, 5);

        Assert.Equal(first.Id, moved.Id);
        Assert.Equal(new DateOnly(2026, 12, 5), Assert.Single((await _desk.FollowUps.ListAsync(new(), default)).FollowUps).Due);
    }

    [Fact]
    public async Task Set_SameAgain_TellsNothing()
    {
        var ana = await _desk.CreateAsync("Ana");
        await SetAsync(ana.Id, 10);
        var before = _desk.Books.Events.Newest();

        await SetAsync(ana.Id, 10);

        Assert.Empty(_desk.EventsAfter(before));
    }

    [Fact]
    public async Task List_DueBy_GivesSoonestFirst()
    {
        foreach (var day in new[] { 20, 5, 12 })
            await SetAsync((await _desk.CreateAsync($"P{day}")).Id, day);

        var due = await _desk.FollowUps.ListAsync(new() { DueBy = new(2026, 12, 12) }, default);

        Assert.Equal([5, 12], due.FollowUps.Select(f => f.Due.Day));
    }

    [Fact]
    public async Task Close_ThenSet_StartsANewClock()
    {
        var ana = await _desk.CreateAsync("Ana");
        var first = await SetAsync(ana.Id, 10);

        await _desk.FollowUps.CloseAsync(new() { ContactId = ana.Id, Reason = "answered" }, default);

        Assert.Empty((await _desk.FollowUps.ListAsync(new(), default)).FollowUps);
        Assert.Equal(RpcErrorCode.NotFound, (await RecordsFixture.RefusedAsync(async () => await _desk.FollowUps.CloseAsync(new() { ContactId = ana.Id, Reason = "again" }, default))).Code);
        Assert.NotEqual(first.Id, (await SetAsync(ana.Id, 11)).Id);
    }

    [Fact]
    public async Task Set_UnknownContactOrNoReason_IsRefused()
    {
        var ana = await _desk.CreateAsync("Ana");

        Assert.Equal(RpcErrorCode.NotFound, (await RecordsFixture.RefusedAsync(() => SetAsync("nobody", 1))).Code);
        Assert.Equal("$.reason", RecordsFixture.Problems(await RecordsFixture.RefusedAsync(async () => await _desk.FollowUps.SetAsync(new() { ContactId = ana.Id, Due = new(2026, 12, 1), Reason = " " }, default)))[0].Path);
    }

    private async Task<FollowUp> SetAsync(string contact, int day) =>
        await _desk.FollowUps.SetAsync(new() { ContactId = contact, Due = new(2026, 12, day), Reason = "no answer" }, default);
}
