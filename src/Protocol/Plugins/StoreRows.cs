namespace Assistant.Protocol.Plugins;

/// <summary>Short forms for a plugin's store.</summary>
public static class StoreRows
{
    /// <param name="sql">One statement with named parameters (<c>@id</c>).</param>
    /// <param name="values">By name, without the sign.</param>
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
