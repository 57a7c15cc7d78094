using System.Text;
using Assistant.Host.Extensions.Manifests;
using Assistant.Host.Extensions.Running;
using Assistant.Host.Extensions.Settings;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions;

/// <summary>
/// One plugin and its state. A failure is a value here: it is kept with its reason until a person restarts the plugin,
/// and whoever calls the plugin meanwhile is told that reason.
/// </summary>
internal sealed class Plugin : IAsyncDisposable
{
    /// <summary>A plugin only wires itself up when it is activated; migrating a large store is the longest it has to do.</summary>
    public static readonly TimeSpan ActivationTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Long enough to finish a write, short enough that stopping the host does not look like a hang.</summary>
    public static readonly TimeSpan DeactivationTimeout = TimeSpan.FromSeconds(5);

    private const string SettingsNeedCode = "plugin.settings";

    private readonly IPluginLauncher _launcher;
    private readonly SettingsFile _settings;
    private readonly TimeProvider _time;
    private readonly PluginLines _log;
    private readonly Action<Plugin> _changed;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private PluginRun? _run;
    private bool _disabled;
    private string? _failure;
    private SetupNeed? _need;
    private IRunningPlugin? _active;
    private bool _stopped;
    private int _disposed;

    public Plugin(FoundPlugin found, bool disabled, IPluginLauncher launcher, SettingsFile settings, TimeProvider time, PluginLines log, Action<Plugin> changed)
    {
        Found = found;
        _disabled = disabled;
        _failure = found.Manifest is null ? Summary(found.Problems) : null;
        (_launcher, _settings, _time, _log, _changed) = (launcher, settings, time, log, changed);
    }

    public FoundPlugin Found { get; }

    public string Id => Found.Id;

    public PluginManifest? Manifest => Found.Manifest;

    public PluginState State
    {
        get
        {
            lock (_gate)
                return StateLocked;
        }
    }

    /// <summary>What it logged, and what was logged of it.</summary>
    public PluginLines Log => _log;

    /// <summary>Null while it is not active.</summary>
    public IRunningPlugin? Running
    {
        get
        {
            lock (_gate)
                return _active;
        }
    }

    private PluginState StateLocked => this switch
    {
        { _disabled: true } => PluginState.Disabled,
        { _failure: not null } => PluginState.Failed,
        { _need: not null } => PluginState.NeedsSetup,
        { _active: not null } => PluginState.Active,
        _ => PluginState.Idle,
    };

    /// <summary>The running plugin; starts it where it is idle. Everyone who asks meanwhile waits for the same start.</summary>
    /// <param name="cancel">Ends the wait, not the activation.</param>
    /// <exception cref="RpcException">It is disabled, failed or needs setup; the message names the plugin and the cause.</exception>
    public async ValueTask<IRunningPlugin> ActivateAsync(CancellationToken cancel)
    {
        PluginRun run;
        lock (_gate)
        {
            if (_stopped || _disabled || _failure is not null)
                throw Refusal();
            if (_run is null)
            {
                run = _run = new PluginRun(_time);
                run.Started = StartAsync(run);
            }
            else
            {
                run = _run;
            }
        }

        if (await run.Started.WaitAsync(cancel) is { } running)
            return running;
        lock (_gate)
            throw Refusal();
    }

    public Task EnableAsync() => ChangeAsync(static plugin => plugin._disabled = false);

    public Task DisableAsync() => ChangeAsync(static plugin => plugin._disabled = true);

    /// <summary>Ends it where it runs and forgets a failure, unless the failure is the manifest's.</summary>
    public Task ResetAsync() => ChangeAsync(static plugin => plugin._failure = plugin.Manifest is null ? plugin._failure : null);

    /// <summary>Ends it for good: the host is stopping.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await ChangeAsync(static plugin => plugin._stopped = true);
        _turn.Dispose();
    }

    public PluginInfo Describe()
    {
        lock (_gate)
        {
            return new PluginInfo
            {
                Id = Id,
                Version = Manifest?.Version.ToNormalizedString(),
                Name = Manifest?.Name,
                State = StateLocked,
                Reason = _disabled ? "It was disabled." : _failure,
                Need = _need,
                Isolation = Manifest?.Isolation switch { PluginIsolation.InProcess => "inProcess", PluginIsolation.OwnProcess => "ownProcess", _ => null },
                Services = Manifest?.Contributes.Services ?? [],
                Permissions = Manifest?.Permissions ?? [],
                Problems = Found.Problems,
            };
        }
    }

    private static string Summary(IReadOnlyList<RpcProblem> problems) =>
        $"{problems[0].Path}: {problems[0].Problem}" + (problems.Count > 1 ? $" (and {problems.Count - 1} more)" : "");

    private async Task ChangeAsync(Action<Plugin> change)
    {
        await _turn.WaitAsync();
        try
        {
            PluginRun? run;
            lock (_gate)
            {
                change(this);
                run = _run;
                (_run, _active, _need) = (null, null, null);
            }

            if (run is not null)
                await run.EndAsync();
            _changed(this);
        }
        finally
        {
            _turn.Release();
        }
    }

    // Never throws: what goes wrong is the plugin's state from then on.
    private async Task<IRunningPlugin?> StartAsync(PluginRun run)
    {
        // Off the caller's thread, which may be a connection's read loop and holds the gate.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var starting = run;
        var settings = _settings.For(Manifest!);
        if (settings.Problems.Count > 0)
        {
            Settle(run, () => (_run, _need) = (null, SettingsNeed(settings)));
            return null;
        }

        foreach (var secret in Manifest!.Contributes.Settings is { } schema ? SecretSettings.Texts(schema, settings.Value) : [])
            _log.Hide(Encoding.UTF8.GetBytes(secret));
        var cancel = run.Cancel;
        var launch = Task.Run(() => _launcher.LaunchAsync(
            new PluginLaunch(Manifest!, Found.Folder, settings.Value, need => Settle(run, () => _need = need)), cancel), CancellationToken.None);
        IRunningPlugin running;
        try
        {
            running = await launch.WaitAsync(cancel);
        }
#pragma warning disable CA1031 // The boundary to foreign code: whatever it throws is this plugin's failure and nobody else's.
        catch (Exception error)
#pragma warning restore CA1031
        {
            run.Watch = EndLateAsync(launch);
            Fail(run, run.TimedOut ? $"It was not active after {ActivationTimeout.TotalSeconds:0} seconds." : error.Message, error);
            return null;
        }

        PluginLog.Activated(_log, Id, Manifest!.Isolation);
        run.Watch = WatchAsync(run, running);
        Settle(run, () => (_active, _need) = (running, _need?.Code == SettingsNeedCode ? null : _need));
        return running;
    }

    // A plugin that ignores its token may still become active after it was given up: it is ended then.
    private static async Task EndLateAsync(Task<IRunningPlugin> launch)
    {
        try
        {
            await (await launch).StopAsync(DeactivationTimeout);
        }
#pragma warning disable CA1031 // The failure is already the plugin's state; this one comes after it.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private async Task WatchAsync(PluginRun run, IRunningPlugin running)
    {
        try
        {
            Fail(run, await running.Ended, null);
        }
        catch (OperationCanceledException)
        {
            // It was stopped.
        }
    }

    private void Fail(PluginRun run, string reason, Exception? error)
    {
        if (Settle(run, () => (_run, _active, _need, _failure) = (null, null, null, reason)))
            PluginLog.Failed(_log, Id, reason, error);
    }

    // A run that has been replaced has no say any more.
    private bool Settle(PluginRun run, Action change)
    {
        lock (_gate)
        {
            if (_run != run)
                return false;
            change();
        }

        _changed(this);
        return true;
    }

    private RpcException Refusal() => this switch
    {
        { _stopped: true } => new RpcException(RpcErrorCode.ShuttingDown, "The host is stopping."),
        { _disabled: true } => new RpcException(RpcErrorCode.PluginFailed, $"The plugin '{Id}' is disabled."),
        { _failure: { } reason } => new RpcException(RpcErrorCode.PluginFailed, $"The plugin '{Id}' failed: {reason}"),
        { _need: { } need } => new RpcException(RpcErrorCode.NeedsSetup, $"The plugin '{Id}' needs setup: {need.Message}", new RpcNeedsSetupData { Subject = "plugin:" + Id, Remedy = need.Remedy }),
        _ => new RpcException(RpcErrorCode.PluginFailed, $"The plugin '{Id}' was stopped while it started."),
    };

    private SetupNeed SettingsNeed(PluginSettings settings) => new()
    {
        Code = SettingsNeedCode,
        Message = Summary(settings.Problems),
        Remedy = settings.Problems[0].Remedy ?? $"Correct {settings.Problems[0].Path}.",
        Form = Manifest!.Contributes.Settings,
    };
}
