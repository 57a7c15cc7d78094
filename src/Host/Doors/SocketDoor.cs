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

    private readonly Socket _listener;
    private readonly Connections _connections;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    private SocketDoor(Socket listener, string path, Connections connections, TimeProvider time, ILogger log)
    {
        (_listener, Path, _connections, _time, _log) = (listener, path, connections, time, log);
        _accepting = AcceptAsync();
    }

    public string Path { get; }

    /// <summary>Opens the door. The caller holds the folder's lock, so a socket file that is there was left by a host that was killed.</summary>
    public static SocketDoor Open(DataFolder folder, Connections connections, TimeProvider time, ILogger log)
    {
        var path = folder.SocketPath;
        File.Delete(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            listener.Listen(Backlog);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        return new SocketDoor(listener, path, connections, time, log);
    }

    /// <summary>Takes no more connections; those that stand are not its to close.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        File.Delete(Path);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            Socket peer;
            try
            {
                peer = await _listener.AcceptAsync(_closing.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                // A peer that left while it was being taken, or too many open files: the next one may do.
                LogAcceptFailed(_log, error.SocketErrorCode);
                await Task.Delay(PauseAfterError, _time, CancellationToken.None);
                continue;
            }

            if (PeerUser.IsOurs(peer))
                _ = _connections.ConverseAsync(StreamTransport.Over(peer), DoorKind.Socket);
            else
            {
                LogStranger(_log);
                peer.Dispose();
            }
        }
    }

    [LoggerMessage(110, LogLevel.Warning, "A connection could not be taken: {Error}")]
    private static partial void LogAcceptFailed(ILogger log, SocketError error);

    [LoggerMessage(111, LogLevel.Warning, "A connection of another user was closed unheard")]
    private static partial void LogStranger(ILogger log);
}
