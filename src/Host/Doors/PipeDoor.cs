using System.IO.Pipes;
using System.Runtime.Versioning;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc.Transports;

namespace Assistant.Host.Doors;

/// <summary>The named pipe that stands in for the socket on Windows, open to the current user alone.</summary>
[SupportedOSPlatform("windows")]
internal sealed class PipeDoor : IAsyncDisposable
{
    private readonly string _name;
    private readonly Connections _connections;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    public PipeDoor(DataFolder folder, Connections connections)
    {
        (_name, _connections) = (folder.PipeName, connections);
        _accepting = AcceptAsync(Listen());
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
        _closing.Dispose();
    }

    private NamedPipeServerStream Listen() => new(
        _name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);

    private async Task AcceptAsync(NamedPipeServerStream pipe)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            try
            {
                await pipe.WaitForConnectionAsync(_closing.Token);
            }
            catch (OperationCanceledException)
            {
                await pipe.DisposeAsync();
                return;
            }
            catch (IOException)
            {
                // The peer left while it was being taken.
                await pipe.DisposeAsync();
                pipe = Listen();
                continue;
            }

            _ = _connections.ConverseAsync(new StreamTransport(pipe, pipe), DoorKind.Socket);
            pipe = Listen();
        }
    }
}
