using System.Globalization;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>Pay as a person reads it, and the words for its periods.</summary>
internal static class PayText
{
    public static string Of(Pay pay)
    {
        var amount = (pay.From, pay.To) switch
        {
            ({ } from, { } to) when from != to => $"{Number(from)} to {Number(to)}",
            ({ } from, null) => $"from {Number(from)}",
            (null, { } to) => $"up to {Number(to)}",
            _ => Number(pay.From ?? 0),
        };
        return string.Join(' ', new[] { amount, pay.Currency, pay.Period == PayPeriod.Hour ? "an hour" : $"a {pay.Period.ToString().ToLowerInvariant()}" }.Where(static part => part is { Length: > 0 }));
    }

    /// <summary>Null for a word that names none.</summary>
    public static PayPeriod? Period(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "hour" or "hourly" or "hr" or "per-hour-wage" or "1 hour" => PayPeriod.Hour,
        "day" or "daily" or "per-day-wage" or "1 day" => PayPeriod.Day,
        "week" or "weekly" or "per-week-salary" or "1 week" => PayPeriod.Week,
        "month" or "monthly" or "per-month-salary" or "1 month" => PayPeriod.Month,
        "year" or "yearly" or "annual" or "annually" or "per-year-salary" or "1 year" => PayPeriod.Year,
        _ => null,
    };

    /// <summary>Three letters in capitals, else null.</summary>
    public static string? Currency(string? code) => code?.Trim() is { Length: 3 } letters && letters.All(char.IsAsciiLetter) ? letters.ToUpperInvariant() : null;

    private static string Number(decimal amount) => amount.ToString("#,0.##", CultureInfo.InvariantCulture);
}
