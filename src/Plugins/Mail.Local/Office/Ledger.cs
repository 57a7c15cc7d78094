using System.Text.Json;
using Assistant.Plugins.MailLocal.Files;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>The append-only list of what was submitted: the post office's evidence.</summary>
internal sealed class Ledger(string path)
{
    /// <summary>Repairs what a power cut left of a line that was never acknowledged.</summary>
    public void Recover() => Durable.DropTornTail(path);

    /// <summary>On the disk when it returns.</summary>
    public void Append(LedgerLine line) => Durable.Append(path, [.. JsonSerializer.SerializeToUtf8Bytes(line, OfficeJson.Default.LedgerLine), (byte)'\n']);

    public LedgerLine? FindOutbox(string outboxId) => Lines().FirstOrDefault(l => l.OutboxId == outboxId);

    public bool HasSubmission(string submission) => Lines().Any(l => l.Submission == submission);

    private IEnumerable<LedgerLine> Lines() =>
        File.Exists(path) ? File.ReadLines(path).Select(l => JsonSerializer.Deserialize(l, OfficeJson.Default.LedgerLine)!) : [];
}
