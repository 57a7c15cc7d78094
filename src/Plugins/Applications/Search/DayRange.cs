using System.Globalization;
using Assistant.Plugins.Applications.Storage;

namespace Assistant.Plugins.Applications.Search;

/// <summary>
/// Days as they are searched for: <c>today</c>, <c>2026-12-09</c>, <c>&lt;2026-12-09</c> (on or before it), <c>&gt;2026-12-09</c> (on or after it), <c>&lt;7d</c> and <c>&gt;7d</c>.
/// Of days to come, <c>&lt;7d</c> is what is due within seven days or overdue; of days gone by, what is seven days old at most.
/// </summary>
internal static class DayRange
{
    public const string Forms = "today, none, 2026-12-09, <2026-12-09, >2026-12-09, <7d or >7d";

    // About ten years.
    private const int MostDays = 4_000;

    /// <summary>The first and the last day; null where the text is none of the <see cref="Forms"/>.</summary>
    public static (DateOnly From, DateOnly To)? Parse(string text, DateOnly today, bool isPast)
    {
        if (text.Equals("today", StringComparison.OrdinalIgnoreCase))
            return (today, today);
        var sign = text is ['<' or '>', ..] ? text[0] : '=';
        var rest = sign == '=' ? text : text[1..];
        if (Day(rest) is { } day)
            return sign switch { '<' => (DateOnly.MinValue, day), '>' => (day, DateOnly.MaxValue), _ => (day, day) };
        if (sign == '=' || rest is not [.., 'd' or 'D'] || !int.TryParse(rest.AsSpan(0, rest.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > MostDays)
            return null;
        return (sign, isPast) switch
        {
            ('<', false) => (DateOnly.MinValue, today.AddDays(days)),
            ('>', false) => (today.AddDays(days), DateOnly.MaxValue),
            ('<', true) => (today.AddDays(-days), DateOnly.MaxValue),
            _ => (DateOnly.MinValue, today.AddDays(-days)),
        };
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, Days.Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
