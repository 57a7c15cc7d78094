using System.CommandLine;
using Assistant.Host.Cli.Demo;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>demo</c>: the whole story on local mailboxes.</summary>
internal static class DemoCommands
{
    public static Command Create()
    {
        var remove = new Option<bool>("--remove") { Description = "Ends the demo and deletes its data folder." };
        return new CliCommand("demo", "Plays the main job on local mailboxes: nothing leaves this machine.", "demo", "demo --yes", "demo answer Dmitri", "demo --remove") { remove, Answer() }
            .Runs((run, cancel) =>
            {
                run.MoveTo(DemoFolder.Of(run));
                return run.Value(remove) ? RemoveAsync(run, cancel) : PlayAsync(run, cancel);
            });
    }

    private static CliCommand Answer()
    {
        var name = new Argument<string>("NAME") { Description = "The recipient who answers: a name, a part of one, or an address." };
        var text = new Option<string?>("--text") { Description = "What they write; absent is a friendly yes.", HelpName = "TEXT" };
        return new CliCommand("answer", "Answers as a recipient of the demo, and shows the changed verdict.", "demo answer Dmitri", "demo answer Emi --text \"Not this year, sorry.\"") { name, text }
            .Runs(async (run, cancel) =>
            {
                run.MoveTo(DemoFolder.Of(run));
                RequireDemo(run);
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.PostOffice.AnswerAsync(new PostOfficeAnswerRequest { Name = run.Value(name), Text = run.Value(text) }, cancel);
                var check = await run.WaitingAsync("Checking for replies", host.Tracking.CheckAsync(new(), null, cancel).AsTask());
                var rows = run.Json ? [] : await Everything.TrackingAsync(host, cancel);
                return run.Show(TrackingJson.Default.TrackingCheckResponse, check, screen =>
                {
                    screen.Line($"{answer.From} answers \"{answer.Subject}\":");
                    screen.Block(answer.Text, 4, Tone.Dim);
                    screen.Line();
                    TrackingView.Rows(screen, rows.Where(row => check.Found.Any(found => found.OutboxId == row.OutboxId)), "The answer has not been found yet; tracking check looks again.");
                });
            });
    }

    private static async Task<ExitCode> PlayAsync(CliRun run, CancellationToken cancel)
    {
        if (!run.SaysYes && !run.Environment.Tty.IsThere)
            throw new CliException(ExitCode.NotAuthorised, "The demo asks for your yes before it sends, and there is no terminal to ask on.", $"Unattended: {CommandLine.Program} demo --yes");
        var tell = new StoryTeller(run.Json ? run.Notes : run.Screen);
        tell.Screen.Line("From a list of people to what they answered, with real mail on this machine.", Tone.Strong);
        tell.Screen.Line();
        return await new DemoStory(run, tell).PlayAsync(cancel);
    }

    private static async Task<ExitCode> RemoveAsync(CliRun run, CancellationToken cancel)
    {
        await DemoFolder.RemoveAsync(run, cancel);
        return run.Show(HostJson.Default.Done, new Done(), screen => screen.Line($"The demo is gone. {CommandLine.Program} setup begins your own."));
    }

    private static void RequireDemo(CliRun run)
    {
        if (!run.Folder.IsDemo)
            throw new CliException(ExitCode.NotFound, $"There is no demo in {run.Folder.Folder.FullPath}.", $"{CommandLine.Program} demo begins one.");
    }
}
