using System.Collections.Concurrent;

namespace Assistant.TestKit.Models;

/// <summary>
/// A clock for calls that wait: a pause between two attempts is over at once and noted; what limits a wait runs out when the test says so, and never
/// before. So nothing waits, and nothing depends on how busy the machine is.
/// </summary>
/// <param name="limits">The lengths by which time-outs are known; every other timer is a pause.</param>
public sealed class StagedTime(params IEnumerable<TimeSpan> limits) : TimeProvider
{
    private readonly HashSet<TimeSpan> _limits = [.. limits, Timeout.InfiniteTimeSpan];
    private readonly Lock _gate = new();
    private readonly HashSet<StagedTimer> _armed = [];
    private DateTimeOffset _now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private bool _ranOut;

    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by)
    {
        lock (_gate)
            _now += by;
    }

    /// <summary>Every time-out that is armed, or is armed from now on, runs out: the shortest first, as by any clock.</summary>
    public void RunOut()
    {
        List<StagedTimer> due;
        lock (_gate)
        {
            _ranOut = true;
            due = [.. _armed.OrderBy(static timer => timer.DueTime)];
            _armed.Clear();
        }

        ThreadPool.QueueUserWorkItem(_ => due.ForEach(static timer => timer.Ring()));
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new StagedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class StagedTimer(StagedTime clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan DueTime { get; private set; }

        public void Ring() => callback(state);

        public void Fire() => ThreadPool.QueueUserWorkItem(_ => Ring());

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isLimit = clock._limits.Contains(dueTime);
            lock (clock._gate)
            {
                DueTime = dueTime;
                clock._armed.Remove(this);
                if (isLimit && dueTime != Timeout.InfiniteTimeSpan && !clock._ranOut)
                    clock._armed.Add(this);
                if (!isLimit)
                    clock._now += dueTime;
            }

            if (!isLimit)
                clock.Pauses.Enqueue(dueTime);
            if (dueTime != Timeout.InfiniteTimeSpan && (!isLimit || clock._ranOut))
                Fire();
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._armed.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
