using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Host.Storage;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>restore</c>: a backup takes the place of a data folder, which is kept beside it.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The backup." };
        var into = new Option<string?>("--into") { Description = "The data folder whose place it takes. Default: the one in use; while the demo lasts, your own.", HelpName = "FOLDER" };
        var passphrase = Passphrase.FileOption();
        return new CliCommand("restore", "Puts a backup in the place of a data folder, which is moved aside and kept.", "restore ~/assistant.backup", "restore ~/assistant.backup --into ~/letters", "restore /mnt/disk/a.backup --passphrase-file ~/phrase") { file, into, passphrase }
            .Runs(async (run, cancel) =>
            {
                if (run.Folder is { Name: DataRoot.Demo } && run.Value(into) is null)
                    run.MoveTo(FolderChoice.Named(DataRoot.Main, run.Environment.Root));
                var progress = new BackupCommands.Doing();
                var options = new RestoreOptions
                {
                    File = Path.GetFullPath(run.Value(file)),
                    DataFolder = run.Value(into) is { } given ? Path.GetFullPath(given) : run.Folder.Folder.FullPath,
                    Passphrase = run.Value(passphrase) is { } from ? await Passphrase.ReadAsync(from, cancel) : null,
                    AskPassphrase = token => new Passphrase(run).AskAsync("The passphrase it was made with: ", token),
                    Confirm = (question, token) => run.Consent.RequireAsync(Words(question), token),
                    Progress = progress,
                };
                // What it asks in between must not be written over, so the line of progress begins after that.
                var outcome = await run.WaitingAsync(() => progress.Words, run.Environment.Hooks.Restore(options, cancel), () => progress.Begun);
                if (run.Value(into) is null && run.Folder.Name is { } used)
                    run.Environment.Root.SetCurrent(used);
                return Show(run, outcome, run.Value(into));
            });
    }

    private static string Words(RestoreQuestion question) =>
        $"Restore the backup of {Shown.Time(question.Made)} (version {question.HostVersion}) as {question.Target}?"
        + (question.Aside is { } aside ? $"\nWhat is there now is kept as {aside}." : "");

    private static ExitCode Show(CliRun run, RestoreOutcome outcome, string? into)
    {
        if (run.Json)
        {
            run.PrintJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("made", outcome.Made);
                writer.WriteString("dataFolder", outcome.DataFolder);
                if (outcome.Aside is { } kept)
                    writer.WriteString("aside", kept);
                writer.WriteEndObject();
            });
            return ExitCode.Ok;
        }

        string Next(string command) => into is null ? run.Command(command) : $"{CommandLine.Program} {command} --data {outcome.DataFolder}";
        run.Screen.Line($"Restored: {outcome.DataFolder}.", Tone.Good);
        run.Screen.Fields(("as of", Shown.Time(outcome.Made)), ("kept beside it", outcome.Aside), ("look", Next("outbox list --state quarantined")), ("then", Next("outbox release --all")));
        run.Screen.Line("Nothing unsent in it leaves before you release it: it may have been sent since. Accounts ask for their passwords again.", Tone.Notice);
        BackupCommands.Warn(run.Screen, outcome.Warnings);
        return ExitCode.Ok;
    }
}
