namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>Gathers the answers to a batch, which leave together when the last is there (JSON-RPC 2.0, section 6). A batch of notifications is not answered.</summary>
internal sealed class BatchReply(SendQueue queue) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PooledBuffer _answers = new();
    private int _open = 1;

    /// <summary>Another entry wants an answer.</summary>
    public void Expect() => Interlocked.Increment(ref _open);

    public void Add(RpcId id, ReadOnlySpan<byte> answer)
    {
        lock (_gate)
        {
            // The two brackets and the comma count as well.
            if (_answers.Count + answer.Length + 3 > RpcLimits.FrameBytes)
                AppendTooLarge(id);
            else
                Append(answer);
        }

        Close();
    }

    /// <summary>No further entries come; also what each answer does for itself.</summary>
    public void Close()
    {
        if (Interlocked.Decrement(ref _open) > 0)
            return;
        if (_answers.Count > 0)
        {
            _answers.Append("]"u8);
            queue.Append(_answers.Span);
        }

        Dispose();
    }

    public void Dispose() => _answers.Dispose();

    private void Append(ReadOnlySpan<byte> answer)
    {
        _answers.Append(_answers.Count == 0 ? "["u8 : ","u8);
        _answers.Append(answer);
    }

    private void AppendTooLarge(RpcId id)
    {
        using var writer = MessageWriter.Rent();
        writer.Error(id, RpcErrorCode.Limit, "The answers to the batch are larger than a message may be: ask for less at a time.", new RpcLimitData { Limit = "frameBytes", Maximum = RpcLimits.FrameBytes });
        Append(writer.Message);
    }
}
