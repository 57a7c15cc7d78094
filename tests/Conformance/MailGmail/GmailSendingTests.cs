using System.Text;
using Assistant.Protocol.Services;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>Sending where something of Google's ends half-way: an access token, an upload, a draft.</summary>
public sealed class GmailSendingTests : IAsyncLifetime
{
    private GmailDesk _desk = null!;

    private GoogleApi Gmail => _desk.Google.Gmail;

    public async Task InitializeAsync() => _desk = await GmailDesk.OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Submit_DraftDeletedInGmail_IsRefusedWhateverElseWasSent()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Drafts);
        _desk.Mailbox.Send(Encoding.UTF8.GetBytes($"From: {GmailDesk.Owner}\r\nTo: x@y.test\r\nSubject: By hand\r\n\r\nHello\r\n"), null);
        var item = await _desk.Host.ApproveAsync(await _desk.Host.DraftAsync());
        await _desk.StageAsync(account);
        _desk.Mailbox.DeleteDraft(_desk.Mailbox.Drafts.Single().Key);

        item = await _desk.SettleAsync(account, item.Id);

        Assert.Equal(OutboxState.Refused, item.State);
        Assert.Contains("deleted in Gmail", item.Reason, StringComparison.Ordinal);
        Assert.Equal(0, Gmail.SendRequests);
    }

    [Theory]
    [InlineData(GrantLevel.Headers)]
    [InlineData(GrantLevel.Drafts)]
    public async Task Submit_LargeWithAStaleAccessToken_IsSentAtOnceWithAFreshOne(GrantLevel grant)
    {
        var account = await _desk.ConnectAsync(grant);
        var item = await _desk.Host.ApproveAsync(await _desk.LargeAsync());
        _desk.Google.SignIn.ExpireAccess();

        await _desk.Host.DrainAsync(account);

        item = await _desk.Host.ItemAsync(item.Id);
        Assert.True(item.State == OutboxState.Sent, $"{item.State}: {item.Reason}");
        Assert.Equal((1, 1), (_desk.Mailbox.Ledger.Count, Gmail.SendRequests));
    }

    [Fact]
    public async Task FindSent_UploadWithAStaleAccessToken_TellsItself()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Headers);
        _desk.Mailbox.SentDelay = null;
        Gmail.Troubles.Enqueue(SendTrouble.TakenThenReset);
        Gmail.Taken = () =>
        {
            Gmail.Taken = null;
            _desk.Google.SignIn.ExpireAccess();
        };

        var item = await _desk.SendAsync(account, await _desk.LargeAsync());

        Assert.Equal((OutboxState.Sent, 1, 1), (item.State, _desk.Mailbox.Ledger.Count, Gmail.SendRequests));
        Assert.Contains(item.Evidence, static one => one.Name == "upload");
    }

    [Fact]
    public async Task FindSent_UploadThatNeverEnded_LeavesNoDraft()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Drafts);
        Gmail.Troubles.Enqueue(SendTrouble.LostReset);
        var item = await _desk.SendAsync(account, await _desk.LargeAsync());
        Assert.Equal(OutboxState.Unknown, item.State);
        // The machine is off until trying again is over.
        _desk.Time.Advance(TimeSpan.FromHours(25));

        item = await _desk.SettleAsync(account, item.Id);
        await _desk.Host.DrainAsync(account);

        Assert.Equal(OutboxState.Refused, item.State);
        Assert.Empty(_desk.Mailbox.Drafts);
        Assert.Equal((0, 1), (_desk.Mailbox.Ledger.Count, Gmail.SendRequests));
    }

    [Theory]
    [InlineData(GrantLevel.Headers, 404)]
    [InlineData(GrantLevel.Headers, 410)]
    [InlineData(GrantLevel.Drafts, 404)]
    [InlineData(GrantLevel.Drafts, 410)]
    public async Task Submit_UploadForgottenHalfWay_IsBegunAgainAndSentOnce(GrantLevel grant, int status)
    {
        var account = await _desk.ConnectAsync(grant);
        Gmail.ForgetUpload = status;

        var item = await _desk.SendAsync(account, await _desk.LargeAsync());
        Assert.Empty(_desk.Mailbox.Ledger);
        item = await _desk.SettleAsync(account, item.Id);

        Assert.True(item.State == OutboxState.Sent, $"{item.State}: {item.Reason}");
        Assert.Single(_desk.Mailbox.Ledger);
    }
}
