using Assistant.Host.Cli.Commands;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Storage;

namespace Assistant.Host.Cli.Demo;

/// <summary>The demo's data folder: marked as one, and deleted as a whole.</summary>
internal static class DemoFolder
{
    /// <summary>The folder given by hand, else the demo's own beside the user's.</summary>
    public static FolderChoice Of(CliRun run) => run.Folder.Name is null ? run.Folder : FolderChoice.Named(DataRoot.Demo, run.Environment.Root);

    /// <summary>Makes the folder and marks it. A folder that holds somebody's data is refused.</summary>
    public static void Prepare(DataFolder folder)
    {
        if (folder.IsDemo)
            return;
        if (Directory.Exists(folder.FullPath) && Directory.EnumerateFileSystemEntries(folder.FullPath).Any())
            throw new CliException(ExitCode.Usage, $"{folder.FullPath} is not empty and is no demo, so the demo leaves it alone.", "Leave --data out, or name a folder that does not exist yet.");
        // The host reads the marker when it starts, so it is there before the host is.
        if (folder.Prepare() is { } problem)
            throw new CliException(ExitCode.Failed, problem.Reason, problem.Remedy);
        Directory.CreateDirectory(TextsOf(folder));
        foreach (var text in DemoSeed.Texts)
            File.WriteAllBytes(Path.Combine(TextsOf(folder), text), DemoSeed.Read(text));
        File.WriteAllText(folder.DemoMarkerPath, "{ \"demo\": true }\n");
    }

    /// <summary>Where the demo's CV and posting lie.</summary>
    public static string TextsOf(DataFolder folder) => Path.Combine(folder.FullPath, "demo");

    public static async Task RemoveAsync(CliRun run, CancellationToken cancel)
    {
        var folder = run.Folder.Folder;
        if (!folder.IsDemo)
            throw new CliException(ExitCode.NotFound, $"There is no demo in {folder.FullPath}.", $"{CommandLine.Program} demo begins one.");
        await run.Consent.RequireAsync($"End the demo and delete {folder.FullPath}?", cancel);
        await run.WaitingAsync("Ending the host", EndHostAsync(run, cancel));
        await ForgetTrustAsync(run, cancel);
        new OwnerKey(folder).ForgetAll();
        Directory.Delete(folder.FullPath, recursive: true);
        if (Directory.Exists(folder.State.FullPath))
            Directory.Delete(folder.State.FullPath, recursive: true);
        if (run.Folder.Name == run.Environment.Root.CurrentName)
            run.Environment.Root.SetCurrent(DataRoot.Main);
        run.DropLabel();
    }

    /// <summary>What browsers were told of the demo's web door goes with it.</summary>
    private static async Task ForgetTrustAsync(CliRun run, CancellationToken cancel)
    {
        if (!Directory.Exists(Path.Combine(run.Folder.Folder.FullPath, "web")))
            return;
        try
        {
            await TrustCommand.Change(run).UndoAsync(cancel);
        }
        catch (CliException)
        {
            // Without the tool that tells browsers, none was told.
        }
    }

    private static async Task<bool> EndHostAsync(CliRun run, CancellationToken cancel)
    {
        var key = new OwnerKey(run.Folder.Folder).Find();
        int process;
        try
        {
            await using var host = await run.Environment.Door.ConnectAsync(new HostCall(run.Folder.Folder) { Start = false, ClientKey = key }, cancel);
            process = (await host.Host.StatusAsync(new(), cancel)).Pid;
            // A demo that was broken off before its owner was made has no key; then its host can only be ended as a process.
            if (key is null)
                System.Diagnostics.Process.GetProcessById(process).Kill();
            else
                await host.Host.StopAsync(new(), cancel);
        }
        catch (CliException error) when (error.Code == ExitCode.NotFound)
        {
            return false;
        }

        await HostEnding.WaitAsync(run.Folder.Folder, process, run.Environment.Time, cancel);
        return true;
    }
}
