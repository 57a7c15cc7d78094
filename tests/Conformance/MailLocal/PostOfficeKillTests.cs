using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Conformance.MailLocal;

/// <summary>
/// The post office's process is killed in the middle of its work, again and again on the same folder. Whatever it had answered holds, whatever it
/// had not is one thing or the other, and nothing is there twice.
/// </summary>
public sealed class PostOfficeKillTests : IDisposable
{
    private const string Owner = "owner@bed.test";
    private const string Ann = "ann@bed.test";

    /// <summary>Submissions under way when the kill comes.</summary>
    private const int Burst = 12;

    private static readonly ProviderAccount Account = new()
    {
        Id = "account", Address = Owner, Grant = GrantLevel.Headers, Settings = JsonDocument.Parse("""{"office":"local"}""").RootElement,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-kill-").FullName;
    private readonly Random _random = new(20260105);
    private readonly List<(string OutboxId, bool Accepted)> _submitted = [];

    private static int Kills => SuiteSize.Of(quick: 3, normal: 15, nightly: 100);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Kill_AtAnyPoint_LosesNothingAndDoublesNothing()
    {
        var clock = Stopwatch.StartNew();
        await File.WriteAllTextAsync(Path.Combine(_folder, "demo.json"), "{}");
        for (var kill = 0; kill < Kills; kill++)
            await SubmitAndKillAsync(kill);

        await using var process = await OwnProcess.StartAsync(_folder, new FakeBlobs());
        var provider = MailProviderRpc.Contract.Connect(process.Caller);
        var desk = PostOfficeRpc.Contract.Connect(process.Caller);
        // What was queued is carried in order; the answer to a probe is carried after all of it.
        await desk.AnswerAsync(new PostOfficeAnswerRequest { Name = "Ann" }, default);
        var ledger = await LedgerAsync();
        var delivered = Delivered();
        var failures = 0;
        foreach (var (outboxId, accepted) in _submitted)
        {
            var found = (await provider.FindSentAsync(Find(outboxId), default)).Found;
            var expected = found == SentEvidence.Sent ? 1 : 0;
            var holds = found != SentEvidence.None
                && (found == SentEvidence.Sent || !accepted)
                && ledger.Count(l => l == outboxId) == expected
                && delivered.Count(d => d == outboxId) == expected;
            failures += holds ? 0 : 1;
        }

        SuiteLog.Report("kill-post-office", _submitted.Count, failures, clock.Elapsed);
        Assert.Equal(0, failures);
        Assert.Contains(_submitted, s => !s.Accepted);
    }

    private async Task SubmitAndKillAsync(int kill)
    {
        var process = await OwnProcess.StartAsync(_folder, new FakeBlobs());
        var provider = MailProviderRpc.Contract.Connect(process.Caller);
        var desk = PostOfficeRpc.Contract.Connect(process.Caller);
        await provider.ConnectAsync(new ProviderConnectRequest { AccountId = Account.Id, Address = Owner, Grant = GrantLevel.Headers, Settings = Account.Settings }, null, default);
        await desk.OpenAsync(new PostOfficeOpenRequest { Address = Ann, Name = "Ann" }, default);
        var calls = Enumerable.Range(0, Burst).Select(i => $"{kill}-{i}").Select(id => (Id: id, Call: provider.SubmitAsync(Submission(id), null, default).AsTask())).ToList();
        // Somewhere in the burst: after so many answers, whatever the others have come to by then.
        var answers = _random.Next(Burst - 1);
        for (var seen = 0; seen < answers; seen++)
            await calls[seen].Call;
        await process.KillAsync();
        foreach (var (id, call) in calls)
            _submitted.Add((id, await AcceptedAsync(call)));
    }

    private static async Task<bool> AcceptedAsync(Task<SubmitResponse> call)
    {
        try
        {
            return (await call).Outcome == SubmitOutcome.Accepted;
        }
        catch (RpcConnectionException)
        {
            return false;
        }
    }

    private static SubmitRequest Submission(string id)
    {
        var message = Encoding.UTF8.GetBytes($"From: {Owner}\r\nTo: {Ann}\r\nSubject: {id}\r\nMessage-ID: <{id}@bed.test>\r\n\r\nHello\r\n");
        return new SubmitRequest
        {
            Account = Account,
            OutboxId = id,
            Envelope = new Envelope(Owner, [Ann]),
            Message = new Content { Bytes = message, Size = message.Length },
            Ids = new Dictionary<string, string>(),
        };
    }

    private static FindSentRequest Find(string id) => new()
    {
        Account = Account,
        OutboxId = id,
        Envelope = new Envelope(Owner, [Ann]),
        Ids = new Dictionary<string, string>(),
        MessageId = $"{id}@bed.test",
        Digest = "",
        Since = DateTimeOffset.UnixEpoch,
    };

    private async Task<List<string>> LedgerAsync()
    {
        var ids = new List<string>();
        await foreach (var line in File.ReadLinesAsync(Path.Combine(_folder, "office", "ledger.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("outboxId", out var id))
                ids.Add(id.GetString()!);
        }

        return ids;
    }

    private List<string> Delivered() =>
        [.. Directory.EnumerateFiles(Path.Combine(_folder, "office", "mailboxes", Ann, "Maildir", "new")).Select(f => File.ReadLines(f).First(l => l.StartsWith("Subject: ", StringComparison.Ordinal))[9..])];
}
