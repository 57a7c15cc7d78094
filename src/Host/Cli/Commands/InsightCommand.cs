using System.CommandLine;
using System.Globalization;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>insight</c>: what one's own applications tell.</summary>
internal static class InsightCommand
{
    private const int BarWidth = 20;

    public static Command Create()
    {
        var since = new Option<DateOnly?>("--since") { Description = "Applied on or after this day.", HelpName = "DAY" };
        var until = new Option<DateOnly?>("--until") { Description = "Applied on or before this day.", HelpName = "DAY" };
        var charts = new Option<string?>("--charts") { Description = "Also writes the charts into this folder, as SVG.", HelpName = "FOLDER" };
        return new CliCommand("insight", "What applications tell: how far, how long, which CV and source.", "insight", "insight --since 2026-01-01", "insight --charts charts", "insight --json") { since, until, charts }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var request = new InsightRequest { Since = run.Value(since), Until = run.Value(until) };
                var answer = await host.Insight.GetAsync(request, cancel);
                List<string> written = [];
                if (run.Value(charts) is { } folder)
                    written.AddRange(await WriteAsync((await host.Insight.ChartsAsync(request, cancel)).Charts, folder, cancel));
                return run.Show(InsightJson.Default.InsightResponse, answer, screen =>
                {
                    View(screen, answer);
                    foreach (var path in written)
                        screen.Line($"Wrote {path}", Tone.Dim);
                });
            });
    }

    private static async Task<List<string>> WriteAsync(IReadOnlyList<InsightChart> charts, string folder, CancellationToken cancel)
    {
        List<string> written = [];
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var chart in charts)
            {
                var path = Path.Combine(folder, chart.Id + ".svg");
                await File.WriteAllTextAsync(path, chart.Svg, cancel);
                written.Add(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, $"The charts cannot be written into {folder}: {error.Message}", "Name a folder that you may write in.", error);
        }

        return written;
    }

    private static void View(Screen screen, InsightResponse answer)
    {
        screen.Line($"{Shown.Count(answer.Applications, "application")} with a day of applying", Tone.Strong);
        screen.Line();
        screen.Table(
            ["Stage", "Reached", "Share", "", "There now"],
            answer.Funnel.Select(IReadOnlyList<TextCell> (stage) => [stage.Name, $"{stage.Reached}", Percent(stage.Share.Value), new TextCell(Bar(stage.Share.Value), Tone.Accent), $"{stage.Now}"]),
            "The pipeline has no stages.");
        screen.Line();
        screen.Table(
            ["Days in a stage", "Median", "Nine in ten", "Over", "Still"],
            answer.Stages.Where(static stage => stage.Left + stage.Still > 0)
                .Select(IReadOnlyList<TextCell> (stage) => [stage.Name, Days(stage.MedianDays), Days(stage.NinetiethDays), $"{stage.Left}", $"{stage.Still}"]),
            "No application was ever in a stage.");
        foreach (var (heading, rates) in ((string, IReadOnlyList<ResponseRate>)[])[("Answered, by CV", answer.ByCv), ("Answered, by source", answer.BySource)])
        {
            screen.Line();
            screen.Table(
                [heading, "Answered", "Rate", "95 % range"],
                rates.Select(IReadOnlyList<TextCell> (rate) => [rate.Name, $"{rate.Answered.Count} of {rate.Answered.Of}", Percent(rate.Answered.Value), $"{Percent(rate.Answered.Low)} to {Percent(rate.Answered.High)}"]),
                $"{heading}: nothing yet.");
        }

        screen.Line();
        foreach (var note in answer.Notes)
            screen.Line(note, Tone.Dim);
    }

    // One application in a thousand is still seen.
    private static string Bar(double share) => new('#', share > 0 ? Math.Max(1, (int)Math.Round(share * BarWidth)) : 0);

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Days(double? days) => days?.ToString("0.#", CultureInfo.InvariantCulture) ?? "";
}
