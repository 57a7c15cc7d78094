using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Fixtures.Hello;

/// <summary>A contract that the manifest does not name.</summary>
[RpcService("undeclared", typeof(UndeclaredJson))]
public interface IUndeclared
{
    ValueTask<GreetResponse> GreetAsync(CancellationToken cancel);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GreetResponse))]
public sealed partial class UndeclaredJson : JsonSerializerContext;
