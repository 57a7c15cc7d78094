using SQLitePCL;

namespace Assistant.Host.Storage;

/// <summary>One value bound to a parameter. Implicit from the types a column can hold; a null of any of them binds NULL.</summary>
internal readonly struct SqlValue
{
    private readonly Kind _kind;
    private readonly long _number;
    private readonly object? _object;

    private SqlValue(long number)
    {
        _kind = Kind.Number;
        _number = number;
    }

    private SqlValue(double real)
    {
        _kind = Kind.Real;
        _number = BitConverter.DoubleToInt64Bits(real);
    }

    private SqlValue(object? value, Kind kind)
    {
        _kind = value is null ? Kind.Null : kind;
        _object = value;
    }

    private enum Kind : byte
    {
        Null,
        Number,
        Real,
        Text,
        Bytes,
    }

    public static SqlValue Null => default;

    public static implicit operator SqlValue(string? value) => new(value, Kind.Text);

    public static implicit operator SqlValue(byte[]? value) => new(value, Kind.Bytes);

    public static implicit operator SqlValue(long value) => new(value);

    public static implicit operator SqlValue(long? value) => value is { } number ? new(number) : default;

    public static implicit operator SqlValue(int value) => new((long)value);

    public static implicit operator SqlValue(int? value) => value is { } number ? new((long)number) : default;

    public static implicit operator SqlValue(bool value) => new(value ? 1L : 0L);

    public static implicit operator SqlValue(double value) => new(value);

    /// <summary>Times are stored as Unix milliseconds.</summary>
    public static implicit operator SqlValue(DateTimeOffset value) => new(value.ToUnixTimeMilliseconds());

    public static implicit operator SqlValue(DateTimeOffset? value) => value is { } time ? time : default(SqlValue);

    /// <summary>SQLite's result code.</summary>
    public int Bind(sqlite3_stmt statement, int index) => _kind switch
    {
        Kind.Number => raw.sqlite3_bind_int64(statement, index, _number),
        Kind.Real => raw.sqlite3_bind_double(statement, index, BitConverter.Int64BitsToDouble(_number)),
        Kind.Text => raw.sqlite3_bind_text(statement, index, (string)_object!),
        // An empty span has no address, and SQLite takes that for NULL.
        Kind.Bytes => _object is byte[] { Length: > 0 } bytes ? raw.sqlite3_bind_blob(statement, index, bytes) : raw.sqlite3_bind_zeroblob(statement, index, 0),
        _ => raw.sqlite3_bind_null(statement, index),
    };
}
