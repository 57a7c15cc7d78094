namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>Ends connections whose peer keeps us waiting: for its first message, for the rest of one, or, where asked for, for anything at all.</summary>
internal sealed class SessionClock : IDisposable
{
    private readonly RpcSessionOptions _options;
    private readonly Func<bool> _isBusy;
    private readonly Action<string> _end;
    private readonly ITimer _first;
    private readonly ITimer _frame;
    private readonly ITimer _idle;
    private long _lastMessage;
    private bool _partial;
    private bool _spoke;

    public SessionClock(RpcSessionOptions options, Func<bool> isBusy, Action<string> end)
    {
        (_options, _isBusy, _end) = (options, isBusy, end);
        _first = Timer(() => _end("The peer said nothing in time."));
        _frame = Timer(() => _end("The peer left a message unfinished."));
        _idle = Timer(LookForRest);
    }

    public void Start()
    {
        _lastMessage = _options.Time.GetTimestamp();
        if (_options.HandshakeTimeout is { } handshake)
            _first.Change(handshake, Timeout.InfiniteTimeSpan);
        if (_options.IdleTimeout is { } idle)
            _idle.Change(idle, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A message came. Called by the read loop alone, like <see cref="Waiting"/>.</summary>
    public void Message()
    {
        if (!_spoke)
        {
            _spoke = true;
            _first.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        if (_options.IdleTimeout is not null)
            Volatile.Write(ref _lastMessage, _options.Time.GetTimestamp());
        if (_partial)
        {
            _partial = false;
            _frame.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>More bytes are about to be waited for.</summary>
    /// <param name="partial">Of a message that has begun; its time runs from there, however many bytes come.</param>
    public void Waiting(bool partial)
    {
        if (!partial || _partial)
            return;
        _partial = true;
        _frame.Change(RpcLimits.FrameTimeout, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _first.Dispose();
        _frame.Dispose();
        _idle.Dispose();
    }

    private void LookForRest()
    {
        var idle = _options.IdleTimeout!.Value;
        var rested = _options.Time.GetElapsedTime(Volatile.Read(ref _lastMessage));
        if (_isBusy())
            _idle.Change(idle, Timeout.InfiniteTimeSpan);
        else if (rested < idle)
            _idle.Change(idle - rested, Timeout.InfiniteTimeSpan);
        else
            _end("The connection was at rest for too long.");
    }

    private ITimer Timer(Action run) =>
        _options.Time.CreateTimer(static state => ((Action)state!)(), run, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
