using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Assistant.Mail.Mime;
using Assistant.Plugins.MailLocal.Files;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>
/// The durable queue. A submission takes three steps, and a kill may come before, in or after each:
/// <list type="number">
/// <item>Message and envelope are written to <c>tmp</c> and are on the disk.</item>
/// <item>One line is appended to the ledger and is on the disk. <b>From here on it is submitted.</b></item>
/// <item>The file is renamed into <c>queue</c>, whence the carrier takes it.</item>
/// </list>
/// Killed before 2: no line names the file, so recovery deletes it, and the ledger truthfully says "not sent".
/// Killed after 2: the line names the file, so recovery does step 3, which a second time changes nothing.
/// The other order, queue before ledger, would let a delivered message be without evidence. The ledger is written nowhere else, and recovery never
/// appends to it: one Submit leaves one line or none.
/// </summary>
internal sealed class Spool
{
    private const string StateSuffix = ".state";

    private readonly string _tmp;
    private readonly string _queue;
    private readonly string _damaged;
    private readonly Ledger _ledger;

    public Spool(string folder, Ledger ledger)
    {
        _ledger = ledger;
        (_tmp, _queue, _damaged) = (Path.Combine(folder, "tmp"), Path.Combine(folder, "queue"), Path.Combine(folder, "damaged"));
        foreach (var part in (string[])[_tmp, _queue, _damaged])
            Durable.MakeFolder(part);
    }

    /// <summary>Completes or discards what was under way; called once, before anything else.</summary>
    public void Recover()
    {
        _ledger.Recover();
        foreach (var file in Directory.EnumerateFiles(_tmp).ToList())
        {
            if (_ledger.HasSubmission(Path.GetFileName(file)))
                Durable.Move(file, Path.Combine(_queue, Path.GetFileName(file)));
            else
                File.Delete(file);
        }

        // What Remove did not come to.
        foreach (var state in Directory.EnumerateFiles(_queue, "*" + StateSuffix).Where(f => !File.Exists(Path.ChangeExtension(f, null))).ToList())
            File.Delete(state);
    }

    public void Submit(SpoolEnvelope envelope, string? outboxId, ReadOnlyMemory<byte> message)
    {
        var draft = Path.Combine(_tmp, envelope.Submission);
        Durable.Write(draft, JsonSerializer.SerializeToUtf8Bytes(envelope, OfficeJson.Default.SpoolEnvelope), "\n"u8.ToArray(), message);
        Durable.SyncFolder(_tmp);
        _ledger.Append(new LedgerLine
        {
            Submission = envelope.Submission,
            OutboxId = outboxId,
            MessageId = HeaderBlock.Parse(message).MessageId,
            Digest = Convert.ToHexStringLower(SHA256.HashData(message.Span)),
            From = envelope.From,
            To = envelope.To,
            Time = envelope.Time,
        });
        Durable.Move(draft, Path.Combine(_queue, envelope.Submission));
    }

    /// <summary>What waits, oldest first; submission ids sort by time.</summary>
    public IReadOnlyList<string> Waiting() =>
        [.. Directory.EnumerateFiles(_queue).Select(f => Path.GetFileName(f)).Where(n => !n.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Reads a waiting message; one that the disk damaged is put aside, and the others go on.</summary>
    public bool TryRead(string submission, [NotNullWhen(true)] out SpoolEnvelope? envelope, out ReadOnlyMemory<byte> message)
    {
        var path = Path.Combine(_queue, submission);
        var bytes = File.ReadAllBytes(path);
        var line = bytes.AsSpan().IndexOf((byte)'\n');
        message = bytes.AsMemory(line + 1);
        try
        {
            envelope = JsonSerializer.Deserialize(bytes.AsSpan(0, Math.Max(line, 0)), OfficeJson.Default.SpoolEnvelope);
            if (envelope is not null)
                return true;
        }
        catch (JsonException)
        {
            envelope = null;
        }

        Durable.Move(path, Path.Combine(_damaged, submission));
        return false;
    }

    public SpoolState? State(string submission)
    {
        var path = StatePath(submission);
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), OfficeJson.Default.SpoolState) : null;
    }

    public void Keep(string submission, SpoolState state) =>
        Durable.Replace(StatePath(submission), JsonSerializer.SerializeToUtf8Bytes(state, OfficeJson.Default.SpoolState));

    /// <summary>Everything of it was delivered or reported.</summary>
    public void Remove(string submission)
    {
        // The message first: a state without a message is nothing, a message without its state would be carried from the start.
        File.Delete(Path.Combine(_queue, submission));
        File.Delete(StatePath(submission));
    }

    private string StatePath(string submission) => Path.Combine(_queue, submission + StateSuffix);
}
