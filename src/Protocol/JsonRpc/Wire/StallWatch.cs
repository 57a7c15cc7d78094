namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>
/// Looks after work that may get stuck, only while there is some: arming it costs a read where it is armed already, and it rests when a look finds nothing to look after.
/// </summary>
internal sealed class StallWatch : IDisposable
{
    /// <summary>How often it looks. Work counts as stuck when two looks find it at the same place; long against any healthy step and rare enough to cost nothing, short against a person's notice.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Func<bool> _look;
    private readonly ITimer _timer;
    private int _armed;

    /// <param name="time">Measures the period.</param>
    /// <param name="look">Looks once; true where it wants to look again.</param>
    public StallWatch(TimeProvider time, Func<bool> look)
    {
        _look = look;
        _timer = time.CreateTimer(static state => ((StallWatch)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Arm()
    {
        if (Volatile.Read(ref _armed) == 0 && Interlocked.Exchange(ref _armed, 1) == 0)
            _timer.Change(Period, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        Volatile.Write(ref _armed, 0);
        if (_look())
            Arm();
    }
}
