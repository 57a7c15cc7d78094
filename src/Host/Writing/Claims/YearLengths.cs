namespace Assistant.Host.Writing.Claims;

/// <summary>How many years lie between the dates of the sources: of each post, and of all together.</summary>
internal sealed class YearLengths(DateOnly today)
{
    private readonly HashSet<int> _lengths = [];
    private int _firstYear = int.MaxValue;
    private int _lastYears = int.MinValue;

    public bool Has(int years) => _lengths.Contains(years);

    /// <summary>2019 - 2023 is four years; since 2019 is as many as it was until today.</summary>
    public void Add(ReadSource source)
    {
        var dates = source.Dates.Where(date => date.Shape == DateShape.Date && date.Year is not null).ToList();
        var isSchool = source.Tokens.Exists(token => Vocabulary.Instance.Concept(token.Key) is "university" or "school" or "bachelor" or "master" or "doctorate" or "diploma" or "llb" or "llm" or "ausbildung" or "studium");
        for (var at = 0; at < dates.Count; at++)
        {
            var (from, to) = (dates[at], at + 1 < dates.Count ? dates[at + 1] : null);
            var between = source.Tokens.Skip(from.Last + 1).Take(3).ToList();
            var joint = between.Count > 0 ? between[0].Key : "";
            if (to is not null && to.First - from.Last is >= 1 and <= 3 && (joint is "-" or "–" or "—" or "to" or "bis" or "until" or "till" or "a" or "au" or "hasta" or "and" or "und" or "through" || to.First == from.Last + 1))
                AddYears(from, to.Year!.Value, to.Month, isSchool);
            else if (between.Any(token => token.Key is "present" or "today" or "heute" or "now" or "date" or "current" or "ongoing" or "aujourd" or "present" or "actualidad" or "hoy" or "jetzt") || from.First > 0 && source.Tokens[from.First - 1].Key is "since" or "seit" or "depuis" or "desde" || joint is "-" or "–" && between.Count == 1)
                AddYears(from, today.Year, today.Month, isSchool);
        }
    }

    private void AddYears(DateMention from, int year, int? month, bool isSchool)
    {
        var years = year - from.Year!.Value;
        if (years is < 1 or > 60)
            return;
        _lengths.Add(from.Month is { } start && month is { } end && end < start ? years - 1 : years);
        if (!isSchool)
            (_firstYear, _lastYears) = (Math.Min(_firstYear, from.Year.Value), Math.Max(_lastYears, year));
        if (from.Month is null || month is null)
            return;
        if ((month - from.Month + 12) % 12 >= 9)
            _lengths.Add(month < from.Month ? years : years + 1);
    }

    /// <summary>From the first year of work to the last, for "eleven years in the trade".</summary>
    public void Close()
    {
        if (_lastYears - (long)_firstYear is > 0 and < 60)
            _lengths.Add(_lastYears - _firstYear);
    }
}
