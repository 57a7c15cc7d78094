namespace Assistant.Host.Storage;

/// <summary>Brings one file's schema up to date: what was applied must be what the program carries, what is missing is applied, each in its own transaction.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="table">Where the steps are recorded; a constant of the caller.</param>
/// <param name="time">The clock.</param>
/// <param name="runScript">Runs the text of one step.</param>
internal sealed class MigrationRunner(string path, string table, TimeProvider time, Action<WriteTransaction, string> runScript)
{
    /// <returns>How many steps were applied.</returns>
    public int Run(MigrationSet set, SqliteSession session, Action<Action<WriteTransaction>> transact)
    {
        var applied = Applied(session);
        RequireKnown(set, applied);
        var count = 0;
        foreach (var migration in set.Ordered)
        {
            if (applied.TryGetValue(migration.Number, out var was))
            {
                RequireSame(migration, was);
                continue;
            }

            Apply(migration, transact);
            count++;
        }

        return count;
    }

    // First of all: a file that is ahead of the program is not touched.
    private void RequireKnown(MigrationSet set, Dictionary<int, (string Name, string Checksum)> applied)
    {
        foreach (var (number, was) in applied)
        {
            if (!set.Has(number))
            {
                throw new StorageException(
                    StorageFault.Newer,
                    $"{path} was written by a newer version of the program (it has step {number}, {was.Name}).",
                    "Update the program, or restore a backup made with this version.");
            }
        }
    }

    private Dictionary<int, (string Name, string Checksum)> Applied(SqliteSession session)
    {
        var applied = new Dictionary<int, (string Name, string Checksum)>();
        var exists = false;
        session.ForEach("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @table", [("@table", table)], 0, (_, _) =>
        {
            exists = true;
            return false;
        });
        if (!exists)
        {
            session.Execute($"CREATE TABLE {table}(number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied INTEGER NOT NULL)", []);
            return applied;
        }

        session.ForEach($"SELECT number, name, checksum FROM {table}", [], applied, static (row, found) =>
        {
            found[row.Int(0)] = (row.Text(1), row.Text(2));
            return true;
        });
        return applied;
    }

    private void RequireSame(Migration migration, (string Name, string Checksum) was)
    {
        if (was.Checksum == migration.Checksum)
            return;
        throw new StorageException(
            StorageFault.Changed,
            $"{path} was built with another step {migration.Number} ({was.Name}) than this program has ({migration.Name}).",
            "Use the version of the program that made it, or restore a backup made with this version.");
    }

    private void Apply(Migration migration, Action<Action<WriteTransaction>> transact)
    {
        try
        {
            transact(transaction =>
            {
                runScript(transaction, migration.Sql);
                transaction.Execute(
                    $"INSERT INTO {table}(number, name, checksum, applied) VALUES(@number, @name, @checksum, @applied)",
                    ("@number", migration.Number), ("@name", migration.Name), ("@checksum", migration.Checksum), ("@applied", time.GetUtcNow()));
            });
        }
        catch (Microsoft.Data.Sqlite.SqliteException error) when (SqliteFaults.Translate(error, path) is null)
        {
            throw new StorageException(StorageFault.Changed, $"Step {migration.Number} ({migration.Name}) does not fit {path}: {error.Message}", "The file is as it was before the step; report this.", error);
        }
    }
}
