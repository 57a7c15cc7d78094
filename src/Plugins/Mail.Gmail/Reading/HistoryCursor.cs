using System.Globalization;

namespace Assistant.Plugins.MailGmail.Reading;

/// <summary>
/// How far a mailbox was read. Mostly a point of its history and how many messages behind it are dealt with; while a resync goes on, the point to go on
/// from afterwards, how far back to go, and the last message dealt with. The time tells how far back to go where Gmail has forgotten the point.
/// </summary>
internal sealed record HistoryCursor(string HistoryId, int Skip, DateTimeOffset Time, bool IsResync = false, string? LastId = null)
{
    public override string ToString() => IsResync
        ? string.Create(CultureInfo.InvariantCulture, $"s.{HistoryId}.{Time.ToUnixTimeSeconds()}.{LastId}")
        : string.Create(CultureInfo.InvariantCulture, $"h.{HistoryId}.{Skip}.{Time.ToUnixTimeSeconds()}");

    /// <summary>Null for what is none.</summary>
    public static HistoryCursor? Parse(string text)
    {
        var parts = text.Split('.');
        return parts switch
        {
            ["h", var history, var skip, var time] when IsNumber(history) && int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out var done) && Instant(time) is { } at => new(history, done, at),
            ["s", var history, var time, var last] when IsNumber(history) && Instant(time) is { } at => new(history, 0, at, true, last.Length == 0 ? null : last),
            _ => null,
        };
    }

    private static bool IsNumber(string text) => text.Length is > 0 and <= 20 && text.All(char.IsAsciiDigit);

    private static DateTimeOffset? Instant(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds is > -62_000_000_000 and < 253_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
