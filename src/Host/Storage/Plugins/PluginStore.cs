using System.Globalization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Microsoft.Data.Sqlite;

namespace Assistant.Host.Storage.Plugins;

/// <summary>One plugin's database. The host alone opens the file; the plugin has only these three calls.</summary>
internal sealed class PluginStore : IPluginStore, IDisposable
{
    /// <summary>Far beyond what one person's records need; a plugin that runs away fills no disk.</summary>
    public const long FileBytes = 1L << 30;

    /// <summary>An answer of this size still fits a frame with its encoding.</summary>
    public const int AnswerBytes = 2 * 1024 * 1024;

    public const int MaxRows = 10_000;

    public const int MaxStatements = 1_000;

    /// <summary>Long enough for any id with a purpose before it.</summary>
    public const int MaxKeyLength = 200;

    private const string ScriptTable = PluginSql.ReservedPrefix + "script";

    private static readonly SqliteLimits Limits = new(FileBytes, AnswerBytes, SqlBytes: 256 * 1024, TimeSpan.FromSeconds(10));

    private static readonly MigrationSet OwnTables = MigrationSet.Of(
        [new Migration(1, "done", "CREATE TABLE assistant_done(key TEXT PRIMARY KEY, changed TEXT NOT NULL, time INTEGER NOT NULL) WITHOUT ROWID")]);

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly PluginSql _sql = new();

    /// <param name="folder">Where its file is.</param>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="time">The clock.</param>
    /// <param name="bounded">False for the host's own look at a copy, which takes as long as it takes.</param>
    public PluginStore(DataFolder folder, string plugin, TimeProvider time, bool bounded = true)
    {
        _time = time;
        _database = new Database(folder.PluginDatabasePath(plugin), OwnTables, time, bounded ? Limits : null, PluginSql.ReservedPrefix + "migration");
    }

    public ValueTask<StoreMigrateResponse> MigrateAsync(StoreMigrateRequest request, CancellationToken cancel)
    {
        var scripts = new List<Migration>();
        for (var i = 0; i < request.Scripts.Count; i++)
        {
            var script = request.Scripts[i];
            var name = script.Name.EndsWith(".sql", StringComparison.Ordinal) ? script.Name : script.Name + ".sql";
            var step = Migration.Parse(name, script.Sql) ?? throw RpcException.Invalid($"$.scripts[{i}].name", $"'{script.Name}' is not NNN_name.");
            if (scripts.Exists(other => other.Number == step.Number))
                throw RpcException.Invalid($"$.scripts[{i}].name", $"The number {step.Number} is used twice.");
            scripts.Add(step);
        }

        return ValueTask.FromResult(Wire("$.scripts", () => new StoreMigrateResponse
        {
            Applied = _database.Migrate(MigrationSet.Of(scripts), ScriptTable, static (transaction, sql) => PluginSql.RunScript(transaction, sql, "$.scripts")),
        }));
    }

    public ValueTask<StoreQueryResponse> QueryAsync(StoreQueryRequest request, CancellationToken cancel)
    {
        if (request.Limit is < 1 or > MaxRows)
            throw RpcException.Invalid("$.limit", $"It must be between 1 and {MaxRows}.");
        return ValueTask.FromResult(Wire("$.statement", () => _database.Read(connection => Query(connection, request))));
    }

    public async ValueTask<StoreExecuteResponse> ExecuteAsync(StoreExecuteRequest request, CancellationToken cancel)
    {
        if (request.Statements.Count > MaxStatements)
            throw RpcException.Invalid("$.statements", $"A batch has at most {MaxStatements}.");
        if (request.Key is { Length: 0 or > MaxKeyLength })
            throw RpcException.Invalid("$.key", $"It has 1 to {MaxKeyLength} characters.");
        try
        {
            return await _database.WriteAsync(transaction => Execute(transaction, request), cancel);
        }
        catch (Exception error) when (Fault(error, "$.statements") is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Copies the file as it is now to one that is not there yet.</summary>
    internal void CopyTo(string path, Action<int, int> copied, CancellationToken cancel) => _database.CopyTo(path, copied, cancel);

    /// <inheritdoc cref="Database.Damage"/>
    internal string? Damage() => _database.Damage();

    /// <summary>Reads as the host, for checks of a copy.</summary>
    internal T Check<T>(Func<ReadConnection, T> query) => _database.Read(query);

    /// <summary>After an erasure: full-text tables give up what they only marked as deleted, and the log is emptied into the file.</summary>
    /// <returns>False where a reader was in the way of that; the next write tries again.</returns>
    internal bool LeaveNoTrace()
    {
        _database.Write(static transaction =>
        {
            foreach (var table in transaction.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'", static row => row.Text(0)))
                transaction.Execute($"INSERT INTO \"{table}\"(\"{table}\") VALUES('optimize')");
        });
        return _database.Checkpoint();
    }

    /// <summary>Takes all that is the plugin's out of the file, whatever the plugin itself does. Its scripts run anew when it is next started, so that it begins as on the first day.</summary>
    internal void EraseEverything() => _database.Write(static transaction =>
    {
        var tables = transaction.Query("SELECT name, sql LIKE 'CREATE VIRTUAL TABLE%', type FROM sqlite_master WHERE type IN ('table', 'view')", static row => (Name: row.Text(0), IsVirtual: row.Bool(1), Type: row.Text(2)));
        // What a full-text table keeps itself goes with it; migrations are what the file is, not what is in it.
        var own = tables.Where(table => !table.Name.StartsWith("sqlite_", StringComparison.Ordinal) && table.Name is not PluginSql.ReservedPrefix + "migration"
            && !tables.Exists(other => other.IsVirtual && table.Name.StartsWith(other.Name + "_", StringComparison.Ordinal)));
        transaction.Execute("PRAGMA defer_foreign_keys = ON");
        foreach (var (name, _, type) in own.OrderBy(static table => table.IsVirtual))
            transaction.Execute(name.StartsWith(PluginSql.ReservedPrefix, StringComparison.Ordinal) ? $"DELETE FROM \"{name}\"" : $"DROP {type} \"{name}\"");
    });

    public void Dispose() => _database.Dispose();

    private StoreQueryResponse Query(ReadConnection connection, StoreQueryRequest request)
    {
        var arguments = Arguments(connection, request.Statement, reads: true, "$.statement");
        var columns = Array.Empty<string>();
        var rows = new List<IReadOnlyList<StoreValue>>();
        var bytes = 0L;
        connection.ForEach(
            request.Statement.Sql,
            row =>
            {
                if (rows.Count == request.Limit)
                    throw Over("rows", request.Limit);
                if (rows.Count == 0)
                    columns = Columns(row);
                rows.Add(ReadRow(row, ref bytes));
                return bytes <= AnswerBytes ? true : throw Over("answerBytes", AnswerBytes);
            },
            arguments);
        return new StoreQueryResponse { Columns = columns, Rows = rows };
    }

    private StoreExecuteResponse Execute(WriteTransaction transaction, StoreExecuteRequest request)
    {
        if (request.Key is { } done && transaction.Text("SELECT changed FROM assistant_done WHERE key = @key", ("@key", done)) is { } before)
            return new StoreExecuteResponse { Changed = ParseChanged(before), Repeated = true };
        var changed = new int[request.Statements.Count];
        for (var i = 0; i < changed.Length; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"$.statements[{i}]");
            try
            {
                changed[i] = Math.Max(0, transaction.Execute(request.Statements[i].Sql, Arguments(transaction, request.Statements[i], reads: false, path)));
            }
            catch (SqliteException error) when (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_ERROR or SQLitePCL.raw.SQLITE_MISMATCH)
            {
                throw RpcException.Invalid(path, error.Message);
            }
        }

        if (request.Key is { } key)
        {
            transaction.Execute(
                "INSERT INTO assistant_done(key, changed, time) VALUES(@key, @changed, @time)",
                ("@key", key), ("@changed", string.Join(' ', changed)), ("@time", _time.GetUtcNow()));
        }

        return new StoreExecuteResponse { Changed = changed, Repeated = false };
    }

    private (string Name, SqlValue Value)[] Arguments(ReadConnection connection, StoreStatement statement, bool reads, string path)
    {
        var names = _sql.Judge(connection, statement.Sql, reads, path + ".sql");
        var arguments = new (string Name, SqlValue Value)[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i][1..];
            arguments[i] = statement.Parameters.TryGetValue(name, out var value)
                ? (names[i], Value(value))
                : throw RpcException.Invalid($"{path}.parameters.{name}", "The statement has this parameter, but it has no value.");
        }

        return arguments;
    }

    private static SqlValue Value(StoreValue value) =>
        value.Number is { } number ? number
        : value.Real is { } real ? real
        : value.Text is { } text ? text
        : value.Bytes;

    private static string[] Columns(Row row)
    {
        var columns = new string[row.Columns];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = row.Name(i);
        return columns;
    }

    private static StoreValue[] ReadRow(Row row, ref long bytes)
    {
        var values = new StoreValue[row.Columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = row.Raw(i) switch
            {
                long number => number,
                double real => real,
                string text => text,
                byte[] blob => blob,
                _ => StoreValue.Null,
            };
            bytes += 16 + (values[i].Text?.Length ?? values[i].Bytes?.Length ?? 0);
        }

        return values;
    }

    private static int[] ParseChanged(string text) =>
        text.Length == 0 ? [] : Array.ConvertAll(text.Split(' '), static each => int.Parse(each, CultureInfo.InvariantCulture));

    private static RpcException Over(string limit, long maximum) =>
        new(RpcErrorCode.Limit, $"The answer is larger than its limit ({limit}): page by a key.", new RpcLimitData { Limit = limit, Maximum = maximum });

    private static T Wire<T>(string path, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception error) when (Fault(error, path) is { } fault)
        {
            throw fault;
        }
    }

    private static RpcException? Fault(Exception error, string path) => error switch
    {
        RpcException => null,
        StorageException { Fault: StorageFault.Changed or StorageFault.Newer or StorageFault.Constraint } storage => RpcException.Invalid(path, storage.Reason, storage.Remedy),
        SqliteException sqlite => RpcException.Invalid(path, sqlite.Message),
        _ => RpcFaults.Translate(error),
    };
}
