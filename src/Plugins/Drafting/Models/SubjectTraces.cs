using System.Globalization;
using Assistant.Plugins.Drafting.Models.Clients;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using static Assistant.Protocol.Plugins.StoreRows;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>
/// What drafting keeps about people, counted and erased: the ledger's rows, the rules, and the answers in memory. A call about two stays the other's, and
/// counts to its ceiling. Of what was spent today the sum stays, without a name, so that erasing gives nobody a second day's budget.
/// </summary>
internal sealed class SubjectTraces(IPluginStore store, TimeProvider time, RuleBook rules, Spending spending, AnswerMemory memory) : IEraser
{
    /// <summary>In <c>choice</c>: the day's beginning in milliseconds of Unix time, a colon, millionths.</summary>
    public const string ErasedToday = "budget.erased";

    private const string OfSubject = "(@subject IS NULL OR subject_id = @subject)";
    private const string OfItAlone = "(@subject IS NULL OR (subject_id = @subject AND about_id IS NULL))";

    public ValueTask<ErasedCounts> PlanAsync(EraserRequest request, CancellationToken cancel) => CountAsync(request.About?.Id, cancel);

    public async ValueTask<ErasedCounts> EraseAsync(EraserRequest request, CancellationToken cancel)
    {
        var subject = request.About?.Id;
        var counts = await CountAsync(subject, cancel);
        var midnight = Spending.Midnight(time).ToUnixTimeMilliseconds();
        var before = await ErasedAsync(store, midnight, cancel);
        var sum = (await store.RowsAsync(
            Statement($"SELECT COALESCE(SUM(cost), 0) FROM ledger WHERE {OfItAlone} AND at >= @from", ("subject", subject), ("from", midnight)), 1, cancel))[0][0].Number ?? 0;
        await store.ExecuteAsync(
            new StoreExecuteRequest
            {
                Statements =
                [
                    Statement($"DELETE FROM ledger WHERE {OfItAlone}", ("subject", subject)),
                    Statement("UPDATE ledger SET subject_id = about_id, about_id = NULL WHERE subject_id = @subject", ("subject", subject)),
                    Statement("UPDATE ledger SET about_id = NULL WHERE about_id = @subject", ("subject", subject)),
                    Statement($"DELETE FROM subject_rule WHERE {OfSubject}", ("subject", subject)),
                    Statement(
                        "INSERT INTO choice(name, value) VALUES(@name, @value) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
                        ("name", ErasedToday), ("value", string.Create(CultureInfo.InvariantCulture, $"{midnight}:{before + sum}"))),
                ],
            },
            cancel);
        rules.Forget(subject);
        spending.Forget(subject);
        memory.Forget(subject);
        return counts;
    }

    /// <summary>In millionths: what was spent since midnight on those who were erased since.</summary>
    public static async ValueTask<long> ErasedAsync(IPluginStore store, long midnight, CancellationToken cancel) =>
        await store.RowsAsync(Statement("SELECT value FROM choice WHERE name = @name", ("name", ErasedToday)), 1, cancel) is [[{ Text: { } kept }]]
        && kept.Split(':') is [var day, var amount] && long.Parse(day, CultureInfo.InvariantCulture) == midnight
            ? long.Parse(amount, CultureInfo.InvariantCulture)
            : 0;

    private async ValueTask<ErasedCounts> CountAsync(string? subject, CancellationToken cancel)
    {
        var rows = await store.RowsAsync(
            Statement($"SELECT (SELECT COUNT(*) FROM ledger WHERE {OfSubject} OR about_id = @subject), (SELECT COUNT(*) FROM subject_rule WHERE {OfSubject})", ("subject", subject)), 1, cancel);
        return Counted((int)(rows[0][0].Number ?? 0), (int)(rows[0][1].Number ?? 0), memory.Count(subject));
    }

    private static ErasedCounts Counted(int calls, int kept, int answers) => new()
    {
        Kinds = [.. ((ErasedCount[])[new("calls in the ledger of models", calls), new("rules for models", kept), new("answers of models", answers)]).Where(static each => each.Count > 0)],
    };
}
