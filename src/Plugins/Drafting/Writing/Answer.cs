using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>What a model answered, read by its form: every text bounded and visible, nothing judged yet.</summary>
internal sealed record Answer
{
    public string? Subject { get; init; }

    public required IReadOnlyList<WrittenPart> Parts { get; init; }

    public ReplyMeaning? Meaning { get; init; }
}

/// <param name="Answer">Null where the form is wrong.</param>
/// <param name="Fault">What is wrong with the form, to be told to the model; null where nothing is.</param>
/// <param name="Notices">What was left out, for a person.</param>
internal sealed record AnswerReading(Answer? Answer, string? Fault, IReadOnlyList<string> Notices);
