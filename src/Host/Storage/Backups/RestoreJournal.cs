using System.Text;

namespace Assistant.Host.Storage.Backups;

/// <summary>
/// The last step of a restore: folders change their names. Which is written beside the data folder first, so that a crash between two of them
/// is finished by whoever comes next, and nobody takes the gap for a new folder.
/// </summary>
internal static class RestoreJournal
{
    /// <summary>Beside the folder, because it speaks of the folder's own name.</summary>
    public static string PathFor(DataFolder folder) => folder.FullPath + ".restore";

    /// <summary>Moves the folder that is there aside, and the restored one into its place, each with its anchors. Once this has begun it will be done, now or by <see cref="Finish"/>.</summary>
    public static void Place(DataFolder target, DataFolder restored, DataFolder? aside)
    {
        DurableFile.Replace(PathFor(target), Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(restored.FullPath)}\n{Uri.EscapeDataString(aside?.FullPath ?? "")}\n"));
        if (Finish(target) is { } problem)
            throw new BackupException(BackupFault.Place, problem.Reason, problem.Remedy);
    }

    /// <summary>Finishes what a crash interrupted; null where all is well now, or nothing was.</summary>
    public static StorageProblem? Finish(DataFolder target)
    {
        // Asked before every start, and an exception takes longer than all the rest of what is asked.
        if (!File.Exists(PathFor(target)))
            return null;
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PathFor(target));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        var restored = new DataFolder(Uri.UnescapeDataString(lines[0]));
        // The restored folder takes its name last: where it is no longer under the old one, all is done.
        if (Directory.Exists(restored.FullPath))
        {
            if (lines[1].Length > 0 && Directory.Exists(target.FullPath))
                Move(target, new DataFolder(Uri.UnescapeDataString(lines[1])));
            if (Directory.Exists(target.FullPath))
                return new($"A restore was interrupted, and meanwhile another folder came to be at {target.FullPath}.", $"Move it away; the next command then finishes the restore from {restored.FullPath}.");
            Move(restored, target);
        }

        File.Delete(PathFor(target));
        return null;
    }

    // The anchors first: without its folder an anchor says nothing, and a folder without its anchor is taken for a copy.
    private static void Move(DataFolder from, DataFolder to)
    {
        Move(from.State.FullPath, to.State.FullPath);
        Move(from.FullPath, to.FullPath);
    }

    private static void Move(string from, string to)
    {
        if (!Directory.Exists(from) || Directory.Exists(to))
            return;
        DurableFile.CreateFolderIfMissing(Path.GetDirectoryName(to)!);
        try
        {
            Directory.Move(from, to);
        }
        catch (DirectoryNotFoundException) when (!Directory.Exists(from))
        {
            // Another process that found the journal was faster.
        }

        DurableFile.SyncFolder(Path.GetDirectoryName(to)!);
    }
}
