using System.Text.Json.Serialization;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>What a model answered about one person of the demo, kept with one invention in it.</summary>
/// <param name="Person">The contact's name.</param>
/// <param name="Subject">Of the mail.</param>
/// <param name="Parts">Paragraphs of sentences.</param>
internal sealed record Recording(string Person, string Subject, IReadOnlyList<IReadOnlyList<RecordedSentence>> Parts);

/// <param name="Text">The sentence.</param>
/// <param name="From">The values that it rests on; their ids are those of the request.</param>
internal sealed record RecordedSentence(string Text, IReadOnlyList<string> From);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<Recording>))]
internal sealed partial class RecordingJson : JsonSerializerContext;
