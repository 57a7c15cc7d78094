namespace Assistant.Host.Storage;

/// <summary>The one writing transaction of a database at this moment. Commits when the function it was handed to returns, rolls back when that throws.</summary>
internal sealed class WriteTransaction : ReadConnection
{
    private List<Action>? _committed;

    internal WriteTransaction(SqliteSession session)
        : base(session)
    {
    }

    /// <summary>Runs one statement; the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> arguments) => Session.Execute(sql, arguments);

    /// <summary>
    /// Runs after the commit, in order, while no other write can begin; never when the transaction rolls back.
    /// It must be quick and must not throw: the change is already durable, so a throw here could only mislead the caller.
    /// </summary>
    public void OnCommitted(Action action) => (_committed ??= []).Add(action);

    /// <summary>After the commit the log is emptied into the file, so that what this transaction deletes is in neither.</summary>
    public void LeaveNoTrace() => WantsCheckpoint = true;

    internal bool WantsCheckpoint { get; private set; }

    internal void ExecuteScript(string sql) => Session.ExecuteScript(sql);

    internal void RunCommitted()
    {
        Close();
        if (_committed is null)
            return;
        foreach (var action in _committed)
            action();
    }
}
