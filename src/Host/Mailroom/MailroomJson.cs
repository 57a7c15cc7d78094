using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Mailroom.Tracking;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom;

/// <summary>What the stores of this floor keep as JSON inside a column.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SetupNeed))]
[JsonSerializable(typeof(Recipients))]
[JsonSerializable(typeof(DraftContent))]
[JsonSerializable(typeof(Provenance))]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<Evidence>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(IncomingDetail))]
[JsonSerializable(typeof(Claim))]
[JsonSerializable(typeof(Signature))]
internal sealed partial class MailroomJson : JsonSerializerContext;
