using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Plugins;

namespace Assistant.Host.Storage;

/// <param name="Rows">How many rows all tables hold together.</param>
/// <param name="Blobs">How many blobs.</param>
/// <param name="Problems">Why it is not good; empty when it is.</param>
/// <param name="Warnings">What it does not hold.</param>
internal sealed record BackupReport(long Rows, int Blobs, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)
{
    public bool IsGood => Problems.Count == 0;
}

/// <summary>
/// Copies a data folder while it is in use: each database by SQLite's own backup, then the blobs it names. A copy is called good only
/// after it was opened elsewhere, from its own files, and checked against what was copied.
/// </summary>
internal sealed class Backup(DataFolder folder, Database database, TimeProvider time)
{
    /// <summary>Makes the backup in a folder that is not there yet.</summary>
    /// <param name="path">The new folder.</param>
    /// <param name="plugins">The stores that are open now, by plugin id; the others' files are opened for the copy.</param>
    public BackupReport Make(string path, IReadOnlyDictionary<string, PluginStore> plugins)
    {
        if (Directory.Exists(path) || File.Exists(path))
            throw new IOException($"{path} exists; a backup is made in a new folder.");
        var copy = new DataFolder(path, new StateFolder(Path.Combine(path, "state")));
        foreach (var each in new[] { path, copy.PluginsPath, copy.BlobsPath })
            DurableFile.CreateFolder(each);
        var audited = database.Read(static connection => connection.Number("SELECT max(seq) FROM audit")) ?? 0;
        database.CopyTo(copy.DatabasePath);
        CopyPlugins(copy, plugins);
        CopyBlobs(copy);
        return Check(copy, audited);
    }

    private void CopyPlugins(DataFolder copy, IReadOnlyDictionary<string, PluginStore> plugins)
    {
        if (!Directory.Exists(folder.PluginsPath))
            return;
        foreach (var file in Directory.GetFiles(folder.PluginsPath, "*.db"))
        {
            var id = Path.GetFileNameWithoutExtension(file);
            if (plugins.TryGetValue(id, out var open))
            {
                open.CopyTo(copy.PluginDatabasePath(id));
                continue;
            }

            using var store = new PluginStore(folder, id, time);
            store.CopyTo(copy.PluginDatabasePath(id));
        }
    }

    // After the database: what it names was there before it, and a file is only deleted once nothing names it.
    private void CopyBlobs(DataFolder copy)
    {
        using var copied = new Database(copy.DatabasePath, MigrationSet.Host, time);
        foreach (var address in copied.Read(static connection => connection.Query("SELECT address FROM blob", static row => row.Text(0))))
        {
            var from = Path.Combine(folder.BlobsPath, address[..2], address);
            if (!File.Exists(from))
                continue;
            var to = Path.Combine(copy.BlobsPath, address[..2], address);
            DurableFile.CreateFolder(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }
    }

    private BackupReport Check(DataFolder copy, long audited)
    {
        var problems = new List<string>();
        using var copied = new Database(copy.DatabasePath, MigrationSet.Host, time);
        var rows = CheckDatabase(copied, problems);
        var audit = new AuditLog(copied, folder.State.AuditHead, time).Verify();
        foreach (var problem in audit.Problems)
        {
            // The log goes on while the copy is made, so that the copy may end before the anchor, but not before it was begun.
            if (problem.Break != AuditBreak.CutOff || audit.Records < audited)
                problems.Add($"audit: {problem.Text}");
        }

        foreach (var file in Directory.GetFiles(copy.PluginsPath, "*.db"))
        {
            using var store = new PluginStore(copy, Path.GetFileNameWithoutExtension(file), time);
            rows += store.Check(connection => CheckDatabase(connection, Path.GetFileName(file), problems));
        }

        var blobs = CheckBlobs(copied, copy, problems);
        return new BackupReport(rows, blobs, problems, ["The master key is not in this backup: without the key, sealed texts and files in it cannot be read on another machine."]);
    }

    private static long CheckDatabase(Database copied, List<string> problems) =>
        copied.Read(connection => CheckDatabase(connection, Path.GetFileName(copied.FilePath), problems));

    private static long CheckDatabase(ReadConnection connection, string name, List<string> problems)
    {
        foreach (var line in connection.Query("PRAGMA integrity_check(10)", static row => row.Text(0)))
        {
            if (line != "ok")
                problems.Add($"{name}: {line}");
        }

        if (connection.Exists("PRAGMA foreign_key_check"))
            problems.Add($"{name}: a row points to one that is not there.");
        var rows = 0L;
        foreach (var table in connection.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'", static row => row.Text(0)))
            rows += connection.Number($"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"") ?? 0;
        return rows;
    }

    private static int CheckBlobs(Database copied, DataFolder copy, List<string> problems)
    {
        var blobs = copied.Read(static connection => connection.Query("SELECT address, size FROM blob", static row => (Address: row.Text(0), Size: row.Long(1))));
        foreach (var (address, size) in blobs)
        {
            var file = new FileInfo(Path.Combine(copy.BlobsPath, address[..2], address));
            if (!file.Exists || file.Length != Sealing.BlobCipher.FileSize(size))
                problems.Add($"blob {address}: its file is missing or has another size.");
        }

        return blobs.Count;
    }
}
