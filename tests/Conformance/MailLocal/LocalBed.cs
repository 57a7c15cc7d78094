using System.Security.Cryptography;
using System.Text;
using Assistant.Plugins.MailLocal;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Conformance.MailLocal;

/// <summary>The plugin with a folder of its own.</summary>
public abstract class LocalBed(PluginRun run) : ProviderBed
{
    private readonly FakeBlobs _blobs = new();
    private MailLocalPlugin? _plugin;
    private FakePluginContext? _context;
    private RpcPair? _pair;
    private OwnProcess? _process;
    private IMailProvider? _provider;
    private IPostOffice? _desk;
    private int _received;

    protected string Root { get; } = Directory.CreateTempSubdirectory("assistant-bed-").FullName;

    public override IMailProvider Provider => _provider!;

    public override SentEvidence Absence => SentEvidence.NotSent;

    protected string PluginFolder => Path.Combine(Root, "plugin");

    protected IPostOffice Desk => _desk!;

    /// <summary>The Maildir of the account.</summary>
    protected abstract string Inbox { get; }

    public async ValueTask StartAsync()
    {
        if (run == PluginRun.OwnProcess)
        {
            _process = await OwnProcess.StartAsync(PluginFolder, _blobs);
            (_provider, _desk) = (MailProviderRpc.Contract.Connect(_process.Caller), PostOfficeRpc.Contract.Connect(_process.Caller));
            return;
        }

        _context = new FakePluginContext("mail.local", PluginFolder, TimeProvider.System, _blobs);
        _plugin = new MailLocalPlugin();
        await _plugin.ActivateAsync(_context, default);
        (_provider, _desk) = (_context.Offered<IMailProvider>(), _context.Offered<IPostOffice>());
        if (run == PluginRun.Direct)
            return;
        _pair = new RpcPair(MailProviderRpc.Contract.Bind(_provider));
        _provider = MailProviderRpc.Contract.Connect(_pair.Client);
    }

    public override async ValueTask RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public override ValueTask LosePositionAsync()
    {
        Directory.Delete(Path.Combine(PluginFolder, "reading"), recursive: true);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask ReceiveAsync(byte[] message)
    {
        var name = $"{1_767_000_000 + _received}.M{_received}P1.elsewhere";
        _received++;
        var draft = Path.Combine(Inbox, "tmp", name);
        await File.WriteAllBytesAsync(draft, message);
        File.Move(draft, Path.Combine(Inbox, "new", name));
    }

    public override ValueTask<IReadOnlyDictionary<string, string>> SnapshotAsync() => new(Directory.EnumerateFiles(Inbox, "*", SearchOption.AllDirectories)
        .Where(f => !f.Contains(".Sent", StringComparison.Ordinal))
        .ToDictionary(f => Path.GetRelativePath(Inbox, f), f => $"{File.GetLastWriteTimeUtc(f):O} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}"));

    public override Content Put(byte[] message) => _blobs.Put(message);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        Directory.Delete(Root, recursive: true);
    }

    protected static string Text(string file) => Encoding.UTF8.GetString(File.ReadAllBytes(file));

    private async ValueTask StopAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        if (_pair is not null)
            await _pair.DisposeAsync();
        if (_plugin is not null)
            await _plugin.DeactivateAsync(default);
        if (_context is not null)
            await _context.DisposeAsync();
        (_process, _pair, _plugin, _context) = (null, null, null, null);
    }
}
