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
    // More turns of two minutes than the grace period and the retries take together.
    private const int MostTurns = 60;

    private static readonly string?[] Places =
    [
        null,
        "outbox.approved.committing", "outbox.approved.committed", "outbox.claimed.committing", "outbox.claimed.committed", "outbox.staged.committing", "outbox.staged.committed",
        "outbox.submitting.committing", "outbox.submitting.committed", "outbox.submit.returned", "outbox.sent.committing", "outbox.sent.committed",
        "outbox.unknown.committing", "outbox.unknown.committed", "outbox.evidence.returned", "outbox.refused.committing",
    ];

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
        foreach (var answer in Enum.GetValues<FakeSubmit>())
        {
            foreach (var (after, proves) in Evidences)
            {
                foreach (var place in Places)
                {
                    var second = runs % 2 == 0 ? null : Places[1 + (runs / 2 % (Places.Length - 1))];
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
        var draft = await _fixture.Host.DraftAsync(subject: name.Length > 60 ? name[..60] : name);
        var preview = await _fixture.Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        var crashes = new Queue<string?>([first, second]);
        await StepAsync(crashes, async () => await _fixture.Host.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(draft.Id, preview.Hash!)], UndoSeconds = 0 }, default));
        var id = (await _fixture.Host.Drafts.GetAsync(new DraftGetRequest { Id = draft.Id }, default)).OutboxId;
        if (id is null)
        {
            // The crash came before the yes was durable: nothing was said, so nothing may happen, and the person says it again.
            Check(first == "outbox.approved.committing", name, "an approval was lost");
            id = (await _fixture.Host.ApproveAsync(draft)).Id;
        }

        var item = await _fixture.Host.ItemAsync(id);
        for (var turn = 0; turn < MostTurns && !OutboxMachine.IsFinal(item.State) && item.State != OutboxState.NeedsPerson; turn++)
        {
            await StepAsync(crashes, () => _fixture.Host.DrainAsync(account));
            _fixture.Time.Advance(TimeSpan.FromMinutes(2));
            item = await _fixture.Host.ItemAsync(id);
        }

        await JudgeAsync(name, item, preview.Hash!);
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

    // One crash for each step, while there is one left; after it the host starts again over the same folder.
    private async Task StepAsync(Queue<string?> crashes, Func<Task> work)
    {
        try
        {
            using (SimulatedCrash.At(crashes.TryPeek(out var place) ? place : null))
                await work();
        }
        catch (SimulatedCrash)
        {
            crashes.Dequeue();
            await _fixture.RestartAsync();
        }
    }

    private void Check(bool holds, string name, string problem)
    {
        if (!holds)
            _failures.Add($"{name}: {problem}");
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
