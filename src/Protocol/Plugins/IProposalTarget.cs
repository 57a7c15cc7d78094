using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// A plugin whose records proposals can be about. The host asks the plugin first and records the decision afterwards; a crash in between leaves the proposal
/// open, and the same decision is asked for again under the same key. The manifest names the kinds of records under <c>contributes.proposalTargets</c>.
/// </summary>
[RpcService("proposalTarget", typeof(ProposalTargetJson))]
public interface IProposalTarget
{
    /// <summary>What is wrong with a change, with paths below <c>$</c>; and what the record is like that it is thought for. Changes nothing.</summary>
    ValueTask<ProposalCheckResponse> CheckAsync(ProposalChangeRequest request, CancellationToken cancel);

    /// <summary>Makes the change. Done already under this key, it answers the same. Errors: conflict where the record is not the basis's any more.</summary>
    ValueTask<ProposalApplyResponse> ApplyAsync(ProposalApplyRequest request, CancellationToken cancel);

    /// <summary>Takes back what applying under this key did and nothing else; what was never applied, or was taken back, is no error. Errors: conflict where the record was changed again since.</summary>
    ValueTask<ProposalCheckResponse> UndoAsync(ProposalUndoChangeRequest request, CancellationToken cancel);

    /// <summary>What a text that is written for a record may say of it, for example an application's company and role; <c>stages</c> are the words that a <c>stage.move</c> takes. A plugin that tells nothing gives none. Errors: not-found.</summary>
    ValueTask<ProposalFactsResponse> FactsAsync(ProposalFactsRequest request, CancellationToken cancel) => new(new ProposalFactsResponse { Facts = [] });
}

public sealed record ProposalChangeRequest
{
    /// <summary>For example <c>stage.move</c>.</summary>
    public required string Kind { get; init; }
    public required RecordRef About { get; init; }
    public required JsonElement Values { get; init; }
}

public sealed record ProposalCheckResponse
{
    public required IReadOnlyList<RpcProblem> Problems { get; init; }

    /// <summary>Opaque; where it differs at the acceptance, the record has moved on.</summary>
    public required string Basis { get; init; }
}

public sealed record ProposalApplyRequest
{
    /// <summary>The proposal and its revision: one decision.</summary>
    public required string Key { get; init; }
    public required ProposalChangeRequest Change { get; init; }
    public required string Basis { get; init; }
}

public sealed record ProposalApplyResponse
{
    /// <summary>All that undoing needs; opaque.</summary>
    public required string Undo { get; init; }
}

public sealed record ProposalUndoChangeRequest
{
    public required string Key { get; init; }
    public required ProposalChangeRequest Change { get; init; }

    /// <summary>What applying answered; null where the host cannot know whether it was applied: it ended in between.</summary>
    public string? Undo { get; init; }
}

public sealed record ProposalFactsRequest
{
    public required RecordRef About { get; init; }
}

public sealed record ProposalFactsResponse
{
    public required IReadOnlyList<RecordFact> Facts { get; init; }
}

/// <param name="Name">One word of letters, for example <c>company</c>; sources name it after the record's kind (<c>application.company</c>).</param>
/// <param name="Value">One line.</param>
public sealed record RecordFact(string Name, string Value);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProposalChangeRequest))]
[JsonSerializable(typeof(ProposalCheckResponse))]
[JsonSerializable(typeof(ProposalApplyRequest))]
[JsonSerializable(typeof(ProposalApplyResponse))]
[JsonSerializable(typeof(ProposalUndoChangeRequest))]
[JsonSerializable(typeof(ProposalFactsRequest))]
[JsonSerializable(typeof(ProposalFactsResponse))]
public sealed partial class ProposalTargetJson : JsonSerializerContext;
