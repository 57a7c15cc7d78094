using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;

namespace Assistant.Host.Tests.Storage;

/// <summary>A child that writes one transaction after another and says each number once it is committed.</summary>
internal static class WriteUntilKilled
{
    /// <summary>Rows in each transaction: a part of one would be seen.</summary>
    public const int Rows = 20;

    // A child that nobody kills must end by itself.
    private const int Most = 5_000;

    public static int Run(string path)
    {
        var folder = new DataFolder(path, new StateFolder(Path.Combine(Path.GetDirectoryName(path)!, "state")));
        using var database = new Database(folder.DatabasePath, MigrationSet.Host, TimeProvider.System);
        var audit = new AuditLog(database, folder.State.AuditHead, TimeProvider.System);
        var start = database.Read(static connection => connection.Number("SELECT count(*) FROM event") ?? 0) / Rows;
        for (var n = start + 1; n <= start + Most; n++)
        {
            database.Write(transaction =>
            {
                for (var row = 0; row < Rows; row++)
                    transaction.Execute("INSERT INTO event(name, ids, time) VALUES('kill', @text, @n)", ("@text", new string('x', 500)), ("@n", n));
                audit.Append(transaction, new AuditRecord("p", "c", "kill", "", "", "done"));
            });
            if (n % 50 == 0)
                database.Checkpoint();
            Console.Out.WriteLine(n);
        }

        return 0;
    }
}
