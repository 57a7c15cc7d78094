using System.Globalization;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Storage;

/// <summary>A row that is read from its first column to its last, in the order in which it was asked for.</summary>
internal struct StoreRow(IReadOnlyList<StoreValue> values)
{
    private int _next;

    public void Skip(int columns) => _next += columns;

    public string Text() => TextOrNull() ?? throw new InvalidDataException("A column that is never null is null.");

    public string? TextOrNull() => values[_next++].Text;

    public long Number() => values[_next++].Number ?? 0;

    public long? NumberOrNull() => values[_next++].Number;

    public bool Flag() => Number() != 0;

    public DateTimeOffset Instant() => DateTimeOffset.FromUnixTimeMilliseconds(Number());

    public DateTimeOffset? InstantOrNull() => NumberOrNull() is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    public DateOnly? DayOrNull() => TextOrNull() is { } day ? DateOnly.ParseExact(day, Days.Format, CultureInfo.InvariantCulture) : null;

    public decimal? AmountOrNull() => TextOrNull() is { } amount ? decimal.Parse(amount, NumberStyles.Number, CultureInfo.InvariantCulture) : null;
}
