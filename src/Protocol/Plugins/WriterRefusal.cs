using System.Text.Json;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Plugins;

/// <summary>What a writer's refusal carries.</summary>
public static class WriterRefusal
{
    /// <summary>What the model had said that did not hold, from the data's <c>arrived</c>; null where the refusal has none.</summary>
    public static string? Arrived(this RpcException refusal) =>
        refusal.Detail is RpcOtherData { Value: { ValueKind: JsonValueKind.Object } data } && data.TryGetProperty("arrived", out var arrived) && arrived.ValueKind == JsonValueKind.String
            ? arrived.GetString()
            : null;
}
