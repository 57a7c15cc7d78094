using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>Knows how often something was written.</summary>
internal sealed class CountedStore(IPluginStore store) : IPluginStore
{
    private long _writes;

    public long Writes => Volatile.Read(ref _writes);

    public ValueTask<StoreMigrateResponse> MigrateAsync(StoreMigrateRequest request, CancellationToken cancel) => store.MigrateAsync(request, cancel);

    public ValueTask<StoreQueryResponse> QueryAsync(StoreQueryRequest request, CancellationToken cancel) => store.QueryAsync(request, cancel);

    public async ValueTask<StoreExecuteResponse> ExecuteAsync(StoreExecuteRequest request, CancellationToken cancel)
    {
        var done = await store.ExecuteAsync(request, cancel);
        Interlocked.Increment(ref _writes);
        return done;
    }
}
