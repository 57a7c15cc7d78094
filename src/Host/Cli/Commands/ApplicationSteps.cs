using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>The commands of <c>application</c> that take it a step further.</summary>
internal static class ApplicationSteps
{
    public static CliCommand Move()
    {
        var id = Options.Id("The application");
        var stage = new Argument<string>("STAGE") { Description = "A stage of the pipeline; 'application pipeline show' lists them." };
        return new CliCommand("move", "Moves an application to another stage.", "application move acme applied", "application move 5f3a9c21 interview --json") { id, stage }
            .Runs((run, cancel) => ChangeAsync(run, run.Value(id), (host, card) => host.Applications.MoveAsync(new() { Id = card.Id, Stage = run.Value(stage) }, cancel), (screen, moved) =>
            {
                ApplicationEditing.Saved(screen, moved);
                screen.Line($"{run.Command($"application undo {Shown.Id(moved.Id)}")} takes it back.", Tone.Dim);
            }, cancel));
    }

    public static CliCommand Undo()
    {
        var id = Options.Id("The application");
        return new CliCommand("undo", "Takes the newest move back.", "application undo acme", "application undo 5f3a9c21 --json") { id }
            .Runs((run, cancel) => ChangeAsync(run, run.Value(id), (host, card) => host.Applications.UndoAsync(new() { Id = card.Id }, cancel), ApplicationEditing.Saved, cancel));
    }

    public static CliCommand Note()
    {
        var id = Options.Id("The application");
        var text = new Argument<string>("TEXT") { Description = "The note, in Markdown; - reads it from standard input." };
        return new CliCommand("note", "Keeps a note about an application: a document of yours, sealed under its key.", "application note acme \"They decide on Friday.\"", "application note acme - < notes.md") { id, text }
            .Runs(async (run, cancel) =>
            {
                var note = run.Value(text) is not "-" and { } typed ? typed : await PipedText.ReadAsync(run.Environment.RawIn(), DocumentLimits.Text, cancel);
                await using var host = await run.ConnectAsync(cancel);
                var card = await ApplicationCommands.FindAsync(host, run.Value(id), cancel);
                var kept = await host.Documents.CreateAsync(
                    new() { Kind = DocumentKind.Note, Title = Title(note), About = [new RecordRef("application", card.Id)], Input = new DocumentInput { Text = note } }, cancel);
                return run.Show(DocumentsJson.Default.Document, kept, screen => screen.Line($"Kept as the note \"{kept.Title}\" ({Shown.Id(kept.Id)}) about {card.Company}, {ApplicationCommands.Role(card)}."));
            });
    }

    public static Command Task() => new CliCommand("task", "What is to be done for an application.", "application task add acme \"Ask Ana\" --due 2026-12-09", "application task done acme 7c1e22aa") { AddTask(), DoneTask("done", "Ticks a task off.", true), DoneTask("reopen", "Opens a task again.", false) };

    public static CliCommand Archive()
    {
        var id = Options.Id("The application");
        var back = new Option<bool>("--back") { Description = "Fetches it back instead." };
        return new CliCommand("archive", "Puts an application away, with its stage and its history.", "application archive acme", "application archive 5f3a9c21 --back") { id, back }
            .Runs((run, cancel) => ChangeAsync(run, run.Value(id), (host, card) => host.Applications.ArchiveAsync(new() { Id = card.Id, Archive = !run.Value(back) }, cancel),
                (screen, changed) => screen.Line(changed.IsArchived ? $"Archived: {changed.Role}, {changed.Company.Name}." : $"Back on the board: {changed.Role}, {changed.Company.Name}."), cancel));
    }

    public static CliCommand Link()
    {
        var id = Options.Id("The application");
        var contact = new Argument<string>("CONTACT") { Description = "The person: an id or a part of a name." };
        var role = new Option<string?>("--role") { Description = "What the person is there, for example recruiter.", HelpName = "WORD" };
        var off = new Option<bool>("--off") { Description = "Takes the person off instead." };
        return new CliCommand("contact", "Says who belongs to an application, so that their replies find it.", "application contact acme ana --role recruiter", "application contact acme ana --off") { id, contact, role, off }
            .Runs((run, cancel) => ChangeAsync(run, run.Value(id), async (host, card) =>
            {
                var person = Reference.One("contact", run.Value(contact), await Everything.ContactsAsync(host, cancel), item => item.Id, item => [item.Name, .. item.Addresses.Select(address => address.Address)]);
                var request = new ApplicationLinkRequest { Id = card.Id, Ref = new RecordRef("contact", person.Id), Role = run.Value(role) };
                return run.Value(off) ? await host.Applications.UnlinkAsync(request, cancel) : await host.Applications.LinkAsync(request, cancel);
            }, ApplicationEditing.Saved, cancel));
    }

    public static CliCommand Companies()
    {
        var query = new Argument<string?>("NAME") { Description = "The beginning of the name; absent lists all.", Arity = ArgumentArity.ZeroOrOne };
        return new CliCommand("companies", "Lists companies with the number of their applications.", "application companies", "application companies acme --json") { query }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Applications.CompaniesAsync(new() { Query = run.Value(query) }, cancel);
                return run.Show(ApplicationsJson.Default.CompanyListResponse, answer, screen =>
                {
                    screen.Table(["Company", "Domain", "Applications"], answer.Companies.Select(static IReadOnlyList<TextCell> (company) => [company.Name, company.Domain, $"{company.Applications}"]), "No companies.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    public static CliCommand Duplicates() => new CliCommand("duplicates", "Lists applications that look like one.", "application duplicates", "application duplicates --json")
        .Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            var answer = await host.Applications.DuplicatesAsync(new(), cancel);
            return run.Show(ApplicationsJson.Default.DuplicateListResponse, answer, screen => screen.Table(
                ["Keep", "Other", "Company", "Role", "Because"],
                answer.Groups.Select(static IReadOnlyList<TextCell> (group) => [Shown.Id(group.Applications[0].Id), Shown.Id(group.Applications[^1].Id), group.Applications[0].Company, group.Applications[0].Role, group.Reason]),
                "Nothing looks like a duplicate."));
        });

    public static CliCommand Merge()
    {
        var id = Options.Id("The application that stays");
        var other = new Argument<string>("OTHER") { Description = "The one whose tasks, papers and timeline go over to it." };
        return new CliCommand("merge", "Proposes to merge two applications; 'proposal accept' does it.", "application merge 5f3a9c21 7c1e22aa", "application merge 5f3a9c21 7c1e22aa --json") { id, other }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var (kept, goes) = (await ApplicationCommands.FindAsync(host, run.Value(id), cancel), await ApplicationCommands.FindAsync(host, run.Value(other), cancel));
                var made = await host.Applications.ProposeMergeAsync(new() { Id = kept.Id, OtherId = goes.Id }, cancel);
                return run.Show(ProposalsJson.Default.Proposal, made, screen =>
                {
                    screen.Line(made.Title);
                    screen.Line($"{run.Command($"proposal accept {Shown.Id(made.Id)}")} merges them.", Tone.Dim);
                });
            });
    }

    public static CliCommand Delete()
    {
        var id = Options.Id("The application");
        return new CliCommand("delete", "Takes an application out of every list; 'application undelete' brings it back.", "application delete 5f3a9c21", "application delete acme --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var card = await ApplicationCommands.FindAsync(host, run.Value(id), cancel);
                var done = await host.Applications.DeleteAsync(new() { Id = card.Id, Revision = card.Revision }, cancel);
                return run.Show(ApplicationsJson.Default.Done, done, screen =>
                {
                    screen.Line($"Deleted: {ApplicationCommands.Role(card)}, {card.Company}.");
                    screen.Line($"{run.Command($"application undelete {card.Id}")} brings it back.", Tone.Dim);
                });
            });
    }

    public static CliCommand Undelete()
    {
        var id = new Argument<string>("ID") { Description = "The whole id, as 'application delete' printed it." };
        return new CliCommand("undelete", "Brings a deleted application back.", "application undelete ID", "application undelete ID --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var back = await host.Applications.UndeleteAsync(new() { Id = run.Value(id) }, cancel);
                return run.Show(ApplicationsJson.Default.Application, back, screen => ApplicationEditing.Saved(screen, back));
            });
    }

    private static CliCommand AddTask()
    {
        var id = Options.Id("The application");
        var title = new Argument<string>("TITLE") { Description = "What is to be done, in a line." };
        var due = ApplicationOptions.Day("--due", "When it is due.");
        var remind = ApplicationOptions.Day("--remind", "From when it is shown in 'today'; absent is the day it is due.");
        return new CliCommand("add", "Adds a task.", "application task add acme \"Ask Ana\" --due 2026-12-09", "application task add acme \"Ask Ana\" --remind 2026-12-07") { id, title, due, remind }
            .Runs((run, cancel) => ChangeAsync(run, run.Value(id), (host, card) => host.Applications.AddTaskAsync(
                new() { ApplicationId = card.Id, Title = run.Value(title), Due = run.Value(due), Remind = run.Value(remind) }, cancel), ShowTasks, cancel));
    }

    private static CliCommand DoneTask(string name, string purpose, bool done)
    {
        var id = Options.Id("The application");
        var task = new Argument<string>("TASK") { Description = "The task: its id, a piece of it, or a word of its title." };
        return new CliCommand(name, purpose, $"application task {name} acme team", $"application task {name} 5f3a9c21 7c1e22aa --json") { id, task }
            .Runs((run, cancel) => ChangeAsync(run, run.Value(id), async (host, card) =>
            {
                var application = await host.Applications.GetAsync(new() { Id = card.Id }, cancel);
                var meant = Reference.One("task", run.Value(task), [.. application.Tasks.Where(each => each.Done is null == done)], each => each.Id, each => [each.Title]);
                return await host.Applications.DoneTaskAsync(new() { ApplicationId = card.Id, TaskId = meant.Id, Done = done }, cancel);
            }, ShowTasks, cancel));
    }

    private static void ShowTasks(Screen screen, Application application) => screen.Table(
        ["Task", "What", "Due"],
        application.Tasks.Select(static IReadOnlyList<TextCell> (task) => [Shown.Id(task.Id), task.Title, task.Done is not null ? new TextCell("done", Tone.Good) : task.Due is { } due ? Shown.Day(due) : ""]),
        "No tasks.");

    private static async Task<ExitCode> ChangeAsync(CliRun run, string given, Func<HostConnection, ApplicationCard, ValueTask<Application>> change, Action<Screen, Application> view, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        var card = await ApplicationCommands.FindAsync(host, given, cancel);
        var changed = await change(host, card);
        return run.Show(ApplicationsJson.Default.Application, changed, screen => view(screen, changed));
    }

    // The note's first line, as a title.
    private static string Title(string note)
    {
        var line = note.Split('\n').Select(static each => each.Trim().TrimStart('#').Trim()).FirstOrDefault(static each => each.Length > 0) ?? "Note";
        const int longest = 60;
        return line.Length <= longest ? line : line[..longest] + "...";
    }
}
