using System.Globalization;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Import;

/// <summary>Days as people write them. Where day and month can be taken for each other, the whole file decides; where it does not either, the user has to.</summary>
internal sealed class DayReader(DayOrder? order)
{
    private static readonly string[] Named =
        ["d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "d. MMM yyyy", "d. MMMM yyyy"];

    private static readonly CultureInfo[] Languages = [CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("de-DE")];

    /// <summary>By all days of the file.</summary>
    /// <param name="said">What the user says; null looks.</param>
    /// <param name="days">Every text that should be one.</param>
    public static DayReader For(DayOrder? said, IEnumerable<string> days)
    {
        if (said is not null)
            return new DayReader(said);
        var (dayFirst, monthFirst) = (false, false);
        foreach (var (first, second, mark) in days.Select(Parts).OfType<(int, int, char)>())
        {
            // Points are not used where the month comes first.
            dayFirst |= first > 12 || mark == '.';
            monthFirst |= second > 12;
        }

        return new DayReader((dayFirst, monthFirst) switch { (true, false) => DayOrder.DayFirst, (false, true) => DayOrder.MonthFirst, _ => null });
    }

    /// <summary>The day; null with a reason where it is none, or could be two.</summary>
    public (DateOnly? Day, string? Problem) Read(string text)
    {
        var day = text.Trim();
        if (day.Length >= 10 && DateOnly.TryParseExact(day[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso))
            return (iso, null);
        foreach (var language in Languages)
        {
            if (DateOnly.TryParseExact(day, Named, language, DateTimeStyles.AllowWhiteSpaces, out var named))
                return (named, null);
        }

        if (Parts(day) is not var (first, second, _))
            return (null, $"'{Shortened(day)}' is no day");
        var year = Year(day);
        var known = order ?? (first == second ? DayOrder.DayFirst : first > 12 ? DayOrder.DayFirst : second > 12 ? DayOrder.MonthFirst : null);
        if (known is null)
            return (null, $"'{day}' can be read with the day or the month first");
        var (month, number) = known == DayOrder.DayFirst ? (second, first) : (first, second);
        return month is >= 1 and <= 12 && number >= 1 && number <= DateTime.DaysInMonth(year, month) ? (new DateOnly(year, month, number), null) : (null, $"'{day}' is no day");
    }

    // 21.11.2026, 11/21/26 or 21-11-2026, perhaps with a time behind it.
    private static (int First, int Second, char Mark)? Parts(string text)
    {
        var parts = text.Trim().Split(' ', ',')[0].Split('.', '/', '-');
        return parts.Length == 3 && parts[0].Length is 1 or 2 && parts[1].Length is 1 or 2 && parts[2].Length is 2 or 4
            && Number(parts[0]) is { } first && Number(parts[1]) is { } second && Number(parts[2]) is >= 1
            ? (first, second, text.Trim()[parts[0].Length])
            : null;
    }

    private static int Year(string text)
    {
        var year = Number(text.Split(' ', ',')[0].Split('.', '/', '-')[2])!.Value;
        return year < 100 ? 2000 + year : year;
    }

    private static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Shortened(string text) => text.Length <= 30 ? text : text[..30] + "...";
}
