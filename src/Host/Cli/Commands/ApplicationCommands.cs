using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>application</c>: the book a job hunt is kept in.</summary>
internal static class ApplicationCommands
{
    public static Command Create()
    {
        var command = new CliCommand(
            "application", "Job applications: where each stands, and what is to be done.",
            "application add Acme \"Site Reliability Engineer\"", "application board", "application move acme applied", "app search \"stage:interview due:<7d\"")
        {
            ApplicationEditing.Add(),
            List(),
            Search(),
            Board(),
            ShowOne(),
            ApplicationEditing.Edit(),
            ApplicationSteps.Move(),
            ApplicationSteps.Undo(),
            ApplicationSteps.Note(),
            ApplicationSteps.Task(),
            ApplicationSteps.Link(),
            ApplicationSteps.Archive(),
            Timeline(),
            ReplyCommands.Create(),
            PipelineCommands.Create(),
            ApplicationSteps.Companies(),
            ApplicationSteps.Duplicates(),
            ApplicationSteps.Merge(),
            ApplicationSteps.Delete(),
            ApplicationSteps.Undelete(),
        };
        command.Aliases.Add("app");
        return command;
    }

    /// <summary>The one that was meant: by its id, a piece of it, or by company or role.</summary>
    public static async Task<ApplicationCard> FindAsync(HostConnection host, string given, CancellationToken cancel) =>
        Reference.One("application", given, await Everything.ApplicationsAsync(host, cancel), static card => card.Id, static card => [$"{card.Company}, {Role(card)}", card.Company, card.Role, card.Apart ?? ""]);

    public static void View(Screen screen, IReadOnlyList<ApplicationCard> cards, string empty) => screen.Table(
        ["Id", "Company", "Role", "Stage", "Next"],
        cards.Select(IReadOnlyList<TextCell> (card) => [Shown.Id(card.Id), card.Company, Role(card), card.IsArchived ? new TextCell($"{card.Stage}, archived", Tone.Dim) : card.Stage, Next(card)]),
        empty);

    /// <summary>The role, and what tells it from another of the same name.</summary>
    public static string Role(ApplicationCard card) => card.Apart is { } apart ? $"{card.Role} ({apart})" : card.Role;

    public static TextCell Next(ApplicationCard card) => (card.Due, card.Deadline) switch
    {
        ({ } due, _) => new TextCell($"task {Shown.Day(due)}", Tone.Notice, Whole: true),
        (_, { } deadline) => new TextCell($"closes {Shown.Day(deadline)}", Whole: true),
        _ => "",
    };

    private static CliCommand List()
    {
        var stage = new Option<string?>("--stage") { Description = "Only those in this stage.", HelpName = "STAGE" };
        var archived = new Option<bool>("--archived") { Description = "Those that were put away instead." };
        var limit = Options.Limit();
        return new CliCommand("list", "Lists applications, the newest change first.", "application list", "application list --stage interview", "application list --archived --json") { stage, archived, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Applications.ListAsync(new() { Stage = run.Value(stage), Archived = run.Value(archived), Limit = run.Value(limit) }, cancel);
                return run.Show(ApplicationsJson.Default.ApplicationListResponse, answer, screen =>
                {
                    View(screen, answer.Applications, $"No applications. {run.Command("application add COMPANY ROLE")} makes one.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    private static CliCommand Search()
    {
        var query = new Argument<string[]>("QUERY") { Description = "Words, \"quoted words\", and filters: stage: company: role: place: source: tag: is: has: due: deadline: applied: posted:, each with - before it for its opposite.", Arity = ArgumentArity.OneOrMore };
        var limit = Options.Limit();
        return new CliCommand(
            "search", "Finds applications by words and filters.",
            "application search engineer", "application search \"stage:interview due:<7d\"", "application search \"company:acme is:archived\"", "application search \"applied:>30d -is:lost\"") { query, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Applications.SearchAsync(new() { Query = string.Join(' ', run.Value(query)), Limit = run.Value(limit) }, cancel);
                return run.Show(ApplicationsJson.Default.ApplicationListResponse, answer, screen =>
                {
                    View(screen, answer.Applications, "Nothing fits.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    private static CliCommand Board()
    {
        var cards = new Option<int>("--cards") { Description = "The most cards of each stage.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var hide = new Option<bool>("--hide-lost") { Description = "Leaves rejected and withdrawn ones out; their number stays." };
        return new CliCommand("board", "Shows every stage with its applications, those that wait longest first.", "application board", "application board --hide-lost --cards 10", "app board --json") { cards, hide }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var board = await host.Applications.BoardAsync(new() { Cards = run.Value(cards), HideLost = run.Value(hide) }, cancel);
                return run.Show(ApplicationsJson.Default.Board, board, screen => ApplicationBoard.Show(run, screen, board));
            });
    }

    private static CliCommand ShowOne()
    {
        var id = Options.Id("The application");
        return new CliCommand("show", "Shows one application with its tasks, people, papers and mail.", "application show acme", "application show 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var card = await FindAsync(host, run.Value(id), cancel);
                var application = await host.Applications.GetAsync(new() { Id = card.Id }, cancel);
                var titles = run.Json ? [] : await LinkTitles.ReadAsync(host, application, cancel);
                return run.Show(ApplicationsJson.Default.Application, application, screen => ApplicationView.Show(run, screen, application, titles));
            });
    }

    private static CliCommand Timeline()
    {
        var id = Options.Id("The application");
        var limit = Options.Limit();
        return new CliCommand("timeline", "Shows everything that happened, newest first.", "application timeline acme", "application timeline 5f3a9c21 --limit 10 --json") { id, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var card = await FindAsync(host, run.Value(id), cancel);
                var answer = await host.Applications.TimelineAsync(new() { Id = card.Id, Limit = run.Value(limit) }, cancel);
                return run.Show(ApplicationsJson.Default.TimelineResponse, answer, screen =>
                {
                    screen.Table(
                        ["When", "What", ""],
                        answer.Entries.Select(IReadOnlyList<TextCell> (entry) => [TextCell.At(entry.At), new TextCell(ApplicationView.Words(entry), entry.Undone ? Tone.Dim : Tone.Plain), entry.By == "proposal" ? "by an accepted proposal" : ""]),
                        "Nothing happened yet.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }
}
