namespace Assistant.Host.Storage;

/// <summary>Why a database refused. The transaction was rolled back; nothing of it is in the file.</summary>
internal enum StorageFault
{
    /// <summary>A unique, check, foreign key or trigger rule of the schema refused the change.</summary>
    Constraint,

    /// <summary>The disk, or a limit set on the file, is full.</summary>
    Full,

    /// <summary>The file or its folder cannot be written.</summary>
    ReadOnly,

    /// <summary>The file is damaged, or is no database at all.</summary>
    Corrupt,

    /// <summary>The operating system failed to read or write.</summary>
    Io,

    /// <summary>The file or its folder cannot be opened.</summary>
    CannotOpen,

    /// <summary>Another process holds the file.</summary>
    Busy,

    /// <summary>The call went over its time or size bound.</summary>
    Limit,

    /// <summary>The file was written by a newer program.</summary>
    Newer,

    /// <summary>A migration that was applied is not the one the program carries.</summary>
    Changed,

    /// <summary>The native library is too old, or a setting it must have did not take.</summary>
    Unsupported,
}

/// <summary>A database that cannot do what was asked, with the one thing a person can do about it.</summary>
internal sealed class StorageException(StorageFault fault, string reason, string remedy, Exception? inner = null)
    : Exception($"{reason} {remedy}", inner)
{
    public StorageFault Fault { get; } = fault;

    public string Reason { get; } = reason;

    public string Remedy { get; } = remedy;
}
