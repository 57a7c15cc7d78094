namespace Assistant.Host.Storage.Audit;

/// <summary>Looks at the records of a chain one after another and tells where it breaks.</summary>
internal sealed class AuditWalk(Anchor? anchored)
{
    private readonly List<AuditProblem> _problems = [];
    private byte[] _previous = AuditRecord.Genesis;
    private long _seq;
    private long _records;
    private bool _anchorSeen;

    public void Visit(AuditRow row)
    {
        _records++;
        if (row.Seq != _seq + 1)
            Add(row.Seq, AuditBreak.Removed, row.Seq == _seq + 2 ? $"Record {_seq + 1} is missing." : $"Records {_seq + 1} to {row.Seq - 1} are missing.");
        else if (!row.Record.Hash(_previous, row.Seq, row.Time).AsSpan().SequenceEqual(row.Hash))
            Add(row.Seq, AuditBreak.Changed, $"Record {row.Seq} is not what was written.");
        if (anchored is { } anchor && anchor.Number == row.Seq)
        {
            _anchorSeen = true;
            // After a break further up the anchor tells nothing new.
            if (_problems.Count == 0 && anchor.Value != Convert.ToHexStringLower(row.Hash))
                Add(row.Seq, AuditBreak.Rewritten, $"The chain was written anew: at record {row.Seq} it is not the one that was anchored.");
        }

        _previous = row.Hash;
        _seq = row.Seq;
    }

    public AuditReport Finish()
    {
        if (anchored is null && _records > 0)
            Add(_seq, AuditBreak.NoAnchor, "The anchor outside the data folder is missing or damaged.");
        else if (anchored is { } anchor && !_anchorSeen && anchor.Number > _seq)
            Add(_seq, AuditBreak.CutOff, $"The log ends at record {_seq}, but record {anchor.Number} was written.");
        return new AuditReport(_records, _problems);
    }

    private void Add(long seq, AuditBreak kind, string text) => _problems.Add(new AuditProblem(seq, kind, text));
}
