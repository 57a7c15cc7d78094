namespace Assistant.Host.Storage.Audit;

/// <summary>How a chain can be broken.</summary>
internal enum AuditBreak
{
    /// <summary>A record is not what was written.</summary>
    Changed,

    /// <summary>Records are missing before this one.</summary>
    Removed,

    /// <summary>The last records are missing.</summary>
    CutOff,

    /// <summary>The chain fits together but is not the one that was anchored.</summary>
    Rewritten,

    /// <summary>There is no anchor outside the folder, so an end cut off or a chain written anew would not be seen.</summary>
    NoAnchor,
}

/// <summary>One break: at which record, of which sort, and in words for a person.</summary>
internal sealed record AuditProblem(long Seq, AuditBreak Break, string Text);

internal sealed record AuditReport(long Records, IReadOnlyList<AuditProblem> Problems)
{
    public bool IsWhole => Problems.Count == 0;
}
