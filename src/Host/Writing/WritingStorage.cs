using System.Text.Json.Serialization;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>What this floor keeps as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WritingContent))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class WritingStorage : JsonSerializerContext;
