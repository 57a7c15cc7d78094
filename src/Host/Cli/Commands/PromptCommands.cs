using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>prompts</c>: what models are told to do, one text for each task.</summary>
internal static class PromptCommands
{
    public static Command Create() => new CliCommand("prompts", "What models are told to do, one text for each task.", "prompts list", "prompts show outreach", "prompts edit outreach", "prompts reset outreach")
    {
        List(),
        ShowOne(),
        Copy(),
        Edit(),
        Reset(),
    };

    private static CliCommand List() => new CliCommand("list", "Lists the prompts and which of them are yours.", "prompts list", "prompts list --json")
        .Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            var answer = await host.Drafting.PromptsAsync(new(), cancel);
            return run.Show(DraftingJson.Default.PromptListResponse, answer, screen => View(screen, answer.Prompts));
        });

    private static CliCommand ShowOne()
    {
        var id = Options.Id("The prompt");
        return new CliCommand("show", "Shows a prompt as it is used.", "prompts show outreach", "prompts show outreach > outreach.md") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var prompt = await FindAsync(host, run.Value(id), cancel);
                return run.Show(DraftingJson.Default.Prompt, prompt, screen => screen.Block(prompt.Text.TrimEnd()));
            });
    }

    private static CliCommand Copy()
    {
        var id = Options.Id("The prompt");
        return new CliCommand("copy", "Makes a prompt yours as it is: a later version of the program leaves it alone.", "prompts copy outreach", "prompts copy outreach --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var prompt = await FindAsync(host, run.Value(id), cancel);
                return Saved(run, await host.Drafting.SavePromptAsync(new() { Id = prompt.Id, Text = prompt.Text }, cancel));
            });
    }

    private static CliCommand Edit()
    {
        var id = Options.Id("The prompt");
        return new CliCommand("edit", "Edits a prompt in $EDITOR, as your own.", "prompts edit outreach", "prompts edit outreach --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var prompt = await FindAsync(host, run.Value(id), cancel);
                if (await run.Environment.Editor.EditAsync(prompt.Text, run.Folder.Folder.FullPath, cancel) is not { } text)
                    return run.Show(DraftingJson.Default.Prompt, prompt, static screen => screen.Line("Nothing was changed."));
                try
                {
                    return Saved(run, await host.Drafting.SavePromptAsync(new() { Id = prompt.Id, Text = text }, cancel));
                }
                catch (RpcException error)
                {
                    throw await TextEditor.KeptAsync(error, text, run.Folder.Folder.FullPath, cancel);
                }
            });
    }

    private static CliCommand Reset()
    {
        var id = Options.Id("The prompt");
        return new CliCommand("reset", "Takes your own prompt away; the one that came with the program is back.", "prompts reset outreach", "prompts reset outreach --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var prompt = await FindAsync(host, run.Value(id), cancel);
                return Saved(run, await host.Drafting.SavePromptAsync(new() { Id = prompt.Id }, cancel));
            });
    }

    private static ExitCode Saved(CliRun run, Prompt prompt) => run.Show(DraftingJson.Default.Prompt, prompt, screen => View(screen, [prompt]));

    private static void View(Screen screen, IReadOnlyList<Prompt> prompts) => screen.Table(
        ["Prompt", "Version", "Whose"],
        prompts.Select(IReadOnlyList<TextCell> (prompt) => [prompt.Id, prompt.Version, prompt.IsOwn ? new TextCell("yours", Tone.Notice) : "the program's"]),
        "No prompts.");

    private static async Task<Prompt> FindAsync(HostConnection host, string given, CancellationToken cancel) =>
        Reference.One("prompt", given, (await host.Drafting.PromptsAsync(new(), cancel)).Prompts, prompt => prompt.Id, static prompt => [prompt.Id]);
}
