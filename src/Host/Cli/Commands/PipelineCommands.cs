using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>application pipeline</c>: the stages that applications go through.</summary>
internal static class PipelineCommands
{
    public static Command Create() => new CliCommand("pipeline", "The stages that applications go through.", "application pipeline show", "application pipeline set saved applied talk hired:won no:lost")
    {
        ShowIt(), Set(),
    };

    private static CliCommand ShowIt() => new CliCommand("show", "Lists the stages in order.", "application pipeline show", "application pipeline show --json")
        .Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            var pipeline = await host.Applications.PipelineAsync(new(), cancel);
            return run.Show(ApplicationsJson.Default.Pipeline, pipeline, screen => View(screen, pipeline));
        });

    private static CliCommand Set()
    {
        var stages = new Argument<string[]>("STAGE") { Description = "Every stage in order, as NAME or NAME:won or NAME:lost.", Arity = ArgumentArity.OneOrMore };
        var moves = new Option<string[]>("--move") { Description = "Where a stage that goes leaves its applications, as OLD=NEW.", HelpName = "OLD=NEW" };
        return new CliCommand("set", "Replaces the stages. Applications in a stage that goes move with --move.", "application pipeline set saved applied talk hired:won no:lost",
            "application pipeline set saved talk --move applied=talk") { stages, moves }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var before = await host.Applications.PipelineAsync(new(), cancel);
                var request = new PipelineSetRequest
                {
                    Revision = before.Revision,
                    Stages = [.. run.Value(stages).Select(given => Read(given, before))],
                    Moves = (run.Value(moves) ?? []).Select(static each => each.Split('=') is [var from, var to] ? (from, to) : throw new CliException(ExitCode.Usage, $"'{each}' is no move.", "Give it as OLD=NEW, for example screening=applied."))
                        .ToDictionary(static each => each.from, static each => each.to),
                };
                var set = await host.Applications.SetPipelineAsync(request, cancel);
                return run.Show(ApplicationsJson.Default.Pipeline, set, screen => View(screen, set));
            });
    }

    private static void View(Screen screen, Pipeline pipeline) => screen.Table(
        ["Stage", "Title", "Means"], pipeline.Stages.Select(static IReadOnlyList<TextCell> (stage) => [stage.Name, stage.Title, Shown.Words(stage.Kind)]), "");

    // A stage that is known keeps its title and what it means.
    private static Stage Read(string given, Pipeline before)
    {
        var parts = given.Split(':');
        var known = before.Stages.FirstOrDefault(stage => stage.Name == parts[0]);
        if (parts.Length > 2 || (parts.Length == 2 && !Enum.TryParse<StageKind>(parts[1], ignoreCase: true, out _)))
            throw new CliException(ExitCode.Usage, $"'{given}' is no stage.", "Give it as talk, hired:won or declined:lost.");
        var title = parts[0].Length > 0 ? char.ToUpperInvariant(parts[0][0]) + parts[0][1..].Replace('-', ' ') : "";
        return new Stage(parts[0], known?.Title ?? title, parts.Length == 2 ? Enum.Parse<StageKind>(parts[1], ignoreCase: true) : known?.Kind ?? StageKind.Open);
    }
}
