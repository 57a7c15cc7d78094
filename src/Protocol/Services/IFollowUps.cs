using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>Who is to be written to again, and when. One clock for every plugin: a reply closes it, an absence moves it.</summary>
[RpcService("followUps", typeof(FollowUpsJson))]
public interface IFollowUps
{
    /// <summary>Open ones, soonest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<FollowUpListResponse> ListAsync(FollowUpListRequest request, CancellationToken cancel);

    /// <summary>Sets the one open follow-up of a contact, or moves it.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<FollowUp> SetAsync(FollowUpSetRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Done> CloseAsync(FollowUpCloseRequest request, CancellationToken cancel);
}

public sealed record FollowUp
{
    public required string Id { get; init; }
    public required string ContactId { get; init; }
    public required DateOnly Due { get; init; }

    /// <summary>Why then, for a person.</summary>
    public required string Reason { get; init; }
}

public sealed record FollowUpListRequest
{
    /// <summary>Absent lists all; else those due on or before this day.</summary>
    public DateOnly? DueBy { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
}

public sealed record FollowUpListResponse
{
    public required IReadOnlyList<FollowUp> FollowUps { get; init; }
}

public sealed record FollowUpSetRequest
{
    public required string ContactId { get; init; }
    public required DateOnly Due { get; init; }
    public required string Reason { get; init; }
}

public sealed record FollowUpCloseRequest
{
    public required string ContactId { get; init; }
    public required string Reason { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FollowUpListRequest))]
[JsonSerializable(typeof(FollowUpListResponse))]
[JsonSerializable(typeof(FollowUpSetRequest))]
[JsonSerializable(typeof(FollowUp))]
[JsonSerializable(typeof(FollowUpCloseRequest))]
[JsonSerializable(typeof(Done))]
public sealed partial class FollowUpsJson : JsonSerializerContext;
