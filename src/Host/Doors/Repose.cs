using System.Runtime.InteropServices;

namespace Assistant.Host.Doors;

/// <summary>
/// Gives back what work has left behind: a while after the start, and a while after the last connection has ended. A start and a conversation need memory
/// that a host does not need which sits at a desk all day.
/// </summary>
internal sealed partial class Repose : IDisposable
{
    /// <summary>Longer than a client waits between two commands of one script; what comes sooner puts it off.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(3);

    private readonly ITimer _timer;
    private readonly Connections _connections;

    /// <param name="connections">Whose last end is waited for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="giveBack">What is done then; <see cref="GiveBack"/>, but for tests.</param>
    public Repose(Connections connections, TimeProvider time, Action giveBack)
    {
        _connections = connections;
        _timer = time.CreateTimer(static state => ((Action)state!)(), giveBack, After, Timeout.InfiniteTimeSpan);
        _connections.Emptied += Wait;
    }

    public void Dispose()
    {
        _connections.Emptied -= Wait;
        _timer.Dispose();
    }

    /// <summary>
    /// Tidies the heap of objects, and hands the empty pages of it and of the C library's heaps to the system, with those of files that only a start reads.
    /// Takes some ten milliseconds.
    /// </summary>
    public static void GiveBack()
    {
        if (OperatingSystem.IsLinux())
            MappedDescriptions.GiveBack();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = malloc_trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library that has no such call, as musl: it gives back by itself.
        }
    }

    private void Wait() => _timer.Change(After, Timeout.InfiniteTimeSpan);

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint pad);
}
