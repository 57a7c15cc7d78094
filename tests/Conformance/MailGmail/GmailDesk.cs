using System.Text;
using System.Text.Json;
using Assistant.Host.Tests.Mailroom;
using Assistant.Host.Tests.Storage;
using Assistant.Plugins.MailGmail;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>The mailroom with the real plugin and Google on this machine; folder, clock, secrets and mailbox outlive the hosts and plugins that run over them.</summary>
internal sealed class GmailDesk : IAsyncDisposable
{
    public const string Owner = "mira@bed.test";

    private readonly FakePluginSecrets _secrets = new();
    private readonly SqlitePluginStore _store = new();
    private GmailPlugin? _plugin;
    private FakePluginContext? _context;

    private readonly string? _standIn;

    private GmailDesk(string? standIn)
    {
        _standIn = standIn;
        Google = new FakeGoogle(Time);
        Google.SignIn.User = Owner;
    }

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));

    public TempFolder Folder { get; } = new();

    public FakeGoogle Google { get; }

    public GoogleMailbox Mailbox => Google.Mailbox(Owner);

    public FakePluginSecrets Secrets => _secrets;

    public SqlitePluginStore Store => _store;

    public MailroomHost Host { get; private set; } = null!;

    public IMailProvider Provider { get; private set; } = null!;

    /// <summary>What the plugin logged.</summary>
    public List<string> Lines { get; } = [];

    /// <param name="standIn">Another server in Google's place; null for the fake.</param>
    public static async Task<GmailDesk> OpenAsync(string? standIn = null)
    {
        var desk = new GmailDesk(standIn);
        await desk.StartAsync();
        return desk;
    }

    /// <summary>Both end, as by a kill: nothing in memory is left.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task<Account> ConnectAsync(GrantLevel grant, FakeBrowser? browser = null, bool again = false, string address = Owner) => (await SignInAsync(
        new AccountConnectRequest { Provider = "mail.gmail", Address = address, DisplayName = "Mira Ernst", Grant = grant, Settings = again ? null : Client }, browser)).Account;

    public Task<AccountConnectResponse> SignInAsync(AccountConnectRequest request, FakeBrowser? browser = null) =>
        (browser ?? new FakeBrowser()).SignInAsync((progress, cancel) => Host.Accounts.ConnectAsync(request, progress, cancel).AsTask());

    public static JsonElement Client { get; } = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["clientId"] = GoogleSignIn.ClientId, ["clientSecret"] = GoogleSignIn.ClientSecret });

    public ProviderAccount Granted(Account account) => new() { Id = account.Id, Address = account.Address, Grant = account.Grant };

    /// <summary>Approved and taken as far as it goes now.</summary>
    public async Task<OutboxItem> SendAsync(Account account, Draft draft)
    {
        var item = await Host.ApproveAsync(draft);
        await Host.DrainAsync(account);
        return await Host.ItemAsync(item.Id);
    }

    /// <summary>Staged and not yet submitted, as a crash leaves it.</summary>
    public async Task StageAsync(Account account)
    {
        try
        {
            using (SimulatedCrash.At("outbox.staged.committed"))
                await Host.DrainAsync(account);
        }
        catch (SimulatedCrash)
        {
            // Where it was to stop.
        }
    }

    /// <summary>A message that is uploaded in two pieces.</summary>
    public async Task<Draft> LargeAsync() => await AttachAsync(await Host.DraftAsync(subject: "Large"), 9 * 1024 * 1024);

    public async Task<Draft> AttachAsync(Draft draft, int size)
    {
        var file = new byte[size];
        Random.Shared.NextBytes(file);
        var blob = Host.Blobs.Put("draft:" + draft.Id, file);
        return await Host.Drafts.AttachAsync(
            new DraftAttachRequest { Id = draft.Id, Revision = draft.Revision, Name = "data.bin", Type = "application/octet-stream", Content = new Content { Blob = blob, Size = file.Length } }, default);
    }

    /// <summary>Goes on until the message rests, some minutes at a time.</summary>
    public async Task<OutboxItem> SettleAsync(Account account, string id, int turns = 40)
    {
        var item = await Host.ItemAsync(id);
        for (var turn = 0; turn < turns && item.State is not (OutboxState.Sent or OutboxState.Refused or OutboxState.NeedsPerson or OutboxState.Quarantined); turn++)
        {
            await Host.DrainAsync(account);
            Time.Advance(TimeSpan.FromMinutes(2));
            item = await Host.ItemAsync(id);
        }

        return item;
    }

    /// <summary>The check of the one account there is.</summary>
    public async Task<AccountCheck> CheckAsync() => Assert.Single(await CheckAllAsync());

    /// <summary>The clock goes on by itself while a check waits for its quota.</summary>
    public async Task<IReadOnlyList<AccountCheck>> CheckAllAsync()
    {
        var checking = Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default).AsTask();
        while (!checking.IsCompleted)
        {
            await Task.WhenAny(checking, Task.Delay(TimeSpan.FromMilliseconds(20)));
            Time.Advance(TimeSpan.FromSeconds(2));
        }

        return (await checking).Accounts;
    }

    public static byte[] Incoming(string subject) =>
        Encoding.UTF8.GetBytes($"From: Someone <someone@elsewhere.test>\r\nTo: {Owner}\r\nSubject: {subject}\r\nMessage-ID: <{subject}@elsewhere.test>\r\n\r\nHello\r\n");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Google.DisposeAsync();
        _store.Dispose();
        Folder.Dispose();
    }

    private async Task StartAsync()
    {
        _context = new FakePluginContext("mail.gmail", Folder.PathTo("plugin"), Time, new FakeBlobs { Elsewhere = id => Host.Blobs.Get(id) })
        {
            KeptSecrets = _secrets, Database = _store, Settings = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["standIn"] = _standIn ?? Google.Root }),
        };
        _plugin = new GmailPlugin();
        await _plugin.ActivateAsync(_context, default);
        Provider = _context.Offered<IMailProvider>();
        Host = new MailroomHost(Folder, new FakeCapabilities(Provider, "mail.gmail"), Time);
    }

    private async Task StopAsync()
    {
        await Host.DisposeAsync();
        await _plugin!.DeactivateAsync(default);
        Lines.AddRange(_context!.Lines.Select(static line => line.Message));
        await _context.DisposeAsync();
    }
}
