using Assistant.Host.Cli.Terminal;

namespace Assistant.Host.Cli.Commands;

/// <summary>The line under a list that was cut.</summary>
internal static class ListEnd
{
    public static void Show(CliRun run, string? next)
    {
        if (next is not null)
            run.Notes.Line("There is more: --limit N shows more rows, --json gives the cursor.", Tone.Dim);
    }
}
