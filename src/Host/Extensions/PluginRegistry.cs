using System.Text.Json;
using Assistant.Host.Extensions.Manifests;
using Assistant.Host.Extensions.Running;
using Assistant.Host.Extensions.Settings;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions;

/// <summary>Every plugin that was found, broken or not. The host starts, answers and stops whatever state they are in.</summary>
internal sealed class PluginRegistry : IAsyncDisposable
{
    private readonly Lazy<Known> _known;
    private readonly PluginChoices _choices;
    private readonly SettingsFile _settings;
    private Task _startup = Task.CompletedTask;

    /// <param name="found">As <see cref="PluginCatalog"/> finds them: whoever comes first keeps a contested id. Looked at when a plugin is first asked for.</param>
    /// <param name="launcher">How to run them.</param>
    /// <param name="choices">Which of them a person disabled.</param>
    /// <param name="settings">The user's settings.</param>
    /// <param name="time">The clock for time-outs.</param>
    /// <param name="logs">Where each plugin's activations and failures are noted.</param>
    /// <param name="publish">Takes an event's name and the plugin's id.</param>
    public PluginRegistry(IEnumerable<FoundPlugin> found, IPluginLauncher launcher, PluginChoices choices, SettingsFile settings, TimeProvider time, PluginLogs logs, Action<string, string> publish)
    {
        (_choices, _settings) = (choices, settings);
        _known = new(() =>
        {
            var disabled = choices.Disabled();
            return new Known([.. found.Select(f => new Plugin(f, disabled.Contains(f.Id), launcher, settings, time, logs.For(f.Id), Changed))]);
        });

        void Changed(Plugin plugin)
        {
            try
            {
                publish(plugin.State == PluginState.Failed ? "plugin.failed" : "plugin.changed", plugin.Id);
            }
#pragma warning disable CA1031 // The state has changed already; an event that cannot be written (a full disk) must not look like a failure of the plugin.
            catch (Exception error)
#pragma warning restore CA1031
            {
                PluginLog.NotPublished(plugin.Log, plugin.Id, error);
            }
        }
    }

    /// <summary>Ours first, then by id.</summary>
    public IReadOnlyList<Plugin> All => _known.Value.Plugins;

    /// <summary>The documents that describe the plugins' methods, of those that have one and are not broken; no code is loaded for them.</summary>
    public IReadOnlyList<string> ContractFiles =>
        [.. All.Where(static p => p.Manifest?.Contract is not null).Select(static p => Path.Combine(p.Found.Folder, p.Manifest!.Contract!))];

    /// <summary>The plugin that contributes a service; null where none does.</summary>
    public Plugin? Serving(string service) => _known.Value.ByService.GetValueOrDefault(service);

    /// <exception cref="RpcException">There is no such plugin.</exception>
    public Plugin Get(string id) => _known.Value.ById.GetValueOrDefault(id) ?? throw RpcException.NotFound("plugin", id);

    /// <summary>Activates those that want it on start-up, without waiting for them.</summary>
    public void Start() => _startup = Task.WhenAll(All.Where(static p => p.Manifest?.Activation.Any(static a => a.Kind == ActivationKind.OnStartup) == true).Select(TryActivateAsync));

    public async Task EnableAsync(string id, CancellationToken cancel)
    {
        var plugin = Get(id);
        await _choices.SetAsync(id, disabled: false, cancel);
        await plugin.EnableAsync();
    }

    public async Task DisableAsync(string id, CancellationToken cancel)
    {
        var plugin = Get(id);
        await _choices.SetAsync(id, disabled: true, cancel);
        await plugin.DisableAsync();
    }

    /// <summary>Ends the plugin and activates it anew; a failure is in its state, not thrown.</summary>
    public async Task RestartAsync(string id, CancellationToken cancel)
    {
        var plugin = Get(id);
        await plugin.ResetAsync();
        await TryActivateAsync(plugin).WaitAsync(cancel);
    }

    /// <summary>Starts a plugin anew where it runs: what it knows is not there any more.</summary>
    public Task RenewAsync(string id) => All.FirstOrDefault(plugin => plugin.Id == id) is { State: PluginState.Active } ? RestartAsync(id, CancellationToken.None) : Task.CompletedTask;

    /// <summary>What a plugin can be told, and what it is told now, without its secrets.</summary>
    public PluginSettingsResponse Settings(string id)
    {
        var manifest = Get(id).Manifest;
        if (manifest?.Contributes.Settings is not { } form)
            return new PluginSettingsResponse { Values = JsonElement.Parse("{}") };
        var withheld = new List<string>();
        var given = _settings.For(manifest).Value;
        return new PluginSettingsResponse
        {
            Form = form,
            Values = given.ValueKind == JsonValueKind.Object ? SecretSettings.Without(form, given, withheld) : JsonElement.Parse("{}"),
            Withheld = withheld,
        };
    }

    /// <summary>Replaces a plugin's settings, and starts it anew where it runs or could not.</summary>
    public async Task ConfigureAsync(string id, JsonElement values, CancellationToken cancel)
    {
        var plugin = Get(id);
        if (plugin.Manifest is not { } manifest)
            throw new RpcException(RpcErrorCode.PluginFailed, $"The plugin '{id}' failed: {plugin.Describe().Reason}");
        _settings.Configure(manifest, values);
        if (plugin.State is PluginState.Active or PluginState.NeedsSetup or PluginState.Failed)
            await RestartAsync(id, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_known.IsValueCreated)
            await Task.WhenAll(All.Select(static p => p.DisposeAsync().AsTask()));
        await _startup;
    }

    private sealed record Known(Plugin[] Plugins)
    {
        public Dictionary<string, Plugin> ById { get; } = Plugins.DistinctBy(static plugin => plugin.Id).ToDictionary(static plugin => plugin.Id, StringComparer.Ordinal);

        public Dictionary<string, Plugin> ByService { get; } = Plugins
            .SelectMany(static plugin => (plugin.Manifest?.Contributes.Services ?? []).Select(service => (service, plugin)))
            .ToDictionary(static served => served.service, static served => served.plugin, StringComparer.Ordinal);
    }

    // Nobody waits for the answer, and the failure is already the plugin's state.
    private static async Task TryActivateAsync(Plugin plugin)
    {
        try
        {
            await plugin.ActivateAsync(CancellationToken.None);
        }
        catch (RpcException)
        {
        }
    }
}
