using System.Globalization;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Import;

/// <summary>Pay as people note it: <c>80k</c>, <c>€60.000 - 75.000</c>, <c>$45/hour</c>. What has more than two amounts, or none, is not read.</summary>
internal static class PayReader
{
    // Below this a salary without a period is an hour's.
    private const decimal LeastOfAYear = 500;

    public static Pay? Read(string text)
    {
        var amounts = new List<decimal>();
        var at = 0;
        while (at < text.Length)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] is '.' or ',' or '\'' or '’' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
                end++;
            if (Amount(text[at..end]) is not { } amount)
                return null;
            var isThousands = end < text.Length && text[end] is 'k' or 'K';
            amounts.Add(isThousands ? amount * 1000 : amount);
            at = end + 1;
        }

        if (amounts.Count is 0 or > 2)
            return null;
        // "60-75k": the mark belongs to both.
        if (amounts is [< 1000, >= 1000] && text.Contains('k', StringComparison.OrdinalIgnoreCase))
            amounts[0] *= 1000;
        return new Pay { From = amounts[0], To = amounts[^1], Currency = Currency(text), Period = Period(text, amounts[0]) };
    }

    private static decimal? Amount(string digits)
    {
        var plain = digits.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
        var last = plain.LastIndexOfAny(['.', ',']);
        // What stands before two digits at the end are cents; every other mark groups thousands.
        var hasCents = last >= 0 && plain.Length - last - 1 is 1 or 2;
        var whole = string.Concat((hasCents ? plain[..last] : plain).Where(char.IsAsciiDigit));
        return decimal.TryParse(hasCents ? $"{whole}.{plain[(last + 1)..]}" : whole, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    private static string? Currency(string text)
    {
        foreach (var (sign, code) in ((string, string)[])[("€", "EUR"), ("EUR", "EUR"), ("£", "GBP"), ("GBP", "GBP"), ("CHF", "CHF"), ("SEK", "SEK"), ("CAD", "CAD"), ("AUD", "AUD"), ("USD", "USD"), ("$", "USD")])
        {
            if (text.Contains(sign, StringComparison.OrdinalIgnoreCase))
                return code;
        }

        return null;
    }

    private static PayPeriod Period(string text, decimal amount)
    {
        foreach (var (word, period) in ((string, PayPeriod)[])[("hour", PayPeriod.Hour), ("/h", PayPeriod.Hour), ("stunde", PayPeriod.Hour), ("day", PayPeriod.Day), ("tag", PayPeriod.Day), ("month", PayPeriod.Month), ("monat", PayPeriod.Month), ("week", PayPeriod.Week), ("year", PayPeriod.Year), ("jahr", PayPeriod.Year)])
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return period;
        }

        return amount < LeastOfAYear ? PayPeriod.Hour : PayPeriod.Year;
    }
}
