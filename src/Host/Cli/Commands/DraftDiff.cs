using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>draft diff</c>: two revisions of a draft, word by word.</summary>
internal static class DraftDiff
{
    public static CliCommand Create()
    {
        var id = Options.Id("The draft");
        var from = new Option<long?>("--from") { Description = "The earlier revision; absent takes the one before.", HelpName = "REVISION" };
        var to = new Option<long?>("--to") { Description = "The later revision; absent takes the text at hand.", HelpName = "REVISION" };
        return new CliCommand(
            "diff", "Shows what changed between two revisions, word by word: [-gone-] {+new+}.", "draft diff ana", "draft diff ana --from 2 --to 5", "draft diff 5f3a9c21 --json") { id, from, to }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var draft = await DraftCommands.FindAsync(host, run.Value(id), cancel);
                var history = (await host.Drafts.HistoryAsync(new() { Id = draft.Id, Limit = Paging.MaxLimit }, cancel)).Revisions;
                var now = new DraftRevision { Revision = draft.Revision, Changed = draft.Changed, Subject = draft.Subject, Body = draft.Body };
                var later = run.Value(to) is { } named ? Find(named) : now;
                var earlier = run.Value(from) is { } first ? Find(first)
                    : history.FirstOrDefault(revision => revision.Revision < later.Revision) ?? throw new CliException(ExitCode.NotFound, "There is no text before that one.", $"{run.Command($"draft history {Shown.Id(draft.Id)}")} lists those there are.");
                var pieces = WordDiff.Between($"{earlier.Subject}\n\n{earlier.Body}", $"{later.Subject}\n\n{later.Body}");
                if (run.Json)
                    run.PrintJson(writer => Write(writer, earlier, later, pieces));
                else
                    Show(run, earlier, later, pieces);
                return ExitCode.Ok;

                DraftRevision Find(long revision) => revision == now.Revision ? now : history.FirstOrDefault(each => each.Revision == revision)
                    ?? throw new CliException(ExitCode.NotFound, $"The draft has no revision {revision}.", $"{run.Command($"draft history {Shown.Id(draft.Id)}")} lists those there are.");
            });
    }

    private static void Show(CliRun run, DraftRevision earlier, DraftRevision later, List<DiffPiece> pieces)
    {
        run.Screen.Line($"revision {earlier.Revision} -> {later.Revision}", Tone.Dim);
        run.Screen.Spans(DiffView.Spans(run.Screen, pieces));
    }

    private static void Write(System.Text.Json.Utf8JsonWriter writer, DraftRevision earlier, DraftRevision later, List<DiffPiece> pieces)
    {
        writer.WriteStartObject();
        writer.WriteNumber("from", earlier.Revision);
        writer.WriteNumber("to", later.Revision);
        writer.WriteStartArray("pieces");
        foreach (var piece in pieces)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", Shown.Words(piece.Kind));
            writer.WriteString("text", piece.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
