using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions;

/// <summary>What clients see of the plugins.</summary>
/// <param name="registry">The plugins.</param>
/// <param name="audit">Takes the action and the plugin's id, for this caller.</param>
internal sealed class PluginsService(PluginRegistry registry, Action<string, string> audit) : IPlugins
{
    public ValueTask<PluginListResponse> ListAsync(PluginListRequest request, CancellationToken cancel) =>
        ValueTask.FromResult(new PluginListResponse { Plugins = [.. registry.All.Select(static p => p.Describe()).OrderBy(static p => p.Id, StringComparer.Ordinal)] });

    public async ValueTask<PluginInfo> EnableAsync(PluginEnableRequest request, CancellationToken cancel)
    {
        await registry.EnableAsync(request.Id, cancel);
        return Done("plugins.enable", request.Id);
    }

    public async ValueTask<PluginInfo> DisableAsync(PluginDisableRequest request, CancellationToken cancel)
    {
        await registry.DisableAsync(request.Id, cancel);
        return Done("plugins.disable", request.Id);
    }

    public async ValueTask<PluginInfo> RestartAsync(PluginRestartRequest request, CancellationToken cancel)
    {
        await registry.RestartAsync(request.Id, cancel);
        return Done("plugins.restart", request.Id);
    }

    public ValueTask<PluginSettingsResponse> SettingsAsync(PluginSettingsRequest request, CancellationToken cancel) =>
        ValueTask.FromResult(registry.Settings(request.Id));

    public async ValueTask<PluginInfo> ConfigureAsync(PluginConfigureRequest request, CancellationToken cancel)
    {
        await registry.ConfigureAsync(request.Id, request.Values, cancel);
        return Done("plugins.configure", request.Id);
    }

    public ValueTask<PluginLogListResponse> LogAsync(PluginLogListRequest request, CancellationToken cancel) => request.Limit is < 1 or > Paging.MaxLimit
        ? throw RpcException.Invalid("$.limit", $"It must be between 1 and {Paging.MaxLimit}.", "Ask for fewer.")
        : ValueTask.FromResult(new PluginLogListResponse { Lines = registry.Get(request.Id).Log.Last(request.Limit) });

    private PluginInfo Done(string action, string id)
    {
        audit(action, id);
        return registry.Get(id).Describe();
    }
}
