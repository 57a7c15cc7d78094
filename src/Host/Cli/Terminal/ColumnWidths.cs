using Spectre.Console;

namespace Assistant.Host.Cli.Terminal;

/// <summary>Shares a line among a table's columns: each gets what it needs, the widest give way first, and words stay whole while they fit.</summary>
internal static class ColumnWidths
{
    public const int Gap = 2;

    // A longer word (a Message-ID, an address) is cut rather than given the whole line.
    private const int LongestWholeWord = 22;

    public static int[] Fit(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<TextCell>> rows, int width)
    {
        var widths = new int[headings.Count];
        var least = new int[headings.Count];
        for (var column = 0; column < headings.Count; column++)
        {
            foreach (var text in rows.Select(row => row[column].Text).Prepend(headings[column]))
            {
                widths[column] = Math.Max(widths[column], text.GetCellWidth());
                least[column] = Math.Max(least[column], Math.Min(LongestWholeWord, LongestWord(text)));
            }
        }

        var available = width - (Gap * (headings.Count - 1));
        while (widths.Sum() > available && Widest(widths, least) is var column && widths[column] > 1)
            widths[column]--;
        return widths;
    }

    private static int Widest(int[] widths, int[] least)
    {
        var roomy = Enumerable.Range(0, widths.Length).Where(column => widths[column] > least[column]).ToList();
        return (roomy.Count > 0 ? roomy : [.. Enumerable.Range(0, widths.Length)]).MaxBy(column => widths[column]);
    }

    private static int LongestWord(string text) => text.Split(' ').Max(word => word.GetCellWidth());
}
