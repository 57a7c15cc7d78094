using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// Gives a plugin's records out as typed JSON and takes them back, with their ids. What <see cref="ReadAsync"/> gave, <see cref="WriteAsync"/> into an
/// empty store takes, and <see cref="ReadAsync"/> then gives again, equal. Secrets are no records.
/// </summary>
[RpcService("exporter", typeof(ExporterJson))]
public interface IExporter
{
    /// <summary>The kinds of records there are, in the order in which they are taken back: what others refer to first.</summary>
    ValueTask<ExporterDescription> DescribeAsync(ExporterDescribeRequest request, CancellationToken cancel);

    /// <summary>One page of one kind, ordered by id, so that the same records are the same pages.</summary>
    ValueTask<ExporterPage> ReadAsync(ExporterReadRequest request, CancellationToken cancel);

    /// <summary>
    /// Takes records of one kind. One that is here already as it is counts as the same; one that does not fit is a problem (path <c>$.records[n]</c>)
    /// and left out, the rest goes on. Writing the same twice changes nothing. Nothing that is taken causes anything to be sent.
    /// </summary>
    ValueTask<ExporterWritten> WriteAsync(ExporterWriteRequest request, CancellationToken cancel);

    /// <summary>What happened to a record, a page at a time, oldest first: for the export's page, which a person reads. A plugin that has no such story gives none.</summary>
    ValueTask<ExporterStory> TellAsync(ExporterTellRequest request, CancellationToken cancel) => new(new ExporterStory { Events = [] });
}

public static class ExporterLimits
{
    /// <summary>Records in one page; with <see cref="Record"/> it stays under the frame limit where records are small, and a plugin answers fewer where they are not.</summary>
    public const int Page = 200;

    /// <summary>Bytes of one record as JSON.</summary>
    public const int Record = 1024 * 1024;
}

public sealed record ExporterDescribeRequest;

public sealed record ExporterDescription
{
    public required IReadOnlyList<ExportKind> Kinds { get; init; }
}

/// <param name="Kind">The name of the kind and of its file: <c>application</c>. Lower-case letters, digits and '-'.</param>
/// <param name="Schema">JSON Schema of one record.</param>
public sealed record ExportKind(string Kind, JsonElement Schema);

public sealed record ExporterReadRequest
{
    public required string Kind { get; init; }

    /// <summary>Only what belongs to this record (a contact, an application); null for all.</summary>
    public RecordRef? About { get; init; }

    /// <summary><see cref="ExporterPage.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }
}

public sealed record ExporterPage
{
    public required IReadOnlyList<JsonElement> Records { get; init; }

    /// <summary>Null with the last page.</summary>
    public string? Next { get; init; }
}

public sealed record ExporterWriteRequest
{
    public required string Kind { get; init; }
    public required IReadOnlyList<JsonElement> Records { get; init; }

    /// <summary>Looks what would happen, and changes nothing.</summary>
    public bool DryRun { get; init; }
}

public sealed record ExporterWritten
{
    public required int Added { get; init; }

    /// <summary>Here already, and as it is.</summary>
    public required int Same { get; init; }

    /// <summary>Path <c>$.records[n]</c>, or a member below it.</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }
}

public sealed record ExporterTellRequest
{
    /// <summary>The record (a contact, an application).</summary>
    public required RecordRef About { get; init; }

    /// <summary><see cref="ExporterStory.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }
}

public sealed record ExporterStory
{
    public required IReadOnlyList<ExporterEvent> Events { get; init; }

    /// <summary>Null with the last page.</summary>
    public string? Next { get; init; }
}

/// <param name="At">When it happened.</param>
/// <param name="Of">What it happened to, as a person calls it: <c>Engineer, Acme</c>.</param>
/// <param name="What">What happened, in a few words.</param>
public sealed record ExporterEvent(DateTimeOffset At, string Of, string What);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExporterDescribeRequest))]
[JsonSerializable(typeof(ExporterDescription))]
[JsonSerializable(typeof(ExporterReadRequest))]
[JsonSerializable(typeof(ExporterPage))]
[JsonSerializable(typeof(ExporterWriteRequest))]
[JsonSerializable(typeof(ExporterWritten))]
[JsonSerializable(typeof(ExporterTellRequest))]
[JsonSerializable(typeof(ExporterStory))]
public sealed partial class ExporterJson : JsonSerializerContext;
