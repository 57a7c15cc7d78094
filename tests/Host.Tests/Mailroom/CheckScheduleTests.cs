using System.Diagnostics;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Mailroom.Tracking;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Mailroom;

public sealed class CheckScheduleTests : IAsyncDisposable
{
    // The longest that chance can stretch five minutes to, and a little.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(6);

    private readonly MailroomFixture _fixture = new();

    private MailroomHost Host => _fixture.Host;

    private CheckSchedule Schedule => Host.Kernel.Schedule;

    private int Checks => _fixture.Provider.Checks;

    [Fact]
    public async Task Turn_IntervalPassed_ChecksOnceAndAgainAfterTheNext()
    {
        await Host.ConnectAsync();

        await Schedule.TurnAsync();
        Assert.Equal(0, Checks);
        await TurnAfterAsync(Interval);
        Assert.Equal(1, Checks);
        await TurnAfterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Checks);
        await TurnAfterAsync(Interval);
        Assert.Equal(2, Checks);
    }

    [Fact]
    public async Task Turn_Jitter_StaysWithinATenth()
    {
        await Host.ConnectAsync();

        await TurnAfterAsync(TimeSpan.FromMinutes(4.49));
        Assert.Equal(0, Checks);
        await TurnAfterAsync(TimeSpan.FromMinutes(1.02));
        Assert.Equal(1, Checks);
    }

    [Fact]
    public async Task Turn_WithoutAnActiveAccount_AsksNobody()
    {
        await TurnAfterAsync(Interval);
        var account = await Host.ConnectAsync();
        await Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = account.Id }, default);
        await TurnAfterAsync(Interval);

        Assert.Equal(0, Checks);
    }

    [Fact]
    public async Task Turn_SettingIsNever_AsksNobody()
    {
        await Host.ConnectAsync();
        Host.Background = Host.Background with { CheckEvery = null };

        await TurnAfterAsync(TimeSpan.FromDays(1));

        Assert.Equal(0, Checks);
    }

    [Fact]
    public async Task Turn_MailboxCheckedByAPerson_WaitsFromThen()
    {
        await Host.ConnectAsync();
        _fixture.Time.Advance(TimeSpan.FromMinutes(4));
        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        await TurnAfterAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(1, Checks);
        await TurnAfterAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, Checks);
    }

    [Fact]
    public async Task Turn_LastCheckedLongAgo_ChecksOnceTheStartHasSettled()
    {
        await Host.ConnectAsync();
        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);
        _fixture.Time.Advance(TimeSpan.FromDays(2));
        await _fixture.RestartAsync();

        await Schedule.TurnAsync();
        Assert.Equal(1, Checks);
        await TurnAfterAsync(CheckSchedule.Settling);
        Assert.Equal(2, Checks);
    }

    [Fact]
    public async Task Turn_AccountThatFails_IsAskedEverMoreRarelyAndSoonAgainOnceItWorks()
    {
        await Host.ConnectAsync();
        _fixture.Provider.Fault = new InvalidOperationException("no network");

        // 5 + 10 + 20 + 40 + 80 minutes, and then every two hours.
        Assert.InRange(await ChecksWithinAsync(TimeSpan.FromHours(3)), 4, 6);
        Assert.InRange(await ChecksWithinAsync(TimeSpan.FromHours(8)), 3, 5);

        _fixture.Provider.Fault = null;
        await ChecksWithinAsync(TimeSpan.FromHours(3));
        Assert.InRange(await ChecksWithinAsync(TimeSpan.FromHours(1)), 10, 14);
    }

    [Fact]
    public async Task Turn_MessageThatComesBack_IsFoundWithoutAPerson()
    {
        await Host.ConnectAsync();
        await TurnAfterAsync(Interval);

        var checkedAt = (await Host.Accounts.ListAsync(new AccountListRequest(), default)).Accounts[0].LastChecked;

        Assert.Equal(_fixture.Time.GetUtcNow(), checkedAt);
    }

    [Fact]
    public async Task Start_CheckThatHangs_IsNotOverlappedAndEndsWithTheHost()
    {
        await Host.ConnectAsync();
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _fixture.Provider.Checking = async () =>
        {
            entered.TrySetResult();
            await release.Task.WaitAsync(TimeSpan.FromSeconds(20));
        };
        Schedule.Start();
        await UntilAsync(() => entered.Task.IsCompleted);

        for (var minute = 0; minute < 60; minute++)
            await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Checks);

        release.SetResult();
        await UntilAsync(() => Checks == 2);
    }

    [Fact]
    public void Background_WrongValues_AreNamedByTheirPlaceAndFallBack()
    {
        var file = Write("""{"checks": {"everyMinutes": -1}, "notifications": {"desktop": "no"}}""");

        Assert.Equal(["settings.json:$.checks.everyMinutes", "settings.json:$.notifications.desktop"], file.Problems().Select(problem => problem.Path));
        Assert.Equal(new BackgroundSettings(TimeSpan.FromMinutes(5), false), file.Background([]));
    }

    [Fact]
    public void Background_Given_IsTaken()
    {
        Assert.Equal(new BackgroundSettings(null, false), Write("""{"checks": {"everyMinutes": 0}, "notifications": {"desktop": false}}""").Background([]));
        Assert.Equal(new BackgroundSettings(TimeSpan.FromMinutes(30), true), Write("""{"checks": {"everyMinutes": 30}}""").Background([]));
        Assert.Equal(BackgroundSettings.Default, new SettingsFile(_fixture.Folder.PathTo("none.json")).Background([]));
    }

    private SettingsFile Write(string json)
    {
        var path = _fixture.Folder.PathTo(SettingsFile.FileName);
        File.WriteAllText(path, json);
        return new SettingsFile(path);
    }

    private async Task TurnAfterAsync(TimeSpan pause)
    {
        _fixture.Time.Advance(pause);
        await Schedule.TurnAsync();
    }

    private async Task<int> ChecksWithinAsync(TimeSpan span)
    {
        var before = Checks;
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromMinutes(1))
            await TurnAfterAsync(TimeSpan.FromMinutes(1));
        return Checks - before;
    }

    // The loop runs on the pool, and the clock moves only while it sleeps: moved on a little until what is waited for has happened.
    private async Task UntilAsync(Func<bool> happened)
    {
        var patience = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), $"It did not happen; {Checks} checks by {_fixture.Time.GetUtcNow():HH:mm}.");
            await AdvanceAsync(TimeSpan.FromSeconds(30));
        }
    }

    // Not on the test's own context, which what the clock wakes would otherwise wait for.
    private async Task AdvanceAsync(TimeSpan by)
    {
        await Task.Run(() => _fixture.Time.Advance(by));
        await Task.Delay(1);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
