namespace Assistant.Host.Storage;

/// <summary>One value bound to a parameter. Implicit from the types a column can hold; a null of any of them binds NULL.</summary>
internal readonly struct SqlValue
{
    private SqlValue(object? boxed) => Boxed = boxed;

    /// <summary>What the driver binds: null for NULL, else a string, long, double or byte array.</summary>
    public object? Boxed { get; }

    public static SqlValue Null => default;

    public static implicit operator SqlValue(string? value) => new(value);

    public static implicit operator SqlValue(long value) => new(value);

    public static implicit operator SqlValue(long? value) => new(value);

    public static implicit operator SqlValue(int value) => new((long)value);

    public static implicit operator SqlValue(int? value) => new((long?)value);

    public static implicit operator SqlValue(bool value) => new(value ? 1L : 0L);

    public static implicit operator SqlValue(double value) => new(value);

    public static implicit operator SqlValue(byte[]? value) => new(value);

    /// <summary>Times are stored as Unix milliseconds.</summary>
    public static implicit operator SqlValue(DateTimeOffset value) => new(value.ToUnixTimeMilliseconds());

    public static implicit operator SqlValue(DateTimeOffset? value) => new(value?.ToUnixTimeMilliseconds());
}
