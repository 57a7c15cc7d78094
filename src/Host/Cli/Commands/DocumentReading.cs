using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>document text</c> and <c>diff</c>: what is in a version.</summary>
internal static class DocumentReading
{
    public static CliCommand Text()
    {
        var id = Options.Id("The document");
        var version = DocumentCommands.Version();
        var lines = new Option<bool>("--lines") { Description = "Numbers the lines, as tailoring and sources name them." };
        return new CliCommand("text", "Prints a version's text.", "document text cv", "document text cv --lines", "document text cv -v 1 --json") { id, version, lines }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var document = await DocumentCommands.FindAsync(host, run.Value(id), cancel);
                var text = await run.WaitingAsync("Reading the text", host.Documents.TextAsync(new() { Id = document.Id, Version = run.Value(version) }, cancel).AsTask());
                return run.Show(DocumentsJson.Default.DocumentText, text, screen =>
                {
                    if (run.Value(lines))
                        screen.Block(string.Join('\n', text.Lines.Select(line => $"{line.Number,4}  {line.Mark}{line.Text}")));
                    else
                        screen.Block(text.Text.TrimEnd());
                    foreach (var notice in text.Notices)
                        run.Notes.Line(notice, Tone.Notice);
                });
            });
    }

    public static CliCommand Diff()
    {
        var id = Options.Id("The document");
        var from = new Option<int?>("--from") { Description = "The earlier version; absent takes the one before.", HelpName = "N" };
        var to = new Option<int?>("--to") { Description = "The later version; absent takes the current one.", HelpName = "N" };
        var with = new Option<string?>("--with") { Description = "Another document to compare with.", HelpName = "ID" };
        return new CliCommand("diff", "Shows what changed between two versions, or between two documents.", "document diff cv", "document diff cv --from 1 --to 3", "document diff cv --with \"cv acme\" --json") { id, from, to, with }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var document = await DocumentCommands.FindAsync(host, run.Value(id), cancel);
                var other = run.Value(with) is { } given ? await DocumentCommands.FindAsync(host, given, cancel) : document;
                var later = run.Value(to) ?? other.Current;
                var earlier = run.Value(from) ?? (other.Id != document.Id ? document.Current : later > 1 ? later - 1
                    : throw new CliException(ExitCode.NotFound, "There is no version before that one.", $"{run.Command($"document versions {Shown.Id(document.Id)}")} lists those there are."));
                var diff = await host.Documents.DiffAsync(new() { From = new() { Id = document.Id, Version = earlier }, To = new() { Id = other.Id, Version = later } }, cancel);
                return run.Show(DocumentsJson.Default.DocumentDiff, diff, screen => View(screen, diff));
            });
    }

    private static void View(Screen screen, DocumentDiff diff)
    {
        screen.Line($"version {diff.From} -> {diff.To}", Tone.Dim);
        foreach (var line in diff.Lines.Where(static line => line.Change != DocumentChange.Same))
        {
            var removed = line.Change == DocumentChange.Removed;
            screen.Block($"{(removed ? '-' : '+')}{line.From ?? line.To,4}  {line.Text}", tone: removed ? Tone.Bad : Tone.Good);
        }

        if (diff.Lines.All(static line => line.Change == DocumentChange.Same))
            screen.Line("Their texts are the same.");
    }
}
