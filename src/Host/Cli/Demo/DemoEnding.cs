using Assistant.Host.Cli.Commands;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Demo;

/// <summary>Where the story stands, and what to type next.</summary>
internal sealed class DemoEnding(CliRun run, Screen screen)
{
    public async Task ShowAsync(HostConnection host, bool playedBefore, CancellationToken cancel)
    {
        var rows = await host.Tracking.ListAsync(new(), cancel);
        // With --json the story went to standard error, and the table's record is the answer.
        run.Show(TrackingJson.Default.TrackingListResponse, rows, _ => { });
        if (rows.Rows.Count > 0)
        {
            screen.Line();
            TrackingView.Rows(screen, InStoryOrder(rows.Rows), "");
        }

        await ShowNextAsync(host, rows.Rows, cancel);
        if (playedBefore)
            screen.Line($"The demo was played before. To begin anew: {run.Command("demo --remove")}, then {run.Command("demo")}", Tone.Dim);
    }

    private async Task ShowNextAsync(HostConnection host, IReadOnlyList<TrackingRow> rows, CancellationToken cancel)
    {
        var open = (await Everything.DraftsAsync(host, cancel)).Count(draft => draft.State == DraftState.Open);
        var proposals = await Everything.ProposalsAsync(host, ProposalState.Open, cancel);
        screen.Line();
        screen.Line("Yours to do now", Tone.Strong);
        var steps = new List<(string Command, string Why)>();
        if (open > 0)
            steps.Add(($"  {run.Command("outbox approve")}", $"{Shown.Count(open, "draft waits", "drafts wait")} for your yes"));
        if (proposals is [var proposal, ..])
            steps.Add(($"  {run.Command($"proposal accept {Shown.Id(proposal.Id)}")}", proposal.Title));
        if (rows.FirstOrDefault(row => row.State == TrackingState.Waiting) is { } silent)
            steps.Add(($"  {run.Command($"demo answer {silent.Person.Split(' ')[0]}")}", "answer for them: the verdict changes"));
        else if (rows.Count > 0)
            steps.Add(($"  {run.Command("tracking list")}", "where each letter stands"));
        steps.Add(($"  {run.Command("open")}", "all of this in your browser"));
        var column = steps.Select(step => step.Command.Length).DefaultIfEmpty().Max() + ColumnWidths.Gap;
        foreach (var (command, why) in steps)
            screen.Item(command, column, new TextCell(why, Tone.Dim));
        // Longer than the others, so it stands under what it does.
        screen.Line("  see a model write, rehearsed from a recording, and its one invention caught:", Tone.Dim);
        screen.Line($"  {run.Command($"draft compose --task outreach --to {DemoSeed.Left[0].FirstName} --model rehearsal")}");
        screen.Line(
            $"the other tasks are rehearsed too, a cover letter to {DemoSeed.Left[1].FirstName} with --cv {DemoSeed.CvFile} and --posting {DemoSeed.PostingFile} out of {Shown.Path(DemoFolder.TextsOf(run.Folder.Folder))}",
            Tone.Dim, 2);
    }

    private static IEnumerable<TrackingRow> InStoryOrder(IEnumerable<TrackingRow> rows)
    {
        var order = DemoSeed.Written.Concat(DemoSeed.Left).Select(person => person.Address).ToList();
        return rows.OrderBy(row => order.IndexOf(row.Address) is >= 0 and var place ? place : int.MaxValue);
    }
}
