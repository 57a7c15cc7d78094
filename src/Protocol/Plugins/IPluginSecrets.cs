using System.Text;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// The plugin's own secrets (tokens), kept where the host keeps its keys. Never logged, never exported. Errors: invalid for a name or a value over
/// <see cref="SecretLimits"/>; needs-setup where the place does not answer.
/// </summary>
[RpcService("secrets", typeof(PluginSecretsJson))]
public interface IPluginSecrets
{
    ValueTask<SecretGetResponse> GetAsync(SecretGetRequest request, CancellationToken cancel);

    /// <summary>Stored durably when this returns, in place of one of the same name; a crash leaves the old or the new.</summary>
    ValueTask<Done> SetAsync(SecretSetRequest request, CancellationToken cancel);

    /// <summary>Nothing happens where there is none.</summary>
    ValueTask<Done> DeleteAsync(SecretDeleteRequest request, CancellationToken cancel);
}

/// <summary>What the place of secrets takes, the same on every system.</summary>
public static class SecretLimits
{
    /// <summary>In bytes of UTF-8: a word and an id of any provider.</summary>
    public const int LongestName = 200;

    /// <summary>In bytes. A token with all its claims is a third of this, and a key ring hands out no more in one piece.</summary>
    public const int LargestValue = 16 * 1024;

    /// <exception cref="RpcException">Invalid.</exception>
    public static void Check(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) is 0 or > LongestName)
            throw RpcException.Invalid("$.name", $"A secret's name has 1 to {LongestName} bytes.", "Shorten it.");
    }

    /// <exception cref="RpcException">Invalid.</exception>
    public static void Check(SecretSetRequest request)
    {
        Check(request.Name);
        if (request.Value.Length > LargestValue)
            throw RpcException.Invalid("$.value", $"A secret has at most {LargestValue} bytes.", "Keep large things in the store.");
    }
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
