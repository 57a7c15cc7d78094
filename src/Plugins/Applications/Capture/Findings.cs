using System.Globalization;
using System.Net;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>Gathers what a posting says, each thing once and with its place. What comes first stays.</summary>
internal sealed class Findings
{
    // Longer is no name, number or place, but a text that stands where one should be.
    private const int LongestValue = 300;

    /// <summary>What a warning begins with that a company's name settles.</summary>
    internal const string NoCompany = "The company's name is not in it: give the name as the employer writes it.";

    /// <summary>The warning that a role's title settles.</summary>
    internal const string NoRole = "The role is not in it: give the title.";

    private readonly List<PostingField> _fields = [];
    private PostingFacts _facts = new();

    public List<string> Warnings { get; } = [];

    public PostingFacts Facts => _facts;

    public void Company(string? name, string found) => _facts = _facts with { Company = Keep("company", _facts.Company, Clean(name), found) };

    public void Domain(string? link, string found) => _facts = _facts with { Domain = Keep("domain", _facts.Domain, CompanyDomain.Of(link), found) };

    public void Role(string? title, string found) => _facts = _facts with { Role = Keep("role", _facts.Role, Clean(title), found) };

    public void Requisition(string? number, string found) => _facts = _facts with { Requisition = Keep("requisition", _facts.Requisition, Clean(number), found) };

    public void Link(string? address, string found) => _facts = _facts with { Link = Keep("link", _facts.Link, WebLink.Of(Clean(address)), found) };

    public void Place(IEnumerable<string?> places, string found) => _facts = _facts with
    {
        Place = Keep("place", _facts.Place, Clean(string.Join("; ", places.Select(Clean).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))), found),
    };

    /// <param name="from">The least, or the only amount.</param>
    /// <param name="to">The most.</param>
    /// <param name="currency">A code of three letters; anything else is none.</param>
    /// <param name="period">A word for hour, day, week, month or year; without one it is taken for a year, which is said.</param>
    /// <param name="found">Where.</param>
    public void Pay(decimal? from, decimal? to, string? currency, string? period, string found)
    {
        if ((from is null && to is null) || _facts.Pay is not null)
            return;
        var per = PayText.Period(period);
        if (per is null)
            Warnings.Add("The pay is taken for a year's, because the posting does not say of what.");
        var pay = new Pay { From = from, To = to, Currency = PayText.Currency(currency), Period = per ?? PayPeriod.Year };
        _fields.Add(new PostingField("pay", PayText.Of(pay), found));
        _facts = _facts with { Pay = pay };
    }

    public void Employment(string? kind, string found) => _facts = _facts with { Employment = Keep("employment", _facts.Employment, Clean(kind), found) };

    public void Posted(string? date, string found) => _facts = _facts with { Posted = Keep("posted", _facts.Posted, date, found) };

    public void Deadline(string? date, string found) => _facts = _facts with { Deadline = Keep("deadline", _facts.Deadline, date, found) };

    public void Source(string? name, string found) => _facts = _facts with { Source = Keep("source", _facts.Source, Clean(name), found) };

    /// <param name="format">What it was.</param>
    /// <param name="text">The posting's text.</param>
    /// <param name="address">Where it was, where that is known.</param>
    public PostingReading ToReading(PostingFormat format, string text, string? address)
    {
        var guess = _facts.Company is null ? BoardName.Of(_facts.Link) ?? BoardName.Of(address) : null;
        if (_facts.Company is null)
            Warnings.Add(guess is null ? NoCompany : $"The company's name is not in it: give the name as the employer writes it. The address says \"{guess}\".");
        if (_facts.Role is null)
            Warnings.Add(NoRole);
        return new PostingReading { Format = format, Fields = _fields, Facts = _facts, Text = text, CompanyGuess = guess, Warnings = Warnings };
    }

    /// <summary>One line without markup's escapes; null where nothing is left, or far too much.</summary>
    public static string? Clean(string? value)
    {
        if (value is null || value.Length > 4 * LongestValue)
            return null;
        var words = WebUtility.HtmlDecode(value).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = new string([.. string.Join(' ', words).Where(static c => !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format)]).Trim();
        return line.Length is 0 or > LongestValue ? null : line;
    }

    private string? Keep(string name, string? known, string? value, string found)
    {
        if (known is not null || value is null)
            return known;
        _fields.Add(new PostingField(name, value, found));
        return value;
    }

    // The day of 2026-11-21 or 2026-11-21T08:00:00Z as it is written: a posting's day is the employer's.
    private DateOnly? Keep(string name, DateOnly? known, string? date, string found)
    {
        if (known is not null || date?.Trim() is not { Length: >= 10 } text || !DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return known;
        _fields.Add(new PostingField(name, text[..10], found));
        return day;
    }
}
