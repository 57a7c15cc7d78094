using System.Collections.Concurrent;
using System.Diagnostics;
using Assistant.TestKit;

namespace Assistant.EndToEnd.Web;

/// <summary>Nobody gets in without the right Host, Origin and key together, by whatever way they knock; and everybody who has them does.</summary>
[Trait("Category", "Slow")]
public sealed class DoorMatrixSuite(OpenDesk desk) : IClassFixture<OpenDesk>
{
    // Two cores are kept busy by this many that each wait for an answer.
    private const int Workers = 6;

    // Statuses of refusals: 400 is Kestrel's, for what is no Host at all.
    private static readonly int[] Refusals = [400, 401, 403, 421];

    [Fact]
    public async Task Door_EveryHostOriginTokenTransport_LetsInTheLegitimateAlone()
    {
        var matrix = new DoorMatrix(desk);
        var knocks = matrix.All.ToArray();
        Assert.True(knocks.Length >= 30 * 30 * 6 * 4);
        Assert.Equal(knocks.Length, knocks.Distinct().Count());
        var failures = new ConcurrentBag<string>();
        var (letIn, watch) = (0, Stopwatch.StartNew());

        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync)));

        SuiteLog.Report("T6", knocks.Length, failures.Count, watch.Elapsed);
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures.Order(StringComparer.Ordinal).Take(20)));
        Assert.Equal(9, letIn);

        async Task WorkAsync()
        {
            RawTls? tls = null;
            for (int index; (index = Interlocked.Increment(ref next)) < knocks.Length;)
            {
                var knock = knocks[index];
                tls ??= await RawTls.ConnectAsync(desk.Port);
                var answer = await tls.AskAsync(matrix.Request(knock));
                if (Judge(matrix.IsLegitimate(knock), answer) is { } problem)
                    failures.Add($"{knock}: {problem}");
                if (answer is { Status: 101 or 200 })
                    Interlocked.Increment(ref letIn);
                if (answer is null or { Status: 101 or 400 } || answer.Header("Connection") == "close")
                {
                    tls.Dispose();
                    tls = null;
                }
            }

            tls?.Dispose();
        }
    }

    private static string? Judge(bool legitimate, RawAnswer? answer)
    {
        if (answer is null)
            return "closed without an answer";
        var isIn = answer.Status == 101 || (answer.Status == 200 && answer.Body.Contains("\"knock\"", StringComparison.Ordinal));
        if (isIn != legitimate)
            return $"{(isIn ? "let in" : "refused")} with {answer.Status} {answer.Body}";
        if (isIn)
            return null;
        if (!Refusals.Contains(answer.Status))
            return $"refused with {answer.Status}";
        if (answer.RefusalCode() is null)
            return $"{answer.Status} without a body that says what to do: [{answer.Body}]";
        return answer.Header("Server") is not null || answer.Body.Contains("0.1.0", StringComparison.Ordinal) ? "says who it is" : null;
    }
}
