using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>A call from its arrival to its answer. Which thread runs it is the caller's affair; it finishes exactly once.</summary>
#pragma warning disable CA1001 // The token source is disposed when the call finishes, which every call does.
internal abstract class IncomingCall(Inbound inbound, RpcMethod method, CallHeader header) : RpcCall
#pragma warning restore CA1001
{
    private CancellationTokenSource? _cancel;
    private volatile bool _finished;

    public RpcMethod Method { get; } = method;

    public RpcId Id { get; } = header.Id;

    public bool IsNotification { get; } = header.IsNotification;

    public BatchReply? Batch { get; } = header.Batch;

    public long Started { get; } = header.Started;

    /// <summary>Listed among the running calls, where a cancellation finds it.</summary>
    public bool IsListed { get; set; }

    protected Inbound Inbound { get; } = inbound;

    protected CancellationToken Token => _cancel?.Token ?? Inbound.Ended;

    public bool IsCancelled => Token.IsCancellationRequested;

    public bool IsFinished => _finished;

    private RpcId? ProgressToken { get; } = header.ProgressToken;

    /// <summary>Gives the call a token of its own; without one it ends with the connection only.</summary>
    public void MakeCancellable() => _cancel = new();

    public void Cancel()
    {
        try
        {
            _cancel?.Cancel();
        }
        catch (Exception e) when (e is AggregateException or ObjectDisposedException)
        {
            // A handler's own callback failed, or the call has just finished; neither concerns the one who cancels.
        }
    }

    /// <summary>Runs the handler until its first real wait; the rest and the answer follow by themselves.</summary>
    public abstract void Run();

    public override IProgress<T> Progress<T>(JsonTypeInfo<T> type) => new Reporter<T>(this, type);

    protected void Finish(RpcErrorCode outcome)
    {
        _finished = true;
        Inbound.Finished(this, outcome);
        _cancel?.Dispose();
    }

    private sealed class Reporter<T>(IncomingCall call, JsonTypeInfo<T> type) : IProgress<T>
    {
        public void Report(T value)
        {
            if (call.ProgressToken is { } token && !call.IsFinished)
                call.Inbound.Report(token, value, type);
        }
    }
}

/// <summary>What is known of a call before its parameters are read.</summary>
internal readonly record struct CallHeader(RpcId Id, bool IsNotification, BatchReply? Batch, RpcId? ProgressToken, long Started);

internal sealed class IncomingCall<TService, TRequest, TResponse>(
    Inbound inbound,
    RpcBinding<TService, TRequest, TResponse> binding,
    RpcMethod<TRequest, TResponse> method,
    TRequest request,
    CallHeader header)
    : IncomingCall(inbound, method, header)
    where TService : class
{
    public override void Run()
    {
        ValueTask<TResponse> running;
        try
        {
            running = binding.InvokeAsync(request, this, Token);
        }
        catch (Exception e)
        {
            // Answered below like one that came later: a handler's failure is the caller's answer, not the connection's end.
            running = ValueTask.FromException<TResponse>(e);
        }

        _ = CompleteAsync(running);
    }

    /// <summary>Takes over an inline call that turned out to wait or fail.</summary>
    public void Continue(ValueTask<TResponse> running)
    {
        Inbound.Begin(this);
        _ = CompleteAsync(running);
    }

    private async Task CompleteAsync(ValueTask<TResponse> running)
    {
        RpcErrorCode outcome;
        try
        {
            var result = await running;
            await Inbound.SpaceAsync();
            outcome = Answer(result);
        }
        catch (Exception e)
        {
            outcome = Inbound.AnswerError(this, e);
        }

        Finish(outcome);
        await Inbound.FlushAsync();
    }

    private RpcErrorCode Answer(TResponse result)
    {
        if (IsNotification)
            return RpcErrorCode.None;
        try
        {
            return Inbound.AnswerResult(Id, Batch, result, method);
        }
        catch (Exception e)
        {
            // A result that cannot be written is a fault of the method.
            return Inbound.AnswerError(this, e);
        }
    }
}
