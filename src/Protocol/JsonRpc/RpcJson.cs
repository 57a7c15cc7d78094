using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// The wire's conventions, asked of every contract's context:
/// <c>[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]</c>.
/// </summary>
public static class RpcJson
{
    /// <summary>The type's metadata from the contract's own context.</summary>
    /// <exception cref="InvalidOperationException">The context lacks the type or breaks a convention; the message says what to write where.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>(JsonSerializerContext context)
    {
        if (Problem(context) is { } problem)
            throw new InvalidOperationException($"{context.GetType().Name}: {problem}");
        // From the context itself rather than from its options, which would describe every member at once: that is done when a value is first read.
        return (JsonTypeInfo<T>?)((IJsonTypeInfoResolver)context).GetTypeInfo(typeof(T), context.Options)
            ?? throw new InvalidOperationException($"{context.GetType().Name} lacks [JsonSerializable(typeof({typeof(T).Name}))].");
    }

    private static string? Problem(JsonSerializerContext context) => context.Options switch
    {
        { AllowDuplicateProperties: true } => "set AllowDuplicateProperties = false in [JsonSourceGenerationOptions]: two readers of one message must never see different values.",
        { PropertyNamingPolicy: var policy } when policy != JsonNamingPolicy.CamelCase => "set PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase in [JsonSourceGenerationOptions].",
        { DefaultIgnoreCondition: not JsonIgnoreCondition.WhenWritingNull } => "set DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull in [JsonSourceGenerationOptions].",
        _ => null,
    };
}
