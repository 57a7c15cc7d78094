using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>writing</c>: texts that a model wrote, and those it writes now.</summary>
internal static class WritingCommands
{
    public static Command Create() => new CliCommand("writing", "Texts that a model wrote, with what they rest on.", "writing list", "writing show 9c21d04e", "writing tick 9c21d04e --all", "writing export 9c21d04e letter.md")
    {
        List(),
        ShowOne(),
        Tick(),
        Export(),
        Watch(),
        Cancel(),
        Delete(),
    };

    private static CliCommand List()
    {
        var contact = new Option<string?>("--contact", "--about") { Description = "Only those about this contact, or for a record as application:ID.", HelpName = "CONTACT" };
        var limit = Options.Limit();
        return new CliCommand("list", "Lists writings, the newest first.", "writing list", "writing list --contact ana --json", "writing list --about application:norte") { contact, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var about = run.Value(contact) is { } given ? await DocumentCommands.AboutAsync(host, given, cancel) : null;
                var answer = await host.Writing.ListAsync(new() { ContactId = about is { Kind: "contact" } ? about.Id : null, About = about is { Kind: "contact" } ? null : about, Limit = run.Value(limit) }, cancel);
                var names = await SubjectNames.OfAsync(host, run.Json ? [] : answer.Writings.Select(Subject), cancel);
                return run.Show(WritingJson.Default.WritingListResponse, answer, screen =>
                {
                    screen.Table(
                        ["Id", "Task", "About", "Started", "Model", "State", "To look at"],
                        answer.Writings.Select(IReadOnlyList<TextCell> (writing) =>
                            [Shown.Id(writing.Id), Shown.Words(writing.Task), names.GetValueOrDefault(Subject(writing) ?? "", ""), TextCell.At(writing.Started), writing.Provenance?.Model, State(writing), Waiting(writing)]),
                        $"Nothing was written yet. {run.Command("draft compose --task outreach --to CONTACT")} begins.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    private static CliCommand ShowOne()
    {
        var id = Options.Id("The writing");
        return new CliCommand("show", "Shows a text, what it rests on, and what no source has.", "writing show 9c21d04e", "writing show 9c21d04e --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var writing = await FindAsync(host, run.Value(id), cancel);
                return run.Show(WritingJson.Default.Writing, writing, screen =>
                {
                    WritingView.Text(screen, writing);
                    WritingView.Facts(screen, writing, writing.Claims);
                    screen.Table(["Source", "Says"], writing.Sources.Select(IReadOnlyList<TextCell> (source) => [SourceNames.Of(source.Id), source.Text]), "It has no sources.");
                });
            });
    }

    private static CliCommand Tick()
    {
        var id = Options.Id("The writing");
        var claims = new Argument<string[]>("CLAIM") { Description = "The claims: ids, the ends of ids, or what they say.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every claim of the text." };
        return new CliCommand("tick", "Says, as you, that claims of a kept text are true. It asks you first.", "writing tick 9c21d04e 5f3a9c21", "writing tick 9c21d04e --all") { id, claims, all }
            .Runs(async (run, cancel) =>
            {
                Protocol.Services.Writing writing;
                await using (var host = await run.ConnectAsync(cancel))
                    writing = await FindAsync(host, run.Value(id), cancel);
                if (writing is { DraftId: { } draft, DraftRevision: not null })
                    throw new CliException(ExitCode.Conflict, "This text became a draft: what is true of it is ticked there.", run.Command($"draft tick {Shown.Id(draft)}"));
                var chosen = ClaimCommands.Choose(writing.Claims, run.Value(claims), run.Value(all));
                if (chosen.Count == 0)
                    return run.Show(WritingJson.Default.Writing, writing, screen => screen.Line(ClaimCommands.NothingWaits, Tone.Dim));
                await using var owner = await run.ConnectAsOwnerAsync(ClaimCommands.Question(chosen), cancel);
                var ticked = await owner.Writing.TickAsync(new() { Id = writing.Id, ClaimIds = [.. chosen.Select(claim => claim.Id)] }, cancel);
                return run.Show(WritingJson.Default.Writing, ticked, screen => ClaimCommands.View(screen, ticked.Claims));
            });
    }

    private static CliCommand Export()
    {
        var id = Options.Id("The writing");
        var file = new Argument<string>("FILE") { Description = "A new file for the Markdown; - writes to standard output." };
        return new CliCommand("export", "Writes a text into a file of its own.", "writing export 9c21d04e letter.md", "writing export 9c21d04e - > letter.md") { id, file }
            .Runs(async (run, cancel) =>
            {
                var path = run.Value(file);
                // A file is opened by its ending: what is called letter.docx has to be one.
                var ending = Path.GetExtension(path).ToLowerInvariant();
                if (ending is ".docx" or ".pdf" or ".odt" or ".doc" or ".rtf")
                    throw new CliException(ExitCode.Usage, $"A text is written as Markdown, which is no {ending}.", $"Write it to a file that ends with .md, keep that with {CommandLine.Program} document add, and {CommandLine.Program} document export sets it as DOCX or PDF.");
                await using var host = await run.ConnectAsync(cancel);
                var writing = await FindAsync(host, run.Value(id), cancel);
                if (writing.State != WritingState.Done)
                    throw new CliException(ExitCode.Conflict, "It was not written to its end.", run.Command($"writing show {Shown.Id(writing.Id)}"));
                if (path == "-")
                    await run.Environment.Out.WriteAsync(writing.Text.AsMemory(), cancel);
                else
                    await OutputFile.WriteAsync(path, System.Text.Encoding.UTF8.GetBytes(writing.Text), cancel);
                run.Notes.Line(Left(writing) is { Length: > 0 } left ? left : writing.Claims.Count == 0 ? "Nothing in it is without a source." : "You ticked all that no source has.", Tone.Dim);
                return path != "-" ? run.Show(WritingJson.Default.Writing, writing, screen => screen.Line($"Wrote {path}.")) : ExitCode.Ok;
            });
    }

    private static CliCommand Watch()
    {
        var id = Options.Id("The writing");
        return new CliCommand("watch", "Follows one that runs, from its first word. Ending this does not end it.", "writing watch 9c21d04e", "writing watch 9c21d04e --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var found = await FindAsync(host, run.Value(id), cancel);
                var streamed = new StreamedText(run);
                var writing = await host.Writing.WatchAsync(new() { Id = found.Id }, streamed, cancel);
                if (streamed.HasText)
                    await run.Environment.Out.WriteLineAsync();
                return run.Show(WritingJson.Default.Writing, writing, screen =>
                {
                    if (!streamed.Said(writing))
                        WritingView.Text(screen, writing);
                    WritingView.Facts(screen, writing, writing.Claims);
                });
            });
    }

    private static CliCommand Cancel() => Act("cancel", "Ends one that runs. What it wrote is dropped.", static (host, request, cancel) => host.Writing.CancelAsync(request, cancel), "Cancelled; the draft, where there is one, is as it was.");

    private static CliCommand Delete() => Act("delete", "Deletes a text. A draft that it went into stays.", static (host, request, cancel) => host.Writing.DeleteAsync(request, cancel), "Deleted.");

    private static CliCommand Act(string name, string purpose, Func<HostConnection, WritingGetRequest, CancellationToken, ValueTask<Done>> act, string said)
    {
        var id = Options.Id("The writing");
        return new CliCommand(name, purpose, $"writing {name} 9c21d04e", $"writing {name} 9c21d04e --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var writing = await FindAsync(host, run.Value(id), cancel);
                var done = await act(host, new() { Id = writing.Id }, cancel);
                return run.Show(WritingJson.Default.Done, done, screen => screen.Line(said));
            });
    }

    public static async Task<Protocol.Services.Writing> FindAsync(HostConnection host, string given, CancellationToken cancel)
    {
        var found = Reference.One("writing", given, await Everything.WritingsAsync(host, cancel), writing => writing.Id, writing => writing.Subject is { } subject ? [subject] : []);
        return await host.Writing.GetAsync(new() { Id = found.Id }, cancel);
    }

    private static string? Subject(Protocol.Services.Writing writing) => writing.ContactId ?? writing.About?.Id;

    private static string Left(Protocol.Services.Writing writing) => writing.Claims.Where(static claim => !claim.Ticked).ToList() is { Count: > 0 } open
        ? $"No source has, and you did not tick: {string.Join(", ", open.Select(static claim => $"\"{claim.Text}\""))}. Look at each before you use it."
        : "";

    // A draft's are ticked, and shown, with the draft.
    private static TextCell Waiting(Protocol.Services.Writing writing) => writing.DraftRevision is null && writing.Claims.Count(static claim => !claim.Ticked) is > 0 and var open
        ? new TextCell($"{open}", Tone.Notice)
        : "";

    private static TextCell State(Protocol.Services.Writing writing) => writing.State switch
    {
        WritingState.Done => new TextCell("done", Tone.Good),
        WritingState.Failed => new TextCell("failed", Tone.Bad),
        _ => Shown.Words(writing.State),
    };
}
