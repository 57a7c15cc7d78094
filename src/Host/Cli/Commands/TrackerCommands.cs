using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>import-applications</c>: what people have in a spreadsheet or in another tracker.</summary>
internal static class TrackerCommands
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "A CSV or an Excel workbook (.xlsx) with a header row.", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<string?>("--from") { Description = "The tracker that it is from: jobsync, huntr or teal.", HelpName = "TRACKER" };
        var map = new Option<string[]>("--map") { Description = "What a column means, where its heading does not say it; may be repeated.", HelpName = "COLUMN=FIELD", DefaultValueFactory = _ => [] };
        var stage = new Option<string[]>("--stage") { Description = "The pipeline's stage for a word in the file; may be repeated.", HelpName = "WORD=STAGE", DefaultValueFactory = _ => [] };
        var days = new Option<DayOrder?>("--days") { Description = "Which comes first in days such as 3/4/2026: dayFirst or monthFirst.", HelpName = "ORDER" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Reads and reports, writes nothing." };
        var list = new Option<bool>("--list") { Description = "Lists the imports whose applications are still there." };
        var undo = new Option<string?>("--undo") { Description = "Deletes what an import made, but what was changed since.", HelpName = "IMPORT" };
        return new CliCommand(
            "import-applications", "Reads applications from a spreadsheet or another tracker's export.",
            "import-applications jobs.csv --dry-run", "import-applications jobs.xlsx --map Shop=company", "import-applications jobs.csv --stage Coffee=screening", "import-applications --list", "import-applications --undo IMPORT") { file, from, map, stage, days, dryRun, list, undo }
            .Runs(async (run, cancel) =>
            {
                if (run.Value(list))
                    return await ListAsync(run, cancel);
                if (run.Value(undo) is { } import)
                    return await UndoAsync(run, import, cancel);
                var path = run.Value(file) ?? throw new CliException(ExitCode.Usage, "There is no file to import.", $"{CommandLine.Program} import-applications FILE; --list lists earlier imports.");
                var bytes = await InputFile.ReadAsync(path, TrackerLimits.Size, cancel);
                await using var host = await run.ConnectAsync(cancel);
                var request = new TrackerImportRequest
                {
                    File = await Upload.ContentAsync(host, bytes, cancel),
                    FileName = Path.GetFileName(path),
                    Preset = run.Value(from),
                    Mapping = Pairs.Read(run.Value(map)),
                    Stages = Pairs.Read(run.Value(stage)),
                    Days = run.Value(days),
                    DryRun = run.Value(dryRun),
                };
                var answer = await run.WaitingAsync("Importing", host.Trackers.ImportAsync(request, null, cancel).AsTask());
                run.Show(TrackersJson.Default.TrackerImportResponse, answer, screen => View(run, screen, answer, request.DryRun));
                return answer.Problems.Count == 0 ? ExitCode.Ok : answer.Created + answer.Unchanged == 0 ? ExitCode.Usage : ExitCode.Partly;
            });
    }

    private static async Task<ExitCode> ListAsync(CliRun run, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        var answer = await host.Trackers.ListAsync(new(), cancel);
        return run.Show(TrackersJson.Default.TrackerListResponse, answer, screen => screen.Table(
            ["Id", "File", "Applications", "When"],
            answer.Imports.Select(IReadOnlyList<TextCell> (import) => [Shown.Id(import.Id), import.FileName, $"{import.Applications}", TextCell.At(import.At)]),
            $"Nothing was imported. {run.Command("import-applications FILE --dry-run")} shows what a file would bring."));
    }

    private static async Task<ExitCode> UndoAsync(CliRun run, string given, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        var import = Reference.One("import", given, (await host.Trackers.ListAsync(new(), cancel)).Imports, static each => each.Id, static each => [each.FileName]);
        var answer = await run.WaitingAsync("Taking it back", host.Trackers.UndoAsync(new() { ImportId = import.Id }, cancel).AsTask());
        return run.Show(TrackersJson.Default.TrackerUndoResponse, answer, screen =>
        {
            screen.Line($"Deleted: {Shown.Count(answer.Deleted, "application")} of {import.FileName}.");
            if (answer.Kept.Count > 0)
                screen.Line($"Kept, because they were changed since: {string.Join(", ", answer.Kept.Select(Shown.Id))}.", Tone.Notice);
        });
    }

    private static void View(CliRun run, Screen screen, TrackerImportResponse answer, bool dryRun)
    {
        screen.Line($"{(dryRun ? "Would import" : "Imported")}: {answer.Created} new, {answer.Unchanged} there already.", Tone.Strong);
        screen.Line("Columns: " + string.Join(", ", answer.Mapping.Select(static each => $"{each.Key} = {each.Value}")), Tone.Dim);
        if (dryRun)
        {
            screen.Line();
            screen.Table(
                ["Line", "Company", "Role", "Stage", "Applied", ""],
                answer.Rows.Select(IReadOnlyList<TextCell> (row) => [$"{row.Line}", row.Company, row.Role, row.Stage, row.Applied is { } day ? Shown.Day(day) : "", row.IsNew ? "" : new TextCell("there already", Tone.Dim)]),
                "No row can be taken.");
            if (answer.Created + answer.Unchanged - answer.Rows.Count is > 0 and var more)
                screen.Line($"and {Shown.Count(more, "more row")}", Tone.Dim);
        }

        foreach (var problem in answer.Problems)
            screen.Line($"left out  {Failures.Problem(problem)}", Tone.Bad, indent: 2);
        foreach (var notice in answer.Notices)
            screen.Line($"look at   {Failures.Problem(notice)}", Tone.Notice, indent: 2);
        if (answer.ImportId is { } id)
            screen.Line($"{run.Command($"import-applications --undo {Shown.Id(id)}")} takes it back.", Tone.Dim);
    }
}
