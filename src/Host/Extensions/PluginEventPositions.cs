using Assistant.Host.Storage;

namespace Assistant.Host.Extensions;

/// <summary>How far each plugin has heard, kept beside the events themselves: a backup has both or neither.</summary>
internal sealed class PluginEventPositions(Database database)
{
    /// <summary>Null for a plugin that never heard anything.</summary>
    public long? Find(string plugin) => database.Read(connection => connection.Number("SELECT seq FROM plugin_event WHERE plugin = @plugin", ("@plugin", plugin)));

    public async ValueTask SetAsync(string plugin, long seq, CancellationToken cancel) => await database.WriteAsync(
        transaction => transaction.Execute(
            "INSERT INTO plugin_event(plugin, seq) VALUES(@plugin, @seq) ON CONFLICT(plugin) DO UPDATE SET seq = @seq", ("@plugin", plugin), ("@seq", seq)),
        cancel);
}
