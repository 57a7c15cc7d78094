using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>
/// The store, the clock, and one change at a time: what is read before a change still stands when it is written, for nobody but this plugin writes in its
/// file. A change is one batch, so that a crash leaves all of it or nothing. What was written is told when the turn is over.
/// </summary>
/// <param name="store">The plugin's database.</param>
/// <param name="time">The clock.</param>
/// <param name="changed">Told after each turn that wrote: the application's id, or nothing where the turn was about more than one.</param>
internal sealed class Desk(IPluginStore store, TimeProvider time, Action<IReadOnlyList<string>> changed) : IDisposable
{
    private readonly CountedStore _store = new(store);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private long _newest;

    public IPluginStore Store => _store;

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
            var before = _store.Writes;
            var done = await change();
            if (_store.Writes != before)
                changed(done is Application application ? [application.Id] : []);
            return done;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
