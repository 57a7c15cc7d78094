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
        var application = AboutApplication.Option("An application instead");
        var all = new Option<bool>("--all") { Description = "Everything that is in the folder." };
        var dry = new Option<bool>("--dry-run") { Description = "Shows what would be erased, and erases nothing." };
        return new CliCommand(
            "erase", "Forgets one person, one application, or everything, in every file of the folder.", "erase ana --dry-run", "erase ana", "erase --application acme --dry-run", "erase --all --dry-run", "erase receipts")
            { Receipts(), person, application, all, dry }
            .Runs(async (run, cancel) =>
            {
                ErasePlanRequest wanted;
                ErasePlan plan;
                string name;
                await using (var reader = await run.ConnectAsync(cancel))
                {
                    (wanted, name) = await WantedAsync(run, reader, run.Value(person), run.Value(application), run.Value(all), cancel);
                    plan = await run.WaitingAsync("Looking what there is", reader.Erase.PlanAsync(wanted, cancel).AsTask());
                }

                name = plan.Name ?? name;
                if (run.Value(dry))
                    return run.Show(EraseJson.Default.ErasePlan, plan, screen => View(screen, plan, name));
                if (!run.Json)
                    View(run.Screen, plan, name);
                if (plan.Obstacles.Count > 0)
                    throw new CliException(ExitCode.Conflict, plan.Obstacles[0].Problem, plan.Obstacles[0].Remedy);
                await using var host = await run.ConnectAsOwnerAsync($"Erase {name}? This cannot be taken back.", cancel);
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

    private static async Task<(ErasePlanRequest Wanted, string Name)> WantedAsync(CliRun run, HostConnection host, string? person, string? application, bool all, CancellationToken cancel) => (person, application, all) switch
    {
        ({ } given, null, false) => Of(new("contact", (await ContactCommands.FindAsync(host, given, cancel)).Id), given),
        (null, { } given, false) when await AboutApplication.FindAsync(host, given, cancel) is var (found, named) => Of(found, named),
        (null, null, true) => (new() { Everything = true }, What(null)),
        _ => throw new CliException(ExitCode.Usage, "Name one person, or give --application ID, or --all.", $"{run.Command("contact list")} lists the people."),
    };

    private static (ErasePlanRequest Wanted, string Name) Of(RecordRef about, string name) => (new() { About = about }, name);

    private static void View(Screen screen, ErasePlan plan, string name)
    {
        screen.Line($"What would be erased of {name}:", Tone.Strong);
        Parts(screen, plan.Parts, "nothing");
        foreach (var account in plan.Accounts)
            screen.Line($"Before that, {account.Address} is disconnected, and {account.Provider} gives its permission back.", Tone.Notice);
        foreach (var obstacle in plan.Obstacles)
            screen.Line(Failures.Problem(obstacle), Tone.Bad);
        Stays(screen, plan.Stays);
    }

    private static void View(Screen screen, EraseReceipt receipt)
    {
        screen.Line($"Erased; receipt {receipt.Id} of {Shown.Time(receipt.At)}.", Tone.Good);
        foreach (var account in receipt.Accounts)
            Account(screen, account, receipt.Problems.Any(problem => problem.Path == $"account:{account.Address}"));
        Parts(screen, receipt.Parts, "nothing was left of it");
        foreach (var problem in receipt.Problems)
            screen.Line(Failures.Problem(problem), Tone.Bad);
        Stays(screen, receipt.Stays);
    }

    // What a problem says in red is not said twice.
    private static void Account(Screen screen, ErasedAccount account, bool hasProblem)
    {
        screen.Line($"{account.Address} ({account.Provider})", indent: 2);
        foreach (var line in account.Done)
            screen.Line($"done: {line}", indent: 4);
        foreach (var line in hasProblem ? [] : account.LeftToYou)
            screen.Line($"left to you: {line}", Tone.Notice, 4);
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

    private static string Counts(IEnumerable<ErasedCount> kinds) => string.Join(", ", kinds.Select(static kind => $"{kind.Kind} {kind.Count}"));

    private static string What(RecordRef? about) => about is null ? "everything" : $"{about.Kind} {Shown.Id(about.Id)}";
}
