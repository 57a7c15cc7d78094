using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Insight;

/// <summary>
/// The 95 % interval of a rate by Wilson's score (E. B. Wilson, 1927): it stays within 0 and 1, and with few cases it is as wide as their number deserves.
/// </summary>
internal static class Wilson
{
    // The normal distribution's 97.5th percentile.
    private const double Z = 1.959963984540054;

    public static Rate Of(int count, int of)
    {
        if (of == 0)
            return new Rate(0, 0, 0, 0, 1);
        var (share, n) = ((double)count / of, (double)of);
        var middle = (share + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        return new Rate(count, of, share, count == 0 ? 0 : Math.Max(0, middle - half), count == of ? 1 : Math.Min(1, middle + half));
    }
}
