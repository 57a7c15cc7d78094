using System.Diagnostics;
using System.Text;
using Assistant.Plugins.Drafting.Models;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Assistant.TestKit.Models;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Tests.Drafting.Models;

/// <summary>
/// The real packages of the providers, through everything that stands around a call, against an endpoint with every fault, its bytes cut in three ways.
/// Whatever happens, a caller gets the whole answer or one of our errors; nothing is asked twice once a word was shown; nothing is told to the wrong one.
/// </summary>
public sealed class ModelFaultSuite
{
    // The key, the payload, the answer, what looks like a key, and a page that is no message.
    private static readonly string[] Secrets = [ModelBed.Key, ModelBed.Canary, "Zo", "sk-", "<b>"];

    // Ends a case that would hang, which is a failure; nothing that works waits.
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(30);

    private static readonly ModelPatience Patience = new()
    {
        Connect = TimeSpan.FromSeconds(11), First = TimeSpan.FromSeconds(91), FirstLocal = TimeSpan.FromSeconds(301), Stall = TimeSpan.FromSeconds(46), Whole = TimeSpan.FromSeconds(901),
        AnswerCharacters = 50_500, AnswerBytes = 2_000_000,
    };

    [Fact]
    public async Task Faults_OfEveryKind_EndInAnAnswerOrAnErrorOfOurs()
    {
        var began = Stopwatch.GetTimestamp();
        var problems = new List<string>();
        var count = 0;
        foreach (var (provider, dialect) in new[] { (ModelProvider.OpenAi, ModelDialect.OpenAi), (ModelProvider.Anthropic, ModelDialect.Anthropic) })
        {
            foreach (var grain in new[] { 0, 7, 1 })
            {
                foreach (var fault in ModelFaults.Table().Where(fault => (fault.Only ?? dialect) == dialect && (grain == 0 || !fault.Name.Contains("does not end", StringComparison.Ordinal))))
                {
                    count++;
                    if (await PlayAsync(provider, dialect, fault, grain) is { Length: > 0 } problem)
                        problems.Add($"{provider}, {fault.Name}, grain {grain}: {problem}");
                }
            }
        }

        SuiteLog.Report("model-faults", count, problems.Count, Stopwatch.GetElapsedTime(began));
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    private static async Task<string> PlayAsync(ModelProvider provider, ModelDialect dialect, ModelFault fault, int grain)
    {
        var time = new StagedTime(Patience.Connect, Patience.First, Patience.FirstLocal, Patience.Stall, Patience.Whole);
        await using var bed = await ModelBed.OpenAsync(time, Patience);
        await using var other = new FakeModelEndpoint();
        other.Answer(dialect.Whole("stolen"));
        await using var endpoint = new FakeModelEndpoint { Grain = grain };
        foreach (var turn in fault.Turns(dialect))
            endpoint.Answer([.. turn.Select(step => step is ModelStep.Head head ? head with { Headers = [.. head.Headers.Select(h => h.Replace("OTHER", $"{other.Port}", StringComparison.Ordinal))] } : step)]);
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", provider, inputPrice: 1, outputPrice: 2);

        var (shown, error) = await ReadAsync(bed, model, fault, endpoint, time);

        var problems = Judge(fault, shown, error, endpoint, time).ToList();
        if (!other.Questions.IsEmpty)
            problems.Add("followed a redirect");
        problems.AddRange(JudgeTraces(fault, await bed.LedgerAsync(), bed, error));
        return string.Join("; ", problems);
    }

    private static async Task<(string Shown, Exception? Error)> ReadAsync(ModelBed bed, Model model, ModelFault fault, FakeModelEndpoint endpoint, StagedTime time)
    {
        using var leaving = new CancellationTokenSource();
        using var client = bed.Desk.Open(model, new CallNote(WritingTask.Outreach, "p1", ["contact.firstName"]));
        var shown = new StringBuilder();
        try
        {
            await using var updates = client.GetStreamingResponseAsync(ModelBed.Payload, new ChatOptions { MaxOutputTokens = 500 }, leaving.Token).GetAsyncEnumerator(leaving.Token);
            while (true)
            {
                var next = updates.MoveNextAsync().AsTask();
                if ((fault.RunsOut || fault.Leaves) && shown.ToString() == fault.Shown)
                {
                    await endpoint.Stalled.WaitAsync(Hangs);
                    if (fault.Leaves)
                        await leaving.CancelAsync();
                    else
                        time.RunOut();
                }

                if (!await next.WaitAsync(Hangs))
                    return (shown.ToString(), null);
                shown.Append(updates.Current.Text);
            }
        }
        catch (Exception error)
        {
            return (shown.ToString(), error);
        }
    }

    private static IEnumerable<string> Judge(ModelFault fault, string shown, Exception? error, FakeModelEndpoint endpoint, StagedTime time)
    {
        if (shown != fault.Shown)
            yield return $"showed '{(shown.Length > 80 ? $"{shown.Length} characters" : shown)}'";
        var code = error switch { null => RpcErrorCode.None, OperationCanceledException => RpcErrorCode.RequestCancelled, RpcException ours => ours.Code, _ => RpcErrorCode.InternalError };
        if (code != fault.Code)
            yield return $"ended with {code}: {error}";
        if (endpoint.Questions.Count != fault.Questions)
            yield return $"asked {endpoint.Questions.Count} times";
        if (!time.Pauses.Select(static pause => pause.TotalSeconds).SequenceEqual(fault.Pauses))
            yield return $"paused {string.Join(' ', time.Pauses)}";
        if (error is RpcException told)
        {
            if (Secrets.Any(secret => told.ToString().Contains(secret, StringComparison.Ordinal)))
                yield return $"told too much: {told}";
            if (fault.Says is { } says && !told.Message.Contains(says, StringComparison.Ordinal))
                yield return $"did not say '{says}' but: {told.Message}";
            if (fault.RetryAfter is { } seconds && (told.Detail as RpcUnavailableData)?.RetryAfter != time.GetUtcNow().AddSeconds(seconds))
                yield return "did not say when to ask again";
        }

        if (endpoint.Questions.Any(static question => question.Key != ModelBed.Key || question.Method != "POST"))
            yield return "asked without the key, or otherwise";
        if (endpoint.Questions.Any(static question => !question.Body.Contains(ModelBed.Canary, StringComparison.Ordinal) || question.Body.Contains("\"tools\"", StringComparison.Ordinal)))
            yield return "sent another payload";
    }

    private static IEnumerable<string> JudgeTraces(ModelFault fault, IReadOnlyList<LedgerEntry> entries, ModelBed bed, Exception? error)
    {
        if (entries is not [var entry])
        {
            yield return $"{entries.Count} rows in the ledger";
            yield break;
        }

        if (entry.Outcome != Outcomes.Of(error) || entry.SubjectId != "p1" || entry.Fields is not ["contact.firstName"])
            yield return $"the ledger says {entry}";
        if ((fault.Shown.Length > 0 || fault.Leaves) != (entry.Usage.Cost > 0) && fault.Code != RpcErrorCode.None && !fault.RunsOut)
            yield return $"the ledger counts {entry.Usage} for '{fault.Shown}'";
        if (bed.Desk.Spending.Budget.SpentToday != entry.Usage.Cost)
            yield return $"{bed.Desk.Spending.Budget.SpentToday} spent, {entry.Usage.Cost} in the ledger";
        if (bed.Context.Lines.Count != 1 || bed.Context.Lines.Any(static line => Secrets.Any(secret => line.Message.Contains(secret, StringComparison.Ordinal))))
            yield return "the log has too much or too little";
    }
}
