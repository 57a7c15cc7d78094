using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>Forgets one person, one application, or everything: in every file of the data folder, and again after an older backup is restored there.</summary>
[RpcService("erase", typeof(EraseJson))]
public interface IErase
{
    /// <summary>What would be erased now, what stays and why, and what is in the way. Changes nothing.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<ErasePlan> PlanAsync(ErasePlanRequest request, CancellationToken cancel);

    /// <summary>
    /// Erases it. Errors: not-found where there is no such record, wrong-state while a message to them is on its way or a text about them is being written.
    /// A plugin that could not do its part is a problem in the receipt, and is asked again at every start until it has.
    /// </summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<EraseReceipt> RunAsync(EraseRunRequest request, CancellationToken cancel);

    /// <summary>Receipts, newest first.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<EraseListResponse> ListAsync(EraseListRequest request, CancellationToken cancel);
}

public sealed record ErasePlanRequest
{
    /// <summary>A contact (<c>contact</c>), or a plugin's record (<c>application</c>); absent with <see cref="Everything"/>.</summary>
    public RecordRef? About { get; init; }

    /// <summary>All records of the folder and of every plugin.</summary>
    public bool Everything { get; init; }
}

public sealed record ErasePlan
{
    public RecordRef? About { get; init; }

    /// <summary>What the record is called; absent where only a plugin knows, and with everything.</summary>
    public string? Name { get; init; }
    public required IReadOnlyList<ErasedPart> Parts { get; init; }

    /// <summary>What is not erased, line by line.</summary>
    public required IReadOnlyList<string> Stays { get; init; }

    /// <summary>What must be dealt with first; while there is any, nothing can be erased.</summary>
    public required IReadOnlyList<RpcProblem> Obstacles { get; init; }
}

/// <param name="Kind">A word for a person, in the plural: <c>timeline entries</c>.</param>
/// <param name="Count">How many.</param>
public sealed record ErasedCount(string Kind, int Count);

/// <summary>What one part of the program holds, or erased.</summary>
/// <param name="Plugin">The plugin; null for the host.</param>
/// <param name="Kinds">Only kinds of which there are any.</param>
public sealed record ErasedPart(IReadOnlyList<ErasedCount> Kinds, string? Plugin = null);

public sealed record EraseRunRequest
{
    public RecordRef? About { get; init; }
    public bool Everything { get; init; }
}

/// <summary>What was erased, for whoever has to show it: ids and counts, no name and no content.</summary>
public sealed record EraseReceipt
{
    public required string Id { get; init; }
    public RecordRef? About { get; init; }
    public required DateTimeOffset At { get; init; }
    public required IReadOnlyList<ErasedPart> Parts { get; init; }

    /// <summary>Path <c>plugin:ID</c> or <c>file:NAME</c>: who could not do their part yet.</summary>
    public IReadOnlyList<RpcProblem> Problems { get; set; } = [];
    public IReadOnlyList<string> Stays { get; set; } = [];
}

public sealed record EraseListRequest
{
    public int Limit { get; set; } = Paging.DefaultLimit;
}

public sealed record EraseListResponse
{
    public required IReadOnlyList<EraseReceipt> Receipts { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ErasePlanRequest))]
[JsonSerializable(typeof(ErasePlan))]
[JsonSerializable(typeof(EraseRunRequest))]
[JsonSerializable(typeof(EraseReceipt))]
[JsonSerializable(typeof(EraseListRequest))]
[JsonSerializable(typeof(EraseListResponse))]
[JsonSerializable(typeof(IReadOnlyList<ErasedPart>))]
public sealed partial class EraseJson : JsonSerializerContext;
