using System.Collections.Concurrent;
using System.Text.Json;
using Assistant.Fixtures.Hello;
using Assistant.Host.Extensions;
using Assistant.Host.Extensions.Manifests;
using Assistant.Host.Extensions.Running;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Secrets;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using NuGet.Versioning;

namespace Assistant.Host.Tests.Extensions;

/// <summary>An extension host with its folders, and a client connected to it.</summary>
internal sealed class ExtensionDesk : IAsyncDisposable
{
    public static readonly SemanticVersion HostVersion = new(0, 1, 0);

    private readonly TempFolder _temp = new();
    private readonly Database _database;
    private readonly SettingsFile _settings;
    private readonly TimeProvider _time;
    private readonly RecordNews _news;
    private readonly PluginStores _stores;
    private readonly SecretStore _secrets;
    private readonly ChildStarter _starter = new();
    private readonly SemaphoreSlim _changed = new(0);
    private RpcPair? _pair;
    private PluginRegistry? _registry;

    public ExtensionDesk(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _news = new RecordNews((name, ids) => Published(name, string.Join(',', ids)), _time, NullLogger.Instance);
        _database = _temp.OpenHost();
        _settings = new SettingsFile(SettingsPath);
        _stores = new PluginStores(_temp.Data, _time);
        _secrets = new SecretStore(_temp.Data.SecretsPath, SecretPlaceKind.File);
    }

    public string OwnPlugins => _temp.PathTo("plugins");

    public string InstalledPlugins => _temp.PathTo("plugins-installed");

    public string SettingsPath => _temp.PathTo("settings.json");

    public ConcurrentQueue<(string Event, string Plugin)> Events { get; } = [];

    public PluginRegistry Registry => _registry ??= Open();

    public ICapabilities Capabilities => new Capabilities(Registry, _settings);

    /// <summary>What the connected client may do.</summary>
    public HashSet<string> Scopes { get; } = [Protocol.Services.Scopes.Read, Protocol.Services.Scopes.Draft];

    /// <summary>A client's connection; the door leads to the plugins what it does not serve itself.</summary>
    public RpcSession Client => (_pair ??= Connect()).Client;

    public IHello Hello => HelloRpc.Contract.Connect(Client);

    public Plugin HelloPlugin => Registry.Get("hello");

    /// <summary>How often the fixture was activated and deactivated, in its own words.</summary>
    public string[] Activations
    {
        get
        {
            var path = Path.Combine(_temp.Data.PluginsPath, "hello", "activations");
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
    }

    public static void CopyHello(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Artifacts.Hello))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    public ExtensionDesk WithHello(PluginIsolation isolation, string? activation = null)
    {
        CopyHello(Path.Combine(isolation == PluginIsolation.InProcess ? OwnPlugins : InstalledPlugins, "hello"));
        return activation is null ? this : WithSettings($$"""{ "plugins": { "hello": { "activation": "{{activation}}" } } }""");
    }

    public ExtensionDesk WithSettings(string json)
    {
        File.WriteAllText(SettingsPath, json);
        return this;
    }

    public ExtensionDesk WithManifest(string folder, string json, PluginOrigin origin = PluginOrigin.Installed)
    {
        var path = Path.Combine(origin == PluginOrigin.Own ? OwnPlugins : InstalledPlugins, folder);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "plugin.json"), json);
        return this;
    }

    /// <summary>Ends the host and starts another on the same folders.</summary>
    public async Task ReopenAsync()
    {
        await CloseAsync();
        (_pair, _registry) = (null, null);
    }

    public PluginsService Service(List<string>? audit = null) => new(Registry, (action, id) => audit?.Add($"{action} {id}"));

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _news.Dispose();
        _starter.Dispose();
        _stores.Dispose();
        _database.Dispose();
        _temp.Dispose();
    }

    private async Task CloseAsync()
    {
        if (_pair is not null)
            await _pair.DisposeAsync();
        if (_registry is not null)
            await _registry.DisposeAsync();
    }

    /// <summary>Waits until a change of some plugin makes it so.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await _changed.WaitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    private void Published(string name, string plugin)
    {
        Events.Enqueue((name, plugin));
        _changed.Release();
    }

    private RpcPair Connect() => new(null, serverOptions: new RpcSessionOptions { Authorize = Authorize, Resolve = new PluginRouter(Registry, Authorize).Resolve });

    private RpcException? Authorize(RpcMethod method) => method.Requires is { } scope && !Scopes.Contains(scope) ? RpcException.NotAuthorised(scope) : null;

    private PluginRegistry Open()
    {
        var logs = new PluginLogs(NullLoggerFactory.Instance, _time);
        var resources = new PluginResources
        {
            DataFolder = _temp.Data.PluginsPath,
            Store = _stores.For,
            Secrets = id => new PluginSecrets(_secrets, id, logs.For(id)),
            Services = _ => RpcDispatcher.Combine(ContactsRpc.Contract.Bind(new FakeContacts()), new RpcDispatcher([OutboxRpc.Methods.List.Bind(this, static (_, _, _, _) => throw new NotSupportedException())])),
            News = _news,
            Time = _time,
            Logs = logs,
        };
        var launcher = new PluginLauncher(new InProcessLauncher(resources), new OwnProcessLauncher(resources, _starter, Artifacts.Runner));
        return new PluginRegistry(
            PluginCatalog.Discover(OwnPlugins, InstalledPlugins, HostVersion), launcher, new PluginChoices(_database, _time), _settings, _time,
            logs, Published);
    }
}
