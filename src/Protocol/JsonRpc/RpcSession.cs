using System.Text.Json;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// One connection: serves a dispatcher to the other side and calls the other side, at the same time.
/// </summary>
/// <remarks>
/// Requests start in the order they arrive. An inline method is answered on the read loop; every other one leaves it, may run beside others, and never holds up reading.
/// Answers leave in the order in which they are ready, a call's progress before its result.
/// When the connection ends, calls that wait fail with <see cref="RpcConnectionException"/> and the tokens of running handlers are cancelled.
/// </remarks>
public sealed class RpcSession : IRpcCaller, IAsyncDisposable
{
    private static readonly RpcDispatcher Nothing = new([]);

    private readonly RpcTransport _transport;
    private readonly RpcSessionOptions _options;
    private readonly SendQueue _queue;
    private readonly Outbound _outbound;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SessionClock _clock;

    // A session that ends before it has started, as one does whose host fails meanwhile, never starts.
    private readonly Lock _gate = new();
    private ReadLoop? _loop;
    private Inbound? _inbound;
    private bool _ending;

    /// <param name="transport">Owned by the session from here on.</param>
    /// <param name="options">Defaults where null.</param>
    public RpcSession(RpcTransport transport, RpcSessionOptions? options = null)
    {
        _transport = transport;
        _options = options ?? new();
        _queue = new(transport, _options.Time, e => End("The connection broke while writing.", e));
        _outbound = new(_queue, _options.Observer);
        _clock = new(_options, IsBusy, reason => End(reason));
        Ended = _ended.Token;
    }

    /// <summary>Cancelled as soon as the connection ends.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Completes, never with an error, when the connection is over and its handlers have returned.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Why the connection ended; null while it stands.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Begins to read; where the session has ended already, nothing is read. Calls may be made before, their answers come after.</summary>
    /// <param name="dispatcher">What the other side may call; nothing where null.</param>
    public RpcSession Start(RpcDispatcher? dispatcher = null) => Start(new Repertoire(dispatcher ?? Nothing, whole: null));

    /// <summary>
    /// Begins to read while most of what the other side may call is still being made. The first message that needs more than
    /// <paramref name="early"/> waits for it, and all that come after wait behind it; where it fails, the connection ends.
    /// </summary>
    /// <param name="early">What is answered at once.</param>
    /// <param name="whole">Everything, the early methods included.</param>
    public RpcSession Start(RpcDispatcher early, Task<RpcDispatcher> whole) => Start(new Repertoire(early, whole));

    public ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TRequest request, RpcProgress? progress, CancellationToken cancel) =>
        _outbound.InvokeAsync(method, request, progress, cancel);

    public ValueTask NotifyAsync<TRequest>(RpcMethod<TRequest, RpcNone> method, TRequest request, CancellationToken cancel) =>
        _outbound.NotifyAsync(method, request, cancel);

    public ValueTask<JsonElement> InvokeAsync(string method, JsonElement? parameters, IProgress<JsonElement>? progress, CancellationToken cancel) =>
        _outbound.InvokeAsync(method, parameters, progress, cancel);

    public ValueTask NotifyAsync(string method, JsonElement? parameters, CancellationToken cancel) =>
        _outbound.NotifyAsync(method, parameters, cancel);

    /// <summary>
    /// Begins to close and returns at once, so that a handler may call it. What was queued is still written, and a call that is about to be answered,
    /// such as the one that asked for the end, has <see cref="RpcLimits.LastAnswerTimeout"/> for it.
    /// </summary>
    public void Close(string reason = "The connection was closed on this side.")
    {
        if (_inbound is { Running: > 0 } inbound)
            _ = DrainAsync(inbound, reason, RpcLimits.LastAnswerTimeout);
        else
            End(reason);
    }

    /// <summary>Closes without a farewell: what was queued is dropped and the peer finds the connection gone. For a peer that has lost the right to be told anything.</summary>
    public void Abort(string reason) => End(reason, farewell: false);

    /// <summary>Closes, and waits until it is over. Never called by a handler of this session, which would wait for itself.</summary>
    public async ValueTask DisposeAsync()
    {
        End("The connection was closed on this side.");
        await Completion;
    }

    private RpcSession Start(Repertoire repertoire)
    {
        lock (_gate)
        {
            if (_loop is not null)
                throw new InvalidOperationException("The session has started.");
            if (_ending)
                return this;
            _inbound = new(repertoire, _options, _queue, _outbound, Ended);
            _loop = new(_transport, _inbound, repertoire, _queue, _clock, _options.Time, EndOfInput);
            _clock.Start();
            _loop.Start();
        }

        return this;
    }

    private bool IsBusy() => _inbound is { Running: > 0 } || _outbound.Waiting > 0;

    private void EndOfInput(string reason, Exception? exception)
    {
        if (exception is null && _inbound is { Running: > 0 } inbound && _options.DrainTimeout > TimeSpan.Zero)
            _ = DrainAsync(inbound, reason, _options.DrainTimeout);
        else
            End(reason, exception);
    }

    // The peer may only have closed its sending side, as a script does whose input is at its end.
    private async Task DrainAsync(Inbound inbound, string reason, TimeSpan limit)
    {
        _outbound.End(reason);
        await Task.WhenAny(inbound.IdleAsync(), Task.Delay(limit, _options.Time, Ended));
        End(reason);
    }

    private void End(string reason, Exception? exception = null, bool farewell = true)
    {
        lock (_gate)
        {
            if (_ending)
                return;
            _ending = true;
        }

        _ = FinishAsync(reason, exception, farewell);
    }

    private async Task FinishAsync(string reason, Exception? exception, bool farewell)
    {
        try
        {
            await CloseAsync(reason, exception, farewell);
        }
        finally
        {
            // Whatever failed on the way, nobody waits for this end for ever.
            _completion.TrySetResult();
        }
    }

    private async Task CloseAsync(string reason, Exception? exception, bool farewell)
    {
        EndReason = reason;
        _clock.Dispose();
        _options.Observer?.Ended(reason, exception);
        _outbound.End(reason);

        // A last error is worth a moment, not more: the peer may be the one that does not read.
        await Task.Yield();
        if (farewell)
        {
            _ = _queue.FlushAsync();
            await Task.WhenAny(_queue.IdleAsync(), Task.Delay(RpcLimits.FarewellTimeout, _options.Time));
        }

        _queue.Close();
        if (!farewell)
            _transport.Abort();
        await CancelAsync();
        await CloseTransportAsync();
        if (_inbound is { } inbound)
        {
            await inbound.IdleAsync();
            inbound.Dispose();
        }

        _loop?.Dispose();
    }

    private async Task CancelAsync()
    {
        _inbound?.CancelAll();
        try
        {
            await _ended.CancelAsync();
        }
        catch (AggregateException e)
        {
            // Someone's callback on Ended failed; the connection ends all the same.
            _options.Observer?.Failed("$/ended", "", e);
        }
    }

    private async Task CloseTransportAsync()
    {
        try
        {
            await _transport.DisposeAsync();
        }
        catch (Exception)
        {
            // Closing what is broken already changes nothing. A pipe that is closed while it is read throws whatever comes of that.
        }
    }
}
