using Assistant.Plugins.MailLocal.Files;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>
/// The embedded post office: a world of its own in one folder. An address that has a mailbox here is known, every other is not, and nothing ever
/// leaves the machine. It submits durably, and carries in a loop of its own that <see cref="DisposeAsync"/> ends.
/// </summary>
internal sealed class PostOffice : IAsyncDisposable
{
    /// <summary>Reserved for this machine (RFC 6761), so it is nobody's domain.</summary>
    public const string HostName = "post-office.localhost";

    private readonly Lock _gate = new();
    private readonly Ledger _ledger;
    private readonly Spool _spool;
    private readonly Carrier _carrier;
    private readonly TimeProvider _time;
    private readonly FileStream _hold;
    private bool _unsettled;

    private PostOffice(string folder, FileStream hold, TimeProvider time, OfficePace pace, Action<PluginLogLevel, string> log)
    {
        (_hold, _time) = (hold, time);
        _ledger = new Ledger(Path.Combine(folder, "ledger.jsonl"));
        _spool = new Spool(Path.Combine(folder, "spool"), _ledger);
        Mailboxes = new MailboxDirectory(Path.Combine(folder, "mailboxes"));
        _spool.Recover();
        _carrier = new Carrier(_spool, Mailboxes, time, pace, log);
    }

    public MailboxDirectory Mailboxes { get; }

    /// <summary>Takes the folder for this process, settles what a crash left, and begins to carry.</summary>
    /// <exception cref="IOException">Another process holds the folder, or it cannot be written.</exception>
    public static async ValueTask<PostOffice> OpenAsync(string folder, TimeProvider time, OfficePace pace, Action<PluginLogLevel, string> log, CancellationToken cancel)
    {
        Durable.MakeFolder(folder);
        var hold = await HoldAsync(Path.Combine(folder, "office.lock"), pace.Lock, cancel);
        try
        {
            var office = new PostOffice(folder, hold, time, pace, log);
            office._carrier.Start();
            return office;
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a message in. Nothing compares it with earlier ones: submitting twice delivers twice, as everywhere.</summary>
    /// <returns>What the submission is called, and a task that ends with the first attempt to deliver it.</returns>
    /// <exception cref="IOException">It was not taken in; nothing of it is left.</exception>
    /// <exception cref="UnsettledException">The disk failed in a way that leaves open whether it was.</exception>
    public (string Submission, Task Attempted) Submit(string? outboxId, Envelope envelope, ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            Settle();
            var time = _time.GetUtcNow();
            var submission = Guid.CreateVersion7(time).ToString("D");
            var attempted = _carrier.ExpectAsync(submission);
            try
            {
                _spool.Submit(new SpoolEnvelope { Submission = submission, From = envelope.From, To = envelope.To, Time = time }, outboxId, message);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                _unsettled = true;
                Settle();
                if (!_ledger.HasSubmission(submission))
                    throw new IOException("The post office's folder cannot be written: " + fault.Message, fault);
            }

            _carrier.Wake();
            return (submission, attempted);
        }
    }

    /// <summary>The ledger's line for a submission of the host's, or null: then there was none and there will be none.</summary>
    public LedgerLine? FindOutbox(string outboxId)
    {
        lock (_gate)
        {
            Settle();
            return _ledger.FindOutbox(outboxId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _carrier.DisposeAsync();
        await _hold.DisposeAsync();
    }

    /// <summary>After a write that failed, the rules of recovery decide, as after a crash.</summary>
    private void Settle()
    {
        if (!_unsettled)
            return;
        try
        {
            _spool.Recover();
            _unsettled = false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UnsettledException("The post office's folder can neither be written nor be put right: " + fault.Message, fault);
        }
    }

    private static async ValueTask<FileStream> HoldAsync(string path, TimeSpan patience, CancellationToken cancel)
    {
        // Real time, whatever the injected clock says: the other process lives by it.
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return Durable.Hold(path);
            }
            catch (IOException fault) when (waited.Elapsed > patience)
            {
                throw new IOException("Another process holds the post office: end it, then start again.", fault);
            }
            catch (IOException)
            {
                await Task.Delay(50, cancel);
            }
        }
    }
}
