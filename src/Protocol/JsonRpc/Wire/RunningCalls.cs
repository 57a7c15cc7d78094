namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>The calls that are being answered: how many, and by their id those that can be cancelled.</summary>
internal sealed class RunningCalls
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RpcId, IncomingCall> _byId = [];
    private readonly HashSet<IncomingCall> _notifications = [];
    private TaskCompletionSource? _idle;
    private bool _ended;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts a call that cannot be cancelled.</summary>
    public void Add(IncomingCall call)
    {
        call.IsListed = false;
        Interlocked.Increment(ref _count);
    }

    /// <summary>False where a call with the same id is running, and once all were cancelled: what had been read by then is not begun, for nobody would cancel it.</summary>
    /// <exception cref="WireException">There are too many.</exception>
    public bool TryList(IncomingCall call)
    {
        lock (_gate)
        {
            if (_ended)
                return false;
            if (_byId.Count + _notifications.Count >= RpcLimits.CallsInFlight)
                throw WireException.Limit("callsInFlight", RpcLimits.CallsInFlight, $"A connection has at most {RpcLimits.CallsInFlight} calls unanswered.");
            if (call.IsNotification)
                _notifications.Add(call);
            else if (!_byId.TryAdd(call.Id, call))
                return false;
            call.IsListed = true;
            Interlocked.Increment(ref _count);
            return true;
        }
    }

    public void Remove(IncomingCall call)
    {
        if (call.IsListed)
        {
            lock (_gate)
            {
                if (call.IsNotification)
                    _notifications.Remove(call);
                else
                    _byId.Remove(call.Id);
            }
        }

        if (Interlocked.Decrement(ref _count) == 0)
            Volatile.Read(ref _idle)?.TrySetResult();
    }

    public void Cancel(RpcId id)
    {
        IncomingCall? call;
        lock (_gate)
            _byId.TryGetValue(id, out call);
        call?.Cancel();
    }

    /// <summary>The connection is over: cancels every call and takes no more.</summary>
    public void CancelAll()
    {
        IncomingCall[] calls;
        lock (_gate)
        {
            _ended = true;
            calls = [.. _byId.Values, .. _notifications];
        }

        foreach (var call in calls)
            call.Cancel();
    }

    /// <summary>Asked when no more calls come, by the one who lets them finish and by the one who closes: both wait for the same.</summary>
    public Task IdleAsync()
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        idle = Interlocked.CompareExchange(ref _idle, idle, null) ?? idle;
        if (Count == 0)
            idle.TrySetResult();
        return idle.Task;
    }
}
