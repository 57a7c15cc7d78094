using System.Globalization;

namespace Assistant.Host.Writing.Claims;

/// <summary>The dates, weekdays and times of the sources.</summary>
internal sealed class SourceDates
{
    private const int MostDays = 2_000;

    private readonly HashSet<(int?, int?, int?)> _dates = [];
    private readonly HashSet<int> _times = [];

    /// <summary>What "at 9" may mean.</summary>
    private readonly HashSet<int> _hours = [];
    private readonly HashSet<int> _weekdays = [];
    private readonly List<int> _days = [];
    private readonly HashSet<int> _years = [];
    private readonly SourceWords _words;
    private readonly DateOnly _today;

    public SourceDates(SourceWords words, DateOnly today)
    {
        (_words, _today) = (words, today);
        AddDate(today.Year, today.Month, today.Day);
        // "Let us meet on Saturday" says something new even where today is one.
        _weekdays.Clear();
    }

    public void Add(ReadSource source)
    {
        foreach (var quantity in source.Quantities)
        {
            if (quantity is { Measure: Measure.None, Value: >= 1 and <= 12, First: > 0 } && quantity.Value == Math.Floor(quantity.Value) && SaysHour(source.Tokens[quantity.First - 1].Key))
                _hours.UnionWith([(int)quantity.Value * 60, (int)quantity.Value * 60 % 720 + 720]);
        }
        foreach (var token in source.Tokens)
        {
            // 0845
            if (token is { Kind: TokenKind.Number, Key: ['0', _, _, _] } && int.TryParse(token.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var clock) && clock % 100 < 60)
                _times.Add(clock / 100 * 60 + clock % 100);
        }
        foreach (var date in source.Dates)
            AddDate(date);
    }

    public bool Has(DateMention date)
    {
        switch (date.Shape)
        {
            case DateShape.Time:
                return HasTime(date.Day!.Value) || date.Day < 780 && HasTime((date.Day.Value + 720) % 1440);
            case DateShape.Weekday:
                return date.Day is not { } weekday || _weekdays.Contains(weekday);
            case DateShape.Relative:
                return date.Day != int.MinValue && _days.Any(day => day - _today.DayNumber >= date.Day && day - _today.DayNumber <= date.Until);
        }
        return HasDate(date.Year, date.Month, date.Day) || date.Swapped && HasDate(date.Year, date.Day, date.Month);
    }

    public bool HasYear(int year) => _years.Contains(year);

    private static bool SaysHour(string before) => before is "at" or "by" or "around" or "about" or "from" or "until" or "till" or "to" or "um" or "gegen" or "ab" or "bis";

    private bool HasDate(int? year, int? month, int? day)
    {
        if (_dates.Contains((year, month, day)))
            return true;
        // The source leaves the year to the reader: it is this one or the next, or one that it names elsewhere.
        return year is { } named && month is not null && _dates.Contains((-1, month, day)) && (named == _today.Year || named == _today.Year + 1);
    }

    /// <summary>A bare "14.00" is no time by its shape, and yet what "2 pm" may have been made of.</summary>
    private bool HasTime(int minute) => _times.Contains(minute) || _hours.Contains(minute) || _words.HasConcept(string.Create(CultureInfo.InvariantCulture, $"{minute / 60}.{minute % 60:00}"));

    private void AddDate(DateMention date)
    {
        switch (date.Shape)
        {
            case DateShape.Time:
                _times.Add(date.Day!.Value);
                return;
            case DateShape.Weekday:
                if (date.Day is { } weekday)
                    _weekdays.Add(weekday);
                return;
            case DateShape.Relative:
                if (date.Day != int.MinValue)
                    _days.Add(_today.DayNumber + date.Day!.Value);
                return;
        }
        AddDate(date.Year, date.Month, date.Day);
        if (date.Swapped)
            AddDate(date.Year, date.Day, date.Month);
    }

    private void AddDate(int? year, int? month, int? day)
    {
        _dates.Add((year, month, day));
        _dates.Add((null, month, day));
        _dates.Add((year, month, null));
        _dates.Add((null, month, null));
        _dates.Add((null, null, day));
        _dates.Add((year, null, null));
        if (year is { } known)
            _years.Add(known);
        if (year is null && month is not null)
        {
            _dates.Add((-1, month, day));
            _dates.Add((-1, month, null));
        }
        if (day is { } named && month is { } inMonth && named <= DateTime.DaysInMonth(year ?? 2024, inMonth))
        {
            var date = new DateOnly(year ?? _today.Year, inMonth, Math.Min(named, DateTime.DaysInMonth(year ?? _today.Year, inMonth)));
            _weekdays.Add((int)date.DayOfWeek);
            if (_days.Count < MostDays)
                _days.Add(date.DayNumber);
        }
        else if (year is { } inYear && inYear is > 1900 and < 2100 && _days.Count < MostDays)
            _days.Add(new DateOnly(inYear, month ?? 7, 1).DayNumber);
    }
}
