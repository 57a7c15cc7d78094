using System.Threading.Channels;
using Assistant.Host.Extensions;
using Assistant.Host.Extensions.Manifests;
using Assistant.Host.Extensions.Running;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Events;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using NuGet.Versioning;

namespace Assistant.Host.Tests.Extensions;

/// <summary>A host's events and the plugins that hear them, over a folder that outlives the host.</summary>
internal sealed class EventBed : IAsyncDisposable, IPluginLauncher
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _temp = new();
    private readonly Database _database;
    private readonly EventLog _log;
    private readonly PauseTime _time = new();
    private PluginRegistry? _registry;
    private PluginEvents? _events;

    public EventBed(params string[] plugins)
    {
        _database = _temp.OpenHost();
        _log = new EventLog(_database, TimeProvider.System);
        Positions = new PluginEventPositions(_database);
        foreach (var id in plugins)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_temp.PathTo("plugins-installed"), id)).FullName;
            File.WriteAllText(Path.Combine(folder, "plugin.json"), $$"""{"id": "{{id}}", "version": "1.0.0", "host": "0.1.0", "command": ["true"], "activation": ["onEvent:draft.changed", "onEvent:message.replied"]}""");
            Listeners[id] = new FakeListener();
        }
    }

    public Dictionary<string, FakeListener> Listeners { get; } = [];

    public PluginEventPositions Positions { get; }

    public long Happens(string name, string id) => _database.Write(transaction =>
    {
        _log.Append(transaction, name, [id]);
        return transaction.Number("SELECT max(seq) FROM event")!.Value;
    });

    /// <summary>Leaves of the events only the newest, as a busy desk does in a few days.</summary>
    public void Forgets()
    {
        var newest = Happens("contact.changed", "x");
        _database.Write(transaction => transaction.Execute("DELETE FROM event WHERE seq < @newest", ("@newest", newest)));
    }

    /// <summary>Starts a host, and waits until each plugin's position is known, as it is once the plugin is told of what happens.</summary>
    public async Task StartAsync()
    {
        var logs = new PluginLogs(NullLoggerFactory.Instance, TimeProvider.System);
        _registry = new PluginRegistry(
            PluginCatalog.Discover(_temp.PathTo("plugins"), _temp.PathTo("plugins-installed"), new SemanticVersion(0, 1, 0)), this, new PluginChoices(_database, TimeProvider.System),
            new SettingsFile(_temp.PathTo("settings.json")), TimeProvider.System, logs, static (_, _) => { });
        _events = new PluginEvents(_registry, _log, Positions, _time, logs);
        _events.Start();
        foreach (var id in Listeners.Keys)
            await UntilAsync(() => Positions.Find(id) is not null);
    }

    public async Task StopAsync()
    {
        if (_events is not null)
            await _events.DisposeAsync();
        if (_registry is not null)
            await _registry.DisposeAsync();
        (_events, _registry) = (null, null);
    }

    /// <summary>Waits until somebody pauses before telling again, and lets that time pass.</summary>
    public async Task PassPauseAsync()
    {
        await _time.Pauses.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        _time.Clock.Advance(PluginEvents.Pause);
    }

    /// <summary>Waits for a position, which is written after the event was dealt with.</summary>
    public Task ReachedAsync(string id, long seq) => UntilAsync(() => Positions.Find(id) == seq);

    /// <summary>Waits until a plugin has stumbled over what it was to stumble over.</summary>
    public Task StumbledAsync(string id) => UntilAsync(() => Listeners[id].Faults.Count == 0);

    public Task<IRunningPlugin> LaunchAsync(PluginLaunch launch, CancellationToken cancel) => Task.FromResult<IRunningPlugin>(Listeners[launch.Manifest.Id]);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _database.Dispose();
        _temp.Dispose();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
    }

    /// <summary>Tells when a timer is set.</summary>
    private sealed class PauseTime : TimeProvider
    {
        public ManualTime Clock { get; } = new();

        public Channel<TimeSpan> Pauses { get; } = Channel.CreateUnbounded<TimeSpan>();

        public override DateTimeOffset GetUtcNow() => Clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = Clock.CreateTimer(callback, state, dueTime, period);
            Pauses.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}

/// <summary>A plugin that hears events, and may stumble over them.</summary>
internal sealed class FakeListener : IRunningPlugin, IEventListener
{
    private readonly Channel<HostEvent> _heard = Channel.CreateUnbounded<HostEvent>();
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the next events meet; null deals with one.</summary>
    public Queue<Exception?> Faults { get; } = new();

    /// <summary>False for a plugin that names events and offers nothing that hears them.</summary>
    public bool Listens { get; set; } = true;

    public RpcDispatcher Methods { get; } = new([]);

    public Task<string> Ended => _ended.Task;

    public TService? Find<TService>(RpcContract<TService> contract)
        where TService : class => Listens ? this as TService : null;

    public Task StopAsync(TimeSpan deadline)
    {
        _ended.TrySetCanceled();
        return Task.CompletedTask;
    }

    public ValueTask<Done> HearAsync(HostEvent request, CancellationToken cancel)
    {
        if (Faults.TryDequeue(out var fault) && fault is not null)
            throw fault;
        _heard.Writer.TryWrite(request);
        return new(new Done());
    }

    /// <summary>The next event that was dealt with, as <c>name id</c>.</summary>
    public async Task<string> NextAsync() => await _heard.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)) is var heard ? $"{heard.Name} {string.Join(' ', heard.Ids)}".Trim() : "";

    /// <summary>Whether there is one more that nobody has looked at.</summary>
    public bool HeardMore => _heard.Reader.TryPeek(out _);
}
