using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>export</c> and <c>import</c>: everything in open formats, and back.</summary>
internal static class ExportCommands
{
    public static CliCommand Export()
    {
        var person = new Argument<string?>("PERSON") { Description = "Only what belongs to this contact; absent is everything.", Arity = ArgumentArity.ZeroOrOne };
        var application = AboutApplication.Option("Only what belongs to this application");
        var output = new Option<string>("--out") { Description = "A new folder; or a new file that ends with .zip.", HelpName = "PATH", Required = true };
        return new CliCommand("export", "Writes everything, or one person's or application's records, in open formats.", "export --out ~/letters-export", "export ana --out ana.zip", "export --application acme --out acme.zip", "export --out ~/export --json") { person, application, output }
            .Runs(async (run, cancel) =>
            {
                var path = Path.GetFullPath(run.Value(output));
                RecordRef? about = null;
                string? name = null;
                if (run.Value(application) is not null && run.Value(person) is not null)
                    throw new CliException(ExitCode.Usage, "It is either a person or an application.", "Leave one of the two out.");
                if (run.Value(application) is { } named)
                {
                    await using var reader = await run.ConnectAsync(cancel);
                    (about, name) = await AboutApplication.FindAsync(reader, named, cancel);
                }
                else if (run.Value(person) is { } given)
                {
                    await using var reader = await run.ConnectAsync(cancel);
                    var contact = await ContactCommands.FindAsync(reader, given, cancel);
                    (about, name) = (new("contact", contact.Id), contact.Name);
                }

                await using var host = await run.ConnectAsOwnerAsync($"Write {name ?? "everything"}, readable by whoever has it, to {path}?", cancel);
                var doing = new Doing();
                var report = await run.WaitingAsync(() => doing.Words, host.Export.CreateAsync(new() { Path = path, About = about }, doing, cancel).AsTask());
                run.Show(ExportJson.Default.ExportReport, report, screen =>
                {
                    screen.Line($"Exported to {Shown.Path(report.Path)}: {Shown.Count(report.Records.Values.Sum(), "record")} in {Shown.Count(report.Files, "file")}, {Shown.Size(report.Bytes)}.", Tone.Good);
                    // What is packed into one file has no path of its own.
                    screen.Line($"{(File.Exists(report.Path) ? "index.html in it" : Shown.Path(Path.Combine(report.Path, "index.html")))} is for reading.", Tone.Dim);
                    foreach (var problem in report.Problems)
                        screen.Line(Failures.Problem(problem), Tone.Bad);
                    BackupCommands.Warn(screen, report.Warnings);
                });
                return report.Problems.Count > 0 ? ExitCode.Partly : ExitCode.Ok;
            });
    }

    public static CliCommand Import()
    {
        var path = new Argument<string>("PATH") { Description = "The folder or the ZIP that an export made." };
        var dry = new Option<bool>("--dry-run") { Description = "Shows what would come in, and changes nothing." };
        return new CliCommand("import", "Brings an export in; what is here stays, and nothing of it is sent.", "import ~/letters-export --dry-run", "import ana.zip") { path, dry }
            .Runs(async (run, cancel) =>
            {
                var full = Path.GetFullPath(run.Value(path));
                await using var host = await run.ConnectAsOwnerAsync($"{(run.Value(dry) ? "Look through" : "Bring in")} {full}?", cancel);
                var doing = new Doing();
                var report = await run.WaitingAsync(() => doing.Words, host.Export.ImportAsync(new() { Path = full, DryRun = run.Value(dry) }, doing, cancel).AsTask());
                run.Show(ExportJson.Default.ImportReport, report, screen =>
                {
                    var added = report.Added.Values.Sum();
                    screen.Line($"{(run.Value(dry) ? "Would come in" : "Came in")}: {Shown.Count(added, "record")} of an export of {Shown.Time(report.Made)}; {report.Kept} were here already.", Tone.Good);
                    if (report.HeldBack > 0)
                        screen.Line($"{Shown.Count(report.HeldBack, "message")} had not left where they come from: {run.Command("outbox list --state quarantined")} shows them, and none is sent before you release it.", Tone.Notice);
                    foreach (var problem in report.Problems)
                        screen.Line(Failures.Problem(problem), Tone.Bad);
                    if (added > 0 && !run.Value(dry))
                        screen.Line($"Accounts came in disconnected: {run.Command("account list")}.", Tone.Dim);
                });
                return report.Problems.Count > 0 ? ExitCode.Partly : ExitCode.Ok;
            });
    }

    private sealed class Doing : IProgress<ExportProgress>
    {
        public string Words { get; private set; } = "Working";

        public void Report(ExportProgress value) => Words = value.Done > 0 ? $"{value.Step}: {value.Done}" : value.Step;
    }
}
