namespace Assistant.Host.Storage;

/// <summary>A change was based on a revision that is no longer the row's. Nothing was changed.</summary>
internal sealed class RevisionConflictException(string table, string id, long expected, long? actual)
    : Exception(actual is null ? $"{table} {id} does not exist." : $"{table} {id} is at revision {actual}, not {expected}.")
{
    public string Table { get; } = table;

    public string Id { get; } = id;

    public long Expected { get; } = expected;

    /// <summary>The row's revision now; null when there is no such live row.</summary>
    public long? Actual { get; } = actual;
}
