using System.Net.Sockets;
using System.Runtime.Versioning;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc.Transports;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors;

/// <summary>
/// The Unix socket in the data folder. The folder's mode (0700) keeps other users out before they reach it, and each peer's user is asked of the kernel.
/// It takes connections from the moment it is made, so that a client that comes early waits instead of failing.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class SocketDoor : IAsyncDisposable
{
    // As many clients as may come while the host is busy; over it the kernel refuses whoever does not wait, an honest client like a hostile one.
    private const int Backlog = 512;

    // A process that is out of file descriptors gets the same error at once again; a tenth of a second lets one come free.
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(100);

    private readonly UnixListener _listener;
    private readonly Connections _connections;
    private readonly ILogger _log;
    private readonly ManualResetEventSlim _closing = new();
    private readonly Thread _accepting;

    private SocketDoor(UnixListener listener, string path, Connections connections, ILogger log)
    {
        (_listener, Path, _connections, _log) = (listener, path, connections, log);
        // A thread that waits in accept(2): the class library's asynchronous way takes a thread too, and half of a start's time to get going.
        _accepting = new Thread(Accept) { IsBackground = true, Name = "socket-door" };
        _accepting.Start();
    }

    public string Path { get; }

    /// <summary>Opens the door. The caller holds the folder's lock, so a socket file that is there was left by a host that was killed.</summary>
    public static SocketDoor Open(DataFolder folder, Connections connections, ILogger log)
    {
        var path = folder.SocketPath;
        File.Delete(path);
        return new SocketDoor(UnixListener.Open(path, Backlog), path, connections, log);
    }

    /// <summary>Takes no more connections; those that stand are not its to close.</summary>
    public ValueTask DisposeAsync()
    {
        _closing.Set();
        _listener.Dispose();
        _accepting.Join();
        _closing.Dispose();
        File.Delete(Path);
        return ValueTask.CompletedTask;
    }

    private void Accept()
    {
        while (!_closing.IsSet)
        {
            try
            {
                if (_listener.Accept() is { } peer)
                    _ = _connections.ConverseAsync(peer, DoorKind.Socket);
                else
                    LogStranger(_log);
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
            {
                if (_closing.IsSet)
                    return;
                // A peer that left while it was being taken, or too many open files: the next one may do.
                LogAcceptFailed(_log, error.Message);
                _closing.Wait(PauseAfterError);
            }
        }
    }

    [LoggerMessage(110, LogLevel.Warning, "A connection could not be taken: {Error}")]
    private static partial void LogAcceptFailed(ILogger log, string error);

    [LoggerMessage(111, LogLevel.Warning, "A connection of another user was closed unheard")]
    private static partial void LogStranger(ILogger log);
}
