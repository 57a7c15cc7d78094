namespace Assistant.Host.Doors.Web;

/// <summary>So many in a row, and so many given back a second. Not safe for several threads at once.</summary>
internal sealed class WebAllowance(int burst, int perSecond, TimeProvider time)
{
    private double _left = burst;
    private long _at = time.GetTimestamp();

    public bool Try()
    {
        _left = Math.Min(burst, _left + (time.GetElapsedTime(_at).TotalSeconds * perSecond));
        _at = time.GetTimestamp();
        if (_left < 1)
            return false;
        _left--;
        return true;
    }
}
