using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>style</c>: what your own mail sounds like, in a few lines that you can read and change.</summary>
internal static class StyleCommands
{
    private const int MostOfAHouse = 2;

    // Letters, not archives.
    private const long LargestFile = 1024 * 1024;

    public static Command Create() => new CliCommand("style", "What your own mail sounds like, in a few lines that go with each text.", "style show", "style learn sent/*.txt", "style edit")
    {
        ShowIt(),
        Edit(),
        Learn(),
    };

    private static CliCommand ShowIt() => new CliCommand("show", "Shows the style card.", "style show", "style show --json")
        .Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            return Show(run, await host.Drafting.StyleAsync(new(), cancel));
        });

    private static CliCommand Edit() => new CliCommand("edit", "Edits the style card in $EDITOR.", "style edit", "style edit --json")
        .Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            var card = await host.Drafting.StyleAsync(new(), cancel);
            // Editors end the last line.
            var shown = card.Text.Length > 0 ? card.Text + "\n" : "";
            if (await run.Environment.Editor.EditAsync(shown, run.Folder.Folder.FullPath, cancel) is not { } text)
                return run.Show(DraftingJson.Default.StyleCard, card, static screen => screen.Line("Nothing was changed."));
            try
            {
                return Show(run, await host.Drafting.SetStyleAsync(new() { Text = text }, cancel));
            }
            catch (RpcException error)
            {
                throw await TextEditor.KeptAsync(error, text, run.Folder.Folder.FullPath, cancel);
            }
        });

    private static CliCommand Learn()
    {
        var files = new Argument<string[]>("FILE") { Description = "Mails that you wrote, one in each file.", Arity = ArgumentArity.ZeroOrMore };
        var sent = new Option<int?>("--sent") { Description = "Also learns from so many of your newest mails that were sent from here.", HelpName = "N" };
        var keep = new Option<bool>("--keep") { Description = "Makes it your style card. Without it, it is only shown." };
        return new CliCommand("learn", "Makes a style card from your own mails, on this machine and without a model.", "style learn --sent 30", "style learn one.txt two.txt --keep") { files, sent, keep }
            .Runs(async (run, cancel) =>
            {
                if (run.Value(sent) < 1)
                    throw new CliException(ExitCode.Usage, $"--sent {run.Value(sent)} asks for no mail.", "Give a number from 1, or leave it out.");
                var texts = new List<string>();
                foreach (var path in run.Value(files))
                    texts.Add(await TextFile.ReadAsync(path, LargestFile, cancel));
                await using var host = await run.ConnectAsync(cancel);
                if (run.Value(sent) is { } count)
                    texts.AddRange(await SentAsync(host, Math.Min(count, Paging.MaxLimit), cancel));
                texts.RemoveAll(string.IsNullOrWhiteSpace);
                if (texts.Count == 0 && run.Value(sent) is not null)
                    throw new CliException(ExitCode.Usage, "Nothing was sent from here yet, so there is no mail to learn from.", $"Name files: {run.Command("style learn FILE")}.");
                if (texts.Count == 0)
                    throw new CliException(ExitCode.Usage, "There is no mail of yours to learn from.", $"Name files: {run.Command("style learn FILE")} or {run.Command("style learn --sent 30")}.");
                var learned = await host.Drafting.LearnStyleAsync(new() { Texts = texts }, cancel);
                if (run.Value(keep))
                    return Show(run, await host.Drafting.SetStyleAsync(new() { Text = learned.Text }, cancel));
                var code = Show(run, learned);
                run.Notes.Line("It is only shown; --keep makes it yours.", Tone.Dim);
                return code;
            });
    }

    // Of those to one house at most two: what is in three mails is taken for a habit, and is then nobody's name, company or affair.
    private static async Task<List<string>> SentAsync(HostConnection host, int count, CancellationToken cancel)
    {
        var texts = new List<string>();
        var sent = await host.Outbox.ListAsync(new() { States = [OutboxState.Sent], Limit = count }, cancel);
        foreach (var item in sent.Items.GroupBy(static item => House(item.To), StringComparer.OrdinalIgnoreCase).SelectMany(static house => house.Take(MostOfAHouse)))
            texts.Add((await host.Drafts.GetAsync(new() { Id = item.DraftId }, cancel)).Body);
        return texts;
    }

    private static string House(IReadOnlyList<string> to) => to.Count == 0 ? "" : to[0][(to[0].LastIndexOf('@') + 1)..].TrimEnd('>');

    private static ExitCode Show(CliRun run, StyleCard card) => run.Show(DraftingJson.Default.StyleCard, card, screen =>
    {
        if (card.Text.Trim() is { Length: > 0 } text)
            screen.Block(text);
        else
            screen.Line($"No style card. {run.Command("style learn FILE")} makes one from your own mails.", Tone.Dim);
    });
}
