using Microsoft.Data.Sqlite;

namespace Assistant.Host.Storage;

/// <summary>The row a query stands on, read by column position. Valid only inside the mapping function it is handed to.</summary>
internal readonly struct Row(SqliteDataReader reader)
{
    public int Columns => reader.FieldCount;

    public string Name(int column) => reader.GetName(column);

    public bool IsNull(int column) => reader.IsDBNull(column);

    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public long Long(int column) => reader.GetInt64(column);

    public long? LongOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public int Int(int column) => checked((int)reader.GetInt64(column));

    public int? IntOrNull(int column) => reader.IsDBNull(column) ? null : Int(column);

    public bool Bool(int column) => reader.GetInt64(column) != 0;

    public double Double(int column) => reader.GetDouble(column);

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public byte[]? BytesOrNull(int column) => reader.IsDBNull(column) ? null : Bytes(column);

    /// <summary>A column of Unix milliseconds.</summary>
    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public DateTimeOffset? TimeOrNull(int column) => reader.IsDBNull(column) ? null : Time(column);

    /// <summary>The value as SQLite holds it: null, long, double, string or byte array.</summary>
    public object? Raw(int column) => reader.IsDBNull(column) ? null : reader.GetValue(column);
}
