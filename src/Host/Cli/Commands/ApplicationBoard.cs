using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary>
/// The pipeline under each other: columns beside each other leave ten characters for a company in a terminal of eighty, and rows leave it whole.
/// </summary>
internal static class ApplicationBoard
{
    public static void Show(CliRun run, Screen screen, Board board)
    {
        var isEmpty = true;
        foreach (var column in board.Columns.Where(static column => column.Count > 0))
        {
            if (!isEmpty)
                screen.Line();
            isEmpty = false;
            screen.Line($"{column.Stage.Title}  {column.Count}", column.Stage.Kind switch { StageKind.Won => Tone.Good, StageKind.Lost => Tone.Dim, _ => Tone.Strong });
            if (column.Cards.Count == 0)
                continue;
            screen.Table(
                ["Id", "Company", "Role", "Since", "Next"],
                column.Cards.Select(IReadOnlyList<TextCell> (card) => [Shown.Id(card.Id), card.Company, ApplicationCommands.Role(card), new TextCell(Shown.Day(DateOnly.FromDateTime(card.Since.LocalDateTime)), Tone.Dim, Whole: true), ApplicationCommands.Next(card)]),
                "");
            if (column.Count > column.Cards.Count)
                screen.Line($"and {column.Count - column.Cards.Count} more: {run.Command($"application list --stage {column.Stage.Name}")}", Tone.Dim);
        }

        if (isEmpty)
            screen.Line($"The board is empty. {run.Command("application add COMPANY ROLE")} begins it.", Tone.Dim);
        if (board.Archived > 0)
            screen.Line($"{board.Archived} archived: {run.Command("application list --archived")}", Tone.Dim);
    }
}
