using System.Collections.Concurrent;
using System.Diagnostics;

namespace Assistant.Host.Extensions.Running;

/// <summary>
/// Starts processes from one thread that lives as long as the host. Linux ends a child that asked for it (PR_SET_PDEATHSIG) when the thread
/// that started it ends, and threads of the pool come and go.
/// </summary>
internal sealed class ChildStarter : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public ChildStarter()
    {
        _thread = new Thread(() =>
        {
            foreach (var start in _work.GetConsumingEnumerable())
                start();
        }) { IsBackground = true, Name = "plugin starter" };
        _thread.Start();
    }

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public Task<Process> StartAsync(ProcessStartInfo what)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(what)!);
            }
#pragma warning disable CA1031 // Handed to the one who asked; the thread goes on for the others.
            catch (Exception error)
#pragma warning restore CA1031
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
