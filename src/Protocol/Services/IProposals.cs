using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>Changes that await a person, each with the quoted line that led to it. Machines propose, people decide.</summary>
[RpcService("proposals", typeof(ProposalsJson))]
public interface IProposals
{
    /// <summary>Newest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<ProposalListResponse> ListAsync(ProposalListRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Propose)]
    ValueTask<Proposal> MakeAsync(ProposalMakeRequest request, CancellationToken cancel);

    /// <summary>Applies the change. Errors: conflict where the record has changed so that it no longer fits.</summary>
    [RpcMethod(Requires = Scopes.Decide)]
    ValueTask<Proposal> AcceptAsync(ProposalAcceptRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Decide)]
    ValueTask<Proposal> DismissAsync(ProposalDismissRequest request, CancellationToken cancel);

    /// <summary>Takes an acceptance or a dismissal back: the record is as it was, the proposal open again.</summary>
    [RpcMethod(Requires = Scopes.Decide)]
    ValueTask<Proposal> UndoAsync(ProposalUndoRequest request, CancellationToken cancel);
}

[JsonConverter(typeof(CamelCaseEnumConverter<ProposalState>))]
public enum ProposalState
{
    Open,
    Accepted,
    Dismissed,
}

public sealed record Proposal
{
    public required string Id { get; init; }
    public required long Revision { get; init; }

    /// <summary>What kind of change: <c>followUp.set</c>, <c>contact.suppress</c>, <c>stage.move</c>, or a plugin's own.</summary>
    public required string Kind { get; init; }
    public required ProposalState State { get; init; }
    public required RecordRef About { get; init; }

    /// <summary>The change in one sentence, for a person.</summary>
    public required string Title { get; init; }

    /// <summary>The line that led to it; absent where a header did.</summary>
    public string? QuotedLine { get; init; }
    public IReadOnlyList<Evidence> Evidence { get; set; } = [];

    /// <summary>The kind's own values, for example <c>{"due":"2026-12-09"}</c>.</summary>
    public required JsonElement Values { get; init; }

    /// <summary>Who made it: <c>host</c> (its rules for incoming mail), <c>plugin:ID</c>, <c>model:NAME</c>, or what a client calls itself, behind <c>client:</c> where that is one of these.</summary>
    public required string MadeBy { get; init; }
    public required DateTimeOffset Made { get; init; }
}

public sealed record ProposalListRequest
{
    public ProposalState State { get; set; } = ProposalState.Open;
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record ProposalListResponse
{
    public required IReadOnlyList<Proposal> Proposals { get; init; }
    public string? Next { get; init; }
}

public sealed record ProposalMakeRequest
{
    public required string Kind { get; init; }
    public required RecordRef About { get; init; }
    public required string Title { get; init; }
    public string? QuotedLine { get; init; }
    public IReadOnlyList<Evidence> Evidence { get; set; } = [];
    public required JsonElement Values { get; init; }

    /// <summary>The contact whose words the quoted line is, so that they are sealed and erased with that contact's; null takes the record it is about.</summary>
    public string? ContactId { get; init; }
}

public sealed record ProposalAcceptRequest
{
    public required string Id { get; init; }
}

public sealed record ProposalDismissRequest
{
    public required string Id { get; init; }
}

public sealed record ProposalUndoRequest
{
    public required string Id { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProposalListRequest))]
[JsonSerializable(typeof(ProposalListResponse))]
[JsonSerializable(typeof(ProposalMakeRequest))]
[JsonSerializable(typeof(Proposal))]
[JsonSerializable(typeof(ProposalAcceptRequest))]
[JsonSerializable(typeof(ProposalDismissRequest))]
[JsonSerializable(typeof(ProposalUndoRequest))]
public sealed partial class ProposalsJson : JsonSerializerContext;
