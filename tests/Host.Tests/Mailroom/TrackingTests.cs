using System.Text;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Mailroom;

public sealed class TrackingTests : IAsyncDisposable
{
    private readonly MailroomFixture _fixture = new();

    private MailroomHost Host => _fixture.Host;

    [Fact]
    public async Task Check_Reply_ClosesTheFollowUpAndSaysAnswer()
    {
        var (contact, sent) = await SentAsync();
        await Host.FollowUps.SetAsync(new FollowUpSetRequest { ContactId = contact.Id, Due = new DateOnly(2026, 12, 1), Reason = "silent" }, default);
        Receive("1", $"From: Ana Ruiz <ana@there.example>\r\nSubject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nYes, do.\r\n");

        var check = await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        Assert.Equal((1, 1), (check.Accounts[0].Seen, check.Accounts[0].Matched));
        var row = await RowAsync();
        Assert.Equal((TrackingState.Replied, "answer Ana", "Ana Ruiz"), (row.State, row.NextStep, row.Person));
        Assert.Equal(VerdictKind.Reply, row.Verdict!.Kind);
        Assert.Empty((await Host.FollowUps.ListAsync(new FollowUpListRequest(), default)).FollowUps);
        Assert.Contains(Host.Events.After(0)!, static told => told.Name == "message.replied");
        Assert.Equal("Yes, do.\n", (await Host.Tracking.ReadAsync(new TrackingReadRequest { MessageId = check.Found[0].Id }, default)).Text);
    }

    [Fact]
    public async Task Check_TwiceAndRepeatedMessage_StoresOneRow()
    {
        var (_, sent) = await SentAsync();
        Receive("1", $"From: ana@there.example\r\nSubject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nYes.\r\n");
        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        // A resync: the cursor is lost, and everything comes again.
        Host.Database.Write(static transaction => transaction.Execute("DELETE FROM mailbox_cursor"));
        var again = await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        Assert.Empty(again.Found);
        Assert.Single((await Host.Tracking.ShowAsync(new TrackingShowRequest { OutboxId = sent.Id }, default)).Incoming);
    }

    [Fact]
    public async Task Check_Absence_ProposesTheDayAfterWithItsLine()
    {
        var (contact, sent) = await SentAsync();
        Receive("1", $"From: ana@there.example\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nHello,\r\nI am out of office until 8 December 2026.\r\nAna\r\n");

        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        var row = await RowAsync();
        Assert.Equal((TrackingState.Away, "away until 8 Dec: follow up on 9 Dec", new DateOnly(2026, 12, 9)), (row.State, row.NextStep, row.Due));
        var proposal = Assert.Single((await Host.Proposals.ListAsync(new ProposalListRequest(), default)).Proposals);
        Assert.Equal(("followUp.set", contact.Id, "I am out of office until 8 December 2026."), (proposal.Kind, proposal.About.Id, proposal.QuotedLine));
        await Host.Proposals.AcceptAsync(new ProposalAcceptRequest { Id = proposal.Id }, default);
        Assert.Equal(new DateOnly(2026, 12, 9), (await Host.FollowUps.ListAsync(new FollowUpListRequest(), default)).FollowUps[0].Due);
    }

    [Fact]
    public async Task Check_HardBounce_ProposesSuppressionAndSuppressesNothing()
    {
        var (_, sent) = await SentAsync();
        Receive("1", Bounce(sent.MessageId!));

        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        var row = await RowAsync();
        Assert.Equal((TrackingState.Bounced, "address does not exist: find another"), (row.State, row.NextStep));
        Assert.Equal((true, "userUnknown", "5.1.1"), (row.Verdict!.Bounce!.Hard, row.Verdict.Bounce.Reason, row.Verdict.Bounce.Status));
        var proposal = Assert.Single((await Host.Proposals.ListAsync(new ProposalListRequest(), default)).Proposals);
        Assert.Equal("contact.suppress", proposal.Kind);
        Assert.Empty((await Host.DraftAsync()).Problems);
        await Host.Proposals.AcceptAsync(new ProposalAcceptRequest { Id = proposal.Id }, default);
        Assert.NotEmpty((await Host.DraftAsync()).Problems);
    }

    [Fact]
    public async Task Check_GrantOfHeaders_ReadsNoBodyAndSaysSo()
    {
        _fixture.Provider.Granted = GrantLevel.Headers;
        var (_, sent) = await SentAsync();
        Receive("1", $"From: ana@there.example\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nuntil 8 December 2026\r\n");

        var check = await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        var row = await RowAsync();
        Assert.Equal(TrackingState.Away, row.State);
        Assert.EndsWith("(its text was not read: the account's grant covers headers only)", row.NextStep, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Host.Tracking.ReadAsync(new TrackingReadRequest { MessageId = check.Found[0].Id }, default));
        Assert.Equal(RpcErrorCode.NeedsSetup, refused.Code);
    }

    [Fact]
    public async Task Check_StrangersAndOurOwnCopy_StoresNothing()
    {
        var (_, sent) = await SentAsync();
        var copy = (await Host.Outbox.SourceAsync(new OutboxSourceRequest { Id = sent.Id }, default)).Message.Bytes!;
        _fixture.Provider.Inbox.Add(new FakeMail("1", null, _fixture.Time.GetUtcNow(), copy));
        Receive("2", "From: news@else.example\r\nSubject: News\r\nList-Id: <news.else.example>\r\n\r\nBuy.\r\n");
        Receive("3", Bounce("never-sent@here.example"));
        Receive("4", $"From: Mira Ernst <me@here.example>\r\nSubject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nOne more thing.\r\n");

        var check = await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        Assert.Equal((4, 0), (check.Accounts[0].Seen, check.Accounts[0].Matched));
        var row = await RowAsync();
        Assert.Equal((TrackingState.Waiting, "wait until 28 Nov, then follow up"), (row.State, row.NextStep));
    }

    [Fact]
    public async Task Check_ReplyToAnUnknownOutcome_ProvesItWasSent()
    {
        _fixture.Provider.EvidenceAfter = null;
        _fixture.Provider.Answers.Enqueue(FakeSubmit.AcceptAndSayUnknown);
        var (_, sent) = await SentAsync(OutboxState.Unknown);
        Receive("1", $"From: ana@there.example\r\nSubject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nYes.\r\n");

        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        Assert.Equal(OutboxState.Sent, (await Host.ItemAsync(sent.Id)).State);
    }

    [Fact]
    public async Task Check_CrashBeforeThePageIsStored_FindsItAtTheNext()
    {
        var (_, sent) = await SentAsync();
        Receive("1", $"From: ana@there.example\r\nSubject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nYes.\r\n");
        using (SimulatedCrash.At("tracking.page.committing"))
            await Assert.ThrowsAsync<SimulatedCrash>(async () => await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default));
        await _fixture.RestartAsync();

        var check = await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        Assert.Single(check.Found);
    }

    [Fact]
    public async Task Correct_ByAPerson_KeepsWhatItWas()
    {
        var (_, sent) = await SentAsync();
        Receive("1", $"From: ana@there.example\r\nSubject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nYes.\r\n");
        var found = (await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default)).Found[0];

        var corrected = await Host.Tracking.CorrectAsync(new TrackingCorrectRequest { MessageId = found.Id, Kind = VerdictKind.AutoReply, Note = "a machine wrote this" }, default);

        Assert.True(corrected.Verdict.Corrected);
        Assert.Equal(("a machine wrote this", EvidenceSource.Person), (corrected.Verdict.Evidence[0].Value, corrected.Verdict.Evidence[0].Source));
        Assert.Equal("reply", Host.Database.Read(static connection => connection.Text("SELECT kind FROM verdict_history")));
        Assert.Equal(TrackingState.Away, (await RowAsync()).State);
    }

    [Fact]
    public async Task Read_AccountDisconnected_IsRefused()
    {
        var (_, sent) = await SentAsync();
        Receive("1", $"From: ana@there.example\r\nSubject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nYes.\r\n");
        var found = (await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default)).Found[0];
        Assert.Contains("Yes.", (await Host.Tracking.ReadAsync(new TrackingReadRequest { MessageId = found.Id }, default)).Text, StringComparison.Ordinal);

        await Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = sent.AccountId }, default);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Host.Tracking.ReadAsync(new TrackingReadRequest { MessageId = found.Id }, default));
        Assert.Equal(RpcErrorCode.NeedsSetup, refused.Code);
    }

    [Fact]
    public async Task Correct_SameBounceAgain_ProposesOnce()
    {
        var (_, sent) = await SentAsync();
        Receive("1", Bounce(sent.MessageId!));
        var found = (await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default)).Found[0];
        var made = Assert.Single((await Host.Proposals.ListAsync(new ProposalListRequest { State = ProposalState.Open }, default)).Proposals);
        await Host.Proposals.DismissAsync(new ProposalDismissRequest { Id = made.Id }, default);

        await Host.Tracking.CorrectAsync(new TrackingCorrectRequest { MessageId = found.Id, Kind = VerdictKind.Bounce }, default);

        Assert.Empty((await Host.Proposals.ListAsync(new ProposalListRequest { State = ProposalState.Open }, default)).Proposals);
    }

    [Fact]
    public async Task Check_BounceThatNamesAnother_ProposesNothingAgainstThem()
    {
        var (_, sent) = await SentAsync();
        Receive("1", Bounce(sent.MessageId!).Replace("rfc822; ana@there.example", "rfc822; boss@else.example", StringComparison.Ordinal));

        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        var proposals = (await Host.Proposals.ListAsync(new ProposalListRequest { State = ProposalState.Open }, default)).Proposals;
        Assert.DoesNotContain(proposals, static each => each.Title.Contains("boss", StringComparison.Ordinal));
        Assert.Contains("ana@there.example", Assert.Single(proposals).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TwiceAtOnce_StoresAndTellsOnce()
    {
        var (_, sent) = await SentAsync();
        Receive("1", $"From: ana@there.example\r\nSubject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nYes.\r\n");

        var checks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default))));

        Assert.Equal(1, checks.Sum(static check => check.Found.Count));
        Assert.Equal(1, Host.Database.Read(static connection => connection.Number("SELECT count(*) FROM event WHERE name = 'message.replied'")));
    }

    [Fact]
    public async Task List_Silence_IsDueAfterAWeek()
    {
        await SentAsync();

        _fixture.Time.Advance(TimeSpan.FromDays(9));

        Assert.Equal("follow up with Ana: silent for 9 days", (await RowAsync()).NextStep);
    }

    private async Task<(Contact Contact, OutboxItem Sent)> SentAsync(OutboxState state = OutboxState.Sent)
    {
        var account = await Host.ConnectAsync();
        var contact = await Host.Contacts.CreateAsync(new ContactCreateRequest { Name = "Ana Ruiz", Addresses = ["ana@there.example"] }, default);
        var draft = await Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = contact.Id, Subject = "A question", Body = "May I?" }, default);
        var item = await Host.ApproveAsync(draft);
        await Host.DrainAsync(account);
        var sent = await Host.ItemAsync(item.Id);
        Assert.Equal(state, sent.State);
        return (contact, sent);
    }

    private async Task<TrackingRow> RowAsync() => (await Host.Tracking.ListAsync(new TrackingListRequest(), default)).Rows[0];

    private void Receive(string id, string message) =>
        _fixture.Provider.Inbox.Add(new FakeMail(id, null, _fixture.Time.GetUtcNow(), Encoding.UTF8.GetBytes($"Date: {MailDate.Format(_fixture.Time.GetUtcNow())}\r\nMessage-ID: <{id}@there.example>\r\nTo: me@here.example\r\n{message}")));

    private static string Bounce(string messageId) =>
        "From: MAILER-DAEMON@there.example\r\nSubject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        + "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        + "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.there.example\r\n\r\nFinal-Recipient: rfc822; ana@there.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        + $"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{messageId}>\r\nFrom: me@here.example\r\nTo: ana@there.example\r\nSubject: A question\r\n\r\n--b--\r\n";

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
