using Microsoft.Data.Sqlite;

namespace Assistant.Host.Storage;

/// <summary>One connection with its prepared statements. Used by one thread at a time; <see cref="Database"/> sees to that.</summary>
internal sealed class SqliteSession : IDisposable
{
    // Stores together hold some two hundred texts; past that a text is composed anew each time and caching it would only leak.
    private const int CachedStatements = 256;

    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

    private Action? _startClock;
    private long _deadline = long.MaxValue;

    public SqliteSession(string path, SqliteOpenMode mode)
    {
        SqliteLibrary.Load();
        Connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            Connection.Open();
        }
        catch (SqliteException error)
        {
            Connection.Dispose();
            throw SqliteFaults.Translate(error, path) ?? (Exception)error;
        }
    }

    public SqliteConnection Connection { get; }

    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    public int Execute(string sql, ReadOnlySpan<(string Name, SqlValue Value)> arguments)
    {
        var command = Rent(sql, arguments);
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            Return(command);
        }
    }

    public void ForEach<TState>(string sql, ReadOnlySpan<(string Name, SqlValue Value)> arguments, TState state, Func<Row, TState, bool> visit)
    {
        var command = Rent(sql, arguments);
        try
        {
            using var reader = command.ExecuteReader();
            var row = new Row(reader);
            while (reader.Read() && visit(row, state))
            {
            }
        }
        finally
        {
            Return(command);
        }
    }

    /// <summary>Runs text of several statements, uncached.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Puts bounds on what statements may take; from here on <see cref="StartClock"/> starts the time they have.</summary>
    public void Limit(SqliteLimits limits, TimeProvider time)
    {
        var handle = Connection.Handle;
        SQLitePCL.raw.sqlite3_limit(handle, SQLitePCL.raw.SQLITE_LIMIT_LENGTH, limits.ValueBytes);
        SQLitePCL.raw.sqlite3_limit(handle, SQLitePCL.raw.SQLITE_LIMIT_SQL_LENGTH, limits.SqlBytes);
        SQLitePCL.raw.sqlite3_limit(handle, SQLitePCL.raw.SQLITE_LIMIT_ATTACHED, 0);
        ExecuteScript($"PRAGMA max_page_count = {limits.FileBytes / SqliteLimits.PageBytes}");
        _startClock = () => _deadline = time.GetTimestamp() + (long)(limits.Time.TotalSeconds * time.TimestampFrequency);
        SQLitePCL.raw.sqlite3_progress_handler(handle, SqliteLimits.InstructionsBetweenLooks, _ => time.GetTimestamp() > _deadline ? 1 : 0, null);
    }

    public void StartClock() => _startClock?.Invoke();

    /// <summary>So that a rollback is never cut short.</summary>
    public void StopClock() => _deadline = long.MaxValue;

    public void Dispose()
    {
        foreach (var command in _idle.Values)
            command.Dispose();
        _idle.Clear();
        Connection.Dispose();
    }

    // A command leaves the cache while it is in use, so that a query nested in its own rows gets a statement of its own.
    private SqliteCommand Rent(string sql, ReadOnlySpan<(string Name, SqlValue Value)> arguments)
    {
        if (!_idle.Remove(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
        }

        var parameters = command.Parameters;
        if (parameters.Count != arguments.Length)
            parameters.Clear();
        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i];
            if (i == parameters.Count)
                parameters.Add(new SqliteParameter());
            var parameter = parameters[i];
            parameter.ParameterName = name;
            parameter.Value = value.Boxed ?? DBNull.Value;
        }

        return command;
    }

    private void Return(SqliteCommand command)
    {
        if (_idle.Count >= CachedStatements || !_idle.TryAdd(command.CommandText, command))
            command.Dispose();
    }
}
