namespace Assistant.Host.Storage;

/// <summary>Brings one file's schema up to date: what was applied must be what the program carries, what is missing is applied, each in its own transaction.</summary>
internal static class MigrationRunner
{
    private const string CreateTable =
        "CREATE TABLE migration(number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied INTEGER NOT NULL)";

    public delegate object? Transact(Func<WriteTransaction, object?> change);

    public static void Run(MigrationSet set, string path, TimeProvider time, SqliteSession session, Transact transact)
    {
        var applied = Applied(session);
        foreach (var migration in set.Ordered)
        {
            if (applied.Remove(migration.Number, out var was))
                RequireSame(migration, was, path);
            else
                Apply(migration, path, time, transact);
        }

        foreach (var (number, was) in applied)
        {
            throw new StorageException(
                StorageFault.Newer,
                $"{path} was written by a newer version of the program (it has step {number}, {was.Name}).",
                "Update the program, or restore a backup made with this version.");
        }
    }

    private static Dictionary<int, (string Name, string Checksum)> Applied(SqliteSession session)
    {
        var applied = new Dictionary<int, (string Name, string Checksum)>();
        var exists = false;
        session.ForEach("SELECT 1 FROM sqlite_master WHERE type='table' AND name='migration'", [], 0, (_, _) =>
        {
            exists = true;
            return false;
        });
        if (!exists)
        {
            session.Execute(CreateTable, []);
            return applied;
        }

        session.ForEach("SELECT number, name, checksum FROM migration", [], applied, static (row, found) =>
        {
            found[row.Int(0)] = (row.Text(1), row.Text(2));
            return true;
        });
        return applied;
    }

    private static void RequireSame(Migration migration, (string Name, string Checksum) was, string path)
    {
        if (was.Checksum == migration.Checksum)
            return;
        throw new StorageException(
            StorageFault.Changed,
            $"{path} was built with another step {migration.Number} ({was.Name}) than this program has ({migration.Name}).",
            "Use the version of the program that made it, or restore a backup made with this version.");
    }

    private static void Apply(Migration migration, string path, TimeProvider time, Transact transact)
    {
        try
        {
            transact(transaction =>
            {
                transaction.ExecuteScript(migration.Sql);
                transaction.Execute(
                    "INSERT INTO migration(number, name, checksum, applied) VALUES(@number, @name, @checksum, @applied)",
                    ("@number", migration.Number), ("@name", migration.Name), ("@checksum", migration.Checksum), ("@applied", time.GetUtcNow()));
                return null;
            });
        }
        catch (Microsoft.Data.Sqlite.SqliteException error) when (SqliteFaults.Translate(error, path) is null)
        {
            throw new StorageException(StorageFault.Changed, $"Step {migration.Number} ({migration.Name}) does not fit {path}: {error.Message}", "The file is as it was before the step; report this.", error);
        }
    }
}
