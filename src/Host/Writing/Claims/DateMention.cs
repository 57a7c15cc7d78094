namespace Assistant.Host.Writing.Claims;

internal enum DateShape
{
    Date,
    Weekday,
    Time,

    /// <summary>Told from today: tomorrow, last month.</summary>
    Relative,
}

/// <summary>
/// A date between two tokens. A weekday's <c>Day</c> is its number from Sunday, a time's the minute of the day, a relative date's the days from today at
/// least. <c>Swapped</c>: day and month may be meant the other way round.
/// </summary>
internal sealed record DateMention(int First, int Last, DateShape Shape, int? Year, int? Month, int? Day, bool Swapped = false)
{
    /// <summary>For a relative date, days from today at most.</summary>
    public int Until { get; init; }

    /// <summary>For a relative date of more than days.</summary>
    public Period? Period { get; init; }
}

/// <summary>Last month, next year, last summer.</summary>
/// <param name="Unit">week, month, year, decade, or a season in English.</param>
/// <param name="Step">-1 for the last, 1 for the next; of a decade its first year.</param>
/// <param name="IsExact">It is said of which year: "in the summer of last year".</param>
internal sealed record Period(string Unit, int Step, bool IsExact = false);
