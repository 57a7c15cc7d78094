namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>The clocks of one call: for its whole, and for what is waited for at the moment.</summary>
internal sealed class CallClock : IDisposable
{
    private readonly ModelPatience _patience;
    private readonly bool _isLocal;
    private readonly CancellationTokenSource _whole;
    private readonly CancellationTokenSource _step;
    private readonly CancellationTokenSource _either;
    private bool _hasBegun;

    public CallClock(ModelPatience patience, bool isLocal, TimeProvider time, CancellationToken caller)
    {
        (_patience, _isLocal, Caller) = (patience, isLocal, caller);
        _whole = new CancellationTokenSource(patience.Whole, time);
        _step = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _whole.Token, _step.Token);
    }

    public CancellationToken Caller { get; }

    /// <summary>Cancelled by the caller or by a clock.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>What was waited for too long, for a person; null where no clock ran out.</summary>
    public string? TimedOut =>
        _step.IsCancellationRequested ? (_hasBegun ? "its answer stopped coming" : "no answer came") : _whole.IsCancellationRequested ? "its answer did not end" : null;

    public void WaitForFirst()
    {
        _hasBegun = false;
        _step.CancelAfter(_isLocal ? _patience.FirstLocal : _patience.First);
    }

    public void WaitForNext()
    {
        _hasBegun = true;
        _step.CancelAfter(_patience.Stall);
    }

    /// <summary>The caller's own time is not the model's.</summary>
    public void Pause() => _step.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _either.Dispose();
        _step.Dispose();
        _whole.Dispose();
    }
}
