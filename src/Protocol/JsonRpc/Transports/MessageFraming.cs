using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>Finds messages in a stream of bytes and marks them in one.</summary>
internal abstract class MessageFraming
{
    public static MessageFraming Headers { get; } = new HeaderFraming();

    public static MessageFraming? Of(RpcFraming framing) => framing switch
    {
        RpcFraming.Headers => new HeaderFraming(),
        RpcFraming.Lines => new LineFraming(),
        _ => null,
    };

    /// <summary>Null while only white space has come.</summary>
    public static MessageFraming? Detect(ReadOnlySpan<byte> start)
    {
        var first = Blanks.Skip(start);
        return first < 0 ? null : start[first] is (byte)'{' or (byte)'[' ? new LineFraming() : new HeaderFraming();
    }

    /// <summary>A message has begun although nothing of it may be in the buffer.</summary>
    public virtual bool IsInside => false;

    /// <summary>Takes the next whole message off the buffer.</summary>
    /// <exception cref="WireException">No later message can be found.</exception>
    public abstract bool TryRead(PooledBuffer received, out ReadOnlyMemory<byte> message);

    public abstract void Frame(PooledBuffer output, ReadOnlySpan<byte> message);

    protected static WireException TooLarge() =>
        WireException.Limit("frameBytes", RpcLimits.FrameBytes, $"A message is at most {RpcLimits.FrameBytes} bytes.");
}
