using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>Short forms for the plugin's store.</summary>
internal static class StoreRows
{
    public static StoreStatement Statement(string sql, params ReadOnlySpan<(string Name, StoreValue Value)> values)
    {
        var parameters = new Dictionary<string, StoreValue>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            parameters[name] = value;
        return new StoreStatement(sql, parameters);
    }

    public static StoreValue Optional(long? value) => value is { } number ? number : StoreValue.Null;

    public static async ValueTask<IReadOnlyList<IReadOnlyList<StoreValue>>> RowsAsync(this IPluginStore store, StoreStatement statement, int limit, CancellationToken cancel) =>
        (await store.QueryAsync(new StoreQueryRequest { Statement = statement, Limit = limit }, cancel)).Rows;

    public static async ValueTask ChangeAsync(this IPluginStore store, StoreStatement statement, CancellationToken cancel) =>
        await store.ExecuteAsync(new StoreExecuteRequest { Statements = [statement] }, cancel);
}
