using Assistant.Protocol.Services;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>What Google does not allow: a message waits for it under its approval, the account says what to do; and what was allowed before is named.</summary>
public sealed class GmailConsentTests : IAsyncLifetime
{
    private const string ScopeError = """{"error":{"code":403,"message":"Request had insufficient authentication scopes.","status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT","domain":"googleapis.com"}]}}""";

    private GmailDesk _desk = null!;

    private GoogleApi Gmail => _desk.Google.Gmail;

    public async Task InitializeAsync() => _desk = await GmailDesk.OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Theory]
    [InlineData(GrantLevel.Headers, SendTrouble.ScopeMissing, false, "leave all boxes")]
    [InlineData(GrantLevel.Headers, SendTrouble.ApiDisabled, false, "apis/library/gmail.googleapis.com")]
    [InlineData(GrantLevel.Headers, SendTrouble.DomainPolicy, false, "Ask them to allow")]
    [InlineData(GrantLevel.Headers, SendTrouble.ApiDisabled, true, "apis/library/gmail.googleapis.com")]
    [InlineData(GrantLevel.Drafts, SendTrouble.ScopeMissing, false, "leave all boxes")]
    [InlineData(GrantLevel.Drafts, SendTrouble.DomainPolicy, true, "Ask them to allow")]
    public async Task Submit_NotAllowed_PausesTheAccountAndGoesOutOnceItIs(GrantLevel grant, SendTrouble trouble, bool isLarge, string remedy)
    {
        var account = await _desk.ConnectAsync(grant);
        Gmail.Troubles.Enqueue(trouble);

        var paused = await _desk.SendAsync(account, isLarge ? await _desk.LargeAsync() : await _desk.Host.DraftAsync());

        Assert.Equal((OutboxState.Approved, 1), (paused.State, Gmail.SendRequests));
        await PausedUntilConnectedAsync(account, paused, remedy);
    }

    [Fact]
    public async Task Submit_DraftThatMayNoLongerBeRead_PausesTheAccountBeforeAnythingIsSent()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Drafts);
        var item = await _desk.Host.ApproveAsync(await _desk.Host.DraftAsync());
        await _desk.StageAsync(account);
        Gmail.ReadTroubles.Enqueue(new WebAnswer(403, ScopeError));

        await _desk.Host.DrainAsync(account);

        var paused = await _desk.Host.ItemAsync(item.Id);
        Assert.Equal((OutboxState.Approved, 0), (paused.State, Gmail.SendRequests));
        await PausedUntilConnectedAsync(account, paused, "leave all boxes");
    }

    [Fact]
    public async Task Submit_SignInEndedUnderIt_PausesTheAccountAtOnce()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Headers);
        var item = await _desk.Host.ApproveAsync(await _desk.Host.DraftAsync());
        await _desk.StageAsync(account);
        await _desk.RestartAsync();
        _desk.Google.SignIn.RevokeAll();

        await _desk.Host.DrainAsync(account);

        await PausedUntilConnectedAsync(account, await _desk.Host.ItemAsync(item.Id), "sign in at Google");
    }

    [Fact]
    public async Task Connect_LowerLevel_SaysWhatGoogleKeepsUntilTheAccountIsDisconnected()
    {
        Assert.Empty((await ConnectAsync(GrantLevel.Drafts)).LeftToYou);

        var bodies = await ConnectAsync(GrantLevel.Bodies);
        var headers = await ConnectAsync(GrantLevel.Headers);

        Assert.Contains("(gmail.compose)", Assert.Single(bodies.LeftToYou), StringComparison.Ordinal);
        Assert.Contains("(gmail.compose, gmail.readonly)", Assert.Single(headers.LeftToYou), StringComparison.Ordinal);
        Assert.Contains("disconnect this account, then connect it again", headers.LeftToYou[0], StringComparison.Ordinal);
        Assert.Contains("From before it still keeps gmail.compose, gmail.readonly", await GrantFindingAsync(), StringComparison.Ordinal);
        await _desk.Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = headers.Account.Id }, default);
        Assert.Empty((await ConnectAsync(GrantLevel.Headers)).LeftToYou);
        Assert.DoesNotContain("From before", await GrantFindingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_LevelAsBeforeOrHigher_LeavesNothingToSay()
    {
        await ConnectAsync(GrantLevel.Headers);
        await ConnectAsync(GrantLevel.Bodies);
        await ConnectAsync(GrantLevel.Headers);

        Assert.Empty((await ConnectAsync(GrantLevel.Bodies)).LeftToYou);
        Assert.Empty((await ConnectAsync(GrantLevel.Drafts)).LeftToYou);
    }

    // It says what to do, tries nothing meanwhile however long that is, and goes out under the same yes.
    private async Task PausedUntilConnectedAsync(Account account, OutboxItem paused, string remedy)
    {
        var requests = Gmail.SendRequests;
        var waiting = (await _desk.Host.Accounts.ListAsync(new AccountListRequest(), default)).Accounts[0];
        Assert.Equal((AccountState.NeedsSetup, 1, 0), (waiting.State, waiting.Waiting, waiting.InDoubt));
        Assert.Contains(remedy, waiting.Need!.Remedy, StringComparison.Ordinal);
        Assert.Contains("account add gmail", waiting.Need.Remedy, StringComparison.Ordinal);
        Assert.Equal(waiting.Need.Remedy, paused.NextStep);
        _desk.Time.Advance(TimeSpan.FromHours(30));
        await _desk.Host.DrainAsync(account);
        Assert.Equal((requests, 0), (Gmail.SendRequests, _desk.Mailbox.Ledger.Count));

        await _desk.ConnectAsync(account.Grant, again: true);
        var sent = await _desk.SettleAsync(account, paused.Id, turns: 3);

        Assert.True(sent.State == OutboxState.Sent, $"{sent.State}: {sent.Reason}");
        Assert.Equal((paused.Hash, paused.ApprovedAt), (sent.Hash, sent.ApprovedAt));
        Assert.Single(_desk.Mailbox.Ledger);
        Assert.Empty(_desk.Mailbox.Drafts);
    }

    private async Task<AccountConnectResponse> ConnectAsync(GrantLevel grant) => await _desk.SignInAsync(
        new AccountConnectRequest { Provider = "mail.gmail", Address = GmailDesk.Owner, Grant = grant, Settings = GmailDesk.Client });

    private async Task<string> GrantFindingAsync() =>
        (await _desk.Host.Kernel.ExamineAsync(default)).Single(static finding => finding.Code.EndsWith(".grant", StringComparison.Ordinal)).Message;
}
