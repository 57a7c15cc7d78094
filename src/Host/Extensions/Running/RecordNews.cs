using Assistant.Host.Extensions.Manifests;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Extensions.Running;

/// <summary>
/// Tells clients that a plugin's own records changed: the first change at once, and what follows within <see cref="Gather"/> as one, so that an import of
/// thousands pushes no other event out of those that are kept.
/// </summary>
/// <param name="publish">Takes an event's name and the records' ids.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where a failure to publish is noted.</param>
internal sealed class RecordNews(Action<string, IReadOnlyList<string>> publish, TimeProvider time, ILogger log) : IDisposable
{
    // A person sees what came at once, and a flock as one change.
    public static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);

    // More than these are a change of the whole list.
    private const int MostNamed = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _kinds = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <summary>A kind that the plugin does not keep is no news of its own, and is not told.</summary>
    public void Tell(PluginManifest plugin, string kind, IReadOnlyList<string> ids)
    {
        if (plugin.Contributes.ProposalTargets.All(target => target.Id != kind))
            return;
        lock (_gate)
        {
            if (_isDisposed)
                return;
            if (!_kinds.TryGetValue(kind, out var waiting))
                _kinds[kind] = waiting = new Waiting(time.CreateTimer(_ => Publish(kind), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
            waiting.Add(ids);
            if (!waiting.IsArmed)
                waiting.Arm(TimeSpan.Zero);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var waiting in _kinds.Values)
                waiting.Timer.Dispose();
        }
    }

    private void Publish(string kind)
    {
        lock (_gate)
        {
            var waiting = _kinds[kind];
            if (_isDisposed || !waiting.IsThere)
            {
                waiting.Disarm();
                return;
            }

            waiting.Arm(Gather);
            try
            {
                publish($"{kind}.changed", waiting.Take());
            }
#pragma warning disable CA1031 // The records have changed already; an event that cannot be written (a full disk) must end nothing.
            catch (Exception error)
#pragma warning restore CA1031
            {
                PluginLog.NotPublished(log, kind, error);
            }
        }
    }

    private sealed class Waiting(ITimer timer)
    {
        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
        private bool _isMany;

        public ITimer Timer => timer;

        public bool IsArmed { get; private set; }

        public bool IsThere { get; private set; }

        public void Add(IReadOnlyList<string> ids)
        {
            IsThere = true;
            _isMany |= ids.Count == 0 || _ids.Count + ids.Count > MostNamed;
            if (!_isMany)
                _ids.UnionWith(ids);
        }

        public IReadOnlyList<string> Take()
        {
            IReadOnlyList<string> ids = _isMany ? [] : [.. _ids];
            _ids.Clear();
            (IsThere, _isMany) = (false, false);
            return ids;
        }

        public void Arm(TimeSpan due)
        {
            IsArmed = true;
            timer.Change(due, Timeout.InfiniteTimeSpan);
        }

        public void Disarm() => IsArmed = false;
    }
}
