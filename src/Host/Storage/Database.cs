using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Assistant.Host.Storage;

/// <summary>
/// One database file: one writing connection, which is also the only one to checkpoint, and as many readers as there are threads reading.
/// SQLite works on the calling thread; call from a thread that may wait for the disk, never from a connection's read loop.
/// Nothing is opened before the first call.
/// </summary>
internal sealed class Database : IDisposable
{
    // Only another program can hold the file against us; five seconds is what a person with a database browser open needs to notice.
    private const int BusyMilliseconds = 5_000;

    // Readers beyond this many are opened when needed and closed after use: each costs two file handles and a page cache.
    private const int IdleReaders = 4;

    private const string WriterSettings =
        $"""
        PRAGMA journal_mode=WAL;
        PRAGMA synchronous=FULL;
        PRAGMA foreign_keys=ON;
        PRAGMA trusted_schema=OFF;
        PRAGMA secure_delete=ON;
        PRAGMA temp_store=MEMORY;
        PRAGMA cell_size_check=ON;
        """;

    private const string ReaderSettings =
        """
        PRAGMA query_only=ON;
        PRAGMA trusted_schema=OFF;
        PRAGMA temp_store=MEMORY;
        PRAGMA cell_size_check=ON;
        """;

    private readonly MigrationSet _migrations;
    private readonly TimeProvider _time;
    private readonly SqliteLimits? _limits;
    private readonly string _migrationTable;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentStack<SqliteSession> _readers = new();
    private SqliteSession? _writer;
    private volatile bool _ready;
    private volatile bool _disposed;
    private int _writingThread;
    private bool _traceLeft;

    /// <param name="path">The file; it need not exist yet.</param>
    /// <param name="migrations">What its schema is brought up to date with.</param>
    /// <param name="time">The clock.</param>
    /// <param name="limits">Bounds for what others ask of it; null for the host's own.</param>
    /// <param name="migrationTable">Where the steps are recorded.</param>
    public Database(string path, MigrationSet migrations, TimeProvider time, SqliteLimits? limits = null, string migrationTable = "migration")
    {
        FilePath = Path.GetFullPath(path);
        _migrations = migrations;
        _time = time;
        _limits = limits;
        _migrationTable = migrationTable;
    }

    public string FilePath { get; }

    /// <summary>Opens the file, making it when missing, and brings its schema up to date. Other calls do this by themselves.</summary>
    public void Open()
    {
        if (!_ready)
            Locked(static () => { });
    }

    /// <summary>Reads in one snapshot, at the same time as other reads and a write.</summary>
    public T Read<T>(Func<ReadConnection, T> query)
    {
        T result = default!;
        Read(connection => { result = query(connection); });
        return result;
    }

    // What is generic is only the outermost line, here and below: each kind of result would have the rest compiled anew when it is first asked for.
    private void Read(Action<ReadConnection> query)
    {
        Open();
        if (!_readers.TryPop(out var session))
            session = OpenReader();
        var connection = new ReadConnection(session);
        var usable = false;
        try
        {
            session.StartClock();
            session.Execute("BEGIN", []);
            query(connection);
            session.Execute("COMMIT", []);
            usable = true;
        }
        catch (SqliteException error) when (SqliteFaults.Translate(error, FilePath) is { } fault)
        {
            throw fault;
        }
        finally
        {
            connection.Close();
            if (usable && !_disposed && _readers.Count < IdleReaders)
                _readers.Push(session);
            else
                session.Dispose();
        }
    }

    /// <summary>Changes in one transaction, after those that asked before. Durable when it returns; rolled back when it throws.</summary>
    public T Write<T>(Func<WriteTransaction, T> change)
    {
        T result = default!;
        Write(transaction => { result = change(transaction); });
        return result;
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Action<WriteTransaction> change) => Locked(() => Transact(change));

    /// <summary>As <see cref="Write{T}"/>, but waits for its turn without holding a thread. Cancelling ends the waiting, never a change that has begun.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<WriteTransaction, T> change, CancellationToken cancel)
    {
        RefuseNested();
        await _gate.WaitAsync(cancel);
        T result = default!;
        Enter(() => Transact(transaction => { result = change(transaction); }));
        return result;
    }

    /// <summary>What is wrong with the file, as SQLite's own quick check tells it, in one line; null when nothing is.</summary>
    /// <exception cref="StorageException">It is damaged where the check itself begins.</exception>
    public string? Damage()
    {
        var said = Read(static connection => connection.Query("PRAGMA quick_check(1)", static row => row.Text(0))[0]);
        return said == "ok" ? null : said.ReplaceLineEndings(" ");
    }

    /// <summary>Moves the log into the file and empties it, so that what was deleted is in neither.</summary>
    /// <returns>False when a reader was in the way for the whole busy time-out; the next write then tries again.</returns>
    public bool Checkpoint()
    {
        var emptied = false;
        Locked(() => emptied = EmptyLog());
        return emptied;
    }

    /// <summary>Brings further steps of the same file up to date, recorded in a table of their own; how many were applied.</summary>
    public int Migrate(MigrationSet migrations, string table, Action<WriteTransaction, string> runScript)
    {
        var applied = 0;
        Locked(() => applied = new MigrationRunner(FilePath, table, _time, runScript).Run(migrations, _writer!, Transact));
        return applied;
    }

    /// <summary>Copies the file as it is now to one that is not there yet. Nobody waits for it: it reads one snapshot while others write.</summary>
    /// <param name="path">The new file; it is not durable before who asked makes it so.</param>
    /// <param name="copied">Takes how many pages are copied, and of how many.</param>
    /// <param name="cancel">Ends it between two runs of pages; the new file is then no database.</param>
    public void CopyTo(string path, Action<int, int> copied, CancellationToken cancel) => Read(connection =>
    {
        DurableFile.CreateIfMissing(path);
        using var copy = new SqliteSession(path, readOnly: false);
        copy.ExecuteScript("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF;");
        connection.CopyTo(copy, copied, cancel);
        return 0;
    });

    /// <summary>Closes the readers that wait for work, and empties the writer's cache unless it is writing: a schema and a cache each, read anew when they are needed.</summary>
    public void Rest()
    {
        while (_readers.TryPop(out var reader))
            reader.Dispose();
        if (!_gate.Wait(0))
            return;
        try
        {
            _writer?.ExecuteScript("PRAGMA shrink_memory");
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Wait();
        try
        {
            if (_disposed)
                return;
            _disposed = true;
            while (_readers.TryPop(out var reader))
                reader.Dispose();
            _writer?.Dispose();
            _writer = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Locked(Action run)
    {
        RefuseNested();
        _gate.Wait();
        Enter(run);
    }

    private void Enter(Action run)
    {
        try
        {
            Volatile.Write(ref _writingThread, Environment.CurrentManagedThreadId);
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_ready)
                OpenWriter();
            run();
        }
        catch (SqliteException error) when (SqliteFaults.Translate(error, FilePath) is { } fault)
        {
            throw fault;
        }
        finally
        {
            Volatile.Write(ref _writingThread, 0);
            _gate.Release();
        }
    }

    private void Transact(Action<WriteTransaction> change)
    {
        var session = _writer!;
        session.StartClock();
        session.Execute("BEGIN IMMEDIATE", []);
        var transaction = new WriteTransaction(session);
        try
        {
            change(transaction);
            session.Execute("COMMIT", []);
        }
        catch
        {
            transaction.Close();
            // A full disk or a failed write may already have rolled it back.
            session.StopClock();
            if (session.InTransaction)
                session.Execute("ROLLBACK", []);
            throw;
        }

        if (transaction.WantsCheckpoint || _traceLeft)
            EmptyLog();
        transaction.RunCommitted();
    }

    private bool EmptyLog()
    {
        _traceLeft = true;
        _writer!.ForEach("PRAGMA wal_checkpoint(TRUNCATE)", [], this, static (row, database) => database._traceLeft = row.Long(0) != 0);
        return !_traceLeft;
    }

    private void OpenWriter()
    {
        DurableFile.CreateIfMissing(FilePath);
        var session = new SqliteSession(FilePath, readOnly: false);
        try
        {
            Configure(session, WriterSettings);
            RequireWal(session);
            _writer = session;
            new MigrationRunner(FilePath, _migrationTable, _time, static (transaction, sql) => transaction.ExecuteScript(sql)).Run(_migrations, session, Transact);
            _ready = true;
        }
        catch
        {
            _writer = null;
            session.Dispose();
            throw;
        }
    }

    private SqliteSession OpenReader()
    {
        var session = new SqliteSession(FilePath, readOnly: true);
        Configure(session, ReaderSettings);
        return session;
    }

    private void Configure(SqliteSession session, string settings)
    {
        _ = SQLitePCL.raw.sqlite3_busy_timeout(session.Handle, BusyMilliseconds);
        session.ExecuteScript(settings);
        if (_limits is not null)
            session.Limit(_limits, _time);
    }

    // Some network file systems cannot share memory, and SQLite then quietly keeps another journal.
    private void RequireWal(SqliteSession session)
    {
        var mode = "";
        session.ForEach("PRAGMA journal_mode", [], 0, (row, _) =>
        {
            mode = row.Text(0);
            return false;
        });
        if (mode != "wal")
            throw new StorageException(StorageFault.Unsupported, $"{FilePath} cannot use a write-ahead log (it uses '{mode}').", "Keep the data folder on a local disk.");
    }

    private void RefuseNested()
    {
        if (Volatile.Read(ref _writingThread) == Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("A write was asked for inside a write on the same database; use the transaction at hand.");
    }
}
