using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>backup</c>: one file with everything, made while the host runs and checked before it is called good.</summary>
internal static class BackupCommands
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "Where it goes: a new file, best on another disk.", Arity = ArgumentArity.ZeroOrOne };
        var passphrase = Passphrase.FileOption();
        var none = new Option<bool>("--no-passphrase") { Description = "Asks for none: the backup opens only with this folder's own keys." };
        return new CliCommand("backup", "Backs the data folder up into one file, and checks that it can be restored.", "backup ~/assistant.backup", "backup /mnt/disk/a.backup --passphrase-file ~/phrase", "backup check ~/assistant.backup") { Check(), file, passphrase, none }
            .Runs(async (run, cancel) =>
            {
                if (run.Value(file) is not { } given)
                    throw new CliException(ExitCode.Usage, "Where should the backup go?", $"{run.Command("backup FILE")} names a new file.");
                var path = Path.GetFullPath(given);
                await using var host = await run.ConnectAsOwnerAsync($"Back {run.Folder.Folder.FullPath} up into {path}?", cancel);
                var phrase = run.Value(passphrase) is { } from ? await Passphrase.ReadAsync(from, cancel)
                    : run.Value(none) || run.SaysYes ? null
                    : await new Passphrase(run).AskNewAsync(cancel);
                var progress = new Doing();
                var report = await run.WaitingAsync(() => progress.Words, host.Backup.CreateAsync(new() { Path = path, Passphrase = phrase }, progress, cancel).AsTask());
                return Show(run, report, report.Good ? $"Backed up, restored beside, and found whole: {Shown.Path(report.Path)}." : "It was not found whole, and was not kept.");
            });
    }

    public static void Warn(Screen screen, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            screen.Line(warning, Tone.Notice);
    }

    private static CliCommand Check()
    {
        var file = new Argument<string>("FILE") { Description = "The backup." };
        var passphrase = Passphrase.FileOption();
        var ask = new Option<bool>("--passphrase") { Description = "Asks for the passphrase, and opens everything that is sealed." };
        return new CliCommand("check", "Looks whether a backup can be restored, and changes nothing.", "backup check ~/assistant.backup", "backup check ~/assistant.backup --passphrase-file ~/phrase --json") { file, passphrase, ask }
            .Runs(async (run, cancel) =>
            {
                var path = Path.GetFullPath(run.Value(file));
                await using var host = await run.ConnectAsOwnerAsync($"Read {path}?", cancel);
                var phrase = run.Value(passphrase) is { } from ? await Passphrase.ReadAsync(from, cancel) : run.Value(ask) ? await new Passphrase(run).AskAsync("Passphrase: ", cancel) : null;
                var progress = new Doing();
                var report = await run.WaitingAsync(() => progress.Words, host.Backup.CheckAsync(new() { Path = path, Passphrase = phrase }, progress, cancel).AsTask());
                return Show(run, report, report.Good ? "It is whole." : "It is not whole.");
            });
    }

    private static ExitCode Show(CliRun run, BackupReport report, string verdict)
    {
        run.Show(BackupJson.Default.BackupReport, report, screen =>
        {
            screen.Line(verdict, report.Good ? Tone.Good : Tone.Bad);
            foreach (var problem in report.Problems)
                screen.Line(Failures.Problem(problem), Tone.Bad);
            screen.Fields(("made", Shown.Time(report.Made)), ("by version", report.HostVersion), ("size", Shown.Size(report.Bytes)), ("key", report.HoldsKey ? "under its passphrase" : "not in it"));
            Warn(screen, report.Warnings);
        });
        return report.Good ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>What is being done, in words that change while it goes on.</summary>
    internal sealed class Doing : IProgress<BackupProgress>
    {
        public string Words { get; private set; } = "Working";

        public bool Begun { get; private set; }

        public void Report(BackupProgress value) => (Begun, Words) = (true, value.Total > 0 ? $"{value.Step}, {100 * value.Done / value.Total} %" : value.Step);
    }
}
