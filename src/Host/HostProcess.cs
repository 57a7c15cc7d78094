using System.Diagnostics;
using System.Runtime.InteropServices;
using Assistant.Host.Cli;
using Assistant.Host.Doors;
using Assistant.Host.Doors.Web;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc.Transports;
using Microsoft.Extensions.Logging;

namespace Assistant.Host;

/// <summary>One run of the host on one data folder: takes the folder, opens its doors, serves, and ends in order.</summary>
internal sealed partial class HostProcess
{
    // The exit codes of the command line, which a client that starts a host reads.
    private const int Ended = 0;
    private const int Failed = 1;
    private const int Held = 6;

    // A client that looks whether the folder is held takes its lock for a moment.
    private const int LockAttempts = 20;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(25);

    // About what the first answers take.
    private static readonly TimeSpan StartPause = TimeSpan.FromMilliseconds(50);

    // Long enough that a person who comes back finds it running, short enough that nothing runs for days unasked.
    private static readonly TimeSpan IdleEnd = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(30);

    private readonly ServeOptions _options;
    private readonly DataFolder _folder;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<string> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(ServeOptions options, TimeProvider time) => (_options, _folder, _time) = (options, new DataFolder(options.DataFolder), time);

    /// <summary>Serves until it is told to end, by a signal, a client with the right to, or ten idle minutes where a client started it.</summary>
    /// <returns>0; 1 where the folder cannot be worked in; 6 where another host holds it.</returns>
    public static async Task<int> ServeAsync(ServeOptions options, CancellationToken cancel) => await new HostProcess(options, TimeProvider.System).RunAsync(cancel);

    private async Task<int> RunAsync(CancellationToken cancel)
    {
        if (_folder.Prepare() is { } problem)
            return await FailAsync(problem.Reason, problem.Remedy);
        using var hold = await TakeAsync();
        if (hold is null)
        {
            if (HostLock.Holder(_folder) is { } holder && IsRunning(holder.ProcessId))
            {
                await Console.Error.WriteLineAsync($"A host already runs on {_folder.FullPath}: process {holder.ProcessId}, version {holder.Version}, at {holder.Endpoint}.");
                await Console.Error.WriteLineAsync("Use that one, or end it with `assistant stop`.");
            }
            else
            {
                await Console.Error.WriteLineAsync($"Another program holds {HostLock.HeldPath(_folder)}, and does not say that it is this folder's host.");
                await Console.Error.WriteLineAsync("End that program (`lsof` and the file's name tell which it is), then try again.");
            }

            return Held;
        }

        using var logs = new LogFile(_folder, _time);
        var log = logs.CreateLogger<HostProcess>();
        try
        {
            await ServeAsync(logs, log, cancel);
            return Ended;
        }
        catch (StorageException error)
        {
            LogFailed(log, error);
            return await FailAsync(error.Reason, error.Remedy);
        }
    }

    private async Task ServeAsync(ILoggerFactory logs, ILogger log, CancellationToken cancel)
    {
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        await using var cancelled = cancel.Register(() => _end.TrySetResult("it was cancelled"));

        // The door answers from here on; whatever needs the database waits until it is open.
        var opened = new TaskCompletionSource<IConnectionServices>(TaskCreationOptions.RunContinuationsAsynchronously);
        var connections = new Connections(opened.Task, GreetingFile.Read(_folder), _time, logs.CreateLogger<Connections>());
        await using var web = new WebDoor(new WebParts
        {
            Folder = _folder,
            Pages = Installation.WebFolder,
            Ready = opened.Task,
            Connections = connections,
            Time = _time,
            Logs = logs,
        });
        // Beside the door; where that cannot be opened, the process ends and this with it.
        var opening = OpenAsync(logs, opened, web);
        Greeting farewell;
        await using (OpenDoor(connections, logs))
        {
            try
            {
                if (_options.OnStandardStreams)
                    _ = ServeStandardStreamsAsync(connections);
                await using var kernel = await opening;
                // Whoever came early is answered first.
                await Task.WhenAny(_end.Task, Task.Delay(StartPause, _time, CancellationToken.None));
                kernel.Start();
                LogReady(log, Installation.Version, _folder.FullPath);
                // After the socket, and on a thread of its own: nobody who comes by the socket waits for the web server.
                _ = Task.Run(web.StartAsync, CancellationToken.None);
                await using var idle = _options.StartedByClient ? _time.CreateTimer(_ => LookForIdleness(connections, kernel), null, IdleLook, IdleLook) : null;
                using var repose = new Repose(connections, _time, () =>
                {
                    kernel.Rest();
                    Repose.GiveBack();
                });
                LogEnding(log, await _end.Task);
                await web.DisposeAsync();
                await connections.DisposeAsync();
                farewell = kernel.Greeting();
            }
            finally
            {
                await connections.DisposeAsync();
            }
        }

        GreetingFile.Write(_folder, farewell);
    }

    private async Task<HostKernel> OpenAsync(ILoggerFactory logs, TaskCompletionSource<IConnectionServices> opened, WebDoor web)
    {
        try
        {
            var kernel = await Task.Factory.StartNew(
                () => HostKernel.Open(_folder, web, _time, logs, () => _end.TrySetResult("a client asked for it")),
                CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
            await kernel.FinishErasuresAsync();
            opened.SetResult(kernel);
            return kernel;
        }
        catch (Exception error)
        {
            opened.SetException(error);
            throw;
        }
    }

    private IAsyncDisposable OpenDoor(Connections connections, ILoggerFactory logs) => OperatingSystem.IsWindows()
        ? new PipeDoor(_folder, connections)
        : SocketDoor.Open(_folder, connections, logs.CreateLogger<SocketDoor>());

    // Whoever holds the other end of the streams owns this run: it ends with them.
    private async Task ServeStandardStreamsAsync(Connections connections)
    {
        await connections.ConverseAsync(new StreamTransport(Console.OpenStandardInput(), Console.OpenStandardOutput(), blocks: true), DoorKind.Stdio);
        _end.TrySetResult("its standard streams were closed");
    }

    private void LookForIdleness(Connections connections, HostKernel kernel)
    {
        try
        {
            if (connections.Idle >= IdleEnd && !kernel.HasWork)
                _end.TrySetResult("nobody needed it for ten minutes");
        }
        catch (StorageException)
        {
            // Nothing stands above a timer: a disk that cannot be read now is asked again at the next look, and takes no host down.
        }
    }

    private void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _end.TrySetResult($"it got {signal.Signal}");
    }

    private async Task<HostLock?> TakeAsync()
    {
        var endpoint = OperatingSystem.IsWindows() ? _folder.PipeName : _folder.SocketPath;
        for (var attempt = 1; ; attempt++)
        {
            if (HostLock.TryTake(_folder, endpoint, Installation.Version) is { } hold)
                return hold;
            if (attempt == LockAttempts || HostLock.Holder(_folder) is not null)
                return null;
            await Task.Delay(LockPause, _time);
        }
    }

    // A host that was killed leaves its name, whoever has the lock since.
    private static bool IsRunning(int processId)
    {
        try
        {
            Process.GetProcessById(processId).Dispose();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task<int> FailAsync(string reason, string remedy)
    {
        await Console.Error.WriteLineAsync(reason);
        await Console.Error.WriteLineAsync(remedy);
        return Failed;
    }

    [LoggerMessage(1, LogLevel.Information, "Assistant {Version} serves {Folder}")]
    private static partial void LogReady(ILogger log, string version, string folder);

    [LoggerMessage(2, LogLevel.Information, "The host ends: {Reason}")]
    private static partial void LogEnding(ILogger log, string reason);

    [LoggerMessage(3, LogLevel.Error, "The host could not work in its folder")]
    private static partial void LogFailed(ILogger log, Exception error);
}
