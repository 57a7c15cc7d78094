using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>The append-only, hash-chained record of who did what. It holds ids and outcomes, never content or addresses.</summary>
[RpcService("audit", typeof(AuditJson))]
public interface IAudit
{
    /// <summary>Newest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<AuditListResponse> ListAsync(AuditListRequest request, CancellationToken cancel);

    /// <summary>Walks the whole chain and compares its head with the anchor kept outside the file.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<AuditVerifyResponse> VerifyAsync(AuditVerifyRequest request, CancellationToken cancel);
}

public sealed record AuditEntry
{
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The person and client, or the host.</summary>
    public required string Actor { get; init; }

    /// <summary>For example <c>outbox.approve</c>.</summary>
    public required string Action { get; init; }
    public RecordRef? Resource { get; init; }

    /// <summary>For example <c>done</c>, <c>refused: scope approve</c>.</summary>
    public required string Outcome { get; init; }
}

public sealed record AuditListRequest
{
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record AuditListResponse
{
    public required IReadOnlyList<AuditEntry> Entries { get; init; }
    public string? Next { get; init; }
}

public sealed record AuditVerifyRequest;

public sealed record AuditVerifyResponse
{
    public required bool Whole { get; init; }
    public required long Entries { get; init; }

    /// <summary>Each break, with the entry it stands at: path <c>audit[17]</c>.</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AuditListRequest))]
[JsonSerializable(typeof(AuditListResponse))]
[JsonSerializable(typeof(AuditVerifyRequest))]
[JsonSerializable(typeof(AuditVerifyResponse))]
public sealed partial class AuditJson : JsonSerializerContext;
