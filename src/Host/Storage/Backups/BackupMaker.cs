using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Plugins;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Storage.Backups;

/// <summary>
/// Copies a data folder while it is in use: each database in one snapshot, the blobs it names, what plugins keep, and the settings, into one file.
/// The file gets its name only after it was restored beside the folder, opened from its own parts, and found whole.
/// </summary>
/// <param name="folder">What is copied.</param>
/// <param name="database">Its database.</param>
/// <param name="blobs">Its blobs.</param>
/// <param name="secrets">Holds the master key.</param>
/// <param name="store">A plugin's database, by its id.</param>
/// <param name="hostVersion">Said in the backup.</param>
/// <param name="time">The clock.</param>
internal sealed class BackupMaker(DataFolder folder, Database database, BlobStore blobs, SecretStore secrets, Func<string, PluginStore> store, string hostVersion, TimeProvider time)
{
    private const string NoKey =
        "It holds no key: what is sealed in it opens only where this folder's keys are. Make one with a passphrase for another machine, or for the loss of this one.";

    private const string NoPasswords = "Passwords and tokens of accounts, and the keys of other clients, are not in it: accounts ask for theirs again.";

    private int _working;

    /// <summary>Makes it. Whatever keeps it from being good leaves nothing behind.</summary>
    /// <exception cref="BackupException">It cannot be made there.</exception>
    public BackupReport Make(BackupCreateRequest request, IProgress<BackupProgress>? progress, CancellationToken cancel) => Alone(() =>
    {
        var path = RequirePlace(request.Path);
        using var work = WorkFolder.Make(folder.WorkPath);
        var temporary = $"{path}.{Path.GetFileName(work.FullPath)}{DurableFile.TemporarySuffix}";
        work.Note(temporary);
        try
        {
            using (var file = DurableFile.CreateNew(temporary))
            {
                Write(file, work.FullPath, request.Passphrase, progress, cancel);
                file.Flush(flushToDisk: true);
            }

            var report = Check(temporary, work, request.Passphrase, progress, cancel) with { Path = path };
            if (!report.Good)
            {
                File.Delete(temporary);
                return report;
            }

            cancel.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite: false);
            DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
            return report with { Warnings = [.. report.Warnings, .. report.HoldsKey ? (string[])[NoPasswords] : [NoKey, NoPasswords]] };
        }
        catch (Exception error)
        {
            File.Delete(temporary);
            if (error is IOException or UnauthorizedAccessException or StorageException { Fault: StorageFault.Full })
                throw Failed(path, error);
            throw;
        }
    });

    /// <summary>Looks whether a backup is whole; changes nothing.</summary>
    /// <exception cref="BackupException">It is none.</exception>
    public BackupReport Check(BackupCheckRequest request, IProgress<BackupProgress>? progress, CancellationToken cancel) => Alone(() =>
    {
        using var work = WorkFolder.Make(folder.WorkPath);
        try
        {
            return Check(request.Path, work, request.Passphrase, progress, cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StorageException { Fault: StorageFault.Full })
        {
            throw Failed(folder.WorkPath, error);
        }
    });

    private T Alone<T>(Func<T> work)
    {
        if (Interlocked.Exchange(ref _working, 1) != 0)
            throw new RpcException(RpcErrorCode.AlreadyRunning, "Another backup is being made or checked.");
        try
        {
            return work();
        }
        finally
        {
            Volatile.Write(ref _working, 0);
        }
    }

    private BackupReport Check(string path, WorkFolder work, string? passphrase, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        using var reader = BackupReader.Open(path);
        RequireSpace(folder.FullPath, reader.Bytes);
        var restored = Path.Combine(work.FullPath, "restored");
        DurableFile.CreateFolder(restored);
        var key = BackupKey.Find(reader.Header, passphrase, [secrets]);
        return new BackupCheck(reader, time).Run(new DataFolder(restored, new StateFolder(Path.Combine(work.FullPath, "state"))), path, key, durable: false, progress, cancel);
    }

    private void Write(Stream file, string work, string? passphrase, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        using var kept = blobs.KeepFiles();
        var header = Header(passphrase);
        var parts = new List<(string Name, string File)>();
        var main = Path.Combine(work, "assistant.db");
        RequireSpace(folder.FullPath, Size(folder.DatabasePath));
        database.CopyTo(main, Report("Copying the database"), cancel);
        parts.Add((BackupLayout.HostDatabase, main));
        foreach (var id in BackupLayout.PluginIds(folder))
        {
            var copy = Path.Combine(work, id + ".plugin");
            store(id).CopyTo(copy, Report($"Copying the database of {id}"), cancel);
            parts.Add((BackupLayout.PluginDatabase(id), copy));
        }

        using (var copied = new Database(main, MigrationSet.Host, time))
        {
            parts.AddRange(copied.Read(static connection => connection.Query("SELECT address FROM blob ORDER BY address", static row => row.Text(0)))
                .Select(address => (BackupLayout.Blob(address), Path.Combine(folder.BlobsPath, address[..2], address))));
            // So that the file is whole without its log.
            copied.Checkpoint();
        }

        parts.AddRange(BackupLayout.Loose(folder));
        var total = parts.Sum(static part => Size(part.File));
        RequireSpace(Path.GetDirectoryName(((FileStream)file).Name)!, total);
        var done = 0L;
        using var writer = new BackupWriter(file, header, count => progress?.Report(new BackupProgress("Writing the backup", done += count, total)), cancel);
        foreach (var (name, from) in parts)
        {
            cancel.ThrowIfCancellationRequested();
            writer.Add(name, from);
        }

        writer.Complete();

        Action<int, int> Report(string step) => (pages, of) => progress?.Report(new BackupProgress(step, (long)pages * SqliteLimits.PageBytes, (long)of * SqliteLimits.PageBytes));
    }

    private BackupHeader Header(string? passphrase)
    {
        var audit = new AuditLog(database, folder.State.AuditHead, time);
        var head = audit.Page(null, 1) is [var last] ? new Anchor(last.Seq, Convert.ToHexStringLower(last.Hash)) : new Anchor(0, Convert.ToHexStringLower(AuditRecord.Genesis));
        var fingerprint = database.Read(SubjectKeys.Fingerprint);
        return new BackupHeader
        {
            Format = BackupHeader.Newest,
            Made = time.GetUtcNow(),
            HostVersion = hostVersion,
            Folder = folder.FullPath,
            AuditHead = head.Number,
            AuditHash = head.Value,
            AuditBroken = !audit.Verify().IsWhole,
            KeyFingerprint = fingerprint,
            Key = passphrase is null || fingerprint is null ? null : WrappedKey.Wrap(secrets.MasterKey(fingerprint), passphrase),
        };
    }

    private string RequirePlace(string given)
    {
        if (!Path.IsPathFullyQualified(given) || Path.GetDirectoryName(given) is not { } parent)
            throw new BackupException(BackupFault.Place, $"{given} is no full path of a file.", "Give the full path of a new file.");
        if (!Directory.Exists(parent))
            throw new BackupException(BackupFault.Place, $"There is no folder {parent}.", "Make it first, or choose another.");
        if (Path.Exists(given))
            throw new BackupException(BackupFault.Taken, $"{given} is there already.", "Choose another name; nothing is written over.");
        var full = Path.GetFullPath(given);
        return full.StartsWith(folder.FullPath + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? throw new BackupException(BackupFault.Place, $"{given} is in the data folder itself.", "Choose a place outside of it, best on another disk.")
            : full;
    }

    private static void RequireSpace(string place, long bytes)
    {
        var free = new DriveInfo(place).AvailableFreeSpace;
        if (free < bytes)
            throw new BackupException(BackupFault.Full, $"Only {free / (1024 * 1024)} MiB are free on the disk of {place}.", $"This needs {(bytes / (1024 * 1024)) + 1} MiB there for a while.");
    }

    private static long Size(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static BackupException Failed(string path, Exception error) => IsFull(error)
        ? new BackupException(BackupFault.Full, $"The disk of {path} is full.", "Free some space, or choose another disk.", error)
        : new BackupException(BackupFault.Place, $"{path} cannot be written: {error.Message}", "Check who may write there, or choose another place.", error);

    // ENOSPC and EDQUOT on Unix, ERROR_DISK_FULL on Windows.
    private static bool IsFull(Exception error) => error is StorageException || (error.HResult & 0xffff) is 28 or 122 or 0x70;
}
