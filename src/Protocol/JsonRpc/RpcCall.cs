using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc;

/// <summary>A call that is being answered, as its handler sees it.</summary>
public abstract class RpcCall
{
    private protected RpcCall()
    {
    }

    /// <summary>
    /// Where the handler reports progress or partial results. Values leave in order and before the result; they vanish where the caller named no token.
    /// Reporting waits while the peer does not read, so it is never done while holding a lock.
    /// </summary>
    public abstract IProgress<T> Progress<T>(JsonTypeInfo<T> type);
}
