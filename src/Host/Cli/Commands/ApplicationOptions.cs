using System.CommandLine;
using System.Globalization;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary>The details of an application, as options.</summary>
internal sealed class ApplicationOptions
{
    private readonly Option<string?> _domain = new("--domain") { Description = "The company's own domain: what tells it from another of its name.", HelpName = "DOMAIN" };
    private readonly Option<string?> _requisition = new("--requisition") { Description = "The posting's number.", HelpName = "TEXT" };
    private readonly Option<string?> _link = new("--link") { Description = "The posting's address.", HelpName = "URL" };
    private readonly Option<string?> _place = new("--place") { Description = "Where the work is.", HelpName = "TEXT" };
    private readonly Option<string?> _pay = new("--pay") { Description = "An amount or a range: 120000 or 100000-120000.", HelpName = "AMOUNT" };
    private readonly Option<string?> _currency = new("--currency") { Description = "Its three letters, for example EUR.", HelpName = "CODE" };
    private readonly Option<PayPeriod?> _period = new("--per") { Description = "year, month, week, day or hour.", HelpName = "PERIOD" };
    private readonly Option<string?> _source = new("--source") { Description = "Where you found it.", HelpName = "TEXT" };
    private readonly Option<DateOnly?> _posted = Day("--posted", "When it was posted.");
    private readonly Option<DateOnly?> _deadline = Day("--deadline", "When it closes.");
    private readonly Option<DateOnly?> _applied = Day("--applied", "When you applied.");
    private readonly Option<string[]> _tags = new("--tag") { Description = "A word of your own; several may be given.", HelpName = "WORD" };

    public CliCommand AddTo(CliCommand command)
    {
        foreach (Option option in (Option[])[_domain, _requisition, _link, _place, _pay, _currency, _period, _source, _posted, _deadline, _applied, _tags])
            command.Options.Add(option);
        return command;
    }

    /// <summary>What was given, over what was known before.</summary>
    /// <exception cref="CliException">The pay is no amount and no range.</exception>
    public ApplicationDetails Over(CliRun run, ApplicationDetails known) => known with
    {
        Domain = run.Value(_domain) ?? known.Domain,
        Requisition = run.Value(_requisition) ?? known.Requisition,
        Link = run.Value(_link) ?? known.Link,
        Place = run.Value(_place) ?? known.Place,
        Pay = Pay(run, known.Pay),
        Source = run.Value(_source) ?? known.Source,
        Posted = run.Value(_posted) ?? known.Posted,
        Deadline = run.Value(_deadline) ?? known.Deadline,
        Applied = run.Value(_applied) ?? known.Applied,
        Tags = run.Value(_tags) is { Length: > 0 } tags ? tags : known.Tags,
    };

    public static Option<DateOnly?> Day(string name, string what) => new(name) { Description = $"{what} As 2026-12-09.", HelpName = "DAY" };

    private Pay? Pay(CliRun run, Pay? known)
    {
        if (run.Value(_pay) is not { } text)
            return known is null ? null : known with { Currency = run.Value(_currency) ?? known.Currency, Period = run.Value(_period) ?? known.Period };
        var parts = text.Split('-');
        return new Pay
        {
            From = Amount(parts[0]),
            To = parts.Length == 2 ? Amount(parts[1]) : null,
            Currency = run.Value(_currency) ?? known?.Currency,
            Period = run.Value(_period) ?? known?.Period ?? PayPeriod.Year,
        };

        decimal Amount(string part) => parts.Length <= 2 && decimal.TryParse(part.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new CliException(ExitCode.Usage, $"'{text}' is no pay.", "Give an amount or a range without signs: 120000 or 100000-120000.");
    }
}
