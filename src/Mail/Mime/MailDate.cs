using System.Globalization;

namespace Assistant.Mail.Mime;

/// <summary>Dates of header fields, RFC 5322 section 3.3 and its obsolete forms in 4.3.</summary>
public static class MailDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static string Format(DateTimeOffset date) =>
        string.Create(CultureInfo.InvariantCulture, $"{date:ddd, dd MMM yyyy HH:mm:ss} {(date.Offset < TimeSpan.Zero ? '-' : '+')}{date.Offset.Duration():hhmm}");

    /// <summary>Reads a date with or without weekday, seconds, comments; two-digit years; named zones. An unknown zone is UTC.</summary>
    public static bool TryParse(string value, out DateTimeOffset date)
    {
        date = default;
        var comment = value.IndexOf('(', StringComparison.Ordinal);
        var text = comment < 0 ? value : value[..comment];
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var words = text[(comma + 1)..].Split([' ', '\t', '-', '.'], StringSplitOptions.RemoveEmptyEntries);
        // A leading weekday without its comma.
        var at = words.Length > 0 && !char.IsAsciiDigit(words[0][0]) ? 1 : 0;
        if (words.Length < at + 4 || !TryNumber(words[at], out var day) || !TryNumber(words[at + 2], out var year) || words[at + 1].Length < 3)
            return false;
        var month = Array.IndexOf(Months, words[at + 1][..3].ToLowerInvariant()) + 1;
        if (month == 0)
            return false;
        if (words[at + 2].Length == 2)
            year += year < 50 ? 2000 : 1900;
        else if (words[at + 2].Length == 3)
            year += 1900;
        var clock = words[at + 3].Split(':');
        var second = 0;
        if (clock.Length is not (2 or 3) || !TryNumber(clock[0], out var hour) || !TryNumber(clock[1], out var minute)
            || (clock.Length == 3 && !TryNumber(clock[2], out second)))
            return false;
        if (year is < 1900 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
            return false;
        // A leap second is the next minute's first for every clock that does not know it.
        var local = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified).AddSeconds(second);
        date = new DateTimeOffset(local, Zone(text));
        return true;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static TimeSpan Zone(string text)
    {
        var trimmed = text.TrimEnd();
        var start = trimmed.LastIndexOf(' ') + 1;
        var zone = trimmed[start..];
        if (zone.Length == 5 && zone[0] is '+' or '-' && TryNumber(zone[1..], out var number))
        {
            var offset = new TimeSpan(number / 100, number % 100, 0);
            if (offset > TimeSpan.FromHours(14))
                return TimeSpan.Zero;
            return zone[0] == '-' ? -offset : offset;
        }

        return zone.ToUpperInvariant() switch
        {
            "EDT" => TimeSpan.FromHours(-4),
            "EST" or "CDT" => TimeSpan.FromHours(-5),
            "CST" or "MDT" => TimeSpan.FromHours(-6),
            "MST" or "PDT" => TimeSpan.FromHours(-7),
            "PST" => TimeSpan.FromHours(-8),
            "CET" or "MEZ" => TimeSpan.FromHours(1),
            "CEST" or "MESZ" => TimeSpan.FromHours(2),
            "JST" => TimeSpan.FromHours(9),
            _ => TimeSpan.Zero,
        };
    }
}
