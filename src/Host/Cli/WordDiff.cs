namespace Assistant.Host.Cli;

/// <summary>What was taken out, what was put in, and what stayed.</summary>
internal enum DiffKind
{
    Same,
    Removed,
    Added,
}

/// <param name="Kind">What became of it.</param>
/// <param name="Text">Words with the spaces between them, as they stand.</param>
internal sealed record DiffPiece(DiffKind Kind, string Text);

/// <summary>Two texts compared by words: the shortest edit that makes one of the other (Myers, "An O(ND) Difference Algorithm", 1986).</summary>
internal static class WordDiff
{
    // Two texts that share nothing are shown as one taken out and one put in, rather than counted for seconds.
    private const int MostEdits = 4_000;

    public static List<DiffPiece> Between(string before, string after)
    {
        var (old, young) = (Words(before), Words(after));
        var same = Common(old, young);
        var pieces = new List<DiffPiece>();
        var (i, j) = (0, 0);
        foreach (var (at, to) in same.Append((old.Count, young.Count)))
        {
            Add(pieces, DiffKind.Removed, old, i, at);
            Add(pieces, DiffKind.Added, young, j, to);
            if (at < old.Count)
                Add(pieces, DiffKind.Same, old, at, at + 1);
            (i, j) = (at + 1, to + 1);
        }

        return pieces;
    }

    // Words and the runs between them, so that nothing of either text is lost.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (int from = 0, at = 1; at <= text.Length; at++)
        {
            if (at < text.Length && Class(text[at]) == Class(text[from]) && text[at] != '\n')
                continue;
            words.Add(text[from..at]);
            from = at;
        }

        return words;
    }

    private static int Class(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? 0 : char.IsWhiteSpace(c) ? 1 : 2;

    private static void Add(List<DiffPiece> pieces, DiffKind kind, List<string> words, int from, int to)
    {
        if (from >= to)
            return;
        var text = string.Concat(words.Skip(from).Take(to - from));
        if (pieces.Count > 0 && pieces[^1].Kind == kind)
            pieces[^1] = pieces[^1] with { Text = pieces[^1].Text + text };
        else
            pieces.Add(new DiffPiece(kind, text));
    }

    private static List<(int Old, int Young)> Common(List<string> old, List<string> young)
    {
        var most = Math.Min(old.Count + young.Count, MostEdits);
        var reached = new int[2 * most + 3];
        var trace = new List<int[]>();
        for (var edits = 0; edits <= most; edits++)
        {
            trace.Add(reached[(most + 1 - edits - 1)..(most + 1 + edits + 2)]);
            for (var k = -edits; k <= edits; k += 2)
            {
                var at = k == -edits || k != edits && reached[most + k] < reached[most + 2 + k] ? reached[most + 2 + k] : reached[most + k] + 1;
                while (at < old.Count && at - k < young.Count && at - k >= 0 && old[at] == young[at - k])
                    at++;
                reached[most + 1 + k] = at;
                if (at >= old.Count && at - k >= young.Count)
                    return Walk(trace, edits, old.Count, young.Count);
            }
        }

        return [];
    }

    private static List<(int Old, int Young)> Walk(List<int[]> trace, int edits, int i, int j)
    {
        var same = new List<(int, int)>();
        for (var d = edits; d > 0; d--)
        {
            var row = trace[d];
            var k = i - j;
            // row[0] is the diagonal -d-1.
            int Reached(int diagonal) => row[diagonal + d + 1];
            var previous = k == -d || k != d && Reached(k - 1) < Reached(k + 1) ? k + 1 : k - 1;
            var (pi, pj) = (Reached(previous), Reached(previous) - previous);
            var (startI, startJ) = previous == k + 1 ? (pi, pj + 1) : (pi + 1, pj);
            while (i > startI && j > startJ)
                same.Add((--i, --j));
            (i, j) = (pi, pj);
        }

        while (i > 0 && j > 0)
            same.Add((--i, --j));
        same.Reverse();
        return same;
    }
}
