using System.Text.Json.Serialization;

namespace Assistant.Host.Storage.Backups;

/// <summary>What a backup says of itself, before anything else in it.</summary>
internal sealed record BackupHeader
{
    /// <summary>The format that is written. A reader takes this and older ones.</summary>
    public const int Newest = 1;

    public required int Format { get; init; }

    public required DateTimeOffset Made { get; init; }

    public required string HostVersion { get; init; }

    /// <summary>The folder it is of; its key may still be there.</summary>
    public required string Folder { get; init; }

    /// <summary>The last record of the audit chain when it was begun: what is in it goes at least so far.</summary>
    public required long AuditHead { get; init; }

    public required string AuditHash { get; init; }

    /// <summary>True where the chain was broken before it was copied, which the copy cannot mend.</summary>
    public bool AuditBroken { get; init; }

    /// <summary>Tells the master key from others; null where nothing was sealed yet.</summary>
    public string? KeyFingerprint { get; init; }

    /// <summary>The master key under the recovery passphrase; null where none was given.</summary>
    public WrappedKey? Key { get; init; }
}

/// <param name="Path">Its name in the backup, below the data folder.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
internal sealed record BackupPart(string Path, long Size, string Sha256);

/// <summary>Everything that a backup holds, written behind it: without this the end is missing.</summary>
internal sealed record BackupContents(IReadOnlyList<BackupPart> Parts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupHeader))]
[JsonSerializable(typeof(BackupContents))]
internal sealed partial class BackupHeaderJson : JsonSerializerContext;
