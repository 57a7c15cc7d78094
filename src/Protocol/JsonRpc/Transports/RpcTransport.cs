using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>
/// The seam between a session and what carries its messages. Reading belongs to one loop, writing to one writer at a time; the two run side by side.
/// A transport owns its stream or socket, and disposing it ends a read that is under way.
/// </summary>
public abstract class RpcTransport : IAsyncDisposable
{
    private protected RpcTransport()
    {
    }

    /// <summary>Reads and writes block the calling thread, so the session reads on a thread of its own: no wake-up of another thread stands between a request and its answer.</summary>
    public virtual bool Blocks => false;

    /// <summary>The peer lost the framing or passed a limit, which ended the conversation.</summary>
    public bool IsMisused { get; internal set; }

    /// <summary>Part of a message has arrived and its end has not.</summary>
    internal abstract bool HasPartial { get; }

    /// <summary>The next whole message that is in memory already; valid until the next call of any read method.</summary>
    /// <exception cref="WireException">The framing is lost or a limit passed; nothing more can be read.</exception>
    internal abstract bool TryRead(out ReadOnlyMemory<byte> message);

    /// <summary>Waits for more bytes. False at the end of input.</summary>
    internal abstract ValueTask<bool> FillAsync(CancellationToken cancel);

    /// <summary>Nothing is read any more: memory that input stands in goes back. Called by whoever read.</summary>
    internal virtual void EndInput()
    {
    }

    /// <summary>Adds a message to <paramref name="output"/> the way <see cref="WriteAsync"/> wants to find it.</summary>
    internal abstract void Frame(PooledBuffer output, ReadOnlySpan<byte> message);

    /// <summary>Writes what <see cref="Frame"/> made of one or more messages.</summary>
    internal abstract ValueTask WriteAsync(ReadOnlyMemory<byte> frames);

    /// <summary>Breaks the connection at once, where disposing would first take leave of the peer. Disposing comes after it all the same.</summary>
    internal virtual void Abort()
    {
    }

    public abstract ValueTask DisposeAsync();
}
