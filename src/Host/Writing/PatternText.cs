namespace Assistant.Host.Writing;

/// <summary>What a line of a template says by itself: its variables, conditions and fallbacks say nothing, since what stands in their place is somebody's.</summary>
internal static class PatternText
{
    private const string Open = "{{";

    private const string Close = "}}";

    public static string Said(string line)
    {
        for (var at = line.IndexOf(Open, StringComparison.Ordinal); at >= 0; at = line.IndexOf(Open, at, StringComparison.Ordinal))
        {
            var end = line.IndexOf(Close, at, StringComparison.Ordinal);
            // One that goes on in the next line says no more in this one.
            line = end < 0 ? line[..at] : $"{line[..at]} {line[(end + Close.Length)..].TrimStart('}')}";
        }

        return line;
    }
}
