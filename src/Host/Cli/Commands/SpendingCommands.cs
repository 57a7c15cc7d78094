using System.CommandLine;
using System.Globalization;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>ledger</c>, <c>budget</c> and <c>rules</c>: what models were sent and cost, and what they may.</summary>
internal static class SpendingCommands
{
    // Columns of a terminal that has room for a person and an application beside the figures.
    private const int Wide = 120;

    public static CliCommand Ledger()
    {
        var contact = new Option<string?>("--contact", "--about") { Description = "Only calls about this contact, or about a record as application:ID.", HelpName = "CONTACT" };
        var limit = Options.Limit();
        return new CliCommand("ledger", "Every call to a model: when, about whom, which sources, what it cost.", "ledger", "ledger --contact ana", "ledger --json") { contact, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var about = run.Value(contact) is { } given ? (await DocumentCommands.AboutAsync(host, given, cancel)).Id : null;
                var answer = await host.Drafting.LedgerAsync(new() { SubjectId = about, Limit = run.Value(limit) }, cancel);
                var names = await SubjectNames.OfAsync(host, run.Json ? [] : answer.Entries.SelectMany(static entry => (string?[])[entry.SubjectId, entry.AboutId]), cancel);
                return run.Show(DraftingJson.Default.LedgerResponse, answer, screen =>
                {
                    screen.Table(
                        ["At", "Task", "About", "Sent to", "Tokens", "Cost", "Outcome"],
                        answer.Entries.Select(IReadOnlyList<TextCell> (entry) =>
                        [
                            TextCell.At(entry.At), entry.Task is { } task ? Shown.Words(task) : "test", About(entry, about, screen.Width, names), SentTo(entry),
                            $"{entry.Usage.InputTokens}+{entry.Usage.OutputTokens}", Money(entry.Usage.Cost), new TextCell(Shown.Words(entry.Outcome), Whole: true),
                        ]),
                        "No model was called yet.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    public static CliCommand Budget()
    {
        var perDay = new Option<string?>("--per-day") { Description = "The most to spend in a day; 'none' takes the limit away.", HelpName = "N" };
        var perSubject = new Option<string?>("--per-subject") { Description = "The most to spend on one contact, and on one application, in all and not by the day; 'none' takes the limit away.", HelpName = "N" };
        return new CliCommand("budget", "Shows what models may cost, or sets it.", "budget", "budget --per-day 2 --per-subject 0.5", "budget --per-day none") { perDay, perSubject }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var budget = await host.Drafting.BudgetAsync(new(), cancel);
                if (run.Value(perDay) is null && run.Value(perSubject) is null)
                    return Show(run, budget);
                var wanted = new BudgetSetRequest { PerDay = Read(run.Value(perDay), budget.PerDay, "--per-day"), PerSubject = Read(run.Value(perSubject), budget.PerSubject, "--per-subject") };
                await using var owner = await run.ConnectAsOwnerAsync($"Let models cost at most {Limit(wanted.PerDay)} a day and {Limit(wanted.PerSubject)} in all for each contact and each application?", cancel);
                return Show(run, await owner.Drafting.SetBudgetAsync(wanted, cancel));
            });
    }

    public static CliCommand Rules()
    {
        var contact = new Option<string?>("--contact", "--about") { Description = "The contact that the rule is for, or a record as application:ID.", HelpName = "CONTACT" };
        var rule = new Option<ModelRule?>("--rule") { Description = "any, localOnly (models on this machine) or never (no model).", HelpName = "RULE" };
        return new CliCommand("rules", "Shows what models may be sent about whom, or sets it for one.", "rules", "rules --contact ana --rule localOnly", "rules --about application:norte --rule never", "rules --contact ana --rule any") { contact, rule }
            .Runs(async (run, cancel) =>
            {
                if (run.Value(contact) is null && run.Value(rule) is not null)
                    throw new CliException(ExitCode.Usage, "Whom is the rule for?", "Add --contact and a name, or --about and an application, as application:acme.");
                await using var host = await run.ConnectAsync(cancel);
                if (run.Value(contact) is { } given)
                {
                    var about = await DocumentCommands.AboutAsync(host, given, cancel);
                    var name = (await SubjectNames.OfAsync(host, [about.Id], cancel)).GetValueOrDefault(about.Id, given);
                    if (run.Value(rule) is not { } wanted)
                    {
                        var kept = (await host.Drafting.RulesAsync(new(), cancel)).Rules.FirstOrDefault(each => each.SubjectId == about.Id);
                        return Show(run, name, kept ?? new(about.Id, ModelRule.Any));
                    }

                    await using var owner = await run.ConnectAsOwnerAsync($"From now on, for {name}: {Words(wanted)}?", cancel);
                    return Show(run, name, await owner.Drafting.SetRuleAsync(new(about.Id, wanted), cancel));
                }

                var answer = await host.Drafting.RulesAsync(new(), cancel);
                var names = await SubjectNames.OfAsync(host, run.Json ? [] : answer.Rules.Select(static each => each.SubjectId), cancel);
                return run.Show(DraftingJson.Default.RuleListResponse, answer, screen => screen.Table(
                    ["About", "Rule"],
                    answer.Rules.Select(IReadOnlyList<TextCell> (each) => [names.GetValueOrDefault(each.SubjectId, each.SubjectId), Words(each.Rule)]),
                    "No rules: any model that you allowed may be asked about any contact."));
            });
    }

    // Who asked for the calls of one is told the other; both stand there only where there is room for them.
    private static string About(LedgerEntry entry, string? asked, int width, IReadOnlyDictionary<string, string> names)
    {
        var subject = names.GetValueOrDefault(entry.SubjectId, "");
        if (entry.AboutId is not { } about || about == asked)
            return subject;
        var record = $"for {names.GetValueOrDefault(about, "")}";
        return entry.SubjectId == asked ? record : width >= Wide ? $"{subject}, {record}" : subject;
    }

    // The place and the model in one column: with one more, a terminal of 80 breaks words.
    private static string SentTo(LedgerEntry entry)
    {
        var place = entry.FromCache ? "nobody" : entry.IsLocal ? "here" : ModelCommands.Named(entry.Provider);
        return entry.Model is { } model ? $"{place}: {model}" : place;
    }

    private static ExitCode Show(CliRun run, string name, SubjectRule rule) => run.Show(DraftingJson.Default.SubjectRule, rule, screen => screen.Line($"{name}: {Words(rule.Rule)}."));

    private static ExitCode Show(CliRun run, Budget budget) => run.Show(DraftingJson.Default.Budget, budget, screen => screen.Fields(
        ("a day", Limit(budget.PerDay)), ("for each contact and application, in all", Limit(budget.PerSubject)), ("spent today", Money(budget.SpentToday))));

    private static decimal? Read(string? typed, decimal? kept, string option) =>
        typed is null ? kept
        : typed == "none" ? null
        : decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
        : throw new CliException(ExitCode.Usage, $"{option}: '{typed}' is no amount.", "Give it as 2 or 0.5, or none.");

    private static string Limit(decimal? limit) => limit is null ? "no limit" : Money(limit);

    private static string Money(decimal? amount) => amount is { } known ? known.ToString("0.####", CultureInfo.InvariantCulture) : "";

    private static string Words(ModelRule rule) => rule switch
    {
        ModelRule.LocalOnly => "models on this machine only",
        ModelRule.Never => "no model",
        _ => "any model",
    };
}
