using System.Text.Json.Serialization;

namespace Assistant.Host.Doors.Web;

/// <summary>A page asks to be let in.</summary>
internal sealed record PairBody
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }
}

/// <summary>What it gets: how to ask again, and the code to show.</summary>
internal sealed record PairTicketBody(string Request, string Secret, string Code, DateTimeOffset Expires);

/// <summary>It asks again.</summary>
internal sealed record ClaimBody
{
    public required string Request { get; init; }

    public required string Secret { get; init; }
}

/// <summary>The host's own page brings the code that its address had.</summary>
internal sealed record OfferBody
{
    public required string Code { get; init; }
}

/// <summary>What became of it.</summary>
internal sealed record PairAnswerBody(string State, string? ClientKey, string? ClientId, IReadOnlyList<string>? Scopes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 8)]
[JsonSerializable(typeof(WebErrorBody))]
[JsonSerializable(typeof(PairBody))]
[JsonSerializable(typeof(PairTicketBody))]
[JsonSerializable(typeof(ClaimBody))]
[JsonSerializable(typeof(OfferBody))]
[JsonSerializable(typeof(PairAnswerBody))]
internal sealed partial class WebBodiesJson : JsonSerializerContext;
