using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>The peer's own types on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(RpcInternalData))]
[JsonSerializable(typeof(RpcNotAuthorisedData))]
[JsonSerializable(typeof(RpcNeedsSetupData))]
[JsonSerializable(typeof(RpcNotFoundData))]
[JsonSerializable(typeof(RpcConflictData))]
[JsonSerializable(typeof(RpcInvalidData))]
[JsonSerializable(typeof(RpcUnavailableData))]
[JsonSerializable(typeof(RpcLimitData))]
internal sealed partial class WireJson : JsonSerializerContext;

/// <summary>The error member of a response.</summary>
internal sealed record ErrorBody
{
    public required int Code { get; init; }

    public required string Message { get; init; }

    public JsonElement? Data { get; init; }
}
