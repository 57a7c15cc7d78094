namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>
/// How much of a peer's input is taken in, so that one who floods waits for its own flood, and its neighbours do not: what is not read stands in the
/// peer's own buffers. Not safe for several threads at once.
/// </summary>
/// <param name="Burst">Bytes in a row without a pause.</param>
/// <param name="PerSecond">Bytes given back in a second.</param>
public sealed record ReadPace(int Burst, int PerSecond)
{
    internal Meter Start(TimeProvider time) => new(this, time);

    // One pause in place of many: to wake up costs more than to wait.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);

    internal sealed class Meter(ReadPace pace, TimeProvider time)
    {
        private double _left = pace.Burst;
        private long _at = time.GetTimestamp();

        /// <summary>How long to wait before the next read, after one that brought so many bytes.</summary>
        public TimeSpan Take(int bytes)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(pace.Burst, _left + (time.GetElapsedTime(_at, now).TotalSeconds * pace.PerSecond)) - bytes;
            _at = now;
            var owed = TimeSpan.FromSeconds(-_left / pace.PerSecond);
            return owed < ShortestPause ? TimeSpan.Zero : owed;
        }
    }
}
