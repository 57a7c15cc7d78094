using System.CommandLine;
using System.Runtime.InteropServices;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Install;
using Assistant.Host.Cli.Machine;
using Assistant.Host.Cli.Terminal;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>install</c>: the program on PATH, and the host at every login.</summary>
internal static class InstallCommand
{
    // What a terminal of the user may have set and a login does not: where the runtime, the settings and the anchors are.
    private static readonly string[] Carried = ["XDG_STATE_HOME", "XDG_DATA_HOME", "ASSISTANT_HOME", "ASSISTANT_SQLITE"];

    public static Command Create()
    {
        var remove = new Option<bool>("--remove") { Description = "Undoes all of it, and leaves every data folder as it is." };
        return new CliCommand("install", "Puts the program on PATH and starts the host at login.", "install", "install --remove", "install --data ~/letters") { remove, InstallEditorCommand.Create() }
            .Runs((run, cancel) =>
            {
                // A demo is thrown away; what starts at every login works on the user's own.
                if (run.Folder.Name == DataRoot.Demo)
                    run.MoveTo(FolderChoice.Named(DataRoot.Main, run.Environment.Root));
                return run.Value(remove) ? RemoveAsync(run, cancel) : InstallAsync(run, cancel);
            });
    }

    private static async Task<ExitCode> InstallAsync(CliRun run, CancellationToken cancel)
    {
        var (published, entry, login) = Parts(run);
        if (run.Folder.Folder.Prepare() is { } problem)
            throw new CliException(ExitCode.Failed, problem.Reason, problem.Remedy);
        var program = await run.WaitingAsync("Publishing", published.MakeAsync(cancel));
        entry.Put(program);
        await login.InstallAsync(new HostStart(program, run.Folder.Folder.FullPath, Variables(run)), cancel);
        var free = await EndRunningHostAsync(run, cancel);
        var started = await login.StartAsync(cancel) && free;
        var report = new InstallReport
        {
            Program = program, Command = entry.Path, OnPath = entry.IsFound, LoginKind = login.Kind, Login = login.Where, Started = started, DataFolder = run.Folder.Folder.FullPath,
        };
        return run.Show(InstallJson.Default.InstallReport, report, screen =>
        {
            screen.Fields(
                ("program", Shown.Path(program)),
                ("command", Shown.Path(entry.Path) + (entry.IsFound ? "" : $" (its folder is not on PATH: add {Shown.Path(entry.Folder)} to it)")),
                ("at login", $"{login.Kind}, {Shown.Path(login.Where)}"),
                ("data folder", Shown.Path(report.DataFolder)),
                ("host", started ? "runs now" : free ? "starts at the next login" : "takes over when the one that runs now has ended"),
                ("undo", "assistant install --remove"));
        });
    }

    private static async Task<ExitCode> RemoveAsync(CliRun run, CancellationToken cancel)
    {
        var (published, entry, login) = Parts(run);
        var removed = new List<string>();
        if (login.Exists)
            removed.Add(login.Where);
        await login.RemoveAsync(cancel);
        if (entry.Exists)
            removed.Add(entry.Path);
        entry.Remove();
        if (Directory.Exists(published.Folder))
            removed.Add(published.Folder);
        var report = new InstallReport { Command = entry.Path, OnPath = entry.IsFound, LoginKind = login.Kind, Login = login.Where, Started = false, Removed = removed };
        run.Show(InstallJson.Default.InstallReport, report, screen =>
        {
            foreach (var path in removed)
                screen.Line($"removed {Shown.Path(path)}");
            screen.Line(removed.Count == 0 ? "Nothing was installed." : "Your data folders are as they were.");
        });
        // The last act: this may be the program that runs.
        published.Remove();
        return ExitCode.Ok;
    }

    private static (PublishedProgram Published, PathEntry Entry, ILoginStart Login) Parts(CliRun run)
    {
        var environment = run.Environment;
        var published = new PublishedProgram(environment.Programs, environment.Root, environment.SourceTree, AppContext.BaseDirectory);
        return (published, new PathEntry(environment.Machine), LoginStarts.Of(environment.Machine, environment.Programs, environment.Root.FullPath));
    }

    private static List<(string Name, string Value)> Variables(CliRun run)
    {
        // <root>/shared/Microsoft.NETCore.App/<version>: the program's own starter looks at a few fixed places, and this may be none of them.
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return [("DOTNET_ROOT", runtime), .. Carried.Select(name => (name, Value: run.Environment.Variable(name))).Where(each => !string.IsNullOrEmpty(each.Value)).Select(each => (each.name, each.Value!))];
    }

    /// <summary>One host runs on a folder, and the one that a command started holds it. False where it was left running.</summary>
    private static async Task<bool> EndRunningHostAsync(CliRun run, CancellationToken cancel)
    {
        HostConnection running;
        try
        {
            running = await run.ConnectAsync(new HostCall(run.Folder.Folder) { Start = false }, cancel);
        }
        catch (CliException error) when (error.Code == ExitCode.NotFound)
        {
            return true;
        }

        await running.DisposeAsync();
        var key = new OwnerKey(run.Folder.Folder).Find();
        if (key is null || (!run.Environment.Tty.IsThere && !run.SaysYes))
            return false;
        if (!run.Consent.SaidByOption() && !Consent.IsYes(await run.Consent.AskAsync("A host runs already. End it now, so that the installed one takes its place? [y/N] ", cancel)))
            return false;
        try
        {
            await using var host = await run.ConnectAsync(new HostCall(run.Folder.Folder) { Start = false, ClientKey = key }, cancel);
            await HostEnding.StopAsync(host, run.Folder.Folder, run.Environment.Time, cancel);
        }
        catch (RpcConnectionException)
        {
            // It has gone while it answered.
        }

        return true;
    }
}
