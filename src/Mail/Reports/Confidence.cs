namespace Assistant.Mail.Reports;

/// <summary>How far what was read can be relied on.</summary>
public enum Confidence
{
    /// <summary>Guessed from text or loose signs: show it, ask before acting on it.</summary>
    Low,

    /// <summary>Conventional signs that most software writes, but no standard field.</summary>
    Medium,

    /// <summary>A field that a standard defines for this purpose.</summary>
    High,
}
