namespace Assistant.Host.Storage.Backups;

/// <summary>Why a backup cannot be made, read or restored.</summary>
internal enum BackupFault
{
    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>It is no backup, or cannot be read.</summary>
    Unreadable,

    /// <summary>Where it should go, something is already.</summary>
    Taken,

    /// <summary>Where it should go, nothing can be.</summary>
    Place,

    /// <summary>A disk is or would be full.</summary>
    Full,

    /// <summary>The key that opens it is not at hand.</summary>
    Key,

    /// <summary>What it holds is not whole.</summary>
    NotGood,
}

/// <summary>A backup that cannot be made, read or restored, with what a person can do. Nothing was left behind.</summary>
internal sealed class BackupException(BackupFault fault, string reason, string remedy, Exception? inner = null) : Exception($"{reason} {remedy}", inner)
{
    public BackupFault Fault { get; } = fault;

    public string Reason { get; } = reason;

    public string Remedy { get; } = remedy;
}
