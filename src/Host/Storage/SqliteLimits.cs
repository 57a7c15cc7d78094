namespace Assistant.Host.Storage;

/// <summary>What a file may cost that others than the host fill and query.</summary>
/// <param name="FileBytes">How large it may grow.</param>
/// <param name="ValueBytes">The largest text, blob or row.</param>
/// <param name="SqlBytes">The longest text of a statement.</param>
/// <param name="Time">How long one read or one transaction may take.</param>
internal sealed record SqliteLimits(long FileBytes, int ValueBytes, int SqlBytes, TimeSpan Time)
{
    /// <summary>SQLite's own default since 3.12.</summary>
    public const int PageBytes = 4096;

    /// <summary>Some tenths of a millisecond: rare enough to cost nothing, often enough to stop in time.</summary>
    public const int InstructionsBetweenLooks = 10_000;
}
