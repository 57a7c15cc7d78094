namespace Assistant.Host.Cli;

/// <summary>The word that was probably meant.</summary>
internal static class Suggestion
{
    // Two slips of the finger; more is another word.
    private const int FarthestDistance = 2;

    public static string? For(string typed, IEnumerable<string> words) => words
        .Select(word => (word, Distance: word.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(typed, word)))
        .Where(candidate => candidate.Distance <= FarthestDistance)
        .OrderBy(candidate => candidate.Distance)
        .Select(candidate => candidate.word)
        .FirstOrDefault();

    /// <summary>Levenshtein's distance, by one row.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                var replaced = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
