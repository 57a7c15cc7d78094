using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Prompting;

/// <summary>A prompt that was read: what its front matter says, and the text that is filled.</summary>
internal sealed record PromptText
{
    public required WritingTask Task { get; init; }

    /// <summary>The name of the form that is asked for, of <see cref="Writing.AnswerSchema.Names"/>.</summary>
    public required string Schema { get; init; }

    /// <summary>0 to 2; null leaves it to the model.</summary>
    public float? Temperature { get; init; }

    public required int MaxOutputTokens { get; init; }

    /// <summary>The most that one call may cost, in the user's currency; null for no bound of its own.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Handlebars, read without problems.</summary>
    public required string Body { get; init; }
}

/// <summary>A prompt as it is used, and what provenance quotes it by.</summary>
/// <param name="Stated">As it is listed.</param>
/// <param name="Text">What it says.</param>
internal sealed record LoadedPrompt(Prompt Stated, PromptText Text)
{
    public string Quoted => $"{Stated.Id}@{Stated.Version}";
}
