using System.Globalization;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>
/// What was spent, and what the calls that are running may yet cost. An estimate is reserved before its call, under one lock, so that two calls at once
/// cannot both slip under a ceiling. The day begins at local midnight.
/// </summary>
internal sealed class Spending(TimeProvider time)
{
    private const string Whom = "for each contact and each application, in all and not by the day,";
    private const string For = "for the record that this is for, in all and not by the day,";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _subjects = new(StringComparer.Ordinal);
    private Ceilings _ceilings = new(null, null);
    private DateOnly _day = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
    private long _today;
    private long _reserved;

    public Ceilings Ceilings
    {
        get
        {
            lock (_gate)
                return _ceilings;
        }
    }

    public Budget Budget
    {
        get
        {
            lock (_gate)
            {
                TurnDay();
                return new Budget { PerDay = Money.ToAmount(_ceilings.PerDay), PerSubject = Money.ToAmount(_ceilings.PerSubject), SpentToday = Money.ToAmount(_today) };
            }
        }
    }

    /// <summary>The instant at which today began here.</summary>
    public static DateTimeOffset Midnight(TimeProvider time)
    {
        var date = time.GetLocalNow().Date;
        return new DateTimeOffset(date, time.LocalTimeZone.GetUtcOffset(date));
    }

    public void Load(Ceilings ceilings, long today, IReadOnlyDictionary<string, long> subjects)
    {
        lock (_gate)
        {
            (_ceilings, _today) = (ceilings, today);
            foreach (var (subject, spent) in subjects)
                _subjects[subject] = spent;
        }
    }

    public void Limit(Ceilings ceilings)
    {
        lock (_gate)
            _ceilings = ceilings;
    }

    /// <summary>What was spent on somebody is not known any more. What was spent today stays spent.</summary>
    /// <param name="subjectId">Null for everybody.</param>
    public void Forget(string? subjectId)
    {
        lock (_gate)
        {
            if (subjectId is null)
                _subjects.Clear();
            else
                _subjects.Remove(subjectId);
        }
    }

    /// <summary>Why an estimate would go over a ceiling; null where it does not.</summary>
    /// <param name="model">Whose prices it has.</param>
    /// <param name="subjects">All that the call is about: it counts to the ceiling of each.</param>
    /// <param name="estimate">In millionths; null where it is not known.</param>
    public Refusal? Judge(Model model, IReadOnlyList<string> subjects, long? estimate)
    {
        lock (_gate)
            return JudgeLocked(model, subjects, estimate);
    }

    /// <summary>Sets an estimate aside, or says why not.</summary>
    public Refusal? Reserve(Model model, IReadOnlyList<string> subjects, long? estimate)
    {
        lock (_gate)
        {
            if (JudgeLocked(model, subjects, estimate) is { } refusal)
                return refusal;
            _reserved += estimate ?? 0;
            Add(subjects, estimate ?? 0);
            return null;
        }
    }

    /// <summary>Gives back what was set aside, and counts what it was.</summary>
    public void Settle(IReadOnlyList<string> subjects, long? estimate, long? actual)
    {
        lock (_gate)
        {
            TurnDay();
            _reserved -= estimate ?? 0;
            _today += actual ?? 0;
            Add(subjects, (actual ?? 0) - (estimate ?? 0));
        }
    }

    private Refusal? JudgeLocked(Model model, IReadOnlyList<string> subjects, long? estimate)
    {
        TurnDay();
        if (_ceilings is { PerDay: null, PerSubject: null })
            return null;
        if (estimate is null)
        {
            return model.IsLocal ? null : Refusal.Setup(
                $"There is a spending ceiling, and what the model '{model.Id}' costs is not known.", Remedies.GivePrices(model.Id));
        }

        if (_ceilings.PerDay is { } perDay && _today + _reserved + estimate > perDay)
            return Over(Outcomes.DayBudget, "today", perDay, _today + _reserved, estimate.Value);
        if (_ceilings.PerSubject is not { } perSubject)
            return null;
        for (var i = 0; i < subjects.Count; i++)
        {
            var spent = _subjects.GetValueOrDefault(subjects[i]);
            if (spent + estimate > perSubject)
                return Over(Outcomes.SubjectBudget, i == 0 ? Whom : For, perSubject, spent, estimate.Value);
        }

        return null;
    }

    // In hundredths for the program, which has no fractions; in full for the person.
    private static Refusal Over(string limit, string when, long ceiling, long spent, long estimate) => Refusal.Limit(
        limit,
        ceiling / 10_000,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The ceiling of {Money.ToAmount(ceiling):0.####} {when} leaves {Money.ToAmount(Math.Max(0, ceiling - spent)):0.####}, and this could cost {Money.ToAmount(estimate):0.####}. Nothing was sent."),
        Remedies.RaiseBudget);

    private void Add(IReadOnlyList<string> subjects, long amount)
    {
        foreach (var subject in amount == 0 ? [] : subjects)
            _subjects[subject] = _subjects.GetValueOrDefault(subject) + amount;
    }

    private void TurnDay()
    {
        var day = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        if (day == _day)
            return;
        (_day, _today) = (day, 0);
    }
}
