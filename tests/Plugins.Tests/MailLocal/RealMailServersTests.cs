using System.Text.Json;
using Assistant.Mail.Mime;
using Assistant.Mail.Verdicts;
using Assistant.Plugins.MailLocal;
using Assistant.Plugins.MailLocal.Sending;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Verdict = Assistant.Mail.Verdicts.Verdict;
using VerdictKind = Assistant.Mail.Verdicts.VerdictKind;

namespace Assistant.Plugins.Tests.MailLocal;

/// <summary>Our account on servers that nobody here wrote: Postfix sends and reports, Dovecot keeps the Maildir and answers by sieve.</summary>
public sealed class RealMailServersTests(MailServers servers) : IClassFixture<MailServers>, IAsyncLifetime
{
    private const string Owner = "owner@a.test";

    /// <summary>Deliveries take a second; a loaded machine some more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly ScratchFolder _scratch = new();
    private readonly MailLocalPlugin _plugin = new();
    private readonly string _messageId = $"{Guid.NewGuid():N}@a.test";
    private FakePluginContext _context = null!;
    private IMailProvider _provider = null!;
    private ProviderAccount _account = null!;
    private string _cursor = "";

    public async Task InitializeAsync()
    {
        _context = new FakePluginContext("mail.local", _scratch.Root, TimeProvider.System);
        await _plugin.ActivateAsync(_context, default);
        _provider = _context.Offered<IMailProvider>();
        if (MailServers.Missing is not null)
            return;
        var settings = JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["maildir"] = servers.MaildirOf(Owner),
            ["sendmail"] = "/usr/sbin/sendmail",
            ["arguments"] = servers.SendmailArguments,
        });
        var connected = await _provider.ConnectAsync(new ProviderConnectRequest { AccountId = "real", Address = Owner, Grant = GrantLevel.Bodies, Settings = settings }, null, default);
        Assert.Empty(connected.Problems);
        _account = new ProviderAccount { Id = "real", Address = Owner, Grant = connected.Grant, Settings = connected.Settings };
        _cursor = (await _provider.ChangesAsync(new ChangesRequest { Account = _account }, default)).Cursor;
    }

    public async Task DisposeAsync()
    {
        await _plugin.DeactivateAsync(default);
        await _context.DisposeAsync();
        _scratch.Dispose();
    }

    [RealServersFact]
    public async Task Submit_UnknownUser_ComesBackAsAHardBounce()
    {
        await SubmitAsync("nosuch@b.test");

        var verdict = await VerdictAsync();

        Assert.Equal(VerdictKind.Bounce, verdict.Kind);
        Assert.Equal(("nosuch@b.test", true, "5.1.1"), (verdict.Bounce!.Recipient, verdict.Bounce.Hard, verdict.Bounce.Status));
        Assert.True(verdict.IsCertain);
    }

    [RealServersFact]
    public async Task Submit_UserOverQuota_ComesBackAsFull()
    {
        await SubmitAsync("full@b.test", string.Concat(Enumerable.Repeat("0123456789012345678901234567890123456789\n", 100)));

        var verdict = await VerdictAsync();

        Assert.Equal((VerdictKind.Bounce, "5.2.2"), (verdict.Kind, verdict.Bounce!.Status));
        Assert.True(verdict.IsCertain);
    }

    [RealServersFact]
    public async Task Submit_DomainWithoutRoute_ComesBackAsABounce()
    {
        await SubmitAsync("someone@nowhere.test");

        var verdict = await VerdictAsync();

        Assert.Equal((VerdictKind.Bounce, "5.4.4"), (verdict.Kind, verdict.Bounce!.Status));
    }

    [RealServersFact]
    public async Task Submit_UserOnVacation_IsAnsweredByAMachine()
    {
        await SubmitAsync("away@b.test");

        var verdict = await VerdictAsync();

        Assert.Equal(VerdictKind.AutoReply, verdict.Kind);
        Assert.True(verdict.IsCertain);
        Assert.Contains(verdict.Evidence, e => e.Name == "Auto-Submitted");
    }

    [RealServersFact]
    public async Task Submit_Bob_ReadsItAndHisAnswerIsAReply()
    {
        var given = await SubmitAsync("bob@b.test", "Bücher?\n.\nFrom line\n");
        var received = await BobsMailAsync();
        Assert.Equal(MimeMessage.Parse(given).TextBody, received.TextBody);
        var reply = new MessageBuilder
        {
            From = new Mailbox("Bob", "bob@b.test"),
            To = [received.Headers.From()!],
            Subject = "Re: " + received.Subject,
            Date = TimeProvider.System.GetUtcNow(),
            MessageId = $"{Guid.NewGuid():N}@b.test",
            InReplyTo = received.Headers.MessageId,
            References = [received.Headers.MessageId!],
            Text = "Gladly.\n",
        }.Build().Require();
        var sent = await new SendmailCommand("/usr/sbin/sendmail", servers.SendmailArguments, false).RunAsync("bob@b.test", [Owner], reply.Bytes, TimeProvider.System);
        Assert.Equal(SubmitOutcome.Accepted, sent.Outcome);

        var verdict = await VerdictAsync();

        Assert.Equal(VerdictKind.Reply, verdict.Kind);
        Assert.True(verdict.IsCertain);
    }

    [RealServersFact]
    public async Task Submit_ConfigurationThatIsMissing_IsRefusedAndFoundNotSent()
    {
        var broken = _account with
        {
            Settings = JsonSerializer.SerializeToElement(new Dictionary<string, object>
            {
                ["maildir"] = servers.MaildirOf(Owner),
                ["sendmail"] = "/usr/sbin/sendmail",
                ["arguments"] = (string[])["-C", _scratch.PathTo("none")],
                ["temporaryMeansNotSent"] = true,
            }),
        };
        var message = Build("bob@b.test", "Hello\n");

        var answer = await _provider.SubmitAsync(Request(broken, "bob@b.test", message), null, default);

        Assert.Equal(SubmitOutcome.Refused, answer.Outcome);
        Assert.NotEmpty(answer.Reason!);
    }

    private async Task<byte[]> SubmitAsync(string to, string text = "Hello\n")
    {
        var message = Build(to, text);
        var answer = await _provider.SubmitAsync(Request(_account, to, message), null, default);
        Assert.True(answer.Outcome == SubmitOutcome.Accepted, answer.Reason);
        return message;
    }

    private byte[] Build(string to, string text) => new MessageBuilder
    {
        From = new Mailbox("Owner", Owner),
        To = [new Mailbox(null, to)],
        Subject = "A question",
        Date = TimeProvider.System.GetUtcNow(),
        MessageId = _messageId,
        Text = text,
    }.Build().Require().Bytes.ToArray();

    private static SubmitRequest Request(ProviderAccount account, string to, byte[] message) => new()
    {
        Account = account,
        OutboxId = Guid.NewGuid().ToString("D"),
        Envelope = new Envelope(Owner, [to]),
        Message = new Content { Bytes = message, Size = message.Length },
        Ids = new Dictionary<string, string>(),
    };

    /// <summary>The first verdict on our message, from headers, and from the whole where the headers ask for it.</summary>
    private Task<Verdict> VerdictAsync() => WhenAsync(servers.MaildirOf(Owner), async () =>
    {
        var changes = await _provider.ChangesAsync(new ChangesRequest { Account = _account, Cursor = _cursor }, default);
        Assert.Empty(changes.Problems);
        foreach (var head in changes.Messages)
        {
            var sent = new OneSentMail(_messageId);
            var verdict = Verdict.Judge(new VerdictInput { Headers = HeaderBlock.Parse(head.Headers), Received = head.Received }, sent);
            if (verdict.NeedsReport)
            {
                var whole = await _provider.ReadReportAsync(new MessageRequest { Account = _account, Id = head.Id }, default);
                verdict = Verdict.Judge(VerdictInput.Of(MimeMessage.Parse(whole.Message), head.Received), sent);
            }

            if (verdict.Sent is not null)
                return verdict;
        }

        return null;
    });

    private Task<MimeMessage> BobsMailAsync() => WhenAsync(servers.MaildirOf("bob@b.test"), async () =>
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(servers.MaildirOf("bob@b.test"), "new")))
        {
            var message = MimeMessage.Parse(await File.ReadAllBytesAsync(file));
            if (message.Headers.MessageId == _messageId)
                return message;
        }

        return null;
    });

    /// <summary>Looks whenever something arrives.</summary>
    private static async Task<T> WhenAsync<T>(string maildir, Func<Task<T?>> look)
        where T : class
    {
        using var arrived = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(Path.Combine(maildir, "new"));
        watcher.Created += (_, _) => arrived.Release();
        watcher.Renamed += (_, _) => arrived.Release();
        watcher.EnableRaisingEvents = true;
        while (true)
        {
            if (await look() is { } found)
                return found;
            Assert.True(await arrived.WaitAsync(Patience), "nothing came in time");
        }
    }

    private sealed class OneSentMail(string id) : ISentMail
    {
        private readonly SentMail _mail = new("one", id, []);

        public SentMail? ByMessageId(string messageId) => messageId == id ? _mail : null;

        public SentMail? ByToken(string token) => null;

        public SentMail? ByThread(string threadId) => null;

        public SentMail? ByRecipient(string addressKey, string baseSubject, DateTimeOffset received) => null;
    }
}
