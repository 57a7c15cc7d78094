using System.Net.Sockets;

namespace Assistant.Host.Cli.Connection;

/// <summary>Carries bytes both ways, unread, between standard input and output and a host.</summary>
internal sealed class ByteBridge(Stream input, Stream output, Stream host)
{
    // One pipe's worth: larger frames take several turns, smaller ones no more than one.
    private const int BufferSize = 64 * 1024;

    /// <summary>Ends when the host closes. The end of input is passed on, and what the host still answers is passed back.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sending = SendAsync(ended.Token);
        try
        {
            await CopyAsync(host, output, cancel);
        }
        finally
        {
            await ended.CancelAsync();
        }

        // A read of a terminal cannot be cancelled and ends with the process; everything else has ended by now.
        if (sending.IsCompleted)
            await sending;
    }

    private async Task SendAsync(CancellationToken cancel)
    {
        try
        {
            await CopyAsync(input, host, cancel);
            (host as NetworkStream)?.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
        {
            // The host closed first; the other direction tells.
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        for (int count; (count = await from.ReadAsync(buffer, cancel)) > 0;)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), cancel);
            await to.FlushAsync(cancel);
        }
    }
}
