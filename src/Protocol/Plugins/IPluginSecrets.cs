using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>The plugin's own secrets (tokens), kept where the host keeps its keys. Never logged, never exported.</summary>
[RpcService("secrets", typeof(PluginSecretsJson))]
public interface IPluginSecrets
{
    ValueTask<SecretGetResponse> GetAsync(SecretGetRequest request, CancellationToken cancel);

    /// <summary>Stored durably when this returns.</summary>
    ValueTask<Done> SetAsync(SecretSetRequest request, CancellationToken cancel);

    ValueTask<Done> DeleteAsync(SecretDeleteRequest request, CancellationToken cancel);
}

public sealed record SecretGetRequest
{
    public required string Name { get; init; }
}

public sealed record SecretGetResponse
{
    /// <summary>Null where there is none.</summary>
    public byte[]? Value { get; init; }
}

public sealed record SecretSetRequest
{
    public required string Name { get; init; }
    public required byte[] Value { get; init; }
}

public sealed record SecretDeleteRequest
{
    public required string Name { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SecretGetRequest))]
[JsonSerializable(typeof(SecretGetResponse))]
[JsonSerializable(typeof(SecretSetRequest))]
[JsonSerializable(typeof(SecretDeleteRequest))]
[JsonSerializable(typeof(Done))]
public sealed partial class PluginSecretsJson : JsonSerializerContext;
