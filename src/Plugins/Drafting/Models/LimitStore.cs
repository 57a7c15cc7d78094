using System.Globalization;
using Assistant.Protocol.Plugins;
using static Assistant.Protocol.Plugins.StoreRows;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>The rows of the user's rules and ceilings.</summary>
internal sealed class LimitStore(IPluginStore store)
{
    private const int Page = 1000;
    private const string PerDay = "budget.day";
    private const string PerSubject = "budget.subject";

    public async ValueTask<Dictionary<string, ModelRule>> RulesAsync(CancellationToken cancel)
    {
        var rules = new Dictionary<string, ModelRule>(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            var rows = await store.RowsAsync(
                Statement($"SELECT subject_id, rule FROM subject_rule WHERE subject_id > @after ORDER BY subject_id LIMIT {Page}", ("after", after)), Page, cancel);
            foreach (var row in rows)
                rules[row[0].Text!] = Enum.Parse<ModelRule>(row[1].Text!);
            if (rows.Count < Page)
                return rules;
            after = rows[^1][0].Text!;
        }
    }

    public async ValueTask SetRuleAsync(SubjectRule rule, CancellationToken cancel) => await store.ChangeAsync(
        rule.Rule == ModelRule.Any
            ? Statement("DELETE FROM subject_rule WHERE subject_id = @subject", ("subject", rule.SubjectId))
            : Statement(
                "INSERT INTO subject_rule(subject_id, rule) VALUES(@subject, @rule) ON CONFLICT(subject_id) DO UPDATE SET rule = excluded.rule",
                ("subject", rule.SubjectId),
                ("rule", rule.Rule.ToString())),
        cancel);

    public async ValueTask<Ceilings> CeilingsAsync(CancellationToken cancel)
    {
        var rows = await store.RowsAsync(Statement("SELECT name, value FROM choice WHERE name IN (@day, @subject)", ("day", PerDay), ("subject", PerSubject)), 2, cancel);
        return new Ceilings(Find(rows, PerDay), Find(rows, PerSubject));
    }

    public async ValueTask SetCeilingsAsync(Ceilings ceilings, CancellationToken cancel) => await store.ExecuteAsync(
        new StoreExecuteRequest { Statements = [Set(PerDay, ceilings.PerDay), Set(PerSubject, ceilings.PerSubject)] }, cancel);

    private static StoreStatement Set(string name, long? value) => value is { } amount
        ? Statement(
            "INSERT INTO choice(name, value) VALUES(@name, @value) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
            ("name", name),
            ("value", amount.ToString(CultureInfo.InvariantCulture)))
        : Statement("DELETE FROM choice WHERE name = @name", ("name", name));

    private static long? Find(IReadOnlyList<IReadOnlyList<StoreValue>> rows, string name) =>
        rows.FirstOrDefault(row => row[0].Text == name) is { } found ? long.Parse(found[1].Text!, CultureInfo.InvariantCulture) : null;
}

/// <summary>In millionths; null for none.</summary>
internal sealed record Ceilings(long? PerDay, long? PerSubject);
