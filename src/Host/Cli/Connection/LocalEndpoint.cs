using System.IO.Pipes;
using System.Net.Sockets;
using Assistant.Host.Storage;

namespace Assistant.Host.Cli.Connection;

/// <summary>A data folder's socket, or its named pipe on Windows.</summary>
internal static class LocalEndpoint
{
    /// <summary>The connection; null where nobody listens.</summary>
    public static async ValueTask<Stream?> TryConnectAsync(DataFolder folder, CancellationToken cancel) =>
        OperatingSystem.IsWindows() ? await TryPipeAsync(folder, cancel) : await TrySocketAsync(folder, cancel);

    private static async ValueTask<Stream?> TrySocketAsync(DataFolder folder, CancellationToken cancel)
    {
        if (!File.Exists(folder.SocketPath))
            return null;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.SocketPath), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // A socket file without a listener: its host was killed.
            socket.Dispose();
            return null;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new CliException(ExitCode.Failed, $"{folder.SocketPath} cannot be reached: {error.Message}.", $"Check who owns {folder.FullPath}: only its user can connect.", error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<Stream?> TryPipeAsync(DataFolder folder, CancellationToken cancel)
    {
        var pipe = new NamedPipeClientStream(".", folder.PipeName, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        try
        {
            await pipe.ConnectAsync(0, cancel);
            return pipe;
        }
        catch (TimeoutException)
        {
            await pipe.DisposeAsync();
            return null;
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }
}
