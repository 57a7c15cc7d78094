using System.Text;
using System.Text.Json;
using Assistant.Plugins.MailGmail;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>The plugin with Google on this machine.</summary>
/// <param name="grant">What its account is given.</param>
/// <param name="overRpc">It is called over a session.</param>
public sealed class GmailBed(GrantLevel grant, bool overRpc) : ProviderBed
{
    private readonly FakeBlobs _blobs = new();
    private readonly FakePluginSecrets _secrets = new();
    private readonly SqlitePluginStore _store = new();
    private readonly FakeGoogle _google = new(TimeProvider.System);
    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-gmail-").FullName;
    private GmailPlugin? _plugin;
    private FakePluginContext? _context;
    private RpcPair? _pair;
    private IMailProvider? _provider;

    public override IMailProvider Provider => _provider!;

    public override GrantLevel Grant => grant;

    public override bool KeepsMessageId => false;

    public override IProgress<ConnectStep>? Browser => new FakeBrowser();

    public override JsonElement? Settings { get; } = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["clientId"] = GoogleSignIn.ClientId, ["clientSecret"] = GoogleSignIn.ClientSecret });

    public override IReadOnlyList<(string Settings, string Path)> WrongSettings =>
    [
        ("""{"clientId":7}""", "$.settings.clientId"),
        ("""{"clientId":"mine.example"}""", "$.settings.clientId"),
        ($$"""{"clientFile":"{{_folder}}/none.json"}""", "$.settings.clientFile"),
        ("""{"clientFile":"client.json"}""", "$.settings.clientFile"),
        ($$"""{"clientFile":"{{_folder}}/none.json","clientId":"{{GoogleSignIn.ClientId}}"}""", "$.settings.clientFile"),
    ];

    public override SentEvidence Absence => SentEvidence.None;

    public override int Submissions => Mailbox.Ledger.Count;

    private GoogleMailbox Mailbox => _google.Mailbox(Address);

    public async ValueTask StartAsync()
    {
        _context = new FakePluginContext("mail.gmail", _folder, TimeProvider.System, _blobs)
        {
            KeptSecrets = _secrets, Database = _store, Settings = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["standIn"] = _google.Root }),
        };
        _plugin = new GmailPlugin();
        await _plugin.ActivateAsync(_context, default);
        _provider = _context.Offered<IMailProvider>();
        if (!overRpc)
            return;
        _pair = new RpcPair(MailProviderRpc.Contract.Bind(_provider));
        _provider = MailProviderRpc.Contract.Connect(_pair.Client);
    }

    public override async ValueTask RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Gmail forgets its history up to now.</summary>
    public override ValueTask LosePositionAsync()
    {
        Mailbox.Floor = Mailbox.HistoryId;
        return ValueTask.CompletedTask;
    }

    public override ValueTask ReceiveAsync(byte[] message)
    {
        Mailbox.Receive(message);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<IReadOnlyDictionary<string, string>> SnapshotAsync() => new(Mailbox.Messages
        .Where(static message => !message.Labels.Contains("SENT"))
        .ToDictionary(static message => message.Id, static message => $"{string.Join(' ', message.Labels)} {Convert.ToBase64String(message.Raw)}"));

    public override ValueTask<IReadOnlyList<string>> ArrivedAsync() =>
        new([.. Mailbox.Messages.Where(static message => message.Labels.Contains("SENT")).Select(static message => Encoding.UTF8.GetString(message.Raw).ReplaceLineEndings("\n"))]);

    public override Content Put(byte[] message) => _blobs.Put(message);

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _google.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async ValueTask StopAsync()
    {
        if (_pair is not null)
            await _pair.DisposeAsync();
        if (_plugin is not null)
            await _plugin.DeactivateAsync(default);
        if (_context is not null)
            await _context.DisposeAsync();
        (_pair, _plugin, _context) = (null, null, null);
    }
}
