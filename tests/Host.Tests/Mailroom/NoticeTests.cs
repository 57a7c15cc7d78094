using System.Text;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Mailroom.Notices;
using Assistant.Host.Storage.Events;
using Assistant.Mail.Mime;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assistant.Host.Tests.Mailroom;

public sealed class NoticeTests : IAsyncDisposable
{
    private readonly MailroomFixture _fixture = new();
    private NoticeBoard? _board;

    private MailroomHost Host => _fixture.Host;

    [Fact]
    public async Task Reply_FromAContact_NamesThemAndNothingElse()
    {
        var sent = await SentAsync("Ana Ruiz");
        Receive($"Subject: Re: A secret question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nThe body is private.\r\n");
        Board();

        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        Assert.Equal("Ana Ruiz answered.", await NextAsync());
    }

    [Fact]
    public async Task Bounce_WithItsProposal_IsOneNoticeWithoutTheAddress()
    {
        var sent = await SentAsync("Ana Ruiz");
        Receive(
            "Subject: Undelivered Mail\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.there.example\r\n\r\nFinal-Recipient: rfc822; ana@there.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
            + $"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{sent.MessageId}>\r\n\r\n--b--\r\n",
            "MAILER-DAEMON@there.example");
        Board();

        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        Assert.Equal("Your letter to Ana Ruiz came back.\nA proposal about Ana Ruiz waits for you.", await NextAsync());
    }

    [Fact]
    public async Task Reply_SwitchedOff_ShowsNothing()
    {
        var sent = await SentAsync("Ana Ruiz");
        Receive($"Subject: Re: A question\r\nIn-Reply-To: <{sent.MessageId}>\r\n\r\nYes.\r\n");
        Host.Background = Host.Background with { DesktopNotices = false };
        var board = Board();

        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);
        await Task.Yield();
        _fixture.Time.Advance(NoticeBoard.Window);
        await board.DisposeAsync();
        _board = null;

        Assert.True(Host.Desktop.IsEmpty);
    }

    [Fact]
    public async Task ManyAtOnce_AreOneNoticeThatCounts()
    {
        Board(told => $"{told.Ids[0]} answered.");

        Host.Database.Write(transaction =>
        {
            for (var number = 1; number <= 9; number++)
                Host.Events.Append(transaction, NoticeWords.Replied, [$"{number}"]);
            return 0;
        });

        Assert.Equal("1 answered.\n2 answered.\n3 answered.\n4 answered.\nAnd 5 more.", await NextAsync());
    }

    [Fact]
    public async Task GrantThatEndsInADay_IsToldOnceForEachGrant()
    {
        var until = _fixture.Time.GetUtcNow() + TimeSpan.FromHours(30);
        _fixture.Provider.GrantedUntil = until;
        await Host.ConnectAsync();
        Board();
        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);
        _fixture.Time.Advance(TimeSpan.FromHours(10));

        for (var check = 0; check < 3; check++)
            await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);

        Assert.Equal(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The permission for a mailbox ends on {until.ToLocalTime():d MMM HH:mm}. Connect it again before that."), await NextAsync());
        Assert.Single(Host.Events.After(0)!, static told => told.Name == "account.ending");
        _fixture.Provider.GrantedUntil = _fixture.Time.GetUtcNow() + TimeSpan.FromHours(20);
        await Host.ConnectAsync();
        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);
        Assert.Equal(2, Host.Events.After(0)!.Count(static told => told.Name == "account.ending"));
    }

    [Fact]
    public async Task Certificate_Renewed_IsToldWithWhatToDo()
    {
        Board();

        Host.Database.Write(transaction => Host.Events.Append(transaction, NoticeWords.Renewed, []));

        Assert.Equal("The dashboard has a new certificate. Run `assistant trust`; until then your browser warns of it.", await NextAsync());
    }

    [Fact]
    public async Task WhatHappenedBefore_IsNoNews()
    {
        Append(NoticeWords.Replied, "old");
        Board(static told => told.Ids[0]);

        Append("draft.changed", "other");
        Append(NoticeWords.Proposed, "new");

        Assert.Equal("new", await NextAsync());
    }

    [Theory]
    [InlineData("Ana Ruiz", "Ana Ruiz")]
    [InlineData("ana@there.example", null)]
    [InlineData("Ana <ana@there.example>", null)]
    [InlineData("\u202Eevil\u2066\n\t", "evil")]
    [InlineData("\0\u200B", null)]
    [InlineData("Chloé 木村", "Chloé 木村")]
    public void Name_Shown_HoldsNoAddressAndNothingUnseen(string name, string? expected) => Assert.Equal(expected, NoticeWords.Shown(name));

    [Fact]
    public void Name_TooLong_IsCut() => Assert.Equal(60, NoticeWords.Shown(new string('a', 500))!.Length);

    [Fact]
    public void Command_OnLinux_PassesTextAsDataAndEscapesItsMarkup()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var start = SystemDesktop.Command("Assistant", "-x <b>Ana & Co</b> answered.");

        Assert.Equal("notify-send", start.FileName);
        Assert.Equal(["--", "Assistant", "-x &lt;b&gt;Ana &amp; Co&lt;/b&gt; answered."], start.ArgumentList.TakeLast(3));
    }

    private NoticeBoard Board(Func<HostEvent, string?>? words = null)
    {
        _board = words is null
            ? Host.Kernel.Notices!
            : new NoticeBoard(Host.Events, words, Host.Desktop, () => BackgroundSettings.Default, _fixture.Time, NullLogger<NoticeBoard>.Instance);
        _board.Start();
        return _board;
    }

    private void Append(string name, string id) => Host.Database.Write(transaction =>
    {
        Host.Events.Append(transaction, name, [id]);
        return 0;
    });

    // The window begins on the pool when the event arrives there; the clock moves until it has passed.
    private async Task<string> NextAsync()
    {
        var next = Host.Desktop.NextAsync();
        while (!next.IsCompleted)
        {
            await Task.WhenAny(next, Task.Delay(5));
            _fixture.Time.Advance(NoticeBoard.Window);
        }

        return await next;
    }

    private async Task<OutboxItem> SentAsync(string name)
    {
        var account = await Host.ConnectAsync();
        var contact = await Host.Contacts.CreateAsync(new ContactCreateRequest { Name = name, Addresses = ["ana@there.example"] }, default);
        var draft = await Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = contact.Id, Subject = "A question", Body = "May I?" }, default);
        var item = await Host.ApproveAsync(draft);
        await Host.DrainAsync(account);
        return await Host.ItemAsync(item.Id);
    }

    private void Receive(string message, string from = "ana@there.example") => _fixture.Provider.Inbox.Add(new FakeMail(
        "1", null, _fixture.Time.GetUtcNow(), Encoding.UTF8.GetBytes($"Date: {MailDate.Format(_fixture.Time.GetUtcNow())}\r\nMessage-ID: <1@there.example>\r\nFrom: {from}\r\nTo: me@here.example\r\n{message}")));

    public async ValueTask DisposeAsync()
    {
        if (_board is not null && _board != Host.Kernel.Notices)
            await _board.DisposeAsync();
        await _fixture.DisposeAsync();
    }
}
