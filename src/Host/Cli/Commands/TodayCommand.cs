using System.CommandLine;
using System.Globalization;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>today</c>: what there is to do, which is also what the program shows when it is called with nothing.</summary>
internal static class TodayCommand
{
    // The longest of the host's own kinds, and the gap behind it.
    private const int LabelColumn = 11;

    /// <summary>What calling the program with nothing stands for, where there is something to show.</summary>
    public static IReadOnlyList<string> Home { get; } = ["today"];

    /// <summary>Whether the folder in use was ever worked in; before that the help says more.</summary>
    public static bool IsHome(CliEnvironment environment) => File.Exists(FolderChoice.Of(null, environment.Variable, environment.Root).Folder.DatabasePath);

    public static Command Create()
    {
        var limit = new Option<int>("--limit") { Description = $"At most so many, up to {TodayLimits.MaxLimit}.", HelpName = "COUNT", DefaultValueFactory = _ => TodayLimits.DefaultLimit };
        return new CliCommand("today", "What there is to do, the most pressing first.", "today", "today --limit 5", "today --json") { limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await run.WaitingAsync("Looking what there is", host.Today.ListAsync(new() { Limit = run.Value(limit) }, cancel).AsTask());
                return run.Show(TodayJson.Default.TodayListResponse, answer, screen => View(run, screen, answer));
            });
    }

    private static void View(CliRun run, Screen screen, TodayListResponse answer)
    {
        var day = answer.Day.ToString("dddd, d MMMM", CultureInfo.InvariantCulture);
        screen.Line(answer.Items.Count == 0 ? $"{day}: nothing waits for you." : $"{day}: {Summary(answer.Counts)}", Tone.Strong);
        foreach (var item in answer.Items)
        {
            screen.Line();
            screen.Item(Shown.Words(item.Kind), LabelColumn, new TextCell(item.Title, ToneOf(item.Kind)));
            screen.Item("", LabelColumn, Because(item));
            if (item.Commands.Count > 0)
                screen.Item("", LabelColumn, new TextCell(run.Command(item.Commands[0]), Tone.Dim));
        }

        if (answer.More > 0)
            screen.Line($"{answer.More} more: {run.Command($"today --limit {TodayLimits.MaxLimit}")}", Tone.Dim);
        foreach (var problem in answer.Problems)
            screen.Line(Failures.Problem(problem), Tone.Notice);
        screen.Line();
        screen.Line($"{run.Command("tracking check")} looks for mail; {run.Command("--help")} lists every command.", Tone.Dim);
    }

    private static string Because(TodayItem item) =>
        item.Person is { } person && !item.Title.Contains(Shown.Person(person), StringComparison.OrdinalIgnoreCase) ? $"{Shown.Person(person)}: {item.Reason}" : item.Reason;

    // In the order of the list, so that the line reads as what follows it.
    private static string Summary(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(static each => each.Key switch
    {
        "setup" => Shown.Count(each.Value, "thing") + " to set up",
        "stuck" => Shown.Count(each.Value, "message") + " to settle",
        "bounce" => Shown.Count(each.Value, "bounce"),
        "reply" => Shown.Count(each.Value, "reply", "replies"),
        "approve" => Shown.Count(each.Value, "draft") + " to approve",
        "proposal" => Shown.Count(each.Value, "proposal"),
        "followUp" => Shown.Count(each.Value, "follow-up"),
        "silence" => Shown.Count(each.Value, "silence"),
        "draft" => Shown.Count(each.Value, "draft") + " to finish",
        var other => Shown.Count(each.Value, Shown.Words(other)),
    }));

    private static Tone ToneOf(string kind) => kind switch
    {
        "setup" or "stuck" or "bounce" => Tone.Bad,
        "reply" => Tone.Good,
        _ => Tone.Strong,
    };
}
