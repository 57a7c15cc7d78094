using System.Text;
using System.Text.Json;
using Assistant.Mail.Mime;
using Assistant.Plugins.MailLocal.Office;
using Assistant.Protocol.Plugins;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.MailLocal;

public sealed class PostOfficeTests : IAsyncLifetime
{
    private const string Owner = "owner@here.test";
    private const string Ann = "ann@there.test";

    private readonly ScratchFolder _scratch = new();
    private readonly ManualTime _time = new();
    private PostOffice _office = null!;

    public async Task InitializeAsync()
    {
        await OpenAsync();
        _office.Mailboxes.Put(new OfficeMailbox { Address = Owner, Name = "Owner", IsAccount = true });
        _office.Mailboxes.Put(new OfficeMailbox { Address = Ann, Name = "Ann" });
    }

    public async Task DisposeAsync()
    {
        await _office.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Submit_KnownRecipient_IsDeliveredWithASentCopyAndOneLine()
    {
        await SubmitAsync("one", [Ann]);

        var mail = Assert.Single(Mail(Ann));
        Assert.StartsWith($"Return-Path: <{Owner}>\nDelivered-To: {Ann}\nReceived: ", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", mail, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_scratch.PathTo("mailboxes", Owner, "Maildir", ".Sent", "cur"), "*:2,S"));
        Assert.Single(Ledger());
        Assert.Empty(Directory.GetFiles(_scratch.PathTo("spool"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Submit_AddressInAnotherSpelling_IsTheSameMailbox()
    {
        await SubmitAsync("one", ["ANN@There.Test"]);

        Assert.Single(Mail(Ann));
    }

    [Fact]
    public async Task Submit_UnknownRecipients_ComeBackAsOneReport()
    {
        await SubmitAsync("one", ["nobody@there.test", Ann, "noone@there.test"]);

        Assert.Single(Mail(Ann));
        var report = MimeMessage.Parse(Encoding.UTF8.GetBytes(Assert.Single(Mail(Owner))));
        Assert.Equal("<>", report.Headers.Value("Return-Path"));
        Assert.Equal("multipart/report", report.Headers.ContentType.MediaType);
        var status = report.Root.Walk().Single(p => p.ContentType.MediaType == "message/delivery-status");
        var fields = Encoding.UTF8.GetString(status.Body.Span);
        Assert.Contains("rfc822; nobody@there.test", fields, StringComparison.Ordinal);
        Assert.Contains("rfc822; noone@there.test", fields, StringComparison.Ordinal);
        Assert.DoesNotContain(Ann, fields, StringComparison.Ordinal);
        Assert.Contains("Status: 5.1.1", fields, StringComparison.Ordinal);
        Assert.Contains("<one@here.test>", Encoding.UTF8.GetString(report.Root.Children[2].Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ReportToNobody_EndsThere()
    {
        await SubmitAsync("one", ["nobody@there.test"], from: "stranger@far.test");

        Assert.Empty(Mail(Owner));
        Assert.Empty(Mail(Ann));
        Assert.Empty(Directory.GetFiles(_scratch.PathTo("spool", "queue")));
    }

    [Fact]
    public async Task Submit_AwayRecipient_AnswersOnceInAWeek()
    {
        Away();
        await SubmitAsync("one", [Ann]);
        await SubmitAsync("two", [Ann]);

        var answer = HeaderBlock.Parse(Assert.Single(Mail(Owner)));
        Assert.Equal("auto-replied", answer.Value("Auto-Submitted"));
        Assert.Equal("<one@here.test>", answer.Value("In-Reply-To"));
        Assert.Equal("<one@here.test>", answer.Value("References"));
        Assert.Equal("<>", answer.Value("Return-Path"));
        _time.Advance(TimeSpan.FromDays(8));
        await SubmitAsync("three", [Ann]);
        Assert.Equal(2, Mail(Owner).Count);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-generated")]
    [InlineData("Precedence: bulk")]
    [InlineData("List-Id: <news.there.test>")]
    [InlineData("X-Auto-Response-Suppress: All")]
    public async Task Submit_AwayRecipientOfMachineMail_DoesNotAnswer(string field)
    {
        Away();
        await SubmitAsync("one", [Ann], field: field);

        Assert.Empty(Mail(Owner));
    }

    [Fact]
    public async Task Submit_AwayRecipientNotNamedInTheHeader_DoesNotAnswer()
    {
        Away();
        await SubmitAsync("one", [Ann], headerTo: "list@there.test");

        Assert.Empty(Mail(Owner));
    }

    [Fact]
    public async Task Submit_FullMailbox_IsDelayedThenFails()
    {
        _office.Mailboxes.Put(new OfficeMailbox { Address = Ann, Name = "Ann", Full = true });
        await SubmitAsync("one", [Ann]);
        Assert.Empty(Mail(Owner));

        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Contains("Action: delayed", Assert.Single(Mail(Owner)), StringComparison.Ordinal);
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Single(Mail(Owner));
        await PassAsync(TimeSpan.FromSeconds(15));

        var failed = Mail(Owner).Single(m => m.Contains("Action: failed", StringComparison.Ordinal));
        Assert.Contains("Status: 4.2.2", failed, StringComparison.Ordinal);
        Assert.Equal(2, Mail(Owner).Count);
        Assert.Empty(Directory.GetFiles(_scratch.PathTo("spool", "queue")));
    }

    [Fact]
    public async Task Submit_SlowMailbox_ComesLater()
    {
        _office.Mailboxes.Put(new OfficeMailbox { Address = Ann, Name = "Ann", SlowSeconds = 10 });
        await SubmitAsync("one", [Ann]);
        Assert.Empty(Mail(Ann));

        await PassAsync(TimeSpan.FromSeconds(11));

        Assert.Single(Mail(Ann));
    }

    [Fact]
    public async Task Open_KilledBeforeTheLedger_WasNotSubmitted()
    {
        await CrashAsync(() => File.WriteAllText(_scratch.PathTo("spool", "tmp", "half"), """{"submission":"half","from":"o@here.test","to":["ann@the"""));

        Assert.Null(_office.FindOutbox("one"));
        Assert.Empty(Ledger());
        Assert.Empty(Directory.GetFiles(_scratch.PathTo("spool"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Open_KilledBetweenLedgerAndQueue_IsSubmittedAndDeliveredOnce()
    {
        await SubmitAsync("one", [Ann], pause: true);
        await CrashAsync(() =>
        {
            var queued = Directory.GetFiles(_scratch.PathTo("spool", "queue")).Single();
            File.Move(queued, _scratch.PathTo("spool", "tmp", Path.GetFileName(queued)));
        });

        Assert.Equal("one", _office.FindOutbox("one")!.OutboxId);
        await SettledAsync();
        Assert.Single(Mail(Ann));
        Assert.Single(Ledger());
    }

    [Fact]
    public async Task Open_LedgerTornByAPowerCut_WasNotSubmitted()
    {
        await SubmitAsync("one", [Ann]);
        await CrashAsync(() =>
        {
            File.WriteAllText(_scratch.PathTo("spool", "tmp", "half"), """{"submission":"half","from":"o@here.test","to":["ann@there.test"],"time":"2026-01-05T09:00:00+00:00"}""" + "\nSubject: x\n\n");
            File.AppendAllText(_scratch.PathTo("ledger.jsonl"), """{"submission":"half","outboxId":"two","dig""");
        });

        Assert.Null(_office.FindOutbox("two"));
        Assert.NotNull(_office.FindOutbox("one"));
        await SubmitAsync("three", [Ann]);
        Assert.Equal(2, Ledger().Count);
        Assert.Equal(2, Mail(Ann).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_KilledAfterDeliveryBeforeItWasNoted_DeliversNothingTwice(bool readMeanwhile)
    {
        Away();
        await SubmitAsync("one", [Ann, "nobody@there.test"], pause: true);
        var queued = Directory.GetFiles(_scratch.PathTo("spool", "queue")).Single();
        var kept = await File.ReadAllBytesAsync(queued);
        await CrashAsync(() => { });
        await SettledAsync();
        await CrashAsync(() =>
        {
            File.WriteAllBytes(queued, kept);
            foreach (var file in readMeanwhile ? Directory.GetFiles(_scratch.PathTo("mailboxes"), "*", SearchOption.AllDirectories).Where(f => f.Contains("/new/", StringComparison.Ordinal)) : [])
                File.Move(file, file.Replace("/new/", "/cur/", StringComparison.Ordinal) + ":2,S");
        });
        await SettledAsync();

        Assert.Single(Mail(Ann));
        Assert.Equal(2, Mail(Owner).Count);
        Assert.Single(Directory.GetFiles(_scratch.PathTo("mailboxes", Owner, "Maildir", ".Sent", "cur")));
        Assert.Single(Ledger());
    }

    [Fact]
    public async Task Open_DamagedQueueFile_IsPutAsideAndTheRestGoesOn()
    {
        await CrashAsync(() => File.WriteAllText(_scratch.PathTo("spool", "queue", "0-damaged"), "no envelope"));
        await SubmitAsync("one", [Ann]);

        Assert.Single(Mail(Ann));
        Assert.Single(Directory.GetFiles(_scratch.PathTo("spool", "damaged")));
    }

    [Fact]
    public async Task Open_FolderHeldByAnother_IsRefused()
    {
        var fault = await Assert.ThrowsAsync<IOException>(async () => await PostOffice.OpenAsync(_scratch.Root, _time, new OfficePace { Lock = TimeSpan.Zero }, (_, _) => { }, default));

        Assert.Contains("Another process", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_LedgerThatCannotBeWritten_IsNotTakenIn()
    {
        var ledger = _scratch.PathTo("ledger.jsonl");
        Directory.CreateDirectory(ledger);

        await Assert.ThrowsAnyAsync<Exception>(() => SubmitAsync("one", [Ann]));
        Directory.Delete(ledger);

        Assert.Null(_office.FindOutbox("one"));
        Assert.Empty(Directory.GetFiles(_scratch.PathTo("spool"), "*", SearchOption.AllDirectories));
        await SubmitAsync("two", [Ann]);
        Assert.Single(Mail(Ann));
    }

    private void Away() => _office.Mailboxes.Put(new OfficeMailbox { Address = Ann, Name = "Ann", AwayText = "I am away until 8 September.", AwaySubject = "Away" });

    private async Task OpenAsync() => _office = await PostOffice.OpenAsync(_scratch.Root, _time, OfficePace.Default, (_, _) => { }, default);

    /// <summary>Ends the post office, does what a crash would have left, and opens it again.</summary>
    private async Task CrashAsync(Action leave)
    {
        await _office.DisposeAsync();
        leave();
        await OpenAsync();
    }

    private async Task SubmitAsync(string id, string[] to, string from = Owner, string? field = null, string? headerTo = null, bool pause = false)
    {
        var extra = field is null ? "" : field + "\r\n";
        var message = Encoding.UTF8.GetBytes($"From: {from}\r\nTo: {headerTo ?? string.Join(", ", to)}\r\nSubject: trial\r\nMessage-ID: <{id}@here.test>\r\n{extra}\r\nHello\r\n");
        if (pause)
            await _office.DisposeAsync();
        var (_, attempted) = _office.Submit(id, new Envelope(from, to), message);
        if (!pause)
            await attempted;
    }

    /// <summary>Moves the clock, and waits for the round that it begins.</summary>
    private async Task PassAsync(TimeSpan by)
    {
        _time.Advance(by);
        await SettledAsync();
    }

    /// <summary>One message more: rounds follow one another, so when it was attempted, whatever was due before is done.</summary>
    private async Task SettledAsync()
    {
        // Submissions are carried in the order of their times.
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var (_, attempted) = _office.Submit(null, new Envelope("", []), "Subject: probe\n\n"u8.ToArray());
        await attempted;
        var lines = await File.ReadAllLinesAsync(_scratch.PathTo("ledger.jsonl"));
        await File.WriteAllLinesAsync(_scratch.PathTo("ledger.jsonl"), lines[..^1]);
    }

    private List<string> Mail(string address) => [.. _office.Mailboxes.MaildirOf(address).Files().Select(File.ReadAllText)];

    private List<LedgerLine> Ledger()
    {
        var path = _scratch.PathTo("ledger.jsonl");
        return File.Exists(path) ? [.. File.ReadAllLines(path).Select(l => JsonSerializer.Deserialize(l, OfficeJson.Default.LedgerLine)!)] : [];
    }
}
