using System.CommandLine;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>demo</c>: the whole story on local mailboxes.</summary>
internal static class DemoCommands
{
    public static Command Create()
    {
        var remove = new Option<bool>("--remove") { Description = "Ends the demo and deletes its data folder." };
        return new CliCommand("demo", "Plays the main job on local mailboxes: nothing leaves this machine.", "demo", "demo --yes", "demo --remove") { remove }
            .Runs((run, cancel) => Task.FromResult(ExitCode.Ok));
    }
}
