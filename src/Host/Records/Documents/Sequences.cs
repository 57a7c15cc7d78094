namespace Assistant.Host.Records.Documents;

/// <summary>What two sequences have in common, in order.</summary>
internal static class Sequences
{
    // Sixteen million comparisons take some ten milliseconds and 32 MB; what is larger between its equal ends counts as changed altogether.
    private const long MostCells = 16_000_000;

    /// <summary>Pairs of positions of a longest common subsequence, rising in both.</summary>
    public static List<(int Old, int Young)> Common<T>(IReadOnlyList<T> old, IReadOnlyList<T> young)
        where T : IEquatable<T>
    {
        var start = 0;
        while (start < old.Count && start < young.Count && old[start].Equals(young[start]))
            start++;
        var end = 0;
        while (end < old.Count - start && end < young.Count - start && old[^(end + 1)].Equals(young[^(end + 1)]))
            end++;
        var pairs = new List<(int, int)>();
        for (var i = 0; i < start; i++)
            pairs.Add((i, i));
        pairs.AddRange(Middle(old, young, start, old.Count - end, young.Count - end));
        for (var i = end; i > 0; i--)
            pairs.Add((old.Count - i, young.Count - i));
        return pairs;
    }

    private static List<(int Old, int Young)> Middle<T>(IReadOnlyList<T> old, IReadOnlyList<T> young, int start, int oldEnd, int youngEnd)
        where T : IEquatable<T>
    {
        var pairs = new List<(int, int)>();
        var (rows, columns) = (oldEnd - start, youngEnd - start);
        if (rows == 0 || columns == 0 || (long)(rows + 1) * (columns + 1) > MostCells)
            return pairs;
        // longest[i, j]: how much the rest from i and the rest from j have in common.
        var longest = new ushort[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
                longest[i, j] = old[start + i].Equals(young[start + j]) ? (ushort)(longest[i + 1, j + 1] + 1) : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        }

        for (int i = 0, j = 0; i < rows && j < columns;)
        {
            if (old[start + i].Equals(young[start + j]))
                pairs.Add((start + i++, start + j++));
            else if (longest[i + 1, j] >= longest[i, j + 1])
                i++;
            else
                j++;
        }

        return pairs;
    }
}
