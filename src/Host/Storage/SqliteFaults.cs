using Microsoft.Data.Sqlite;

namespace Assistant.Host.Storage;

/// <summary>Turns SQLite's result codes into the faults callers know, with a remedy.</summary>
internal static class SqliteFaults
{
    // Primary result codes, https://www.sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, ReadOnly = 8, Interrupt = 9, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14, TooBig = 18, Constraint = 19, NotADatabase = 26;

    /// <summary>Null when the code means a broken call (bad SQL, misuse): that one must surface as it is.</summary>
    public static StorageException? Translate(SqliteException error, string path)
    {
        var name = Path.GetFileName(path);
        return error.SqliteErrorCode switch
        {
            Full => new(StorageFault.Full, $"The disk is full: {name} could not grow.", $"Free some space on the disk of {path} and try again; nothing was half-written.", error),
            ReadOnly => new(StorageFault.ReadOnly, $"{name} cannot be written.", $"Give your user write permission on {path} and its folder.", error),
            Corrupt or NotADatabase => new(StorageFault.Corrupt, $"{name} is damaged or is not a database.", $"Restore a backup of {path}; keep the damaged file aside.", error),
            IoError => new(StorageFault.Io, $"The operating system failed to read or write {name} (code {error.SqliteExtendedErrorCode}).", $"Check the disk of {path}, then try again.", error),
            CantOpen => new(StorageFault.CannotOpen, $"{name} cannot be opened.", $"Check that the folder of {path} exists and belongs to your user.", error),
            Busy or Locked => new(StorageFault.Busy, $"Another program holds {name}.", $"Close the program that has {path} open.", error),
            Interrupt or TooBig => new(StorageFault.Limit, $"A query on {name} went over its bound and was stopped.", "Ask for less at a time.", error),
            Constraint => new(StorageFault.Constraint, $"A rule of {name} refused the change: {error.Message}.", "Correct the values and try again.", error),
            _ => null,
        };
    }
}
