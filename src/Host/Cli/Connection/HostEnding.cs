using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Connection;

/// <summary>Ends hosts. One that is told to answers first, then finishes what it sends and closes its files.</summary>
internal static class HostEnding
{
    /// <summary>As long as a system's service manager gives it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    /// <summary>Tells it to end, and answers when it has.</summary>
    /// <exception cref="CliException">It is still busy.</exception>
    public static async Task<Done> StopAsync(HostConnection host, DataFolder folder, TimeProvider time, CancellationToken cancel)
    {
        var holder = HostLock.Holder(folder);
        var done = await host.Host.StopAsync(new(), cancel);
        if (holder is not null)
            await WaitAsync(folder, holder.ProcessId, time, cancel);
        return done;
    }

    /// <summary>Waits for one that was told to end.</summary>
    /// <param name="folder">The data folder that it gives up last of all.</param>
    /// <param name="process">The host's; one that took the folder since is not waited for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Ends the waiting, not the host.</param>
    /// <exception cref="CliException">It is still busy.</exception>
    public static async Task WaitAsync(DataFolder folder, int process, TimeProvider time, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        while (HostLock.Holder(folder)?.ProcessId == process)
        {
            if (time.GetElapsedTime(begun) > Patience)
                throw new CliException(ExitCode.Failed, $"The host (process {process}) was told to end and is still busy.", "It ends when what it sends has gone out; try again then.");
            await Task.Delay(Interval, time, cancel);
        }
    }
}
