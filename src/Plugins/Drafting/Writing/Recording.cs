using System.Text.Json.Serialization;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>What a model answered about the demo's facts, kept with one invention in it where it is a text.</summary>
internal sealed record Recording
{
    /// <summary>The contact's name; null where it is about the user's CV.</summary>
    public string? Person { get; init; }

    public string? Subject { get; init; }

    public required IReadOnlyList<RecordedPart> Parts { get; init; }

    public RecordedMeaning? Meaning { get; init; }

    /// <summary>It was recorded of these facts: each that it rests on is among them.</summary>
    public bool Suits(IReadOnlyList<WritingSource> sources)
    {
        var known = sources.Select(static source => source.Text).ToHashSet(StringComparer.Ordinal);
        return (Person is null || sources.Any(source => source.Id == "contact.name" && source.Text == Person))
            && Parts.All(part => (part.Of is null || known.Contains(part.Of)) && part.Sentences.All(sentence => sentence.From.All(known.Contains)))
            && (Meaning is null || known.Contains(Meaning.Quoted));
    }
}

/// <param name="Sentences">In their order.</param>
/// <param name="Title">The question of an interview.</param>
/// <param name="Of">The line that it replaces or answers, as it stands in the source.</param>
internal sealed record RecordedPart(IReadOnlyList<RecordedSentence> Sentences, string? Title = null, string? Of = null);

/// <param name="Text">The sentence.</param>
/// <param name="From">The values that it rests on; their ids are those of the request.</param>
internal sealed record RecordedSentence(string Text, IReadOnlyList<string> From);

/// <param name="Stage">What a reply means.</param>
/// <param name="Quoted">The line that says so.</param>
internal sealed record RecordedMeaning(string Stage, string Quoted);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<Recording>))]
internal sealed partial class RecordingJson : JsonSerializerContext;
