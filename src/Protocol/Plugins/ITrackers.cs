using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>Lists of applications that people have elsewhere: a spreadsheet of their own, or another tracker's export, as CSV or Excel.</summary>
[RpcService("trackers", typeof(TrackersJson))]
public interface ITrackers
{
    /// <summary>The trackers whose columns are known, and how surely.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<TrackerPresetsResponse> PresetsAsync(TrackerPresetsRequest request, CancellationToken cancel);

    /// <summary>
    /// Makes an application of each row. A row that cannot be taken is named with its line and left out; the rest goes on. A row that was imported before, and one for
    /// whose link or requisition there is an application, changes nothing. Notes become documents. Errors: invalid where it is neither CSV nor Excel, or where no column is the
    /// company or none the role.
    /// </summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<TrackerImportResponse> ImportAsync(TrackerImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancel);

    /// <summary>Imports whose applications are still there, newest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<TrackerListResponse> ListAsync(TrackerListRequest request, CancellationToken cancel);

    /// <summary>Deletes what an import made, but what was changed since; that is named.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<TrackerUndoResponse> UndoAsync(TrackerUndoRequest request, CancellationToken cancel);
}

public static class TrackerLimits
{
    /// <summary>Bytes of a file.</summary>
    public const int Size = 16 * 1024 * 1024;

    public const int Rows = 10_000;

    /// <summary>What a column may be.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["company", "domain", "role", "requisition", "link", "place", "pay", "source", "posted", "deadline", "applied", "stage", "tags", "notes"];
}

public sealed record TrackerPresetsRequest;

public sealed record TrackerPresetsResponse
{
    public required IReadOnlyList<TrackerPreset> Presets { get; init; }
}

/// <param name="Id">For example <c>jobsync</c>.</param>
/// <param name="Name">For a person.</param>
/// <param name="Columns">Column to field.</param>
/// <param name="Sureness">Where the columns' names are from, for a person: the tracker's own source, or others' accounts of it.</param>
public sealed record TrackerPreset(string Id, string Name, IReadOnlyDictionary<string, string> Columns, string Sureness);

[JsonConverter(typeof(CamelCaseEnumConverter<DayOrder>))]
public enum DayOrder
{
    /// <summary>21.11.2026 and 21/11/2026.</summary>
    DayFirst,

    /// <summary>11/21/2026.</summary>
    MonthFirst,
}

public sealed record TrackerImportRequest
{
    public required Content File { get; init; }

    /// <summary>Without a folder; an import is known by it.</summary>
    public required string FileName { get; init; }

    /// <summary>A preset's id; absent goes by the columns' names.</summary>
    public string? Preset { get; init; }

    /// <summary>Column to field of <see cref="TrackerLimits.Fields"/>, before preset and names; an empty field leaves the column out.</summary>
    public IReadOnlyDictionary<string, string>? Mapping { get; init; }

    /// <summary>The file's words for stages to the pipeline's, before those that are known.</summary>
    public IReadOnlyDictionary<string, string>? Stages { get; init; }

    /// <summary>Needed only where the file's days can be read both ways.</summary>
    public DayOrder? Days { get; init; }

    /// <summary>Reads and reports, writes nothing.</summary>
    public bool DryRun { get; init; }
}

public sealed record TrackerImportResponse
{
    /// <summary>For <see cref="ITrackers.UndoAsync"/>; absent where nothing was made.</summary>
    public string? ImportId { get; init; }
    public required int Created { get; init; }

    /// <summary>Rows for which there was an application already.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Column to field, of the columns that are read.</summary>
    public required IReadOnlyDictionary<string, string> Mapping { get; init; }

    /// <summary>The first rows as they are taken.</summary>
    public required IReadOnlyList<TrackerRow> Rows { get; init; }

    /// <summary>Rows that were left out; path <c>jobs.csv:7</c>.</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }

    /// <summary>Values that were left out of rows that were taken, or taken in a way that should be looked at.</summary>
    public required IReadOnlyList<RpcProblem> Notices { get; init; }
}

/// <param name="Line">Where it is, from 1.</param>
/// <param name="Company">The company.</param>
/// <param name="Role">The role.</param>
/// <param name="Stage">The pipeline's stage.</param>
/// <param name="IsNew">False where there is an application already.</param>
/// <param name="Applied">The day of applying.</param>
public sealed record TrackerRow(int Line, string Company, string Role, string Stage, bool IsNew, DateOnly? Applied = null);

public sealed record TrackerListRequest;

public sealed record TrackerListResponse
{
    public required IReadOnlyList<TrackerImported> Imports { get; init; }
}

/// <param name="Id">The import.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="At">When.</param>
/// <param name="Applications">Those that are still there.</param>
public sealed record TrackerImported(string Id, string FileName, DateTimeOffset At, int Applications);

public sealed record TrackerUndoRequest
{
    public required string ImportId { get; init; }
}

public sealed record TrackerUndoResponse
{
    public required int Deleted { get; init; }

    /// <summary>Ids of those that were changed since the import, and stay.</summary>
    public required IReadOnlyList<string> Kept { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TrackerPresetsRequest))]
[JsonSerializable(typeof(TrackerPresetsResponse))]
[JsonSerializable(typeof(TrackerImportRequest))]
[JsonSerializable(typeof(TrackerImportResponse))]
[JsonSerializable(typeof(ImportProgress))]
[JsonSerializable(typeof(TrackerListRequest))]
[JsonSerializable(typeof(TrackerListResponse))]
[JsonSerializable(typeof(TrackerUndoRequest))]
[JsonSerializable(typeof(TrackerUndoResponse))]
public sealed partial class TrackersJson : JsonSerializerContext;
