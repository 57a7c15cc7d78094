using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>
/// The store, the clock, and one change at a time: what is read before a change still stands when it is written, for nobody but this plugin writes in its
/// file. A change is one batch, so that a crash leaves all of it or nothing.
/// </summary>
internal sealed class Desk(IPluginStore store, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private long _newest;

    public IPluginStore Store => store;

    public TimeProvider Time => time;

    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Greater than every id before it, so that what happened in one millisecond keeps its order.</summary>
    public string NewId()
    {
        lock (_gate)
        {
            _newest = Math.Max(Now, _newest + 1);
            return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(_newest)).ToString("D");
        }
    }

    public async ValueTask<T> ChangeAsync<T>(Func<ValueTask<T>> change, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return await change();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
