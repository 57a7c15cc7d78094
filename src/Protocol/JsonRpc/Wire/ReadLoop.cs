using Assistant.Protocol.JsonRpc.Transports;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>
/// Reads until the input ends. On a transport that blocks it has a thread of its own, answers inline calls there and writes the answers itself,
/// one write for all that one read brought: nothing is handed to another thread between a request and its answer.
/// </summary>
/// <remarks>
/// Two peers that both write to each other and do not read would wait forever. So a large amount is always written elsewhere, and where
/// even a small write is stuck the reading goes on in a second thread, while the first stays with its write.
/// </remarks>
internal sealed class ReadLoop : IDisposable
{
    /// <summary>More than this is written off the loop: a socket's send buffer takes it at once in the usual case.</summary>
    private const int InlineWriteBytes = 16 * 1024;

    private readonly RpcTransport _transport;
    private readonly Inbound _inbound;
    private readonly Repertoire _repertoire;
    private readonly SendQueue _queue;
    private readonly SessionClock _clock;
    private readonly Action<string, Exception?> _ended;
    private readonly StallWatch _watch;

    // Twice the number of writes by the loop, plus one while one of them is under way; whoever moves it first decides who reads on.
    private long _writes;
    private long _seenWrites = -1;

    // A message that waits for the whole repertoire, and everything behind it.
    private ReadOnlyMemory<byte>? _held;

    public ReadLoop(RpcTransport transport, Inbound inbound, Repertoire repertoire, SendQueue queue, SessionClock clock, TimeProvider time, Action<string, Exception?> ended)
    {
        (_transport, _inbound, _repertoire, _queue, _clock, _ended) = (transport, inbound, repertoire, queue, clock, ended);
        _watch = new(time, LookForStuckWrite);
    }

    public void Start()
    {
        if (_transport.Blocks)
            new Thread(() => _ = RunAsync()) { IsBackground = true, Name = "rpc-read" }.Start();
        else
            _ = Task.Run(RunAsync);
    }

    public void Dispose() => _watch.Dispose();

    private async Task RunAsync()
    {
        var goesOn = false;
        try
        {
            goesOn = !await ReadAsync();
            if (!goesOn)
                _ended("The peer closed the connection.", null);
        }
        catch (WireException e)
        {
            _transport.IsMisused = true;
            _inbound.Reject(e, batch: null);
            _ended(e.Message, null);
        }
        catch (Exception e)
        {
            // Whatever a transport throws means that nothing more can be read.
            _ended(_inbound.Ended.IsCancellationRequested ? "The connection was closed on this side." : "The connection broke while reading.", e);
        }
        finally
        {
            if (!goesOn)
                _transport.EndInput();
        }
    }

    /// <summary>True at the end of input, false where another thread reads on.</summary>
    private async ValueTask<bool> ReadAsync()
    {
        while (true)
        {
            while (!AcceptReceived())
            {
                if (!await (_held is null ? WaitForSpaceAsync() : AcceptHeldAsync()))
                    return false;
            }

            if (_queue.Bytes > 0 && !Flush())
                return false;
            _clock.Waiting(_transport.HasPartial);
            if (!await _transport.FillAsync(_inbound.Ended))
                return true;
        }
    }

    /// <summary>Takes what has been read; false where too much waits to be written, or a message waits for its method, before all of it was taken. A method of its own, because the compiler optimises what is called often, not what loops for ever.</summary>
    private bool AcceptReceived()
    {
        while (_held is null && _transport.TryRead(out var message))
        {
            _clock.Message();
            if (_repertoire.MustWait(message.Span))
            {
                _held = message;
                return false;
            }

            _inbound.Accept(message.Span);
            if (_queue.IsFull)
                return false;
        }

        return _held is null;
    }

    /// <summary>What is answered already leaves first. A thread of the pool that comes out of the waiting does not stay to block in reads.</summary>
    private async ValueTask<bool> AcceptHeldAsync()
    {
        if (_queue.Bytes > 0 && !Flush())
            return false;
        var stays = _repertoire.IsReady || !_transport.Blocks;
        await _repertoire.CompleteAsync(_inbound.Ended);
        var message = _held!.Value;
        _held = null;
        _inbound.Accept(message.Span);
        if (!stays)
            Start();
        return stays;
    }

    private async ValueTask<bool> WaitForSpaceAsync()
    {
        if (!Flush())
            return false;
        if (_transport.Blocks)
            _queue.WaitForSpace();
        else
            await _queue.SpaceAsync();
        return true;
    }

    /// <summary>False where the write was stuck and another thread reads by now.</summary>
    private bool Flush()
    {
        if (!_transport.Blocks)
        {
            _ = _queue.FlushAsync();
            return true;
        }

        if (_queue.Bytes > InlineWriteBytes)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.FlushAsync(), _queue, preferLocal: false);
            return true;
        }

        var mine = Volatile.Read(ref _writes) + 1;
        Volatile.Write(ref _writes, mine);
        _watch.Arm();
        _ = _queue.FlushAsync();
        return Interlocked.CompareExchange(ref _writes, mine + 1, mine) == mine;
    }

    private bool LookForStuckWrite()
    {
        var writes = Volatile.Read(ref _writes);
        if (writes != _seenWrites)
        {
            _seenWrites = writes;
            return true;
        }

        if (writes % 2 == 1 && Interlocked.CompareExchange(ref _writes, writes + 1, writes) == writes)
            Start();
        return false;
    }
}
