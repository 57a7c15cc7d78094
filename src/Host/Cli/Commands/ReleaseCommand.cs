using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>outbox release</c>: sends after all what was held back, one message or a whole folder that was copied or restored.</summary>
internal static class ReleaseCommand
{
    private const string FolderNeed = "device.quarantine";

    public static CliCommand Create()
    {
        var id = new Argument<string?>("ID") { Description = "The message: its id, the beginning or the end of it, or a name.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Everything that is held back; a folder that was copied or restored goes on from here." };
        return new CliCommand("release", "Sends after all what was held back.", "outbox release ana", "outbox release --all") { id, all }
            .Runs((run, cancel) => (run.Value(id), run.Value(all)) switch
            {
                ({ } given, false) => OneAsync(run, given, cancel),
                (null, true) => AllAsync(run, cancel),
                _ => throw new CliException(ExitCode.Usage, "Name one message, or give --all.", $"{run.Command("outbox list --state quarantined")} lists what is held back."),
            });
    }

    private static async Task<ExitCode> OneAsync(CliRun run, string given, CancellationToken cancel)
    {
        OutboxItem found;
        await using (var reader = await run.ConnectAsync(cancel))
            found = await OutboxCommands.FindAsync(reader, given, cancel);
        await using var host = await run.ConnectAsOwnerAsync($"Send '{found.Subject}' to {string.Join(", ", found.To)} after all?", cancel);
        var item = await host.Outbox.ReleaseAsync(new() { Id = found.Id }, cancel);
        return run.Show(OutboxJson.Default.OutboxItem, item, screen => OutboxCommands.View(screen, item));
    }

    private static async Task<ExitCode> AllAsync(CliRun run, CancellationToken cancel)
    {
        List<OutboxItem> held;
        SetupNeed? folder;
        await using (var reader = await run.ConnectAsync(cancel))
        {
            held = [.. (await Everything.OutboxAsync(reader, cancel)).Where(static item => item.State == OutboxState.Quarantined)];
            folder = (await reader.Host.StatusAsync(new(), cancel)).Needs.FirstOrDefault(static need => need.Code == FolderNeed);
        }

        if (held.Count == 0 && folder is null)
            return run.Show(OutboxJson.Default.OutboxListResponse, new() { Items = [] }, static screen => screen.Line("Nothing is held back."));
        if (!run.Json)
        {
            foreach (var item in held)
                run.Screen.Line($"{Shown.People(item.To)}: {item.Subject} ({item.Reason})");
        }

        await using var host = await run.ConnectAsOwnerAsync(Question(run, held.Count, folder), cancel);
        if (folder is not null)
            await host.Host.ReleaseAsync(new(), cancel);
        var items = new List<OutboxItem>();
        foreach (var item in held)
            items.Add(await host.Outbox.ReleaseAsync(new() { Id = item.Id }, cancel));
        return run.Show(OutboxJson.Default.OutboxListResponse, new() { Items = items }, screen =>
            screen.Line($"{(folder is null ? "" : "This folder goes on from here. ")}{Shown.Count(items.Count, "message")} released.", Tone.Good));
    }

    private static string Question(CliRun run, int count, SetupNeed? folder) => folder is null
        ? $"Send {Shown.Count(count, "message")} after all?"
        : $"{folder.Message}\nIf the other copy is still in use, or sent these after this one was made, they would go out twice.\nLet {run.Folder.Folder.FullPath} go on from here, and send {Shown.Count(count, "message")}?";
}
