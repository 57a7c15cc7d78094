using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>Two texts, line by line.</summary>
internal static class DocumentComparison
{
    public static List<DocumentDiffLine> Of(IReadOnlyList<DocumentLine> from, IReadOnlyList<DocumentLine> to)
    {
        var (old, young) = (Shown(from), Shown(to));
        var lines = new List<DocumentDiffLine>();
        var (i, j) = (0, 0);
        foreach (var (oldAt, youngAt) in Sequences.Common(old, young).Append((old.Count, young.Count)))
        {
            for (; i < oldAt; i++)
                lines.Add(new DocumentDiffLine(DocumentChange.Removed, old[i], From: i + 1));
            for (; j < youngAt; j++)
                lines.Add(new DocumentDiffLine(DocumentChange.Added, young[j], To: j + 1));
            if (i < old.Count && j < young.Count)
                lines.Add(new DocumentDiffLine(DocumentChange.Same, young[j], ++i, ++j));
        }

        return lines;
    }

    private static List<string> Shown(IReadOnlyList<DocumentLine> lines) => [.. lines.Select(static line => line.Mark + line.Text)];
}
