using System.Diagnostics;
using Assistant.Host.Storage;

namespace Assistant.Host.Cli.Connection;

/// <summary>Starts a host that outlives the command that needed it, and waits until it answers.</summary>
internal sealed class HostLauncher(TimeProvider time)
{
    /// <summary>A cold start takes under a second; a busy machine with a migration to run takes some. Past this something is wrong.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>How often the socket is tried: a newcomer waits for this, and a try costs microseconds.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    /// <summary>What a host that failed said last is enough; its log has the rest.</summary>
    private const int LinesShown = 6;

    public async ValueTask<Stream> StartAsync(DataFolder folder, CancellationToken cancel)
    {
        if (folder.Prepare() is { } problem)
            throw new CliException(ExitCode.Failed, problem.Reason, problem.Remedy);
        var log = LogOf(folder);
        using var process = Start(folder, log);
        var begun = time.GetTimestamp();
        while (true)
        {
            if (await LocalEndpoint.TryConnectAsync(folder, cancel) is { } stream)
                return stream;
            // One that ended with 6 lost a race: the host that won it will answer in a moment.
            if (process.HasExited && process.ExitCode != (int)ExitCode.Conflict)
                throw await FailedAsync($"The host could not start (it ended with code {process.ExitCode}).", log, cancel);
            if (time.GetElapsedTime(begun) > Deadline)
                throw await FailedAsync($"The host did not answer within {(int)Deadline.TotalSeconds} s.", log, cancel);
            await Task.Delay(Interval, time, cancel);
        }
    }

    /// <summary>For a host that took the connection and ended without an answer: what it said last, once it is gone.</summary>
    public async Task<CliException> EndedAsync(DataFolder folder, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        while (HostLock.IsHeld(folder) && time.GetElapsedTime(begun) < Deadline)
            await Task.Delay(Interval, time, cancel);
        return await FailedAsync("The host ended before it answered.", LogOf(folder), cancel);
    }

    private static string LogOf(DataFolder folder) => Path.Combine(folder.LogsPath, "start.log");

    private static Process Start(DataFolder folder, string log)
    {
        var program = Environment.ProcessPath!;
        string[] arguments = ["serve", "--data", folder.FullPath, "--started-by-client"];
        // A host run as `dotnet assistant.dll` (a test's host, an SDK container) is started the same way.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            arguments = [Path.Combine(AppContext.BaseDirectory, "assistant.dll"), .. arguments];
        // The shell puts the host's streams on files before it becomes the host, so that it holds none of ours and its last words are kept.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(program, arguments) { CreateNoWindow = true, UseShellExecute = false }
            : new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" </dev/null >\"$LOG\" 2>&1", "sh", program, .. arguments]) { UseShellExecute = false };
        start.Environment["LOG"] = log;
        // The host belongs to no folder that somebody may want to unmount or delete.
        start.WorkingDirectory = Path.GetPathRoot(folder.FullPath)!;
        return Process.Start(start)!;
    }

    private static async Task<CliException> FailedAsync(string message, string log, CancellationToken cancel)
    {
        var said = File.Exists(log) ? (await File.ReadAllLinesAsync(log, cancel)).Where(line => line.Length > 0).TakeLast(LinesShown).ToList() : [];
        return new CliException(ExitCode.Failed, said.Count > 0 ? $"{message} It said:" : message, string.Join('\n', [.. said.Select(line => "  " + line), $"The whole of it is in {log}."]));
    }
}
