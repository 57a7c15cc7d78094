using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Extensions.Running;

/// <summary>Hears what a plugin in its own process says to the host.</summary>
internal sealed class PluginHostService(PluginLaunch launch, RecordNews news, ILogger log) : IPluginHost
{
    public ValueTask<Done> LogAsync(PluginLogRequest request, CancellationToken cancel)
    {
        PluginLog.Say(log, request.Level, request.Message);
        return ValueTask.FromResult(new Done());
    }

    public ValueTask<Done> NeedsAsync(PluginNeedsRequest request, CancellationToken cancel)
    {
        launch.Needs(request.Need);
        return ValueTask.FromResult(new Done());
    }

    public ValueTask<Done> ChangedAsync(PluginChangedRequest request, CancellationToken cancel)
    {
        news.Tell(launch.Manifest, request.Kind, request.Ids);
        return ValueTask.FromResult(new Done());
    }
}
