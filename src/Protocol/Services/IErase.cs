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
    /// A plugin that could not do its part is a problem in the receipt, and is asked again at every start until it has. Before everything is erased, every
    /// mailbox is disconnected by its provider; what could not be revoked there is a problem with the place where a person does it, and stops nothing.
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

    /// <summary>The mailboxes that are disconnected first: those in use, and only with everything.</summary>
    public IReadOnlyList<ErasedAccount> Accounts { get; set; } = [];

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

/// <summary>A mailbox that is disconnected before everything is erased.</summary>
public sealed record ErasedAccount
{
    /// <summary>The provider's id, for example <c>mail.gmail</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Whose mailbox. Once it is erased only the answer to <c>erase/run</c> has it, and nothing that is kept.</summary>
    public required string Address { get; init; }

    /// <summary>What the provider did; empty in a plan, and where it could not be asked.</summary>
    public IReadOnlyList<string> Done { get; set; } = [];

    /// <summary>What only the user can do about the rest.</summary>
    public IReadOnlyList<string> LeftToYou { get; set; } = [];
}

public sealed record EraseRunRequest
{
    public RecordRef? About { get; init; }
    public bool Everything { get; init; }
}

/// <summary>What was erased, for whoever has to show it: ids and counts, no name and no content; with everything, whose mailboxes were disconnected, which is said once and not kept.</summary>
public sealed record EraseReceipt
{
    public required string Id { get; init; }
    public RecordRef? About { get; init; }
    public required DateTimeOffset At { get; init; }
    public required IReadOnlyList<ErasedPart> Parts { get; init; }

    /// <summary>The mailboxes that were disconnected; of a kept receipt their number is in <see cref="Parts"/>.</summary>
    public IReadOnlyList<ErasedAccount> Accounts { get; set; } = [];

    /// <summary>Path <c>plugin:ID</c>, <c>file:NAME</c>, <c>secrets</c> or <c>account:ADDRESS</c>: who could not do their part, and what is to be done about it.</summary>
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
