using Assistant.Host.Doors;
using Assistant.Host.Doors.Web;
using Assistant.Host.Extensions;
using Assistant.Host.Extensions.Manifests;
using Assistant.Host.Extensions.Running;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Keeping.Erasing;
using Assistant.Host.Keeping.Taking;
using Assistant.Host.Keeping.Today;
using Assistant.Host.Mailroom;
using Assistant.Host.Mailroom.Notices;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Records;
using Assistant.Host.Records.Backups;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Backups;
using Assistant.Host.Storage.Events;
using Assistant.Host.Storage.Plugins;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;
using Assistant.Host.Writing;
using Assistant.Host.Writing.Claims;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;
using NuGet.Versioning;

namespace Assistant.Host;

/// <summary>
/// The composed host: every floor, made once, and the services of each connection. This is the only place that knows how the parts fit together.
/// </summary>
internal sealed class HostKernel : IConnectionServices, IAsyncDisposable
{
    private readonly WebDoor _web;
    private readonly Database _database;
    private readonly SecretStore _secrets;
    private readonly ClientKeys _keys;
    private readonly ClientAdministration _clients;
    private readonly Policy _policy;
    private readonly AuditLog _audit;
    private readonly Desk _desk;
    private readonly RecordsKernel _records;
    private readonly MailroomKernel _mailroom;
    private readonly WritingKernel _writing;
    private readonly PluginRegistry _plugins;
    private readonly RecordNews _news;
    private readonly PluginEvents _pluginEvents;
    private readonly PluginStores _pluginStores;
    private readonly Discovery _discovery;
    private readonly HostState _state;
    private readonly BackupMaker _backups;
    private readonly BlobStore _blobs;
    private readonly TodayPlugins _todayPlugins;
    private readonly Eraser _eraser;
    private readonly ExportMaker _exports;
    private readonly ImportTaker _imports;
    private readonly TimeProvider _time;

    private HostKernel(DataFolder folder, WebDoor web, TimeProvider time, ILoggerFactory logs, Action stop)
    {
        (_web, _time) = (web, time);
        _database = new Database(folder.DatabasePath, MigrationSet.Host, time);
        _desk = Desk.Open(_database, time);
        _audit = new AuditLog(_database, folder.State.AuditHead, time);
        _secrets = new SecretStore(folder.SecretsPath);
        _keys = new ClientKeys(_database, _desk, time);
        _policy = new Policy(_audit, time);
        var keys = new SubjectKeys(_secrets, time);
        var sealer = new Sealer(keys);
        _blobs = new BlobStore(_database, keys, folder.BlobsPath, time);
        var events = new EventLog(_database, time);
        Clients = new LiveClients(time);
        Pairings = new Pairings(_keys, _database, events, _policy, _audit, time);
        _clients = new ClientAdministration(_keys, Pairings, Clients, _database, events, _policy, _audit);
        Device = new Device(_database, folder.State.DeviceGeneration, _audit);
        var started = Device.Start();

        _pluginStores = new PluginStores(folder, time);
        var settings = new SettingsFile(Path.Combine(folder.FullPath, SettingsFile.FileName));
        var pluginLogs = new PluginLogs(logs, time);
        _news = new RecordNews((name, ids) => _database.Write(transaction => events.Append(transaction, name, ids)), time, pluginLogs.For("news"));
        var resources = new PluginResources
        {
            DataFolder = Path.Combine(folder.FullPath, "plugin-files"),
            Store = _pluginStores.For,
            Secrets = id => new PluginSecrets(_secrets, id, pluginLogs.For(id)),
            Services = ForPlugin,
            News = _news,
            Time = time,
            Logs = pluginLogs,
        };
        _plugins = new PluginRegistry(
            FindPlugins(folder),
            new PluginLauncher(new InProcessLauncher(resources), new OwnProcessLauncher(resources, new ChildStarter(), Installation.RunnerPath)),
            new PluginChoices(_database, time), settings, time, pluginLogs,
            (name, id) => _database.Write(transaction => events.Append(transaction, name, [id])));
        _pluginEvents = new PluginEvents(_plugins, events, new PluginEventPositions(_database), time, pluginLogs);
        var capabilities = new Capabilities(_plugins, settings);

        _todayPlugins = new TodayPlugins(capabilities, time);

        _exports = new ExportMaker(folder, _database, sealer, _blobs, _desk, capabilities, Installation.Version, time);
        _imports = new ImportTaker(_database, sealer, _blobs, _desk, capabilities, events, _audit);

        _records = new RecordsKernel(_database, events, _audit, _desk, sealer, _blobs, capabilities.ComposerAsync, capabilities.DocumentFormatsAsync, capabilities.ProposalTargetAsync, _ => new(_mailroom!.SenderFacts()), SentDocuments.List, time);
        _mailroom = new MailroomKernel(new MailroomParts
        {
            Database = _database,
            Desk = _desk,
            Events = events,
            Audit = _audit,
            Sealer = sealer,
            Blobs = _blobs,
            Capabilities = capabilities,
            Contacts = _records.Contacts,
            Suppressions = _records.Suppressions,
            Templates = (connection, id) => _records.Templates.Get(connection, id),
            Proposals = _records.Proposals,
            Documents = _records.Documents,
            FollowUps = _records.FollowUps,
            Background = () => settings.Background([]),
            Desktop = new SystemDesktop(),
            Time = time,
            Logs = logs,
        });
        _mailroom.HoldBack(started);
        _eraser = new Eraser(
            folder, _database, new Erasure(keys, _blobs, _desk, time), new Disconnections(_mailroom.Connections, time), _secrets, capabilities, _pluginStores.For, _plugins.RenewAsync, _audit,
            events, time);
        _writing = new WritingKernel(
            new Books(_database, events, _audit, _desk, time), sealer, _records.Contacts, _records.Templates, _records.Proposals, _records.Decisions, _records.Documents, _mailroom.Letters, capabilities, new ClaimChecker(), logs);
        web.Origins = () => settings.WebOrigins([]);
        web.Renewed = () => _database.Write(transaction => events.Append(transaction, NoticeWords.Renewed, []));
        _discovery = new Discovery(Installation.Version, () => [Installation.ContractPath, .. _plugins.ContractFiles]);
        _backups = new BackupMaker(folder, _database, _blobs, _secrets, _pluginStores.For, Installation.Version, time);
        _state = new HostState(folder, _database, _secrets, _keys, _audit, _mailroom, _plugins, _pluginStores, settings, Device, _desk, web, time, stop);
    }

    /// <summary>Something is in the outbox that this host still has to do.</summary>
    public bool HasWork => _mailroom.HasWork || _writing.IsBusy;

    public Device Device { get; }

    /// <summary>What a connection can be told of this host at its next start, if nothing changes until then.</summary>
    public Greeting Greeting() => _state.Greeting(_desk.Person);

    /// <summary>Opens the folder and brings its database up to date: whoever asks is answered from here on. Nothing begins by itself before <see cref="Start"/>.</summary>
    /// <exception cref="StorageException">The folder cannot be worked in; the message has the remedy.</exception>
    public static HostKernel Open(DataFolder folder, WebDoor web, TimeProvider time, ILoggerFactory logs, Action stop)
    {
        var kernel = new HostKernel(folder, web, time, logs, stop);
        // Before anybody is answered: what is taken away here looks like what a client's upload or backup has just begun.
        WorkFolder.Clear(folder.WorkPath);
        kernel._blobs.Sweep();
        return kernel;
    }

    /// <summary>Before anybody is answered: forgets again whom a folder that was restored has back, and ends erasures that were interrupted.</summary>
    public Task FinishErasuresAsync() => _eraser.FinishAsync();

    /// <summary>Once: deals with what the last run left, activates plugins, and begins to send what is due. Clients that came first have been answered meanwhile.</summary>
    public void Start()
    {
        _writing.Recover();
        _records.Documents.Purge();
        _plugins.Start();
        _pluginEvents.Start();
        _mailroom.Start();
    }

    /// <summary>Gives back what the next call can have made anew; whoever is at work goes on.</summary>
    public void Rest() => _database.Rest();

    public Pairings Pairings { get; }

    public LiveClients Clients { get; }

    public Caller? Admit(DoorKind door, string? origin = null, string? clientKey = null)
    {
        if (door is not DoorKind.Web)
            return new Caller(_desk, door, origin, _keys, _audit);
        if (clientKey is not null && _keys.Find(clientKey, origin) is { } key)
            return new Caller(_desk, door, origin, _keys, _audit, client: null, key);
        _policy.NoteRefusal(new AuditRecord("unknown", "web", "client.connect", "", "", "refused: client key"));
        return null;
    }

    public ISession Session(Caller caller) => new SessionService(caller, _state.Status, _discovery);

    public RpcDispatcher For(Caller caller, RpcSession session) =>
        RpcDispatcher.Combine(Services(caller, () => session.EndReason is not null, session.Ended).Append(_records.Events(_policy, caller, session, session.Ended)));

    public RpcException? Refuse(Caller caller, RpcMethod method)
    {
        if (method.Requires is null)
            return null;
        try
        {
            _policy.RequireScope(caller.Principal, method.Requires, method.Name.Replace('/', '.'));
            return null;
        }
        catch (RpcException refusal)
        {
            return refusal;
        }
    }

    public RpcBinding? Resolve(Caller caller, string method) => new PluginRouter(_plugins, found => Refuse(caller, found)).Resolve(method);

    /// <summary>Ends in the order of dependence: no more writing and sending, then the plugins that carried it, then what all of them stood on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.DisposeAsync();
        await _mailroom.DisposeAsync();
        await _pluginEvents.DisposeAsync();
        _news.Dispose();
        await _plugins.DisposeAsync();
        _pluginStores.Dispose();
        _records.Dispose();
        _database.Dispose();
    }

    // Looked at when a plugin is first asked for: manifests are read then, and a list of drafts needs none.
    private static IEnumerable<FoundPlugin> FindPlugins(DataFolder folder)
    {
        foreach (var plugin in PluginCatalog.Discover(Installation.PluginsFolder, Path.Combine(folder.FullPath, "plugins-installed"), SemanticVersion.Parse(Installation.Version)))
            yield return plugin;
    }

    // What a plugin may do as a caller: its own client, the scopes of its permissions, and of the services those its grant lets through.
    private RpcDispatcher ForPlugin(PluginManifest manifest)
    {
        var caller = new Caller(_desk, DoorKind.Plugin, origin: null, _keys, _audit, "plugin:" + manifest.Id);
        caller.Initialize(manifest.Id, clientKey: null, [.. new PluginGrant(manifest.Permissions).Scopes]);
        return RpcDispatcher.Combine(Services(caller, static () => false, CancellationToken.None));
    }

    private IEnumerable<RpcDispatcher> Services(Caller caller, Func<bool> isLost, CancellationToken ended) =>
    [
        SessionRpc.Contract.Bind(Session(caller)),
        ClientsRpc.Defer(() => new ClientsService(_clients, caller)),
        HostRpc.Defer(() => new HostService(_state, _policy, caller)),
        AccountsRpc.Defer(() => _mailroom.Accounts(_policy, caller)),
        DraftsRpc.Defer(() => _mailroom.Drafts(_policy, caller)),
        OutboxRpc.Defer(() => _mailroom.Outbox(_policy, caller)),
        TrackingRpc.Defer(() => _mailroom.Tracking(_policy, caller)),
        WritingRpc.Defer(() => _writing.Service(_policy, caller, isLost)),
        TodayRpc.Defer(() => Today(caller)),
        ExportRpc.Defer(() => new ExportService(_exports, _imports, _policy, caller)),
        EraseRpc.Defer(() => new EraseService(_eraser, _policy, caller)),
        WebRpc.Defer(() => new WebService(_web, caller, action => _audit.Append(new AuditRecord(caller.Principal.Person, caller.Principal.Client, action, "", "", "done")))),
        BackupRpc.Defer(() => new BackupService(_backups, _policy, _audit, caller)),
        PluginsRpc.Defer(() => new PluginsService(_plugins, (action, id) => _audit.Append(new AuditRecord(caller.Principal.Person, caller.Principal.Client, action, "plugin", id, "done")))),
        .. _records.Services(_policy, caller, ended),
    ];

    private TodayService Today(Caller caller) => new(
        new TodayParts(
            _mailroom.Accounts(_policy, caller), _mailroom.Drafts(_policy, caller), _mailroom.Outbox(_policy, caller), _mailroom.Tracking(_policy, caller),
            _records.ProposalsOf(_policy, caller), _records.FollowUpsOf(_policy, caller), _records.ContactsOf(_policy, caller)),
        _state.Needs, _todayPlugins, _policy, caller, _time);
}
