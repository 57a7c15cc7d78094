using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Extensions.Running;

/// <summary>The logs of the plugins, each its own: what is written goes to the host's log, and the last lines are kept for whoever asks.</summary>
internal sealed class PluginLogs(ILoggerFactory logs, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, PluginLines> _plugins = new(StringComparer.Ordinal);

    /// <summary>The same at each call, so that a restart goes on in it.</summary>
    public PluginLines For(string pluginId) => _plugins.GetOrAdd(pluginId, id => new PluginLines(logs.CreateLogger("plugin." + id), time));
}
