using System.Globalization;
using System.Security.Cryptography;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.Services;

namespace Assistant.Host.Storage.Backups;

/// <summary>What a restore will do, for a person to say yes to.</summary>
/// <param name="Made">When the backup was made.</param>
/// <param name="HostVersion">By which version.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Aside">Where the folder goes that is there now; null where none is.</param>
internal sealed record RestorePlan(DateTimeOffset Made, string HostVersion, string Target, string? Aside);

/// <summary>
/// Puts a backup in the place of a data folder. It is restored and checked beside that place first, gets its key, forgets again who was erased since,
/// and is marked so that nothing unsent in it is sent unasked; only then do the folders change their names. No folder is ever written over.
/// </summary>
internal sealed class Restore : IDisposable
{
    private const string UnfinishedSuffix = ".restoring";

    private readonly BackupReader _reader;
    private readonly DataFolder _target;
    private readonly string _backup;
    private readonly TimeProvider _time;
    private readonly SecretPlaceKind? _place;
    private HostLock? _held;

    private Restore(BackupReader reader, DataFolder target, string backup, HostLock? held, TimeProvider time, SecretPlaceKind? place)
    {
        (_reader, _target, _backup, _held, _time, _place) = (reader, target, backup, held, time, place);
        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Plan = new RestorePlan(reader.Header.Made, reader.Header.HostVersion, target.FullPath, IsUsed(target) ? Free($"{target.FullPath}.before-{stamp}") : null);
    }

    public RestorePlan Plan { get; }

    /// <summary>True where only the passphrase can open it: no store at hand has its key.</summary>
    public bool NeedsPassphrase => _reader.Header is { KeyFingerprint: not null, Key: not null } && Key(null).Value is null;

    /// <summary>Takes the place and reads what the backup says of itself; nothing is changed yet.</summary>
    /// <param name="backup">The backup's path.</param>
    /// <param name="target">Where it is to go.</param>
    /// <param name="hostVersion">Of this program.</param>
    /// <param name="time">The clock.</param>
    /// <param name="place">Where the restored key is to be; null takes the system's own where it answers.</param>
    /// <exception cref="BackupException">It is no backup, or the place cannot be had.</exception>
    public static Restore Begin(string backup, DataFolder target, string hostVersion, TimeProvider time, SecretPlaceKind? place = null)
    {
        if (RestoreJournal.Finish(target) is { } problem)
            throw new BackupException(BackupFault.Place, problem.Reason, problem.Remedy);
        var reader = BackupReader.Open(backup);
        try
        {
            if (File.Exists(target.FullPath))
                throw new BackupException(BackupFault.Place, $"{target.FullPath} is a file.", "Name a folder with --into.");
            if (IsUsed(target) && !File.Exists(target.DatabasePath))
                throw new BackupException(BackupFault.Place, $"{target.FullPath} holds other things than Assistant's.", "Name a folder that is empty, is not there yet, or is a data folder.");
            var held = Directory.Exists(target.FullPath)
                ? HostLock.TryTake(target, "", hostVersion) ?? throw new BackupException(BackupFault.Place, $"A host runs on {target.FullPath}.", "End it with `assistant stop`, then restore.")
                : null;
            return new Restore(reader, target, backup, held, time, place);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Does it. Whatever keeps it from being done leaves the place as it was.</summary>
    /// <param name="passphrase">Opens the key in the backup; null takes the key from where it is on this machine.</param>
    /// <param name="finish">Last words in the new database, before it takes its place: the owner's new key.</param>
    /// <param name="progress">Takes how far it is.</param>
    /// <param name="cancel">Ends it, until the folders begin to change their names.</param>
    /// <exception cref="BackupException">It is not whole, or its key is not at hand.</exception>
    public BackupReport Run(string? passphrase, Action<DataFolder, Database> finish, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        var key = Key(passphrase);
        if (_reader.Header.KeyFingerprint is not null && key.Value is null)
            throw new BackupException(BackupFault.Key, key.Problem ?? "The key that opens it is not on this machine.", _reader.Header.Key is null ? "Restore it on the machine and for the user that made it." : "Give the passphrase that it was made with.");
        var staged = Stage();
        try
        {
            var report = new BackupCheck(_reader, _time).Run(staged, _backup, key, durable: true, progress, cancel);
            if (!report.Good)
                throw new BackupException(BackupFault.NotGood, $"This backup is not whole: {report.Problems[0].Path}: {report.Problems[0].Problem}", "Nothing was changed. `assistant backup check` names every fault; take another backup.");
            Settle(staged, key, finish);
            cancel.ThrowIfCancellationRequested();
            Place(staged);
            return report;
        }
        catch
        {
            if (!File.Exists(RestoreJournal.PathFor(_target)))
                Forget(staged);
            throw;
        }
    }

    public void Dispose()
    {
        LetGo();
        _reader.Dispose();
    }

    private static bool IsUsed(DataFolder folder) => Directory.Exists(folder.FullPath) && Directory.EnumerateFileSystemEntries(folder.FullPath).Any(static entry => !Path.GetFileName(entry).StartsWith("host.lock", StringComparison.Ordinal));

    private static string Free(string path)
    {
        var free = path;
        for (var n = 2; Path.Exists(free); n++)
            free = string.Create(CultureInfo.InvariantCulture, $"{path}-{n}");
        return free;
    }

    private static void Remove(DataFolder folder)
    {
        foreach (var path in (string[])[folder.FullPath, folder.State.FullPath])
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
        }
    }

    // A keyring is outside the folder and would outlive it.
    private static void Forget(DataFolder staged)
    {
        try
        {
            var secrets = new SecretStore(staged.SecretsPath);
            if (secrets.PlaceDescription is not null)
                secrets.ForgetMasterKey();
        }
        catch (SecretPlaceException)
        {
            // It does not answer; what it holds opens nothing that is there.
        }

        Remove(staged);
    }

    private BackupKey Key(string? passphrase) =>
        BackupKey.Find(_reader.Header, passphrase, [new SecretStore(_target.SecretsPath), new SecretStore(new DataFolder(_reader.Header.Folder).SecretsPath)]);

    // Beside the place, so that taking it is a change of name; what an earlier attempt left is nobody's.
    private DataFolder Stage()
    {
        var parent = Path.GetDirectoryName(_target.FullPath)!;
        DurableFile.CreateFolderIfMissing(parent);
        foreach (var left in Directory.GetDirectories(parent, $"{Path.GetFileName(_target.FullPath)}.*{UnfinishedSuffix}"))
            Remove(new DataFolder(left));
        var free = new DriveInfo(parent).AvailableFreeSpace;
        if (free < _reader.Bytes)
            throw new BackupException(BackupFault.Full, $"Only {free / (1024 * 1024)} MiB are free on the disk of {parent}.", $"This needs {(_reader.Bytes / (1024 * 1024)) + 1} MiB; the folder that is there now stays.");
        var staged = new DataFolder($"{_target.FullPath}.{Guid.NewGuid():N}{UnfinishedSuffix}");
        foreach (var folder in (string[])[staged.FullPath, staged.PluginsPath, staged.BlobsPath, staged.SecretsPath, staged.LogsPath, staged.State.FullPath])
            DurableFile.CreateFolder(folder);
        return staged;
    }

    private void Settle(DataFolder staged, BackupKey key, Action<DataFolder, Database> finish)
    {
        if (key.Value is { } master)
        {
            new SecretStore(staged.SecretsPath, _place).Adopt(master);
            CryptographicOperations.ZeroMemory(master);
        }

        // From the folder that is replaced, and from the one the backup was made of, where that is on this machine.
        staged.State.Erasures.Add([.. _target.State.Erasures.Read(), .. StateFolder.For(_reader.Header.Folder).Erasures.Read()]);
        var erased = ErasedSince();
        var audit = staged.State.AuditHead;
        using var database = new Database(staged.DatabasePath, MigrationSet.Host, _time);
        var keys = new SubjectKeys(new SecretStore(staged.SecretsPath), _time);
        var log = new AuditLog(database, audit, _time);
        database.Write(transaction =>
        {
            foreach (var subject in erased.Except(SubjectKeys.Destroyed(transaction)))
                keys.Destroy(transaction, subject);
            Device.Quarantine(transaction, string.Create(CultureInfo.InvariantCulture, $"restored: from a backup of {_reader.Header.Made.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
            log.Reanchor(transaction, new AuditRecord("host", "restore", "host.restore", "", "", string.Create(CultureInfo.InvariantCulture, $"done: from a backup of {_reader.Header.Made.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}")));
        });
        finish(staged, database);
        database.Checkpoint();
    }

    // Who was erased after the backup was made stays erased. A folder that cannot be read any more, which is why some restore, tells nobody.
    private List<string> ErasedSince()
    {
        if (!File.Exists(_target.DatabasePath))
            return [];
        try
        {
            using var former = new Database(_target.DatabasePath, MigrationSet.Host, _time);
            return former.Read(SubjectKeys.Destroyed);
        }
        catch (StorageException)
        {
            return [];
        }
    }

    private void Place(DataFolder staged)
    {
        // From here on nobody else may come in between: the new folder is held before it has its name.
        // Windows lets no folder change its name while a file in it is open.
        using var held = OperatingSystem.IsWindows() ? null : HostLock.TryTake(staged, "", _reader.Header.HostVersion);
        if (Plan.Aside is null || OperatingSystem.IsWindows())
            LetGo();
        if (Plan.Aside is null)
            RemoveEmpty();
        RestoreJournal.Place(_target, staged, Plan.Aside is { } path ? new DataFolder(path) : null);
        LetGo();
        // They name this process, which holds neither any more.
        foreach (var named in (string?[])[_target.LockPath, Plan.Aside is { } aside ? new DataFolder(aside).LockPath : null])
        {
            if (named is not null)
                File.Delete(named);
        }
    }

    private void LetGo()
    {
        _held?.Dispose();
        _held = null;
    }

    // Nothing is in it but the lock's own files; what was anchored for a folder that was here once ends with this one's arrival.
    private void RemoveEmpty() => Remove(_target);
}
