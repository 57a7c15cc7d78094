using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>Copies of the data folder, made while the host runs and checked before they are called good.</summary>
[RpcService("backup", typeof(BackupJson))]
public interface IBackup
{
    /// <summary>Makes a copy, restores it beside itself, checks that, and only then puts it at its path. Errors: conflict where the path is taken, limit where the disk is full; nothing is left behind.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<BackupReport> CreateAsync(BackupCreateRequest request, IProgress<BackupProgress>? progress, CancellationToken cancel);

    /// <summary>Looks whether a copy is whole; changes nothing. Errors: not-found, invalid.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<BackupReport> CheckAsync(BackupCheckRequest request, IProgress<BackupProgress>? progress, CancellationToken cancel);
}

public sealed record BackupCreateRequest
{
    /// <summary>Where it goes: a full path at which nothing is yet.</summary>
    public required string Path { get; init; }

    /// <summary>Wraps the master key, so that the copy can be opened on another machine. Absent: it opens only where this folder's keys are kept, and the report warns of it.</summary>
    public string? Passphrase { get; init; }
}

public sealed record BackupCheckRequest
{
    public required string Path { get; init; }

    /// <summary>Absent checks all but the key.</summary>
    public string? Passphrase { get; init; }
}

/// <param name="Step">What is being done, for a person.</param>
/// <param name="Done">Bytes copied or read so far.</param>
/// <param name="Total">Of how many.</param>
public sealed record BackupProgress(string Step, long Done, long Total);

public sealed record BackupReport
{
    public required string Path { get; init; }
    public required DateTimeOffset Made { get; init; }
    public required string HostVersion { get; init; }
    public required long Bytes { get; init; }

    /// <summary>True where a passphrase opens it anywhere.</summary>
    public required bool HoldsKey { get; init; }

    /// <summary>True where nothing is missing or changed.</summary>
    public required bool Good { get; init; }
    public required IReadOnlyList<RpcProblem> Problems { get; init; }

    /// <summary>What the user should know of it, for example that it holds no key.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupCreateRequest))]
[JsonSerializable(typeof(BackupCheckRequest))]
[JsonSerializable(typeof(BackupProgress))]
[JsonSerializable(typeof(BackupReport))]
public sealed partial class BackupJson : JsonSerializerContext;
