using Spectre.Console;

namespace Assistant.Host.Cli.Terminal;

/// <summary>Shares a line among a table's columns: each gets what it needs, the widest give way first, and words stay whole while they fit.</summary>
internal static class ColumnWidths
{
    public const int Gap = 2;

    // A longer word (a Message-ID, an address) is cut rather than given the whole line.
    private const int LongestWholeWord = 22;

    public static int[] Fit(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<TextCell>> rows, int available)
    {
        var widths = new int[headings.Count];
        var least = new int[headings.Count];
        var whole = new bool[headings.Count];
        for (var column = 0; column < headings.Count; column++)
        {
            foreach (var cell in rows.Select(row => row[column]).Prepend(headings[column]))
            {
                var width = cell.Text.GetCellWidth();
                widths[column] = Math.Max(widths[column], width);
                whole[column] |= cell.Whole;
                least[column] = Math.Max(least[column], cell.Whole ? width : Math.Min(LongestWholeWord, LongestWord(cell.Text)));
            }
        }

        available -= Gap * (headings.Count - 1);
        while (widths.Sum() > available && Widest(widths, least, whole) is var column && widths[column] > 1)
            widths[column]--;
        return widths;
    }

    // First what has room, then words are cut, and last what should stay whole.
    private static int Widest(int[] widths, int[] least, bool[] whole)
    {
        var columns = Enumerable.Range(0, widths.Length).ToList();
        var roomy = columns.FindAll(column => widths[column] > least[column]);
        var cut = columns.FindAll(column => !whole[column] && widths[column] > 1);
        return (roomy.Count > 0 ? roomy : cut.Count > 0 ? cut : columns).MaxBy(column => widths[column]);
    }

    private static int LongestWord(string text) => text.Split(' ').Max(word => word.GetCellWidth());
}
