using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Cli.Trust;

/// <summary>What was done to each store, as <c>trust --json</c> prints it.</summary>
internal sealed record TrustReport
{
    /// <summary>The authority's file; absent where trust was taken back.</summary>
    public string? Authority { get; init; }

    public string? Fingerprint { get; init; }

    public required IReadOnlyList<TrustOutcome> Places { get; init; }

    [JsonIgnore]
    public int Failures => Places.Count(place => place.Done == TrustDeed.Failed);
}

internal sealed record TrustOutcome
{
    public required string Where { get; init; }

    public required string Readers { get; init; }

    public required TrustDeed Done { get; init; }

    /// <summary>Authorities of ours that were taken out.</summary>
    public int Removed { get; init; }

    public string? Problem { get; init; }

    public string? Remedy { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<TrustDeed>))]
internal enum TrustDeed
{
    /// <summary>It was put in.</summary>
    Added,

    /// <summary>It was there already.</summary>
    Present,

    /// <summary>It, or older ones, were taken out.</summary>
    Removed,

    /// <summary>There was nothing of ours.</summary>
    Absent,
    Failed,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TrustReport))]
internal sealed partial class TrustJson : JsonSerializerContext;
