using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>draft compose</c> and <c>draft plan</c>: drafts from a template, or written by a model.</summary>
internal static class ComposeCommand
{
    public static CliCommand Create()
    {
        var template = new Argument<string?>("TEMPLATE") { Description = "The template: its id, the beginning or the end of it, or a name. Absent with --task.", Arity = ArgumentArity.ZeroOrOne };
        var contacts = new Argument<string[]>("CONTACT") { Description = "The contacts, by id or by a part of a name; absent takes all.", Arity = ArgumentArity.ZeroOrMore };
        var followUp = new Option<bool>("--follow-up") { Description = "With a template: answers our newest message to each instead of beginning a conversation." };
        var writing = new WritingOptions();
        return writing.AddTo(new CliCommand(
                "compose", "Makes drafts from a template, or writes one text with a model.",
                "draft compose outreach ana ben", "draft compose reminder ana --follow-up", "draft compose --task outreach --to ana --cv cv.md",
                "draft compose --task fit --to ana --cv cv.md --posting - < job", "draft compose --task reply --to ana --language de")
            { template, contacts, followUp })
            .Runs(async (run, cancel) =>
            {
                var named = run.Value(template);
                if (named is not null && writing.AreGiven(run))
                    throw new CliException(ExitCode.Usage, "A template is filled without a model.", "Leave the template out, or leave out --task and --to.");
                if (named is null && !writing.AreGiven(run))
                    throw new CliException(ExitCode.Usage, "Say what to make the draft from.", $"{CommandLine.Program} draft compose TEMPLATE fills a template; {CommandLine.Program} draft compose --task outreach --to CONTACT writes with a model.");
                await using var host = await run.ConnectAsync(cancel);
                return named is not null ? await FillAsync(run, host, named, run.Value(contacts), run.Value(followUp), cancel) : await WriteAsync(run, host, writing, cancel);
            });
    }

    public static CliCommand Plan()
    {
        var writing = new WritingOptions();
        return writing.AddTo(new CliCommand(
                "plan", "Shows exactly what a model would be sent, and what it would cost. Sends nothing.",
                "draft plan --task outreach --to ana --cv cv.md", "draft plan --task fit --to ana --cv cv.md --posting job.txt"))
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var plan = await host.Writing.PlanAsync(await writing.ReadAsync(run, host, cancel), cancel);
                return run.Show(WritingJson.Default.WritingPlan, plan, screen => View(screen, plan));
            });
    }

    private static async Task<ExitCode> FillAsync(CliRun run, HostConnection host, string template, string[] given, bool followUp, CancellationToken cancel)
    {
        var used = await TemplateCommands.FindAsync(host, template, cancel);
        var everyone = await Everything.ContactsAsync(host, cancel);
        var people = given.Length > 0 ? [.. given.Select(name => DraftWriting.Person(everyone, name).Contact!)] : everyone.Select(contact => contact.Id).ToList();
        var request = new DraftComposeRequest { TemplateId = used.Id, ContactIds = people, FollowUp = followUp };
        var answer = await run.WaitingAsync("Composing", host.Drafts.ComposeAsync(request, null, cancel).AsTask());
        run.Show(DraftsJson.Default.DraftComposeResponse, answer, screen =>
        {
            DraftCommands.View(screen, answer.Drafts, "No drafts were made.");
            foreach (var problem in answer.Problems)
                screen.Line(Failures.Problem(problem), Tone.Notice);
        });
        return answer.Problems.Count == 0 ? ExitCode.Ok : answer.Drafts.Count == 0 ? ExitCode.Usage : ExitCode.Partly;
    }

    private static async Task<ExitCode> WriteAsync(CliRun run, HostConnection host, WritingOptions options, CancellationToken cancel)
    {
        var request = await options.ReadAsync(run, host, cancel);
        var streamed = new StreamedText(run);
        var work = host.Writing.StartAsync(request, streamed, cancel).AsTask();
        Protocol.Services.Writing writing;
        try
        {
            writing = streamed.Shows ? await work : await run.WaitingAsync("Writing", work);
        }
        catch (RpcException refusal) when (!streamed.HasText && refusal.Arrived() is { Length: > 0 } arrived)
        {
            run.Notes.Line("What the model said, of which nothing was looked at and nothing is used:", Tone.Dim);
            run.Notes.Block(arrived.TrimEnd(), 2);
            throw;
        }

        if (streamed.HasText)
            await run.Environment.Out.WriteLineAsync();
        var draft = writing is { DraftId: { } id, DraftRevision: not null } ? await host.Drafts.GetAsync(new() { Id = id }, cancel) : null;
        run.Show(WritingJson.Default.Writing, writing, screen => WritingView.Done(run, screen, writing, draft, streamed));
        return writing.State == WritingState.Done ? ExitCode.Ok : ExitCode.Cancelled;
    }

    private static void View(Screen screen, WritingPlan plan)
    {
        screen.Fields(
            ("provider", ModelCommands.Named(plan.Provider)),
            ("model", plan.Model),
            ("sent to", plan.Endpoint is { } endpoint ? $"{endpoint}{(plan.IsLocal ? " (this machine)" : "")}" : "nobody: nothing leaves this program"),
            ("sources", SourceNames.Folded(plan.Fields)),
            ("at most", WritingView.Usage(plan.Estimate)));
        foreach (var message in plan.Payload)
        {
            screen.Line();
            screen.Line($"{message.Role}:", Tone.Accent);
            screen.Block(message.Text.TrimEnd(), 2);
        }

        if (plan.Obstacle is { } obstacle)
        {
            screen.Line();
            screen.Line($"It would be refused: {obstacle}", Tone.Notice);
            if (plan.Remedy is { } remedy)
                screen.Line(remedy, Tone.Dim);
        }
    }
}
