using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>Short forms for the plugin's store.</summary>
internal static class StoreCalls
{
    // The store's own bound; a list of ours asks for its page and one more.
    private const int MostRows = 10_000;

    public static async ValueTask<List<T>> ListAsync<T>(this IPluginStore store, StoreStatement statement, Func<StoreRow, T> read, CancellationToken cancel)
    {
        var rows = (await store.QueryAsync(new StoreQueryRequest { Statement = statement, Limit = MostRows }, cancel)).Rows;
        var found = new List<T>(rows.Count);
        foreach (var row in rows)
            found.Add(read(new StoreRow(row)));
        return found;
    }

    public static async ValueTask<T?> FirstAsync<T>(this IPluginStore store, StoreStatement statement, Func<StoreRow, T> read, CancellationToken cancel)
        where T : class => (await store.ListAsync(statement, read, cancel)) is [var first, ..] ? first : null;

    public static async ValueTask<long> CountAsync(this IPluginStore store, StoreStatement statement, CancellationToken cancel) =>
        (await store.ListAsync(statement, static row => row.Number(), cancel))[0];

    public static async ValueTask WriteAsync(this IPluginStore store, IReadOnlyList<StoreStatement> statements, CancellationToken cancel) =>
        await store.ExecuteAsync(new StoreExecuteRequest { Statements = statements }, cancel);

    /// <exception cref="RpcException">It is outside 1 to <see cref="Paging.MaxLimit"/>.</exception>
    public static int Limit(int limit) => limit is >= 1 and <= Paging.MaxLimit
        ? limit
        : throw RpcException.Invalid("$.limit", "is out of range", $"Give 1 to {Paging.MaxLimit}.");
}
