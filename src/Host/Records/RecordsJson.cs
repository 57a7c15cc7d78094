using System.Text.Json.Serialization;
using Assistant.Host.Records.Documents;
using Assistant.Host.Records.Proposals;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records;

/// <summary>What the stores of this folder keep as JSON inside a column.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<TemplateVariable>))]
[JsonSerializable(typeof(Voice))]
[JsonSerializable(typeof(ReadText))]
[JsonSerializable(typeof(SealedQuote))]
[JsonSerializable(typeof(FollowUpUndo))]
[JsonSerializable(typeof(SuppressionUndo))]
[JsonSerializable(typeof(StageUndo))]
internal sealed partial class RecordsJson : JsonSerializerContext;
