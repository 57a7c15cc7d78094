using System.Globalization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using static Assistant.Protocol.Plugins.StoreRows;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>The rows of the ledger. A row is written before its call and completed after it, so that a crash between leaves a trace.</summary>
internal sealed class LedgerStore(IPluginStore store)
{
    private const int Page = 1000;
    private const char Between = '\n';

    public async ValueTask BeginAsync(LedgerEntry entry, CancellationToken cancel) => await store.ChangeAsync(
        Statement(
            """
            INSERT INTO ledger(id, at, task, subject_id, about_id, provider, model, is_local, fields, input_tokens, output_tokens, cost, milliseconds, outcome, from_cache)
            VALUES(@id, @at, @task, @subject, @about, @provider, @model, @is_local, @fields, @input, @output, @cost, 0, @outcome, 0)
            """,
            ("id", entry.Id),
            ("at", entry.At.ToUnixTimeMilliseconds()),
            ("task", entry.Task?.ToString()),
            ("subject", entry.SubjectId),
            ("about", entry.AboutId),
            ("provider", entry.Provider),
            ("model", entry.Model),
            ("is_local", entry.IsLocal ? 1 : 0),
            ("fields", string.Join(Between, entry.Fields)),
            ("input", entry.Usage.InputTokens),
            ("output", entry.Usage.OutputTokens),
            ("cost", Optional(Money.ToMillionths(entry.Usage.Cost))),
            ("outcome", Outcomes.Running)),
        cancel);

    public async ValueTask EndAsync(string id, WritingUsage usage, string outcome, bool fromCache, CancellationToken cancel) => await store.ChangeAsync(
        Statement(
            """
            UPDATE ledger SET input_tokens = @input, output_tokens = @output, cost = @cost, milliseconds = @milliseconds, outcome = @outcome, from_cache = @from_cache
            WHERE id = @id
            """,
            ("id", id),
            ("input", usage.InputTokens),
            ("output", usage.OutputTokens),
            ("cost", Optional(Money.ToMillionths(usage.Cost))),
            ("milliseconds", usage.Milliseconds),
            ("outcome", outcome),
            ("from_cache", fromCache ? 1 : 0)),
        cancel);

    /// <summary>Calls that the last run did not see the end of keep their estimate as their cost.</summary>
    public async ValueTask CloseInterruptedAsync(CancellationToken cancel) => await store.ChangeAsync(
        Statement("UPDATE ledger SET outcome = @interrupted WHERE outcome = @running", ("interrupted", Outcomes.Interrupted), ("running", Outcomes.Running)), cancel);

    /// <summary>In millionths, from an instant on.</summary>
    public async ValueTask<long> SpentSinceAsync(DateTimeOffset from, CancellationToken cancel) =>
        (await store.RowsAsync(Statement("SELECT COALESCE(SUM(cost), 0) FROM ledger WHERE at >= @from", ("from", from.ToUnixTimeMilliseconds())), 1, cancel))[0][0].Number ?? 0;

    /// <summary>In millionths, of every subject that cost something; a call about two counts to both.</summary>
    public async ValueTask<Dictionary<string, long>> SpentBySubjectAsync(CancellationToken cancel)
    {
        var spent = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            var rows = await store.RowsAsync(
                Statement(
                    $"""
                    SELECT subject, SUM(cost) FROM (
                      SELECT subject_id AS subject, cost FROM ledger WHERE subject_id > @after AND cost > 0
                      UNION ALL SELECT about_id, cost FROM ledger WHERE about_id > @after AND cost > 0)
                    GROUP BY subject ORDER BY subject LIMIT {Page}
                    """,
                    ("after", after)),
                Page,
                cancel);
            foreach (var row in rows)
                spent[row[0].Text!] = row[1].Number ?? 0;
            if (rows.Count < Page)
                return spent;
            after = rows[^1][0].Text!;
        }
    }

    public async ValueTask<LedgerResponse> ListAsync(LedgerRequest request, CancellationToken cancel)
    {
        if (request.Limit is < 1 or > Paging.MaxLimit)
            throw RpcException.Invalid("$.limit", $"It must be between 1 and {Paging.MaxLimit}.");
        if (!TryParseCursor(request.Cursor, out var before))
            throw RpcException.Invalid("$.cursor", "This is no cursor of the ledger.");
        var rows = await store.RowsAsync(
            Statement(
                """
                SELECT number, id, at, task, subject_id, provider, model, is_local, fields, input_tokens, output_tokens, cost, milliseconds, outcome, from_cache, about_id
                FROM ledger WHERE number < @before AND (@subject IS NULL OR subject_id = @subject OR about_id = @subject) ORDER BY number DESC LIMIT @limit
                """,
                ("before", before),
                ("subject", request.SubjectId),
                ("limit", request.Limit + 1)),
            request.Limit + 1,
            cancel);
        var shown = rows.Take(request.Limit).ToList();
        return new LedgerResponse
        {
            Entries = [.. shown.Select(Read)],
            Next = rows.Count > request.Limit ? shown[^1][0].Number!.Value.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    private static bool TryParseCursor(string? cursor, out long before)
    {
        before = long.MaxValue;
        return cursor is null || long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before);
    }

    private static LedgerEntry Read(IReadOnlyList<StoreValue> row) => new()
    {
        Id = row[1].Text!,
        At = DateTimeOffset.FromUnixTimeMilliseconds(row[2].Number!.Value),
        Task = row[3].Text is { } task ? Enum.Parse<WritingTask>(task) : null,
        SubjectId = row[4].Text!,
        AboutId = row[15].Text,
        Provider = row[5].Text!,
        Model = row[6].Text,
        IsLocal = row[7].Number == 1,
        Fields = row[8].Text is { Length: > 0 } fields ? fields.Split(Between) : [],
        Usage = new WritingUsage((int)row[9].Number!.Value, (int)row[10].Number!.Value, (int)row[12].Number!.Value, Money.ToAmount(row[11].Number)),
        Outcome = row[13].Text!,
        FromCache = row[14].Number == 1,
    };
}
