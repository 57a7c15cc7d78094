using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Plugins;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Storage.Backups;

/// <summary>Restores a backup into an empty folder and looks whether it is whole there: as files, as databases, as a chain, and under its key.</summary>
internal sealed class BackupCheck(BackupReader reader, TimeProvider time)
{
    private readonly List<RpcProblem> _problems = [];
    private readonly List<string> _warnings = [];

    /// <param name="into">The folder; it is there and empty, and stays with what was restored.</param>
    /// <param name="path">The backup's, for the report.</param>
    /// <param name="key">What opens it.</param>
    /// <param name="durable">Whether the files must be on the disk when this returns.</param>
    /// <param name="progress">Takes how far it is.</param>
    /// <param name="cancel">Ends it.</param>
    public BackupReport Run(DataFolder into, string path, BackupKey key, bool durable, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        var header = reader.Header;
        _problems.AddRange(reader.Extract(into.FullPath, durable, read => progress?.Report(new BackupProgress("Restoring it beside", read, reader.Bytes)), cancel));
        if (key.Problem is { } wrong)
            Add("$.passphrase", wrong);
        // A database that is not what was backed up is not opened: what it holds is anyone's.
        if (!_problems.Exists(static problem => problem.Path is "$" || problem.Path.EndsWith(".db", StringComparison.Ordinal)))
            CheckDatabases(into, header, key, progress, cancel);
        return new BackupReport
        {
            Path = path,
            Made = header.Made,
            HostVersion = header.HostVersion,
            Bytes = reader.Bytes,
            HoldsKey = header.Key is not null,
            Good = _problems.Count == 0,
            Problems = _problems,
            Warnings = _warnings,
        };
    }

    private void CheckDatabases(DataFolder into, BackupHeader header, BackupKey key, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        try
        {
            using var database = new Database(into.DatabasePath, MigrationSet.Host, time);
            database.Read(connection => CheckDatabase(connection, BackupLayout.HostDatabase));
            CheckAudit(database, into, header);
            foreach (var id in BackupLayout.PluginIds(into))
            {
                cancel.ThrowIfCancellationRequested();
                using var plugin = new PluginStore(into, id, time, bounded: false);
                plugin.Check(connection => CheckDatabase(connection, BackupLayout.PluginDatabase(id)));
            }

            CheckSealed(database, into, key, progress, cancel);
            database.Checkpoint();
        }
        catch (StorageException error)
        {
            Add("$", error.Reason);
        }
    }

    private bool CheckDatabase(ReadConnection connection, string name)
    {
        foreach (var line in connection.Query("PRAGMA integrity_check(10)", static row => row.Text(0)).Where(static line => line != "ok"))
            Add(name, line);
        if (connection.Exists("PRAGMA foreign_key_check"))
            Add(name, "A row points to one that is not there.");
        return true;
    }

    private void CheckAudit(Database database, DataFolder into, BackupHeader header)
    {
        // What was written while it was copied stands behind the head that it began with.
        into.State.AuditHead.Reset(new Anchor(header.AuditHead, header.AuditHash));
        var report = new AuditLog(database, into.State.AuditHead, time).Verify();
        if (header.AuditBroken && !report.IsWhole)
            _warnings.Add("The audit record was broken before it was backed up.");
        else
            _problems.AddRange(report.Problems.Select(static problem => new RpcProblem { Path = $"audit[{problem.Seq}]", Problem = problem.Text }));
    }

    private void CheckSealed(Database database, DataFolder into, BackupKey key, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        var listed = database.Read(static connection => connection.Query("SELECT address, size FROM blob ORDER BY address", static row => (Address: row.Text(0), Size: row.Long(1))));
        foreach (var (address, size) in listed)
        {
            if (!File.Exists(Path.Combine(into.BlobsPath, address[..2], address)))
                Add(BackupLayout.Blob(address), "It is missing.");
        }

        if (key.Value is not { } master)
        {
            if (database.Read(SubjectKeys.Fingerprint) is not null)
                _warnings.Add("Whether its sealed texts and files open was not looked at: that takes its passphrase, or the key of the folder it is of.");
            return;
        }

        var keys = new SubjectKeys(_ => master, time);
        database.Read(connection => SubjectKeys.Live(connection).Count(subject => Opens($"key of {subject}", () => keys.Find(connection, subject))));
        var blobs = new BlobStore(database, keys, into.BlobsPath, time);
        var (done, total) = (0L, listed.Sum(static blob => blob.Size));
        foreach (var (address, size) in listed)
        {
            cancel.ThrowIfCancellationRequested();
            Opens(BackupLayout.Blob(address), () =>
            {
                using var content = blobs.Open(address);
                content?.CopyTo(Stream.Null);
                return content;
            });
            progress?.Report(new BackupProgress("Opening what is sealed", done += size, total));
        }
    }

    private bool Opens(string what, Func<object?> open)
    {
        try
        {
            open();
            return true;
        }
        catch (StorageException error)
        {
            if (!_problems.Exists(problem => problem.Path == what))
                Add(what, error.Reason);
            return false;
        }
    }

    private void Add(string place, string problem) => _problems.Add(new RpcProblem { Path = place, Problem = problem });
}
