namespace Assistant.Host.Storage;

/// <summary>Changes to stamped rows under optimistic concurrency. Table and assignment texts are constants of the store that calls.</summary>
internal static class RowChanges
{
    /// <summary>
    /// Sets <paramref name="assignments"/> (<c>"subject = @subject"</c>) on a live row that is at <paramref name="expected"/>; its new revision.
    /// </summary>
    /// <exception cref="RevisionConflictException">The row is at another revision, or is not there.</exception>
    public static long Update(
        this WriteTransaction transaction,
        string table,
        string id,
        long expected,
        Desk desk,
        TimeProvider time,
        string assignments,
        params ReadOnlySpan<(string Name, SqlValue Value)> arguments)
    {
        var changed = transaction.Execute(
            $"UPDATE {table} SET {assignments}, revision = revision + 1, changed = @changed, device = @device WHERE id = @id AND revision = @expected AND deleted IS NULL",
            [.. arguments, ("@changed", time.GetUtcNow()), ("@device", desk.Device), ("@id", id), ("@expected", expected)]);
        return changed == 1 ? expected + 1 : throw Conflict(transaction, table, id, expected);
    }

    /// <summary>Leaves a tombstone; <paramref name="assignments"/> clears what must not stay behind it.</summary>
    /// <exception cref="RevisionConflictException">The row is at another revision, or is not there.</exception>
    public static long Delete(this WriteTransaction transaction, string table, string id, long expected, Desk desk, TimeProvider time, string? assignments = null) =>
        transaction.Update(table, id, expected, desk, time, assignments is null ? "deleted = @deleted" : $"{assignments}, deleted = @deleted", ("@deleted", time.GetUtcNow()));

    private static RevisionConflictException Conflict(WriteTransaction transaction, string table, string id, long expected) =>
        new(table, id, expected, transaction.Number($"SELECT revision FROM {table} WHERE id = @id AND deleted IS NULL", ("@id", id)));
}
