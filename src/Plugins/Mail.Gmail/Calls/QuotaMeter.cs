namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>
/// Counts the quota units that one account spends in any minute, and spreads reading over time so that it stays under Gmail's limit. Sending is
/// counted and never made to wait: room is left for it.
/// </summary>
internal sealed class QuotaMeter(TimeProvider time)
{
    /// <summary>For one user and project, of projects made since May 2026; it cannot be raised. Older ones have more.</summary>
    public const int PerMinute = 6_000;

    /// <summary>What reading may take of it: ten messages sent in the same minute still fit.</summary>
    private const int ForReading = 5_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Queue<(DateTimeOffset At, int Units)> _spent = new();
    private readonly Lock _gate = new();
    private int _sum;

    /// <summary>What is left of this minute.</summary>
    public int Left
    {
        get
        {
            lock (_gate)
            {
                Forget(time.GetUtcNow());
                return Math.Max(0, PerMinute - _sum);
            }
        }
    }

    /// <summary>Counts at once.</summary>
    public void Count(int units)
    {
        lock (_gate)
            Add(time.GetUtcNow(), units);
    }

    /// <summary>Counts as soon as there is room.</summary>
    public async ValueTask WaitAsync(int units, CancellationToken cancel)
    {
        while (Pause(units) is { } pause)
            await Task.Delay(pause, time, cancel);
    }

    // Null where there was room, which is then taken; else until the oldest leaves the minute.
    private TimeSpan? Pause(int units)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            Forget(now);
            if (_spent.Count == 0 || _sum + units <= ForReading)
            {
                Add(now, units);
                return null;
            }

            var pause = _spent.Peek().At + Minute - now;
            return pause > TimeSpan.Zero ? pause : TimeSpan.FromMilliseconds(1);
        }
    }

    private void Add(DateTimeOffset now, int units)
    {
        _spent.Enqueue((now, units));
        _sum += units;
    }

    private void Forget(DateTimeOffset now)
    {
        while (_spent.TryPeek(out var oldest) && oldest.At + Minute <= now)
            _sum -= _spent.Dequeue().Units;
    }
}
