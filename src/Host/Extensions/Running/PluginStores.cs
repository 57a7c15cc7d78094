using System.Collections.Concurrent;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Plugins;

namespace Assistant.Host.Extensions.Running;

/// <summary>The plugins' databases: one each, kept open from a plugin's first activation to the host's end, so that a restart finds the same.</summary>
internal sealed class PluginStores(DataFolder folder, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<PluginStore>> _stores = new(StringComparer.Ordinal);

    public PluginStore For(string pluginId) => _stores.GetOrAdd(pluginId, id => new Lazy<PluginStore>(() => new PluginStore(folder, id, time))).Value;

    public void Dispose()
    {
        foreach (var store in _stores.Values)
            store.Value.Dispose();
    }
}
