using Assistant.Protocol.JsonRpc.Transports;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>
/// What waits to be written. Anyone may append; one at a time writes, and takes along whatever was appended meanwhile, so that
/// messages leave in the order of appending and a busy connection needs few system calls.
/// </summary>
#pragma warning disable CA1001 // The buffers go back to the pool when the queue closes and its last write is over.
internal sealed class SendQueue(RpcTransport transport, TimeProvider time, Action<Exception> failed)
#pragma warning restore CA1001
{
    private readonly object _gate = new();
    private PooledBuffer _waiting = new();
    private PooledBuffer _leaving = new();
    private TaskCompletionSource? _space;
    private TaskCompletionSource? _idle;
    private int _bytes;
    private bool _writing;
    private bool _blocked;
    private bool _closed;

    /// <summary>Beyond the bound: senders wait and no more requests are read.</summary>
    public bool IsFull => Volatile.Read(ref _bytes) > RpcLimits.OutgoingBytes;

    /// <summary>Appended and not yet written.</summary>
    public int Bytes => Volatile.Read(ref _bytes);

    /// <summary>Adds a message; one more is taken over the bound, so whoever can wait calls <see cref="SpaceAsync"/> first.</summary>
    public void Append(ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            var before = _waiting.Count;
            transport.Frame(_waiting, message);
            _bytes += _waiting.Count - before;
        }
    }

    public ValueTask SpaceAsync()
    {
        if (!IsFull)
            return default;
        lock (_gate)
        {
            if (_closed || !IsFull)
                return default;
            _space ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new(_space.Task);
        }
    }

    /// <summary>The same for a caller that cannot await.</summary>
    public void WaitForSpace()
    {
        if (!IsFull)
            return;
        lock (_gate)
        {
            while (!_closed && IsFull)
            {
                _blocked = true;
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Writes until nothing waits; returns at once where someone is at it already. Never throws: a fault of the transport ends the session.</summary>
    public async Task FlushAsync()
    {
        for (var bytes = Enter(); !bytes.IsEmpty; bytes = Take())
        {
            try
            {
                var write = transport.WriteAsync(bytes);
                if (write.IsCompleted)
                    await write;
                else
                    await write.AsTask().WaitAsync(RpcLimits.WriteTimeout, time);
            }
            catch (Exception e)
            {
                // Whatever a transport throws means that nothing more can be written, and the session is told so.
                Close();
                failed(e);
            }
        }
    }

    /// <summary>Completes when everything appended so far has left or the queue is closed.</summary>
    public Task IdleAsync()
    {
        lock (_gate)
        {
            if (!_writing && (_closed || _waiting.Count == 0))
                return Task.CompletedTask;
            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>Drops what waits and lets everyone go who waited for space.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _bytes = 0;
            _waiting.Clear();
            Release();
        }
    }

    private ReadOnlyMemory<byte> Enter()
    {
        lock (_gate)
        {
            if (_writing || _closed || _waiting.Count == 0)
                return default;
            _writing = true;
            (_waiting, _leaving) = (_leaving, _waiting);
            return _leaving.Memory;
        }
    }

    private ReadOnlyMemory<byte> Take()
    {
        lock (_gate)
        {
            _bytes = _closed ? 0 : _waiting.Count;
            _leaving.Clear();
            Release();
            if (_bytes > 0)
            {
                (_waiting, _leaving) = (_leaving, _waiting);
                return _leaving.Memory;
            }

            _writing = false;
            _idle?.TrySetResult();
            _idle = null;
            return default;
        }
    }

    private void Release()
    {
        if (_space is null && !_blocked)
            return;
        _blocked = false;
        _space?.TrySetResult();
        _space = null;
        Monitor.PulseAll(_gate);
    }
}
