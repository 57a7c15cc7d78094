using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>
/// The store, the clock, and one change at a time: what is read before a change still stands when it is written, for nobody but this plugin writes in its
/// file. A change is one batch, so that a crash leaves all of it or nothing.
/// </summary>
internal sealed class Desk(IPluginStore store, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public IPluginStore Store => store;

    public TimeProvider Time => time;

    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("D");

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
