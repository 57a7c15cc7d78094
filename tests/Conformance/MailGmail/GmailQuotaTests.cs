using System.Text;
using Assistant.Protocol.Services;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>What is spent is what is said, and what was not looked at is named.</summary>
public sealed class GmailQuotaTests : IAsyncLifetime
{
    private GmailDesk _desk = null!;

    private GoogleApi Gmail => _desk.Google.Gmail;

    public async Task InitializeAsync() => _desk = await GmailDesk.OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Check_BouncesWithTheirTexts_SaysWhatGmailCounted()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Bodies);
        var sent = await _desk.SendAsync(account, await _desk.Host.DraftAsync(subject: "One"));
        await _desk.CheckAsync();
        for (var at = 0; at < 5; at++)
            _desk.Mailbox.Receive(Encoding.UTF8.GetBytes(GmailBounce.Of(GmailDesk.Owner, "ana@there.example", sent.MessageId!)));
        var before = Gmail.Units;

        var check = await _desk.CheckAsync();

        Assert.Equal(5, check.Matched);
        Assert.Equal((202, 202), (check.QuotaUnits, Gmail.Units - before));
        Assert.Equal("202 quota units", check.Cost);
    }

    [Fact]
    public async Task Examine_AfterACheck_SaysWhatIsLeftOfTheMinuteToTheUnit()
    {
        await _desk.ConnectAsync(GrantLevel.Headers);
        await _desk.CheckAsync();
        _desk.Time.Advance(TimeSpan.FromMinutes(2));
        _desk.Mailbox.Receive(GmailDesk.Incoming("one"));
        await _desk.CheckAsync();

        var quota = (await _desk.Host.Kernel.ExamineAsync(default)).Single(static finding => finding.Code.EndsWith(".quota", StringComparison.Ordinal));

        // 2 for the history, 20 for the message, 1 for the look that the doctor takes itself.
        Assert.Equal("5,977 of 6,000 quota units are left in this minute, counting what this host has asked for since it started.", quota.Message);
    }

    [Fact]
    public async Task Check_AccountAndItsAlias_ShareOneLimitAsTheyDoAtGoogle()
    {
        _desk.Mailbox.Aliases.Add("desk@bed.test");
        await _desk.ConnectAsync(GrantLevel.Bodies);
        await _desk.ConnectAsync(GrantLevel.Bodies, address: "desk@bed.test");
        await _desk.CheckAllAsync();
        for (var at = 0; at < 300; at++)
            _desk.Mailbox.Receive(GmailDesk.Incoming($"m{at}"));
        Gmail.EnforcesQuota = true;

        var checks = await _desk.CheckAllAsync();

        Assert.All(checks, static check => Assert.Null(check.Problem));
        Assert.Equal([300, 300], checks.Select(static check => check.Seen));
        Assert.InRange(Gmail.PeakUnits, 1, 6_000);
    }

    [Fact]
    public async Task Submit_DailyLimitOfTheUser_HoldsItsAliasToo()
    {
        _desk.Mailbox.Aliases.Add("desk@bed.test");
        var own = await _desk.ConnectAsync(GrantLevel.Bodies);
        var alias = await _desk.ConnectAsync(GrantLevel.Bodies, address: "desk@bed.test");
        Gmail.Troubles.Enqueue(SendTrouble.SendingLimit);
        await _desk.SendAsync(own, await FromAsync(own));

        var item = await _desk.SendAsync(alias, await FromAsync(alias));

        Assert.Equal((OutboxState.Approved, 1), (item.State, Gmail.SendRequests));
    }

    [Fact]
    public async Task Submit_AliasWithdrawnInGmail_IsRefusedAndNotSentAsTheAccount()
    {
        _desk.Mailbox.Aliases.Add("desk@bed.test");
        var alias = await _desk.ConnectAsync(GrantLevel.Bodies, address: "desk@bed.test");
        _desk.Mailbox.Aliases.Clear();

        var item = await _desk.SendAsync(alias, await FromAsync(alias));

        Assert.Equal((OutboxState.Refused, 0), (item.State, Gmail.SendRequests));
        Assert.Contains("no longer lets", item.Reason, StringComparison.Ordinal);
        Assert.Empty(_desk.Mailbox.Ledger);
    }

    [Theory]
    [InlineData(1_000, null)]
    [InlineData(1_500, "was not looked at")]
    public async Task Check_HistoryForgotten_SaysWhatIsBeyondTheBound(int received, string? problem)
    {
        await _desk.ConnectAsync(GrantLevel.Headers);
        await _desk.CheckAsync();
        for (var at = 0; at < received; at++)
            _desk.Mailbox.Receive(GmailDesk.Incoming($"m{at}"));
        _desk.Mailbox.Floor = _desk.Mailbox.HistoryId;

        var check = await _desk.CheckAsync();

        Assert.Equal(1_000, check.Seen);
        Assert.Equal(problem is null, check.Problem is null);
        Assert.Contains(problem ?? "", check.Problem?.Problem ?? "", StringComparison.Ordinal);
        Assert.Null((await _desk.CheckAsync()).Problem);
    }

    private async Task<Draft> FromAsync(Account account) =>
        await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { AccountId = account.Id, To = ["ana@there.example"], Subject = "Two", Body = "Hello" }, default);
}
