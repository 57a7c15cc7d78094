using System.Diagnostics;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Mailroom;

/// <summary>
/// Every answer of a provider x every place to crash x how evidence shows, half of the runs with a second crash while recovering. What counts is the
/// provider's own ledger.
/// </summary>
[Trait("Category", "Slow")]
public sealed class SendOnceSuite : IAsyncDisposable
{
    private static readonly (TimeSpan? After, bool ProvesAbsence)[] Evidences =
    [
        (TimeSpan.Zero, true), (TimeSpan.FromSeconds(60), false), (TimeSpan.FromSeconds(900), false), (null, false), (TimeSpan.FromSeconds(5), true), (null, true),
    ];

    private readonly MailroomFixture _fixture = new();

    private readonly List<string> _failures = [];

    private FakeMailProvider Provider => _fixture.Provider;

    [Fact]
    public async Task Matrix_EveryAnswerAndCrash_NeverTwiceAndNeverLost()
    {
        var clock = Stopwatch.StartNew();
        var account = await _fixture.Host.ConnectAsync();
        var runs = 0;
        foreach (var answer in Enum.GetValues<FakeSubmit>().Except([FakeSubmit.RefuseUntilSetup]))
        {
            foreach (var (after, proves) in Evidences)
            {
                foreach (var place in SendOnceRun.Places)
                {
                    var second = runs % 2 == 0 ? null : SendOnceRun.Places[1 + (runs / 2 % (SendOnceRun.Places.Count - 1))];
                    Provider.Answers.Clear();
                    Provider.Answers.Enqueue(answer);
                    (Provider.EvidenceAfter, Provider.ProvesAbsence, Provider.RewritesMessageId) = (after, proves, runs % 3 == 0);
                    await RunAsync(account, $"{answer} {place} {after} {proves} then {second}", place, second);
                    runs++;
                }
            }
        }

        if (!_fixture.Host.Audit.Verify().IsWhole)
            _failures.Add("the audit chain is broken");
        SuiteLog.Report("T1-fake", runs, _failures.Count, clock.Elapsed);
        Assert.True(_failures.Count == 0, string.Join("\n", _failures.Take(20)));
        Assert.True(runs >= 600);
    }

    private async Task RunAsync(Account account, string name, string? first, string? second)
    {
        var run = new SendOnceRun(() => _fixture.Host, () => _fixture.RestartAsync(), _fixture.Time, () => _fixture.Host.ConnectAsync());
        var item = await run.RunAsync(account, name, first, second);
        Check(!run.LostApproval, name, "an approval was lost");
        await JudgeAsync(name, item, run.Approved);
    }

    private async Task JudgeAsync(string name, OutboxItem item, string approved)
    {
        var lines = Provider.Ledger.Where(line => line.OutboxId == item.Id).ToList();
        Check(lines.Count <= 1, name, $"sent {lines.Count} times");
        Check(OutboxMachine.IsFinal(item.State) || item.State == OutboxState.NeedsPerson, name, $"left {item.State}");
        Check(item.State != OutboxState.Sent || lines.Count == 1, name, "called sent, and was not");
        Check(item.State != OutboxState.Refused || lines.Count == 0, name, "called refused, and was sent");
        Check(item.State != OutboxState.NeedsPerson || (lines.Count == 1 ? Provider.EvidenceAfter is null : !Provider.ProvesAbsence), name, "asked a person where evidence existed");
        Check(item.Submissions == (item.State is OutboxState.Sent or OutboxState.NeedsPerson ? 1 : 0), name, $"counts {item.Submissions} submissions");
        foreach (var line in lines)
        {
            var read = MessageReader.Read(line.Bytes, line.Envelope, item.AccountId, null);
            Check(read.Record?.Hash() == approved, name, "sent something else than was approved");
            Check(line.Envelope.To.SequenceEqual(["ana@there.example"]), name, "sent to somebody else");
        }

        var steps = (await _fixture.Host.Outbox.ShowAsync(new OutboxShowRequest { Id = item.Id }, default)).Steps;
        Check(steps[^1].State == item.State, name, "the steps end elsewhere");
    }

    private void Check(bool holds, string name, string problem)
    {
        if (!holds)
            _failures.Add($"{name}: {problem}");
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
