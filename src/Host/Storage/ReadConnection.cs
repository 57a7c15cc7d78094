namespace Assistant.Host.Storage;

/// <summary>
/// What a store may ask of the database: rows, read in one snapshot. Parameters are named in SQL as <c>@name</c> and given as
/// <c>("@name", value)</c>. Valid only inside the function it is handed to.
/// </summary>
internal class ReadConnection
{
    private SqliteSession? _session;

    internal ReadConnection(SqliteSession session) => _session = session;

    private protected SqliteSession Session =>
        _session ?? throw new InvalidOperationException("A connection may be used only inside the Read or Write that handed it out.");

    public List<T> Query<T>(string sql, Func<Row, T> map, params ReadOnlySpan<(string Name, SqlValue Value)> arguments)
    {
        var rows = new List<T>();
        Session.ForEach(sql, arguments, (rows, map), static (row, state) =>
        {
            state.rows.Add(state.map(row));
            return true;
        });
        return rows;
    }

    /// <summary>The first row, or default when there is none.</summary>
    public T? First<T>(string sql, Func<Row, T> map, params ReadOnlySpan<(string Name, SqlValue Value)> arguments)
    {
        var found = new Found<T>(map);
        Session.ForEach(sql, arguments, found, static (row, state) =>
        {
            state.Value = state.Map(row);
            return false;
        });
        return found.Value;
    }

    /// <summary>Visits rows one by one without keeping them; stops when <paramref name="visit"/> answers false.</summary>
    public void ForEach(string sql, Func<Row, bool> visit, params ReadOnlySpan<(string Name, SqlValue Value)> arguments) =>
        Session.ForEach(sql, arguments, visit, static (row, each) => each(row));

    /// <summary>The first column of the first row as a number; null when there is no row or it is NULL.</summary>
    public long? Number(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> arguments) =>
        First(sql, static row => row.LongOrNull(0), arguments);

    /// <summary>The first column of the first row as text; null when there is no row or it is NULL.</summary>
    public string? Text(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> arguments) =>
        First(sql, static row => row.TextOrNull(0), arguments);

    public bool Exists(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> arguments) =>
        First(sql, static _ => true, arguments);

    // A transaction that has not read yet has no snapshot to hold.
    internal void CopyTo(SqliteSession destination, Action<int, int> copied, CancellationToken cancel)
    {
        Exists("SELECT 1 FROM sqlite_master");
        Session.CopyTo(destination, copied, cancel);
    }

    internal SQLitePCL.sqlite3 Handle => Session.Handle;

    internal void Close() => _session = null;

    private sealed class Found<T>(Func<Row, T> map)
    {
        public Func<Row, T> Map { get; } = map;

        public T? Value { get; set; }
    }
}
