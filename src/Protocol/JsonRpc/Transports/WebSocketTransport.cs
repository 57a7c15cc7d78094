using System.Buffers.Binary;
using System.Net.WebSockets;
using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>One JSON-RPC message a WebSocket message. Text is sent; text and binary are taken alike.</summary>
/// <param name="socket">Open, and owned by the transport. Whoever accepted it has checked who is calling.</param>
/// <param name="time">Measures how long the closing handshake may take.</param>
public sealed class WebSocketTransport(WebSocket socket, TimeProvider time) : RpcTransport
{
    private const int ReadSize = 16 * 1024;
    private readonly PooledBuffer _received = new();
    private int _taken;
    private bool _whole;

    internal override bool HasPartial => !_whole && _received.Count > 0;

    internal override bool TryRead(out ReadOnlyMemory<byte> message)
    {
        message = _whole ? _received.Memory : default;
        if (!_whole)
            return false;
        _whole = false;
        _taken = _received.Count;
        return true;
    }

    internal override async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (_taken > 0)
        {
            _received.Clear();
            _taken = 0;
        }

        var received = await socket.ReceiveAsync(_received.GetMemory(ReadSize), cancel);
        if (received.MessageType == WebSocketMessageType.Close)
            return false;
        _received.Advance(received.Count);
        if (_received.Count > RpcLimits.FrameBytes)
            throw WireException.Limit("frameBytes", RpcLimits.FrameBytes, $"A message is at most {RpcLimits.FrameBytes} bytes.");
        _whole = received.EndOfMessage && _received.Count > 0;
        return true;
    }

    // Each message keeps its own length, because a WebSocket has boundaries where a stream has none.
    internal override void Frame(PooledBuffer output, ReadOnlySpan<byte> message)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), message.Length);
        output.Advance(sizeof(int));
        output.Append(message);
    }

    internal override async ValueTask WriteAsync(ReadOnlyMemory<byte> frames)
    {
        while (!frames.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(frames.Span);
            await socket.SendAsync(frames.Slice(sizeof(int), length), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            frames = frames[(sizeof(int) + length)..];
        }
    }

    internal override void Abort() => socket.Abort();

    public override async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(RpcLimits.FarewellTimeout, time);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is gone; there is nobody to say farewell to.
        }

        socket.Dispose();
    }
}
