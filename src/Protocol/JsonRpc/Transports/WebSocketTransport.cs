using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>
/// One JSON-RPC message a WebSocket message, over the stream that an HTTP upgrade left. What is ready to be sent leaves in one write, however many
/// messages it is, and what one read brought is answered as one: the class library's WebSocket flushes after each message.
/// </summary>
public sealed class WebSocketTransport : RpcTransport
{
    private const int ReadSize = 16 * 1024;

    private readonly Stream _stream;
    private readonly TimeProvider _time;
    private readonly WebSocketFraming _framing;
    private readonly ReadPace.Meter? _pace;
    private readonly PooledBuffer _received = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ITimer? _pings;
    private readonly CancellationTokenSource _broken = new();
    private CancellationTokenSource? _reading;
    private Task _pinging = Task.CompletedTask;
    private volatile bool _heard = true;
    private TimeSpan _pause;

    /// <param name="stream">After the handshake; owned by the transport. Whoever made the handshake has checked who is calling.</param>
    /// <param name="time">Measures pings and how long a write may take.</param>
    /// <param name="pingInterval">How often the peer is asked whether it still lives; one that says nothing for as long again is gone. Null never asks.</param>
    /// <param name="isServer">The side that accepted the handshake.</param>
    /// <param name="pace">How fast the peer's input is taken in; null takes what comes.</param>
    public WebSocketTransport(Stream stream, TimeProvider time, TimeSpan? pingInterval = null, bool isServer = true, ReadPace? pace = null)
    {
        (_stream, _time, _framing, _pace) = (stream, time, new(isServer), pace?.Start(time));
        if (pingInterval is { } interval)
            _pings = time.CreateTimer(_ => LookForLife(), null, interval, interval);
    }

    internal override bool HasPartial => _received.Count > 0 || _framing.IsInside;

    internal override bool TryRead(out ReadOnlyMemory<byte> message)
    {
        if (_framing.TryRead(_received, out message))
            return true;
        if (_received.Count == 0)
            _received.Clear();
        return false;
    }

    internal override async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (_framing.IsClosed)
            return false;
        if (_framing.Ping is { } ping)
        {
            _framing.Ping = null;
            await WriteControlAsync(output => _framing.FramePong(output, ping)).WaitAsync(RpcLimits.WriteTimeout, _time, cancel);
        }

        _reading ??= CancellationTokenSource.CreateLinkedTokenSource(cancel, _broken.Token);
        if (_pause > TimeSpan.Zero)
            await Task.Delay(_pause, _time, _reading.Token);
        var count = await _stream.ReadAsync(_received.GetMemory(ReadSize), _reading.Token);
        _received.Advance(count);
        _pause = _pace?.Take(count) ?? TimeSpan.Zero;
        _heard = true;
        return count > 0;
    }

    internal override void EndInput() => _received.Dispose();

    internal override void Frame(PooledBuffer output, ReadOnlySpan<byte> message) => _framing.Frame(output, message);

    internal override async ValueTask WriteAsync(ReadOnlyMemory<byte> frames)
    {
        await _turn.WaitAsync(_broken.Token);
        try
        {
            await _stream.WriteAsync(frames, _broken.Token);
            await _stream.FlushAsync(_broken.Token);
        }
        finally
        {
            _turn.Release();
        }
    }

    internal override void Abort()
    {
        _broken.Cancel();
        _stream.Dispose();
    }

    /// <summary>Says farewell if the peer still listens, and does not wait for its answer.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (_pings is not null)
            await _pings.DisposeAsync();
        try
        {
            // Nothing is written where the connection was broken.
            await WriteControlAsync(_framing.FrameClose).WaitAsync(RpcLimits.FarewellTimeout, _time);
        }
        catch (Exception e) when (e is IOException or TimeoutException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The other side is gone; there is nobody to say farewell to.
        }

        await _stream.DisposeAsync();
        await _pinging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _reading?.Dispose();
    }

    private async Task WriteControlAsync(Action<PooledBuffer> frame)
    {
        using var output = new PooledBuffer();
        frame(output);
        await WriteAsync(output.Memory);
    }

    // A peer that was suspended or unplugged closes nothing; without this its connection would stand for ever.
    private void LookForLife()
    {
        if (!_heard)
        {
            Abort();
            return;
        }

        _heard = false;
        if (_pinging.IsCompleted)
            _pinging = WriteControlAsync(_framing.FramePing);
    }
}
