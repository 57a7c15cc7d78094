using System.Text;
using Assistant.Protocol.Plugins;
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
    public async Task FindSent_UploadThatSeemsOpenThoughItSent_IsLookedForInSentBeforeItWouldBeSentAgain()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Headers);
        (_desk.Mailbox.SentDelay, Gmail.UploadSeemsOpen) = (TimeSpan.FromMinutes(1), true);
        Gmail.Troubles.Enqueue(SendTrouble.TakenThenReset);
        var item = await _desk.SendAsync(account, await _desk.LargeAsync());
        Assert.Equal(OutboxState.Unknown, item.State);
        _desk.Time.Advance(TimeSpan.FromMinutes(3));

        item = await _desk.SettleAsync(account, item.Id);

        Assert.Equal((OutboxState.Sent, 1, 1), (item.State, _desk.Mailbox.Ledger.Count, Gmail.SendRequests));
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

    [Fact]
    public async Task Submit_IdThatCannotBeReadBack_IsLearntLaterAndAReplyWaitsForIt()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Headers);
        Gmail.Taken = () =>
        {
            Gmail.Taken = null;
            for (var at = 0; at < 4; at++)
                Gmail.ReadTroubles.Enqueue(new WebAnswer(503));
        };
        var one = await _desk.SendAsync(account, await _desk.Host.DraftAsync(subject: "One"));
        Assert.Equal((OutboxState.Sent, null), (one.State, one.MessageId));

        var reply = await _desk.SendAsync(account, await _desk.Host.Drafts.CreateAsync(
            new DraftCreateRequest { To = ["ana@there.example"], Subject = "Re: One", Body = "And?", Parent = new ParentRef { OutboxId = one.Id } }, default));
        Assert.Equal(OutboxState.Approved, reply.State);
        await _desk.RestartAsync();
        reply = await _desk.SettleAsync(account, reply.Id);

        one = await _desk.Host.ItemAsync(one.Id);
        Assert.EndsWith("@mail.gmail.com", one.MessageId, StringComparison.Ordinal);
        Assert.Equal((OutboxState.Sent, 2), (reply.State, Gmail.SendRequests));
        Assert.Contains(one.MessageId!, _desk.Mailbox.Messages[^1].Field("In-Reply-To"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_IdThatNeverBecomesKnown_IsNotReplacedByAWrongOne()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Headers);
        Gmail.Taken = () => _desk.Mailbox.Delete(_desk.Mailbox.Messages[^1].Id);
        var one = await _desk.SendAsync(account, await _desk.Host.DraftAsync(subject: "One"));
        _desk.Time.Advance(TimeSpan.FromHours(25));
        await _desk.Host.DrainAsync(account);

        var reply = await _desk.SendAsync(account, await _desk.Host.Drafts.CreateAsync(
            new DraftCreateRequest { To = ["ana@there.example"], Subject = "Re: One", Body = "And?", Parent = new ParentRef { OutboxId = one.Id } }, default));

        Assert.Null((await _desk.Host.ItemAsync(one.Id)).MessageId);
        Assert.Equal((OutboxState.Refused, 1), (reply.State, Gmail.SendRequests));
        Assert.Contains("never said which Message-ID", reply.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ConsentGivenAgainAfterMoreThanADay_GoesOut()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Headers);
        _desk.Google.SignIn.RevokeAll();
        var item = await _desk.SendAsync(account, await _desk.Host.DraftAsync());
        _desk.Time.Advance(TimeSpan.FromMinutes(1));
        await _desk.Host.DrainAsync(account);
        _desk.Time.Advance(TimeSpan.FromHours(30));

        account = await _desk.ConnectAsync(GrantLevel.Headers, again: true);
        item = await _desk.SettleAsync(account, item.Id, turns: 3);

        Assert.True(item.State == OutboxState.Sent, $"{item.State}: {item.Reason}");
        Assert.Single(_desk.Mailbox.Ledger);
    }

    [Fact]
    public async Task Submit_LockedOutForMoreThanADay_GoesOutAfterIt()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Headers);
        Gmail.LockOut = TimeSpan.FromHours(26);
        Gmail.Troubles.Enqueue(SendTrouble.SendingLimit);
        var item = await _desk.SendAsync(account, await _desk.Host.DraftAsync());
        for (var turn = 0; turn < 13; turn++)
        {
            _desk.Time.Advance(TimeSpan.FromHours(2));
            await _desk.Host.DrainAsync(account);
        }

        item = await _desk.SettleAsync(account, item.Id, turns: 3);

        Assert.True(item.State == OutboxState.Sent, $"{item.State}: {item.Reason}");
        Assert.Equal((1, 2), (_desk.Mailbox.Ledger.Count, Gmail.SendRequests));
    }

    [Fact]
    public async Task Submit_TooLargeWithItsBcc_IsRefusedBeforeAnythingIsUploaded()
    {
        var account = _desk.Granted(await _desk.ConnectAsync(GrantLevel.Headers));
        var bytes = new byte[35 * 1024 * 1024];
        Array.Fill(bytes, (byte)'x');
        Encoding.ASCII.GetBytes($"From: {GmailDesk.Owner}\r\nTo: ann@there.test\r\nX-Assistant-Id: one\r\n\r\n").CopyTo(bytes, 0);
        var asked = Gmail.Asked.Count;

        var answer = await _desk.Provider.SubmitAsync(
            new SubmitRequest { Account = account, OutboxId = "one", Envelope = new Envelope(GmailDesk.Owner, ["ann@there.test", "quiet@there.test"]), Message = new Content { Bytes = bytes, Size = bytes.Length }, Ids = new Dictionary<string, string>() }, null, default);

        Assert.Equal((SubmitOutcome.Refused, false, asked), (answer.Outcome, answer.MayRetry, Gmail.Asked.Count));
        Assert.Contains("35 MiB", answer.Reason, StringComparison.Ordinal);
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
        Assert.Equal((OutboxState.Approved, 0, null), (item.State, _desk.Mailbox.Ledger.Count, Gmail.ForgetUpload));
        Assert.Contains("begun again", item.Reason, StringComparison.Ordinal);
        item = await _desk.SettleAsync(account, item.Id);

        Assert.True(item.State == OutboxState.Sent, $"{item.State}: {item.Reason}");
        Assert.Single(_desk.Mailbox.Ledger);
        Assert.Empty(_desk.Mailbox.Drafts);
    }
}
