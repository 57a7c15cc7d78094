namespace Assistant.Host.Storage.Audit;

/// <summary>
/// The append-only chain of what was done. Its head is anchored outside the folder after each commit: the anchor may be behind the chain
/// (a crash in between), never ahead of it, and it moves only while the chain proves it.
/// </summary>
internal sealed class AuditLog(Database database, AnchorFile anchor, TimeProvider time)
{
    private const string Columns = "seq, time, person, client, action, kind, subject, outcome, hash";

    private bool _anchorProven;

    /// <summary>Why the last anchoring failed; null when it did not. The record itself is safe, and the next one anchors both.</summary>
    public string? AnchorFailure { get; private set; }

    /// <summary>Writes a record with the change it tells of: both or neither.</summary>
    public void Append(WriteTransaction transaction, AuditRecord record)
    {
        var last = Last(transaction);
        var seq = (last?.Seq ?? 0) + 1;
        var now = time.GetUtcNow();
        var hash = record.Hash(last?.Hash ?? AuditRecord.Genesis, seq, now);
        transaction.Execute(
            "INSERT INTO audit(seq, time, person, client, action, kind, subject, outcome, hash) VALUES(@seq, @time, @person, @client, @action, @kind, @subject, @outcome, @hash)",
            ("@seq", seq), ("@time", now), ("@person", record.Person), ("@client", record.Client), ("@action", record.Action),
            ("@kind", record.Kind), ("@subject", record.Subject), ("@outcome", record.Outcome), ("@hash", hash));
        var head = new Anchor(seq, Convert.ToHexStringLower(hash));
        if (_anchorProven || ProveAnchor(transaction, isFirst: last is null))
            transaction.OnCommitted(() => Advance(head));
    }

    /// <summary>For a record that stands by itself, such as a refusal.</summary>
    public void Append(AuditRecord record) => database.Write(transaction => Append(transaction, record));

    /// <summary>Records before <paramref name="before"/>, or the newest ones when it is null; newest first.</summary>
    public List<AuditRow> Page(long? before, int limit) => database.Read(connection => connection.Query(
        $"SELECT {Columns} FROM audit WHERE seq < @before ORDER BY seq DESC LIMIT @limit", ReadRow,
        ("@before", before ?? long.MaxValue), ("@limit", limit)));

    /// <summary>Walks the whole chain and compares it with the anchor.</summary>
    public AuditReport Verify()
    {
        // Read first: what is committed after this only makes the chain longer than the anchor.
        var anchored = anchor.Read();
        return database.Read(connection =>
        {
            var walk = new AuditWalk(anchored);
            connection.ForEach($"SELECT {Columns} FROM audit ORDER BY seq", row =>
            {
                walk.Visit(ReadRow(row));
                return true;
            });
            return walk.Finish();
        });
    }

    /// <summary>Whether the chain still holds what the anchor says; false for a restored or cut file, or a missing anchor. A chain that was never begun has none to miss.</summary>
    public bool IsAnchored(ReadConnection connection)
    {
        if (anchor.Read() is not { } anchored)
            return !connection.Exists("SELECT 1 FROM audit LIMIT 1");
        var hash = anchored.Number == 0
            ? AuditRecord.Genesis
            : connection.First("SELECT hash FROM audit WHERE seq = @seq", static row => row.Bytes(0), ("@seq", anchored.Number));
        return hash is not null && Convert.ToHexStringLower(hash) == anchored.Value;
    }

    /// <summary>Takes the chain as it stands for good, after a person has seen what is wrong with it; says so in the chain.</summary>
    public void Reanchor(WriteTransaction transaction, AuditRecord record)
    {
        Append(transaction, record);
        var last = Last(transaction)!;
        transaction.OnCommitted(() =>
        {
            anchor.Reset(new Anchor(last.Seq, Convert.ToHexStringLower(last.Hash)));
            _anchorProven = true;
        });
    }

    private static AuditRow? Last(ReadConnection connection) =>
        connection.First($"SELECT {Columns} FROM audit ORDER BY seq DESC LIMIT 1", ReadRow);

    private static AuditRow ReadRow(Row row) => new(
        row.Long(0), row.Time(1), new AuditRecord(row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7)), row.Bytes(8));

    // Once a process: a new chain gets an anchor before its first record is there, so that a chain without one was robbed of it.
    // An old chain must prove the anchor there is; else the anchor stays as it is, for it is the evidence.
    private bool ProveAnchor(WriteTransaction transaction, bool isFirst)
    {
        if (isFirst && anchor.Read() is null)
            anchor.Reset(new Anchor(0, Convert.ToHexStringLower(AuditRecord.Genesis)));
        return _anchorProven = IsAnchored(transaction);
    }

    private void Advance(Anchor head)
    {
        try
        {
            anchor.Advance(head);
            AnchorFailure = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            AnchorFailure = error.Message;
        }
    }
}
