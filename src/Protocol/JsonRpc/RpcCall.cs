using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc;

/// <summary>A call that is being answered, as its handler sees it.</summary>
public abstract class RpcCall
{
    /// <summary>For calls that report nothing.</summary>
    internal static readonly RpcCall Silent = new SilentCall();

    private protected RpcCall()
    {
    }

    /// <summary>
    /// Where the handler reports progress or partial results. Values leave in order and before the result; they vanish where the caller named no token.
    /// Reporting waits while the peer does not read, so it is never done while holding a lock.
    /// </summary>
    public abstract IProgress<T> Progress<T>(JsonTypeInfo<T> type);

    private sealed class SilentCall : RpcCall
    {
        public override IProgress<T> Progress<T>(JsonTypeInfo<T> type) => Nowhere<T>.Instance;

        private sealed class Nowhere<T> : IProgress<T>
        {
            public static readonly Nowhere<T> Instance = new();

            public void Report(T value)
            {
            }
        }
    }
}
