using Assistant.Host.Extensions.Running;

namespace Assistant.Host.Extensions;

/// <summary>One start of the plugin, from the first call to its end.</summary>
internal sealed class PluginRun(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new(Plugin.ActivationTimeout, time);
    private readonly Lock _gate = new();
    private bool _ending;
    private bool _disposed;

    public CancellationToken Cancel => _cancel.Token;

    public bool TimedOut => _cancel.IsCancellationRequested && !_ending;

    public Task<IRunningPlugin?> Started { get; set; } = null!;

    /// <summary>Waits for the plugin's end, or for that of a launch that came too late.</summary>
    public Task Watch { get; set; } = Task.CompletedTask;

    public async Task EndAsync()
    {
        Stop();
        if (await Started is not { } running)
            return;
        await running.StopAsync(Plugin.DeactivationTimeout);
        await Watch;
    }

    private void Stop()
    {
        lock (_gate)
        {
            _ending = true;
            if (!_disposed)
                _cancel.Cancel();
        }
    }

    /// <summary>The start is over, one way or the other.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _cancel.Dispose();
        }
    }
}
