using Assistant.Protocol.Plugins;
using Microsoft.Data.Sqlite;

namespace Assistant.TestKit;

/// <summary>A plugin's database, in memory or as durable in its file as the host's: real SQL, without the host's limits.</summary>
public sealed class SqlitePluginStore : IPluginStore, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly HashSet<string> _applied = new(StringComparer.Ordinal);

    /// <param name="path">The file; null for memory.</param>
    public SqlitePluginStore(string? path = null)
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path ?? ":memory:", Pooling = false }.ToString());
        _connection.Open();
        if (path is not null)
            Run(new StoreStatement("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", new Dictionary<string, StoreValue>()), null);
    }

    public ValueTask<StoreMigrateResponse> MigrateAsync(StoreMigrateRequest request, CancellationToken cancel)
    {
        lock (_gate)
        {
            var fresh = request.Scripts.Where(script => _applied.Add(script.Name)).OrderBy(static script => script.Name, StringComparer.Ordinal).ToList();
            foreach (var script in fresh)
                Run(new StoreStatement(script.Sql, new Dictionary<string, StoreValue>()), null);
            return ValueTask.FromResult(new StoreMigrateResponse { Applied = fresh.Count });
        }
    }

    public ValueTask<StoreQueryResponse> QueryAsync(StoreQueryRequest request, CancellationToken cancel)
    {
        lock (_gate)
        {
            using var command = Command(request.Statement, null);
            using var reader = command.ExecuteReader();
            var rows = new List<IReadOnlyList<StoreValue>>();
            while (reader.Read())
            {
                if (rows.Count == request.Limit)
                    throw new InvalidOperationException($"More than {request.Limit} rows.");
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Value(reader.GetValue(i)))]);
            }

            return ValueTask.FromResult(new StoreQueryResponse { Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], Rows = rows });
        }
    }

    public ValueTask<StoreExecuteResponse> ExecuteAsync(StoreExecuteRequest request, CancellationToken cancel)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            var changed = request.Statements.Select(statement => Run(statement, transaction)).ToList();
            transaction.Commit();
            return ValueTask.FromResult(new StoreExecuteResponse { Changed = changed, Repeated = false });
        }
    }

    public void Dispose() => _connection.Dispose();

    private int Run(StoreStatement statement, SqliteTransaction? transaction)
    {
        using var command = Command(statement, transaction);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(StoreStatement statement, SqliteTransaction? transaction)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is the plugin's under test.
        command.CommandText = statement.Sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        foreach (var (name, value) in statement.Parameters)
            command.Parameters.AddWithValue("@" + name, (object?)value.Text ?? (object?)value.Number ?? (object?)value.Real ?? (object?)value.Bytes ?? DBNull.Value);
        return command;
    }

    private static StoreValue Value(object value) => value switch
    {
        long number => number,
        double real => real,
        string text => text,
        byte[] bytes => bytes,
        _ => StoreValue.Null,
    };
}
