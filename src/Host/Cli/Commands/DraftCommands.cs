using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>draft</c>: messages being written.</summary>
internal static class DraftCommands
{
    public static Command Create() => new CliCommand("draft", "Messages being written; every change is kept.", "draft list", "draft compose outreach ana ben", "draft compose --task outreach --to ana --cv cv.md", "draft edit ana")
    {
        List(),
        ShowOne(),
        DraftWriting.New(),
        DraftWriting.Edit(),
        ComposeCommand.Create(),
        ComposeCommand.Plan(),
        DraftAttaching.Create(),
        Delete(),
        History(),
        DraftDiff.Create(),
        ClaimCommands.List(),
        ClaimCommands.Tick(),
    };

    public static async Task<Draft> FindAsync(HostConnection host, string given, CancellationToken cancel) =>
        Reference.One("draft", given, await Everything.DraftsAsync(host, cancel), draft => draft.Id, draft => [.. draft.To, draft.Subject]);

    public static void View(Screen screen, IReadOnlyList<Draft> drafts, string empty) => screen.Table(
        ["Id", "To", "Subject", "State"],
        drafts.Select(IReadOnlyList<TextCell> (draft) => [Shown.Id(draft.Id), Shown.People(draft.To), draft.Subject, State(draft)]),
        empty);

    private static CliCommand List()
    {
        var state = new Option<DraftState?>("--state") { Description = "Only these: open, approved or closed. Absent: open and approved.", HelpName = "STATE" };
        var limit = Options.Limit();
        return new CliCommand("list", "Lists drafts, the newest change first.", "draft list", "draft list --state closed", "draft list --json") { state, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Drafts.ListAsync(new() { State = run.Value(state), Limit = run.Value(limit) }, cancel);
                return run.Show(DraftsJson.Default.DraftListResponse, answer, screen =>
                {
                    View(screen, answer.Drafts, $"No drafts. {run.Command("draft new ADDRESS")} begins one.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    private static CliCommand ShowOne()
    {
        var id = Options.Id("The draft");
        return new CliCommand("show", "Shows a draft exactly as it would go out.", "draft show ana", "draft show 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var draft = await FindAsync(host, run.Value(id), cancel);
                var preview = await host.Drafts.PreviewAsync(new() { Id = draft.Id }, cancel);
                return run.Show(DraftsJson.Default.DraftPreview, preview, screen =>
                {
                    LetterView.Show(screen, preview);
                    screen.Line(draft.Provenance is { } made ? $"draft {Shown.Id(draft.Id)}, {WritingView.Made(made)}" : $"draft {Shown.Id(draft.Id)}", Tone.Dim);
                });
            });
    }

    private static CliCommand Delete()
    {
        var id = Options.Id("The draft");
        return new CliCommand("delete", "Deletes a draft with everything that was typed in it.", "draft delete ana", "draft delete 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var draft = await FindAsync(host, run.Value(id), cancel);
                var done = await host.Drafts.DeleteAsync(new() { Id = draft.Id, Revision = draft.Revision }, cancel);
                return run.Show(DraftsJson.Default.Done, done, screen => screen.Line($"Deleted: \"{draft.Subject}\"."));
            });
    }

    private static CliCommand History()
    {
        var id = Options.Id("The draft");
        var restore = new Option<long?>("--restore") { Description = "Brings this revision back as a new one.", HelpName = "REVISION" };
        return new CliCommand("history", "Shows a draft's earlier texts, newest first, and brings one back.", "draft history ana", "draft history ana --restore 2") { id, restore }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var draft = await FindAsync(host, run.Value(id), cancel);
                if (run.Value(restore) is { } from)
                {
                    var restored = await host.Drafts.RestoreAsync(new() { Id = draft.Id, Revision = draft.Revision, From = from }, cancel);
                    return run.Show(DraftsJson.Default.Draft, restored, screen => screen.Line($"Revision {from} is back, as revision {restored.Revision}."));
                }

                var answer = await host.Drafts.HistoryAsync(new() { Id = draft.Id }, cancel);
                return run.Show(DraftsJson.Default.DraftHistoryResponse, answer, screen => screen.Table(
                    ["Revision", "Changed", "Subject", "Begins"],
                    answer.Revisions.Select(IReadOnlyList<TextCell> (revision) => [$"{revision.Revision}", TextCell.At(revision.Changed), revision.Subject, Beginning(revision.Body)]),
                    "It has no earlier texts."));
            });
    }

    private static string Beginning(string body)
    {
        const int Length = 40;
        var line = string.Join(' ', body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Length ? line : line[..Length] + "...";
    }

    private static TextCell State(Draft draft) => draft switch
    {
        { Problems: [var first, ..] } => new TextCell($"{Shown.Words(draft.State)}; {first.Problem}", Tone.Notice),
        { State: DraftState.Approved } => new TextCell("approved", Tone.Good),
        _ => Shown.Words(draft.State),
    };
}
