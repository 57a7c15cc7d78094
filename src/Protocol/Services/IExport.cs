using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>Everything, or what belongs to one person or application, in formats that other programs read; and back from there.</summary>
[RpcService("export", typeof(ExportJson))]
public interface IExport
{
    /// <summary>
    /// Writes a folder, or a ZIP where the path ends with <c>.zip</c>: JSON Lines with their schema, CSV, an <c>.eml</c> of each message that went out, a vCard file,
    /// the files themselves, and a page to read. Errors: conflict where the path is taken, limit where the disk is full; nothing is left behind.
    /// </summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<ExportReport> CreateAsync(ExportCreateRequest request, IProgress<ExportProgress>? progress, CancellationToken cancel);

    /// <summary>
    /// Brings an export in, or only looks what that would do. What is here already stays as it is. Nothing of it is ever sent by itself: accounts come in
    /// disconnected, and what had not left is held back until a person releases it. The host's own records come in together or not at all.
    /// Errors: not-found, invalid where it is no export or was changed.
    /// </summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<ImportReport> ImportAsync(ExportImportRequest request, IProgress<ExportProgress>? progress, CancellationToken cancel);
}

public sealed record ExportCreateRequest
{
    /// <summary>Where it goes: a full path at which nothing is yet.</summary>
    public required string Path { get; init; }

    /// <summary>Only what belongs to this contact or application; absent is everything.</summary>
    public RecordRef? About { get; init; }
}

/// <param name="Step">What is being done, for a person.</param>
/// <param name="Done">How many records or files so far.</param>
public sealed record ExportProgress(string Step, int Done);

public sealed record ExportReport
{
    public required string Path { get; init; }
    public required DateTimeOffset Made { get; init; }
    public required int Files { get; init; }
    public required long Bytes { get; init; }

    /// <summary>How many records of each kind; a plugin's with its id before them, as in <c>applications/application</c>.</summary>
    public required IReadOnlyDictionary<string, int> Records { get; init; }

    /// <summary>What could not be taken out: path <c>plugin:ID</c>, or the record's.</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
}

public sealed record ExportImportRequest
{
    /// <summary>The folder, or the ZIP.</summary>
    public required string Path { get; init; }

    /// <summary>Looks what would come in, and changes nothing.</summary>
    public bool DryRun { get; init; }
}

public sealed record ImportReport
{
    /// <summary>When and by which version the export was made.</summary>
    public required DateTimeOffset Made { get; init; }
    public required string HostVersion { get; init; }

    /// <summary>How many came in, or would, of each kind.</summary>
    public required IReadOnlyDictionary<string, int> Added { get; init; }

    /// <summary>Here already, and left as they are.</summary>
    public required int Kept { get; init; }

    /// <summary>Messages that had not left where they come from, and are held back here.</summary>
    public required int HeldBack { get; init; }

    /// <summary>What was left out: path <c>file:line</c>.</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExportCreateRequest))]
[JsonSerializable(typeof(ExportProgress))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(ExportImportRequest))]
[JsonSerializable(typeof(ImportReport))]
public sealed partial class ExportJson : JsonSerializerContext;
