using System.Text;
using System.Text.Json;
using Assistant.Host.Extensions;
using Assistant.Host.Keeping.Today;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Tests.Writing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Keeping;

public sealed class TodayTests : IAsyncLifetime, ITodaySource
{
    private readonly List<TodaySourceItem> _plugins = [];
    private WritingDesk _desk = null!;
    private Func<CancellationToken, Task> _working = static _ => Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _desk = await WritingDesk.OpenAsync();
        _desk.Fixture.Capabilities.TodaySources = [new PluginCapability<ITodaySource>("acme", "Acme", _ => new ValueTask<ITodaySource>(this))];
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    public async ValueTask<TodaySourceResponse> ListAsync(TodaySourceRequest request, CancellationToken cancel)
    {
        await _working(cancel);
        return new TodaySourceResponse { Items = _plugins };
    }

    [Fact]
    public async Task List_OfAllThatWaits_IsInOneOrderEachWithReasonAndCommand()
    {
        await ReplyAsync();
        await _desk.Host.DraftAsync("Ben Otto <ben@there.example>", "A question to Ben");
        await _desk.Host.DraftAsync("", "To nobody");
        var cleo = await _desk.Host.Contacts.CreateAsync(new ContactCreateRequest { Name = "Cleo", Addresses = ["cleo@there.example"] }, default);
        await _desk.Host.FollowUps.SetAsync(new FollowUpSetRequest { ContactId = cleo.Id, Due = new DateOnly(2026, 11, 20), Reason = "she was away" }, default);
        _plugins.Add(new TodaySourceItem { Key = "task:1", Kind = "task", Title = "Send the CV", Reason = "due today", Due = new DateOnly(2026, 11, 21), Weight = 61 });
        _plugins.Add(new TodaySourceItem { Key = "task:2", Kind = "task", Title = "Prepare", Reason = "due on Friday", Due = new DateOnly(2026, 11, 27), Weight = 99 });

        var answer = await ListAsync();

        Assert.Equal(["reply", "approve", "task", "followUp", "draft", "task"], answer.Items.Select(static item => item.Kind));
        Assert.Equal(["Answer Ana Ruiz", "A question to Ben", "Send the CV", "Write to Cleo", "To nobody", "Prepare"], answer.Items.Select(static item => item.Title));
        Assert.Contains("due since 20 Nov", answer.Items[3].Reason, StringComparison.Ordinal);
        Assert.All(answer.Items.Where(static item => item.Plugin is null), static item => Assert.NotEmpty(item.Commands));
        Assert.Equal(2, answer.Counts["task"]);
        Assert.Empty(answer.Problems);
    }

    [Theory]
    [InlineData("host", "proposed by the rules for incoming mail")]
    [InlineData("plugin:applications", "proposed by the plugin applications")]
    [InlineData("model:qwen3:8b", "proposed by the model qwen3:8b")]
    [InlineData("assistant-cli", "proposed by assistant-cli")]
    public void Of_ProposalThatNoLineLedTo_SaysInWordsWhoMadeIt(string madeBy, string reason)
    {
        var proposal = new Proposal
        {
            Id = "p1", Revision = 1, Kind = "contact.suppress", State = ProposalState.Open, About = new RecordRef("contact", "c1"), Title = "Do not write there any more",
            Values = JsonElement.Parse("{}"), MadeBy = madeBy, Made = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal(reason, TodaySteps.Of(proposal).Reason);
    }

    [Fact]
    public void Ordered_ByWhatIsComingThenWeightThenDueThenWaitingThenKey()
    {
        var today = new DateOnly(2026, 11, 21);
        var since = new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
        TodayItem[] ordered =
        [
            Item("heavier", 60),
            Item("due before", 50) with { Due = today.AddDays(-1), Since = since.AddDays(2) },
            Item("due today", 50) with { Due = today, Since = since.AddDays(1) },
            Item("waits longer", 50) with { Since = since },
            Item("a waits less", 50) with { Since = since.AddDays(1) },
            Item("by key: a", 50),
            Item("by key: b", 50),
            Item("lighter and late", 40) with { Due = today.AddDays(-9) },
            Item("coming", 99) with { Due = today.AddDays(1) },
            Item("coming later", 99) with { Due = today.AddDays(2) },
        ];

        Assert.Equal(ordered.Select(static item => item.Key), TodayService.Ordered(ordered.Reverse(), today).Select(static item => item.Key));

        static TodayItem Item(string key, int weight) => new() { Key = key, Kind = "task", Title = key, Reason = "", Weight = weight };
    }

    [Fact]
    public async Task List_PluginThatCallsItsOwnTheHeaviest_DoesNotComeBeforeTheHost()
    {
        await ReplyAsync();
        _plugins.Add(new TodaySourceItem { Key = "task:1", Kind = "task", Title = "Look at me", Reason = "now", Weight = 1_000 });

        Assert.Equal(99, (await ListAsync()).Items.Single(static item => item.Plugin is not null).Weight);
    }

    [Fact]
    public async Task List_ReplyThatWasAnswered_IsNoNews()
    {
        await ReplyAsync();
        Assert.Contains((await ListAsync()).Items, static item => item.Kind == "reply");
        _desk.Fixture.Time.Advance(TimeSpan.FromHours(1));

        var draft = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = _desk.Ana.Id, To = ["ana@there.example"], Subject = "Re", Body = "Thank you." }, default);

        Assert.DoesNotContain((await ListAsync()).Items, static item => item.Kind == "reply");
        await _desk.Host.ApproveAsync(draft);
        await _desk.Host.DrainAsync(_desk.Account);
        Assert.DoesNotContain((await ListAsync()).Items, static item => item.Kind == "reply");
    }

    [Fact]
    public async Task List_ReplyOfThreeWeeksAgo_IsNoNews()
    {
        await ReplyAsync();
        _desk.Fixture.Time.Advance(TimeSpan.FromDays(21));

        Assert.DoesNotContain((await ListAsync()).Items, static item => item.Kind == "reply");
    }

    [Fact]
    public async Task List_PluginThatFails_IsAProblemByItsNameAndTheRestIsThere()
    {
        await ReplyAsync();
        _working = static _ => throw new RpcException(RpcErrorCode.PluginFailed, "It fell over.");

        var answer = await ListAsync();

        Assert.Equal("plugin:acme", Assert.Single(answer.Problems).Path);
        Assert.NotEmpty(answer.Items);
    }

    [Fact]
    public async Task List_PluginThatNeverAnswers_IsLeftOutAfterItsTime()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _working = async cancel =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
        };
        var answer = ListAsync();
        await asked.Task;
        _desk.Fixture.Time.Advance(TodaySourceLimits.Answer + TimeSpan.FromSeconds(1));

        Assert.Contains("did not say", Assert.Single((await answer).Problems).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_MoreThanAreAskedFor_AreCounted()
    {
        for (var i = 0; i < 5; i++)
            await _desk.Host.DraftAsync($"p{i}@there.example", $"Draft {i}");

        var answer = await ListAsync(2);

        Assert.Equal((2, 3, 5), (answer.Items.Count, answer.More, answer.Counts["approve"]));
    }

    private async Task ReplyAsync()
    {
        var draft = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = _desk.Ana.Id, To = ["Ana Ruiz <ana@there.example>"], Subject = "A question", Body = "May I?" }, default);
        var sent = await _desk.Host.ApproveAsync(draft);
        await _desk.Host.DrainAsync(_desk.Account);
        sent = await _desk.Host.ItemAsync(sent.Id);
        _desk.Fixture.Time.Advance(TimeSpan.FromMinutes(5));
        _desk.Fixture.Provider.Inbox.Add(new FakeMail("1", null, _desk.Fixture.Time.GetUtcNow(), Encoding.UTF8.GetBytes($"From: ana@there.example\r\nSubject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nYes.\r\n")));
        await _desk.Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);
    }

    private async Task<TodayListResponse> ListAsync(int limit = TodayLimits.DefaultLimit)
    {
        var (host, time) = (_desk.Host, _desk.Fixture.Time);
        var desk = Desk.Open(host.Database, time);
        var caller = new Caller(desk, DoorKind.Socket, null, new ClientKeys(host.Database, desk, time), host.Audit);
        var parts = new TodayParts(host.Accounts, host.Drafts, host.Outbox, host.Tracking, host.Proposals, host.FollowUps, host.Contacts);
        return await new TodayService(parts, static () => [], new TodayPlugins(_desk.Fixture.Capabilities, time), new Policy(host.Audit, time), caller, time)
            .ListAsync(new TodayListRequest { Limit = limit }, default);
    }
}
