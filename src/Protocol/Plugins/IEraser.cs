using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// Erases what a plugin keeps about one subject, or all of it: rows are deleted, not marked, and full-text tables with them. What only mentions the
/// subject (a link to a contact) is let go. The host optimizes full-text tables and empties the database's log afterwards.
/// </summary>
[RpcService("eraser", typeof(EraserJson))]
public interface IEraser
{
    /// <summary>What <see cref="EraseAsync"/> would erase now; changes nothing.</summary>
    ValueTask<ErasedCounts> PlanAsync(EraserRequest request, CancellationToken cancel);

    /// <summary>Erases it, in one transaction. Erasing what is not there is no error: after a restore it is asked for again.</summary>
    ValueTask<ErasedCounts> EraseAsync(EraserRequest request, CancellationToken cancel);
}

public sealed record EraserRequest
{
    /// <summary>A contact, an application, or another record; null for everything.</summary>
    public RecordRef? About { get; init; }
}

public sealed record ErasedCounts
{
    /// <summary>Only kinds of which there are any.</summary>
    public required IReadOnlyList<ErasedCount> Kinds { get; init; }

    /// <summary>Of a plan: other records that this one has become, as when two were merged. The host forgets what is kept for them too; the plugin does its part by itself.</summary>
    public IReadOnlyList<RecordRef> Also { get; set; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EraserRequest))]
[JsonSerializable(typeof(ErasedCounts))]
public sealed partial class EraserJson : JsonSerializerContext;
