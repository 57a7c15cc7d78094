namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>
/// Starts calls off the read loop, one after the other in the order of arrival: each runs until its first real wait before the next starts.
/// One that blocks its thread instead of awaiting loses its turn to a second thread, so that it holds up nobody but itself.
/// </summary>
internal sealed class CallPump : IThreadPoolWorkItem, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<IncomingCall> _calls = new();
    private readonly StallWatch _watch;
    private bool _running;
    private long _turn;
    private long _seenTurn;

    public CallPump(TimeProvider time) => _watch = new(time, Look);

    public void Enqueue(IncomingCall call)
    {
        lock (_gate)
        {
            _calls.Enqueue(call);
            if (_running)
            {
                _watch.Arm();
                return;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute()
    {
        var turn = -1L;
        while (TakeNext(ref turn) is { } call)
            call.Run();
    }

    public void Dispose() => _watch.Dispose();

    private IncomingCall? TakeNext(ref long turn)
    {
        lock (_gate)
        {
            // Another thread has the turn by now, and goes on with the queue.
            if (turn >= 0 && turn != _turn)
                return null;
            turn = ++_turn;
            if (_calls.TryDequeue(out var call))
                return call;
            _running = false;
            return null;
        }
    }

    private bool Look()
    {
        lock (_gate)
        {
            if (!_running || _calls.Count == 0)
                return false;
            if (_turn != _seenTurn)
            {
                _seenTurn = _turn;
                return true;
            }

            _turn++;
            _seenTurn = -1;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }
}
