using System.Text;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>What Gmail alone does: its quota, its history, its drafts, its uploads, its addresses.</summary>
public sealed class GmailTests : IAsyncLifetime
{
    private GmailDesk _desk = null!;

    private GoogleApi Gmail => _desk.Google.Gmail;

    public async Task InitializeAsync() => _desk = await GmailDesk.OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Check_NothingNew_CostsTwoUnits()
    {
        await _desk.ConnectAsync(GrantLevel.Headers);
        await _desk.CheckAsync();
        var before = Gmail.Units;

        var check = await _desk.CheckAsync();

        Assert.Equal((2, 2), (check.QuotaUnits, Gmail.Units - before));
        Assert.Contains("2 of 6,000 quota units", check.Cost, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ThousandNew_CostsAtMostTwentyThousandTwoHundredAndStaysUnderTheLimitOfAMinute()
    {
        await _desk.ConnectAsync(GrantLevel.Headers);
        await _desk.CheckAsync();
        for (var at = 0; at < 1_000; at++)
            _desk.Mailbox.Receive(GmailDesk.Incoming($"m{at}"));
        Gmail.EnforcesQuota = true;
        var before = Gmail.Units;

        var check = await _desk.CheckAsync();

        Assert.Null(check.Problem);
        Assert.Equal(1_000, check.Seen);
        Assert.InRange(check.QuotaUnits!.Value, 20_000, 20_200);
        Assert.Equal(check.QuotaUnits, Gmail.Units - before);
        Assert.InRange(Gmail.PeakUnits, 1, 6_000);
        Assert.Equal(2, (await _desk.CheckAsync()).QuotaUnits);
    }

    [Fact]
    public async Task Changes_HistoryForgotten_ReadsWhatIsNewerThanThePointAndNoMore()
    {
        var account = _desk.Granted(await _desk.ConnectAsync(GrantLevel.Headers));
        for (var at = 0; at < 300; at++)
            _desk.Mailbox.Receive(GmailDesk.Incoming($"old{at}"));
        _desk.Time.Advance(TimeSpan.FromDays(1));
        var cursor = (await _desk.Provider.ChangesAsync(new ChangesRequest { Account = account }, default)).Cursor;
        _desk.Time.Advance(TimeSpan.FromHours(1));
        for (var at = 0; at < 30; at++)
            _desk.Mailbox.Receive(GmailDesk.Incoming($"new{at}"));
        _desk.Mailbox.Floor = _desk.Mailbox.HistoryId;
        var (subjects, units) = (new List<string>(), 0);
        ChangesResponse page;
        do
        {
            page = await _desk.Provider.ChangesAsync(new ChangesRequest { Account = account, Cursor = cursor, Limit = 20 }, default);
            subjects.AddRange(page.Messages.Select(static head => HeaderBlock.Parse(head.Headers).Subject!));
            units += page.QuotaUnits!.Value;
            cursor = page.Cursor;
        }
        while (page.More);

        Assert.Equal(Enumerable.Range(0, 30).Select(static at => $"new{at}"), subjects);
        Assert.InRange(units, 1, 1_200);
        Assert.Empty((await _desk.Provider.ChangesAsync(new ChangesRequest { Account = account, Cursor = cursor }, default)).Messages);
    }

    [Fact]
    public async Task Changes_HeaderThatHoldsALineEnd_IsOneField()
    {
        var account = _desk.Granted(await _desk.ConnectAsync(GrantLevel.Headers));
        var cursor = (await _desk.Provider.ChangesAsync(new ChangesRequest { Account = account }, default)).Cursor;
        _desk.Mailbox.Receive(Encoding.UTF8.GetBytes("From: x@y.test\r\nSubject: =?utf-8?q?one=0D=0AX-Failed-Recipients:_ana@there.example?=\r\n\r\nbody"));

        var head = Assert.Single((await _desk.Provider.ChangesAsync(new ChangesRequest { Account = account, Cursor = cursor }, default)).Messages);

        var headers = HeaderBlock.Parse(head.Headers);
        Assert.False(headers.Contains("X-Failed-Recipients"));
        Assert.Contains("X-Failed-Recipients", headers.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ReplyAndBounce_AreTiedToTheIdThatGmailGave()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Bodies);
        var first = await _desk.SendAsync(account, await _desk.Host.DraftAsync(subject: "One"));
        var second = await _desk.SendAsync(account, await _desk.Host.DraftAsync(subject: "Two"));
        Assert.EndsWith("@mail.gmail.com", first.MessageId, StringComparison.Ordinal);
        _desk.Mailbox.Receive(Encoding.UTF8.GetBytes($"From: Ana Ruiz <ana@there.example>\r\nTo: {GmailDesk.Owner}\r\nSubject: Re: One\r\nMessage-ID: <r1@there.example>\r\nIn-Reply-To: <{first.MessageId}>\r\n\r\nYes.\r\n"));
        _desk.Mailbox.Receive(Encoding.UTF8.GetBytes(GmailBounce.Of(GmailDesk.Owner, "ana@there.example", second.MessageId!)));

        var check = await _desk.Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        Assert.Equal([VerdictKind.Reply, VerdictKind.Bounce], check.Found.Select(static found => found.Verdict.Kind).Order());
        var bounce = check.Found.Single(static found => found.Verdict.Kind == VerdictKind.Bounce);
        Assert.Equal((second.Id, "5.1.1", true), (bounce.OutboxId, bounce.Verdict.Bounce?.Status, bounce.Verdict.Bounce?.Hard));
    }

    [Fact]
    public async Task Send_Reply_GoesIntoItsConversation()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Headers);
        var first = await _desk.SendAsync(account, await _desk.Host.DraftAsync(subject: "One"));
        var reply = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { To = ["ana@there.example"], Subject = "Re: One", Body = "And?", Parent = new ParentRef { OutboxId = first.Id } }, default);

        var sent = await _desk.SendAsync(account, reply);

        Assert.Equal(OutboxState.Sent, sent.State);
        var (one, two) = (_desk.Mailbox.Messages[0], _desk.Mailbox.Messages[1]);
        Assert.Equal(one.ThreadId, two.ThreadId);
        Assert.Contains(first.MessageId!, two.Field("In-Reply-To"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GrantLevel.Headers)]
    [InlineData(GrantLevel.Drafts)]
    public async Task Submit_LargeMessageWhoseUploadBreaks_IsRefusedForNowAndSentOnce(GrantLevel grant)
    {
        var account = await _desk.ConnectAsync(grant);
        var draft = await _desk.LargeAsync();
        Gmail.BreakUploadAt = 5 * 1024 * 1024;

        var item = await _desk.SendAsync(account, draft);
        for (var turn = 0; turn < 5 && item.State != OutboxState.Sent; turn++)
        {
            _desk.Time.Advance(TimeSpan.FromMinutes(5));
            await _desk.Host.DrainAsync(account);
            item = await _desk.Host.ItemAsync(item.Id);
        }

        Assert.True(item.State == OutboxState.Sent, $"{item.State}: {item.Reason}");
        Assert.Single(_desk.Mailbox.Ledger);
        Assert.True(_desk.Mailbox.Ledger[0].Raw.Length > 10_000_000);
    }

    [Theory]
    [InlineData(GrantLevel.Headers)]
    [InlineData(GrantLevel.Drafts)]
    public async Task Submit_LargeMessage_SaysHowFarItIs(GrantLevel grant)
    {
        var account = _desk.Granted(await _desk.ConnectAsync(grant));
        var bytes = Encoding.UTF8.GetBytes($"From: {GmailDesk.Owner}\r\nTo: ann@there.test\r\nX-Assistant-Id: one\r\n\r\n" + string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", 120_000)));
        var message = new Content { Bytes = bytes, Size = bytes.Length };
        var envelope = new Envelope(GmailDesk.Owner, ["ann@there.test"]);
        var (staging, sending) = (new Steps(), new Steps());

        var staged = await _desk.Provider.StageAsync(new StageRequest { Account = account, OutboxId = "one", Envelope = envelope, Message = message }, staging, default);
        var sent = await _desk.Provider.SubmitAsync(new SubmitRequest { Account = account, OutboxId = "one", Envelope = envelope, Message = message, Ids = staged.Ids }, sending, default);

        Assert.Equal(SubmitOutcome.Accepted, sent.Outcome);
        Assert.Equal(grant == GrantLevel.Drafts, staging.Seen.Count > 0);
        Assert.NotEmpty(sending.Seen);
        foreach (var steps in new[] { staging.Seen, sending.Seen }.Where(static steps => steps.Count > 0))
        {
            Assert.All(steps, step => Assert.Equal(steps[0].Total, step.Total));
            Assert.True(steps[0].Total >= bytes.Length && steps.Count > 50, $"{steps.Count} steps to {steps[0].Total}");
            Assert.Equal(steps.Select(static step => step.Done).Order(), steps.Select(static step => step.Done));
            Assert.Equal(steps[0].Total, steps[^1].Done);
        }
    }

    [Fact]
    public async Task Stage_CancelledWhileItIsUploaded_MakesNoDraft()
    {
        var account = _desk.Granted(await _desk.ConnectAsync(GrantLevel.Drafts));
        var bytes = Encoding.UTF8.GetBytes($"From: {GmailDesk.Owner}\r\nTo: ann@there.test\r\nX-Assistant-Id: one\r\n\r\n" + string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", 150_000)));
        using var cancel = new CancellationTokenSource();
        var request = new StageRequest { Account = account, OutboxId = "one", Envelope = new Envelope(GmailDesk.Owner, ["ann@there.test"]), Message = new Content { Bytes = bytes, Size = bytes.Length } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _desk.Provider.StageAsync(request, new Steps(_ => cancel.Cancel()), cancel.Token));
        Assert.Empty(_desk.Mailbox.Drafts);

        Assert.NotEmpty((await _desk.Provider.StageAsync(request, null, default)).Ids);
        Assert.Single(_desk.Mailbox.Drafts);
    }

    [Fact]
    public async Task FindSent_UploadWhoseAnswerWasLost_TellsItself()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Headers);
        _desk.Mailbox.SentDelay = null;
        Gmail.Troubles.Enqueue(SendTrouble.TakenThenReset);

        var item = await _desk.SendAsync(account, await _desk.LargeAsync());

        Assert.Equal((OutboxState.Sent, 1), (item.State, _desk.Mailbox.Ledger.Count));
        Assert.Contains(item.Evidence, static one => one.Name == "upload");
    }

    [Fact]
    public async Task Submit_DailyLimit_WaitsAndTheDoctorSaysUntilWhen()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Headers);
        Gmail.Troubles.Enqueue(SendTrouble.SendingLimit);
        await _desk.SendAsync(account, await _desk.Host.DraftAsync(subject: "One"));
        var second = await _desk.SendAsync(account, await _desk.Host.DraftAsync(subject: "Two"));

        var findings = await _desk.Host.Kernel.ExamineAsync(default);

        Assert.Equal((OutboxState.Approved, 1), (second.State, Gmail.SendRequests));
        Assert.Contains(findings, static finding => finding.Code.EndsWith(".sending", StringComparison.Ordinal) && finding.Message.Contains("2026-11-21 09:33", StringComparison.Ordinal));
        _desk.Time.Advance(TimeSpan.FromMinutes(40));
        await _desk.Host.DrainAsync(account);
        Assert.Equal(2, _desk.Mailbox.Ledger.Count);
    }

    [Fact]
    public async Task Examine_Account_SaysWhatWasGrantedUntilWhenAndWhy()
    {
        _desk.Google.SignIn.RefreshLife = 604_799;
        await _desk.ConnectAsync(GrantLevel.Bodies);

        var findings = await _desk.Host.Kernel.ExamineAsync(default);

        Assert.Contains(findings, static finding => finding.Message.Contains("gmail.readonly, gmail.send", StringComparison.Ordinal));
        Assert.Contains(findings, static finding => finding is { Level: FindingLevel.Warning } && finding.Message.Contains("in testing", StringComparison.Ordinal) && finding.Remedy!.Contains("Publish", StringComparison.Ordinal));
        Assert.Contains(findings, static finding => finding.Message.Contains("quota units are left", StringComparison.Ordinal));
        Assert.DoesNotContain(findings, static finding => finding.Message.Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connect_LessTickedThanAsked_IsTheLevelThatIsLeft()
    {
        _desk.Google.SignIn.Unticked.Add("https://www.googleapis.com/auth/gmail.compose");

        var account = await _desk.ConnectAsync(GrantLevel.Drafts);

        Assert.Equal(GrantLevel.Bodies, account.Grant);
        Assert.Contains("Also read texts", account.GrantWords, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_TwoAccountsAndAnAlias_EachSendsAsItself()
    {
        _desk.Mailbox.Aliases.AddRange(["desk@bed.test", "pending@bed.test"]);
        var own = await _desk.ConnectAsync(GrantLevel.Bodies);
        var alias = await _desk.ConnectAsync(GrantLevel.Bodies, address: "desk@bed.test");
        await Assert.ThrowsAsync<RpcException>(() => _desk.ConnectAsync(GrantLevel.Bodies, address: "pending@bed.test"));
        _desk.Google.SignIn.User = "other@bed.test";
        var other = await _desk.ConnectAsync(GrantLevel.Headers, address: "other@bed.test");

        foreach (var account in (Account[])[own, alias, other])
        {
            var draft = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { AccountId = account.Id, To = ["ana@there.example"], Subject = "One", Body = "Hello" }, default);
            Assert.Equal(OutboxState.Sent, (await _desk.SendAsync(account, draft)).State);
        }

        Assert.Equal([GmailDesk.Owner, "desk@bed.test"], _desk.Mailbox.Ledger.Select(static line => HeaderBlock.Parse(line.Raw).From()!.Address));
        Assert.Equal("other@bed.test", HeaderBlock.Parse(Assert.Single(_desk.Google.Mailbox("other@bed.test").Ledger).Raw).From()!.Address);
    }

    [Theory]
    [InlineData("Mira<br>Berlin<br><br>+49", "Mira\nBerlin\n\n+49")]
    [InlineData("<div>Mira</div><div>Berlin</div><div><br></div><div>+49</div>", "Mira\nBerlin\n\n+49")]
    [InlineData("<style>p{}</style><p>Mira<span style=\"display:none\">hidden</span></p>", "Mira")]
    [InlineData("<div><br></div>", null)]
    [InlineData("", null)]
    public async Task Signature_InHtmlOfAnyMaker_KeepsItsLines(string html, string? expected)
    {
        var account = await _desk.ConnectAsync(GrantLevel.Bodies);
        _desk.Mailbox.Signature = html;

        Assert.Equal(expected, (await _desk.Provider.SignatureAsync(new SignatureRequest { Account = _desk.Granted(account) }, default)).Text);
    }

    [Theory]
    [InlineData(GrantLevel.Headers, null)]
    [InlineData(GrantLevel.Bodies, "Mira Ernst\nHead of things & more\n\nwww.bed.test")]
    public async Task Signature_OfTheMailbox_IsPlainTextWhereItMayBeRead(GrantLevel grant, string? expected)
    {
        var account = await _desk.ConnectAsync(grant);
        _desk.Mailbox.Signature = "<div dir=\"ltr\"><div><b>Mira Ernst</b></div><div>Head of&nbsp;things &amp; more<br><br></div><div><a href=\"https://www.bed.test\">www.bed.test</a><img src=\"https://track.test/p.png\"></div></div>";
        var requests = Gmail.Asked.Count;

        var answer = await _desk.Provider.SignatureAsync(new SignatureRequest { Account = _desk.Granted(account) }, default);

        Assert.Equal(expected, answer.Text);
        Assert.Equal(expected is null, answer.Reason?.Contains("level 'bodies'", StringComparison.Ordinal) == true);
        Assert.Equal(expected is null ? [] : ["GET /gmail/v1/users/me/settings/sendAs"], Gmail.Asked.Skip(requests));
    }

    private sealed class Steps(Action<UploadProgress>? also = null) : IProgress<UploadProgress>
    {
        public List<UploadProgress> Seen { get; } = [];

        public void Report(UploadProgress value)
        {
            Seen.Add(value);
            also?.Invoke(value);
        }
    }
}
