using Assistant.Host.Storage;

namespace Assistant.Host.Extensions;

/// <summary>Which plugins a person disabled; kept with the data, never in the plugin's folder.</summary>
internal sealed class PluginChoices(Database database, TimeProvider time)
{
    public IReadOnlySet<string> Disabled() =>
        database.Read(static connection => connection.Query("SELECT plugin FROM plugin_choice WHERE disabled = 1", static row => row.Text(0)))
            .ToHashSet(StringComparer.Ordinal);

    public async ValueTask SetAsync(string plugin, bool disabled, CancellationToken cancel) =>
        await database.WriteAsync(
            transaction => transaction.Execute(
                "INSERT INTO plugin_choice(plugin, disabled, changed) VALUES(@plugin, @disabled, @now) ON CONFLICT(plugin) DO UPDATE SET disabled = @disabled, changed = @now",
                ("@plugin", plugin), ("@disabled", disabled), ("@now", time.GetUtcNow())),
            cancel);
}
