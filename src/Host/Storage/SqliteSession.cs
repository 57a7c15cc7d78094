using SQLitePCL;

namespace Assistant.Host.Storage;

/// <summary>One connection with its prepared statements. Used by one thread at a time; <see cref="Database"/> sees to that.</summary>
internal sealed class SqliteSession : IDisposable
{
    // Stores together hold some two hundred texts; past that a text is composed anew each time and caching it would only leak.
    private const int CachedStatements = 256;

    // Four mebibytes: some milliseconds between two looks whether it is still wanted.
    private const int PagesAStep = 1024;

    private readonly Dictionary<string, SqliteStatement> _idle = new(StringComparer.Ordinal);
    private Action? _startClock;
    private long _deadline = long.MaxValue;

    /// <summary>Opens a file that is there.</summary>
    public SqliteSession(string path, bool readOnly)
    {
        SqliteLibrary.Load();
        // Without SQLite's own mutex: no two threads are ever in here.
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        Handle = handle;
        if (code != raw.SQLITE_OK)
        {
            var failure = SqliteStatement.Failure(handle, code);
            handle.Dispose();
            throw SqliteFaults.Translate(failure, path) ?? (Exception)failure;
        }

        _ = raw.sqlite3_extended_result_codes(handle, 1);
    }

    public sqlite3 Handle { get; }

    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>Runs one statement; the number of rows it changed.</summary>
    public int Execute(string sql, ReadOnlySpan<(string Name, SqlValue Value)> arguments)
    {
        var before = raw.sqlite3_total_changes(Handle);
        var statement = Rent(sql);
        try
        {
            statement.Bind(arguments);
            while (statement.Step())
            {
            }
        }
        finally
        {
            Return(statement);
        }

        // The count of the statement alone, without its triggers; one that changes no rows leaves the count before it.
        return raw.sqlite3_total_changes(Handle) == before ? 0 : raw.sqlite3_changes(Handle);
    }

    /// <summary>Visits rows until <paramref name="visit"/> answers false.</summary>
    public void ForEach<TState>(string sql, ReadOnlySpan<(string Name, SqlValue Value)> arguments, TState state, Func<Row, TState, bool> visit)
    {
        var statement = Rent(sql);
        try
        {
            statement.Bind(arguments);
            while (statement.Step() && visit(statement.Row, state))
            {
            }
        }
        finally
        {
            Return(statement);
        }
    }

    /// <summary>Runs text of several statements, uncached.</summary>
    public void ExecuteScript(string sql)
    {
        var code = raw.sqlite3_exec(Handle, sql);
        if (code != raw.SQLITE_OK)
            throw SqliteStatement.Failure(Handle, code);
    }

    /// <summary>Puts bounds on what statements may take; from here on <see cref="StartClock"/> starts the time they have.</summary>
    public void Limit(SqliteLimits limits, TimeProvider time)
    {
        _ = raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_LENGTH, limits.ValueBytes);
        _ = raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_SQL_LENGTH, limits.SqlBytes);
        _ = raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        ExecuteScript($"PRAGMA max_page_count = {limits.FileBytes / SqliteLimits.PageBytes}");
        _startClock = () => _deadline = time.GetTimestamp() + (long)(limits.Time.TotalSeconds * time.TimestampFrequency);
        raw.sqlite3_progress_handler(Handle, SqliteLimits.InstructionsBetweenLooks, _ => time.GetTimestamp() > _deadline ? 1 : 0, null);
    }

    public void StartClock() => _startClock?.Invoke();

    /// <summary>So that a rollback is never cut short.</summary>
    public void StopClock() => _deadline = long.MaxValue;

    /// <summary>Copies the whole database to another, as this session's open transaction sees it.</summary>
    public void CopyTo(SqliteSession destination, Action<int, int> copied, CancellationToken cancel)
    {
        using var backup = raw.sqlite3_backup_init(destination.Handle, "main", Handle, "main");
        if (backup.IsInvalid)
            throw SqliteStatement.Failure(destination.Handle, raw.sqlite3_errcode(destination.Handle));
        int code;
        do
        {
            cancel.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, PagesAStep);
            if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
                throw SqliteStatement.Failure(destination.Handle, code);
            var pages = raw.sqlite3_backup_pagecount(backup);
            copied(pages - raw.sqlite3_backup_remaining(backup), pages);
        }
        while (code != raw.SQLITE_DONE);
    }

    public void Dispose()
    {
        foreach (var statement in _idle.Values)
            statement.Dispose();
        _idle.Clear();
        Handle.Dispose();
    }

    // A statement leaves the cache while it is in use, so that a query nested in its own rows gets one of its own.
    private SqliteStatement Rent(string sql) => _idle.Remove(sql, out var statement) ? statement : new SqliteStatement(Handle, sql);

    private void Return(SqliteStatement statement)
    {
        statement.Reset();
        if (_idle.Count >= CachedStatements || !_idle.TryAdd(statement.Sql, statement))
            statement.Dispose();
    }
}
