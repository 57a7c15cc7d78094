using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>erase</c>: shows what would be erased and what stays, asks, and gives a receipt.</summary>
internal static class EraseCommand
{
    public static Command Create()
    {
        var person = new Argument<string?>("PERSON") { Description = "The contact: its id, the beginning or the end of it, a name or an address.", Arity = ArgumentArity.ZeroOrOne };
        var application = new Option<string?>("--application") { Description = "An application instead, by its whole id.", HelpName = "ID" };
        var all = new Option<bool>("--all") { Description = "Everything that is in the folder." };
        var dry = new Option<bool>("--dry-run") { Description = "Shows what would be erased, and erases nothing." };
        return new CliCommand(
            "erase", "Forgets one person, one application, or everything, in every file of the folder.", "erase ana --dry-run", "erase ana", "erase --all", "erase receipts")
            { Receipts(), person, application, all, dry }
            .Runs(async (run, cancel) =>
            {
                ErasePlanRequest wanted;
                ErasePlan plan;
                await using (var reader = await run.ConnectAsync(cancel))
                {
                    wanted = await WantedAsync(run, reader, run.Value(person), run.Value(application), run.Value(all), cancel);
                    plan = await run.WaitingAsync("Looking what there is", reader.Erase.PlanAsync(wanted, cancel).AsTask());
                }

                if (run.Value(dry))
                    return run.Show(EraseJson.Default.ErasePlan, plan, screen => View(screen, plan));
                if (!run.Json)
                    View(run.Screen, plan);
                if (plan.Obstacles.Count > 0)
                    throw new CliException(ExitCode.Conflict, plan.Obstacles[0].Problem, plan.Obstacles[0].Remedy);
                await using var host = await run.ConnectAsOwnerAsync($"Erase {Called(plan)}? This cannot be taken back.", cancel);
                var receipt = await run.WaitingAsync("Erasing", host.Erase.RunAsync(new() { About = wanted.About, Everything = wanted.Everything }, cancel).AsTask());
                run.Show(EraseJson.Default.EraseReceipt, receipt, screen => View(screen, receipt));
                return receipt.Problems.Count > 0 ? ExitCode.Partly : ExitCode.Ok;
            });
    }

    private static CliCommand Receipts()
    {
        var limit = Options.Limit();
        return new CliCommand("receipts", "Lists what was erased and when: ids and counts.", "erase receipts", "erase receipts --json") { limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsOwnerAsync("Show what was erased?", cancel);
                var answer = await host.Erase.ListAsync(new() { Limit = run.Value(limit) }, cancel);
                return run.Show(EraseJson.Default.EraseListResponse, answer, screen => screen.Table(
                    ["Receipt", "When", "What", "Erased"],
                    answer.Receipts.Select(IReadOnlyList<TextCell> (receipt) => [Shown.Id(receipt.Id), Shown.Time(receipt.At), What(receipt.About), Counts(receipt.Parts.SelectMany(static part => part.Kinds))]),
                    "Nothing was erased."));
            });
    }

    private static async Task<ErasePlanRequest> WantedAsync(CliRun run, HostConnection host, string? person, string? application, bool all, CancellationToken cancel) => (person, application, all) switch
    {
        ({ } given, null, false) => new() { About = new("contact", (await ContactCommands.FindAsync(host, given, cancel)).Id) },
        (null, { } given, false) => new() { About = new("application", given) },
        (null, null, true) => new() { Everything = true },
        _ => throw new CliException(ExitCode.Usage, "Name one person, or give --application ID, or --all.", $"{run.Command("contact list")} lists the people."),
    };

    private static void View(Screen screen, ErasePlan plan)
    {
        screen.Line($"What would be erased of {Called(plan)}:", Tone.Strong);
        Parts(screen, plan.Parts, "nothing");
        foreach (var obstacle in plan.Obstacles)
            screen.Line(Failures.Problem(obstacle), Tone.Bad);
        Stays(screen, plan.Stays);
    }

    private static void View(Screen screen, EraseReceipt receipt)
    {
        screen.Line($"Erased; receipt {receipt.Id} of {Shown.Time(receipt.At)}.", Tone.Good);
        Parts(screen, receipt.Parts, "nothing was left of it");
        foreach (var problem in receipt.Problems)
            screen.Line(Failures.Problem(problem), Tone.Bad);
        Stays(screen, receipt.Stays);
    }

    private static void Parts(Screen screen, IReadOnlyList<ErasedPart> parts, string empty)
    {
        foreach (var part in parts.Where(static part => part.Kinds.Count > 0))
            screen.Line($"{(part.Plugin is { } plugin ? $"{plugin}: " : "")}{Counts(part.Kinds)}", indent: 2);
        if (parts.All(static part => part.Kinds.Count == 0))
            screen.Line(empty, Tone.Dim, 2);
    }

    private static void Stays(Screen screen, IReadOnlyList<string> lines)
    {
        screen.Line("What stays:", Tone.Strong);
        foreach (var line in lines)
            screen.Line(line, indent: 2);
    }

    private static string Counts(IEnumerable<ErasedCount> kinds) => string.Join(", ", kinds.Select(static kind => $"{kind.Count} {kind.Kind}"));

    private static string Called(ErasePlan plan) => plan.Name ?? What(plan.About);

    private static string What(RecordRef? about) => about is null ? "everything" : $"{about.Kind} {Shown.Id(about.Id)}";
}
