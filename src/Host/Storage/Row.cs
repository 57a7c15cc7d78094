using SQLitePCL;

namespace Assistant.Host.Storage;

/// <summary>The row a query stands on, read by column position. Valid only inside the mapping function it is handed to.</summary>
internal readonly struct Row(sqlite3_stmt statement)
{
    public int Columns => raw.sqlite3_column_count(statement);

    public string Name(int column) => raw.sqlite3_column_name(statement, column).utf8_to_string();

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public string Text(int column) => TextOrNull(column) ?? throw Missing(column);

    public string? TextOrNull(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public long Long(int column) => IsNull(column) ? throw Missing(column) : raw.sqlite3_column_int64(statement, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : raw.sqlite3_column_int64(statement, column);

    public int Int(int column) => checked((int)Long(column));

    public bool Bool(int column) => Long(column) != 0;

    public double Double(int column) => IsNull(column) ? throw Missing(column) : raw.sqlite3_column_double(statement, column);

    public byte[] Bytes(int column) => BytesOrNull(column) ?? throw Missing(column);

    public byte[]? BytesOrNull(int column) => IsNull(column) ? null : raw.sqlite3_column_blob(statement, column).ToArray();

    /// <summary>A column of Unix milliseconds.</summary>
    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Long(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>The value as SQLite holds it: null, long, double, string or byte array.</summary>
    public object? Raw(int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_TEXT => TextOrNull(column),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, column).ToArray(),
        _ => null,
    };

    private InvalidOperationException Missing(int column) => new($"The column {Name(column)} is NULL.");
}
