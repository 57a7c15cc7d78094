using System.Text.Json.Serialization;

namespace Assistant.Host.Doors.Web;

/// <summary>A page asks to be let in.</summary>
internal sealed record PairBody
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }
}

internal sealed record PairTicketBody(string Request, string Secret, string Code, DateTimeOffset Expires);

internal sealed record ClaimBody
{
    public required string Request { get; init; }

    public required string Secret { get; init; }
}

internal sealed record OfferBody
{
    public required string Code { get; init; }
}

internal sealed record PairAnswerBody(string State, string? ClientKey, string? ClientId, IReadOnlyList<string>? Scopes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 8)]
[JsonSerializable(typeof(WebErrorBody))]
[JsonSerializable(typeof(PairBody))]
[JsonSerializable(typeof(PairTicketBody))]
[JsonSerializable(typeof(ClaimBody))]
[JsonSerializable(typeof(OfferBody))]
[JsonSerializable(typeof(PairAnswerBody))]
internal sealed partial class WebBodiesJson : JsonSerializerContext;
