using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Assistant.Protocol.Services;

namespace Assistant.Host.Storage.Events;

/// <summary>One subscriber's events. Dispose it to end it.</summary>
internal sealed class EventSubscription : IDisposable
{
    /// <summary>A subscriber this far behind is not reading; it is cut off and resumes by <c>after</c>, so that memory stays flat.</summary>
    public const int Bound = 1_000;

    private readonly Channel<HostEvent> _live = Channel.CreateBounded<HostEvent>(new BoundedChannelOptions(Bound) { SingleReader = true });
    private readonly HashSet<string>? _names;
    private readonly Action<EventSubscription> _remove;
    private List<HostEvent> _missed = [];
    private volatile bool _disposed;

    internal EventSubscription(IReadOnlyCollection<string>? names, Action<EventSubscription> remove)
    {
        _names = names is null ? null : [.. names];
        _remove = remove;
    }

    /// <summary>The newest event at the time of subscribing.</summary>
    public long Seq { get; private set; }

    /// <summary>The client's <c>after</c> was out of reach: it must read its lists anew.</summary>
    public bool Resync { get; private set; }

    /// <summary>True once the subscriber fell too far behind and was cut off; the reading then ends.</summary>
    public bool FellBehind { get; private set; }

    /// <summary>First what was missed, then what happens, until disposed, cancelled or too far behind.</summary>
    public async IAsyncEnumerable<HostEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var missed in _missed)
        {
            if (_disposed)
                yield break;
            if (Wants(missed))
                yield return missed;
        }

        _missed = [];
        await foreach (var live in _live.Reader.ReadAllAsync(cancel))
        {
            if (_disposed)
                yield break;
            if (live.Seq > Seq)
                yield return live;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _remove(this);
        _live.Writer.TryComplete();
    }

    internal void Begin(long seq, List<HostEvent>? missed)
    {
        Seq = seq;
        Resync = missed is null;
        _missed = missed ?? [];
    }

    internal void Offer(HostEvent told)
    {
        if (!Wants(told) || _live.Writer.TryWrite(told))
            return;
        FellBehind |= _live.Writer.TryComplete();
        _remove(this);
    }

    private bool Wants(HostEvent told) => _names is null || _names.Contains(told.Name);
}
