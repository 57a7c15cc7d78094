using System.Diagnostics;
using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.EndToEnd.Sending;

/// <summary>
/// The real host, the real local post office, and SIGKILL: at each step of the outbox, before and after each commit and around the sending, and
/// at random from outside. Each killed host's folder is opened by the next, which first brings to rest what it finds, is asked to send more, and is
/// killed in its turn; so a kill also strikes recoveries. What counts is the post office's ledger, whose lines nothing makes fewer.
/// </summary>
public sealed class KillOutboxSuite : IDisposable
{
    private static int Runs { get; } = SuiteSize.Of(quick: 20, normal: 200, nightly: 2_000);

    // More than one, so that a kill finds messages in several states.
    private const int MessagesPerRun = 2;

    // A host that is at none of its failpoints by then is killed from outside.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What was asked about or tried several times waits for minutes before the next time.
    private static readonly TimeSpan LastPatience = TimeSpan.FromMinutes(4);

    private static readonly string?[] Places =
    [
        "outbox.approved.committing", "outbox.approved.committed", "outbox.claimed.committing", "outbox.claimed.committed", "outbox.staged.committing", "outbox.staged.committed",
        "outbox.submitting.committing", "outbox.submitting.committed", "outbox.submit.returned", "outbox.sent.committing", "outbox.sent.committed",
        "outbox.claimed.committed:2", "outbox.submitting.committed:2", "outbox.submit.returned:2", "outbox.sent.committing:2",
        null, null, null, null,
    ];

    // Only a host that finds an unknown outcome passes these: they follow a kill in the middle of a sending.
    private static readonly string[] RecoveryPlaces = ["outbox.evidence.returned", "outbox.sent.committing", "outbox.approved.committing", "outbox.submitting.committed"];

    private readonly string _root = Directory.CreateTempSubdirectory("assistant-kill-").FullName;

    // What was said yes to and answered; a yes whose answer the kill cut off is found in the outbox.
    private readonly Dictionary<string, string> _approved = [];

    private readonly List<string> _failures = [];

    private readonly Random _random = new(20261121);

    private string _clientKey = "";

    private static readonly OutboxState[] Moving = [OutboxState.Approved, OutboxState.Claimed, OutboxState.Staged, OutboxState.Submitting, OutboxState.Unknown];

    // Hosts that died at work; the rest were killed at rest.
    private int _struck;

    [Fact]
    public async Task Kill_AtEveryState_SendsEachApprovalOnce()
    {
        var clock = Stopwatch.StartNew();
        await PrepareAsync();
        var killed = 0;
        var midSending = false;
        for (var run = 0; run < Runs; run++)
        {
            var place = midSending && run % 2 == 1 ? RecoveryPlaces[run / 2 % RecoveryPlaces.Length] : Places[run % Places.Length];
            if (await RunAsync(run, place))
                killed++;
            midSending = place?.StartsWith("outbox.submit", StringComparison.Ordinal) == true;
        }

        try
        {
            await using var last = HostProgram.Start(_root);
            await last.InitializeAsync(_clientKey);
            await JudgeAsync(last);
        }
        catch (Exception error)
        {
            _failures.Add($"the host that was to bring all to rest: {error}");
        }

        SuiteLog.Report("kill-outbox", killed, _failures.Count, clock.Elapsed);
        Assert.True(_failures.Count == 0, string.Join("\n", _failures.Take(20)));
        Assert.Equal(Runs, killed);
        Assert.True(_struck > Runs * 3 / 4, $"only {_struck} kills struck a host at work");
    }

    private async Task PrepareAsync()
    {
        await using var host = HostProgram.Start(_root);
        _clientKey = await host.SetUpAsync();
        await host.InitializeAsync(_clientKey);
        await host.Accounts.ConnectAsync(new AccountConnectRequest { Provider = "mail.local", Address = "mira@here.example", DisplayName = "Mira Ernst" }, null, default);
    }

    // True where the host was killed.
    private async Task<bool> RunAsync(int run, string? place)
    {
        try
        {
            if (await RunAsync(place))
                return true;
            _failures.Add($"run {run} at {place ?? "random"}: the host ended by itself");
        }
        catch (Exception error)
        {
            // Anything but a connection that broke off: the next host shows whether it left harm behind.
            _failures.Add($"run {run} at {place ?? "random"}: {error}");
        }

        return false;
    }

    private async Task<bool> RunAsync(string? place)
    {
        await using var host = HostProgram.Start(_root, place);
        using var over = new CancellationTokenSource(Patience);
        var killer = place is null ? KillSoonAsync(host) : Task.CompletedTask;
        try
        {
            await host.InitializeAsync(_clientKey);
            await RestAsync(host, over.Token);
            for (var i = 0; i < MessagesPerRun; i++)
                await SendAsync(host);
            await RestAsync(host, over.Token);
            // Nothing led past its failpoint: it is killed at rest, which is a state like another.
            host.Kill();
        }
        catch (Exception error) when (error is RpcConnectionException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            _struck++;
            host.Kill();
        }

        await killer;
        return await host.ExitedAsync() is 137 or -1;
    }

    private async Task KillSoonAsync(HostProgram host)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(150 + _random.Next(350)), TimeProvider.System);
        host.Kill();
    }

    private async Task SendAsync(HostProgram host)
    {
        var draft = await host.Drafts.CreateAsync(
            new DraftCreateRequest { To = ["Ana <ana@there.example>"], Bcc = ["bo@there.example"], Subject = $"Question {_approved.Count}", Body = "May I *ask*?" }, default);
        var preview = await host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        var answer = await host.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(draft.Id, preview.Hash!)], UndoSeconds = 0 }, default);
        _approved.Add(answer.Items[0].Id, preview.Hash!);
    }

    // Until nothing in the outbox is on its way any more.
    private static async Task RestAsync(HostProgram host, CancellationToken cancel)
    {
        while ((await host.Outbox.ListAsync(new OutboxListRequest { States = Moving, Limit = 1 }, cancel)).Items.Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancel);
    }

    private async Task JudgeAsync(HostProgram host)
    {
        using var over = new CancellationTokenSource(LastPatience);
        try
        {
            await RestAsync(host, over.Token);
        }
        catch (OperationCanceledException)
        {
            // What still moves is told below, by its state.
        }

        var items = new List<OutboxItem>();
        string? cursor = null;
        do
        {
            var page = await host.Outbox.ListAsync(new OutboxListRequest { Limit = Paging.DefaultLimit, Cursor = cursor }, default);
            items.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        var ledger = Ledger();
        foreach (var lost in _approved.Keys.Except(items.Select(static item => item.Id)))
            _failures.Add($"{lost}: an approval that was answered is gone");
        foreach (var item in items)
        {
            var lines = ledger.Where(line => line.OutboxId == item.Id).ToList();
            if (item.State != OutboxState.Sent)
                _failures.Add($"{item.Id}: ended {item.State} ({item.Reason}): {item}");
            if (lines.Count != 1)
                _failures.Add($"{item.Id}: {lines.Count} lines in the ledger");
            var source = await host.Outbox.SourceAsync(new OutboxSourceRequest { Id = item.Id }, default);
            if (lines.Exists(line => line.Digest != source.Digest || !line.To.SequenceEqual(["ana@there.example", "bo@there.example"])))
                _failures.Add($"{item.Id}: sent something else, or to somebody else");
            if (_approved.TryGetValue(item.Id, out var hash) && hash != item.Hash)
                _failures.Add($"{item.Id}: not the approval that was given");
        }

        foreach (var stray in ledger.Where(line => !items.Exists(item => item.Id == line.OutboxId)))
            _failures.Add($"{stray.OutboxId}: sent without an approval");
        if (!(await host.Audit.VerifyAsync(new AuditVerifyRequest(), default)).Whole)
            _failures.Add("the audit chain is broken");
    }

    private List<LedgerLine> Ledger() => [.. Directory.EnumerateFiles(_root, "ledger.jsonl", SearchOption.AllDirectories)
        .SelectMany(File.ReadLines)
        .Select(static line => JsonElement.Parse(line))
        .Where(static line => line.TryGetProperty("outboxId", out _))
        .Select(static line => new LedgerLine(line.GetProperty("outboxId").GetString()!, line.GetProperty("digest").GetString()!, [.. line.GetProperty("to").EnumerateArray().Select(static to => to.GetString()!)]))];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private sealed record LedgerLine(string OutboxId, string Digest, List<string> To);
}
