using Assistant.Protocol.Services;

namespace Assistant.Host.Cli;

/// <summary>What the restore command is asked to do.</summary>
internal sealed record RestoreOptions
{
    /// <summary>The backup's full path.</summary>
    public required string File { get; init; }

    /// <summary>The full path of the data folder whose place it takes.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Null asks for it where no other key is at hand.</summary>
    public string? Passphrase { get; init; }

    public required Func<CancellationToken, ValueTask<string>> AskPassphrase { get; init; }

    /// <summary>Throws where the person says no.</summary>
    public required Func<RestoreQuestion, CancellationToken, ValueTask> Confirm { get; init; }

    public IProgress<BackupProgress>? Progress { get; init; }
}

/// <param name="Made">When the backup was made.</param>
/// <param name="HostVersion">By which version.</param>
/// <param name="Target">Whose place it takes.</param>
/// <param name="Aside">Where the folder goes that is there now; null where none is.</param>
internal sealed record RestoreQuestion(DateTimeOffset Made, string HostVersion, string Target, string? Aside);

/// <param name="Made">When the backup was made.</param>
/// <param name="DataFolder">Where it is now.</param>
/// <param name="Aside">Where the folder is that was there; null where none was.</param>
/// <param name="Warnings">What the user should know.</param>
internal sealed record RestoreOutcome(DateTimeOffset Made, string DataFolder, string? Aside, IReadOnlyList<string> Warnings);
