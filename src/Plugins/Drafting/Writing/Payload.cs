using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>One request to a model, as it is shown and as it is sent.</summary>
internal sealed record Payload
{
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public required ChatOptions Options { get; init; }

    /// <summary>The sources that the messages hold, as they hold them.</summary>
    public required IReadOnlyList<WritingSource> Sources { get; init; }

    /// <summary>Tokens and cost at most.</summary>
    public required WritingUsage Estimate { get; init; }

    /// <summary>
    /// Output tokens that it may be given where those of the prompt do not do: a model that thinks before it writes needs many times a letter's. No more
    /// than its context and the prompt's budget leave; no fewer than the options ask for.
    /// </summary>
    public required int WidestOutput { get; init; }

    /// <summary>Tokens that the model takes, where even the trimmed payload has more; null where it fits.</summary>
    public int? TooLongFor { get; init; }

    /// <summary>As provenance quotes it.</summary>
    public required string Prompt { get; init; }

    /// <summary>The most that the prompt lets one call cost.</summary>
    public decimal? Budget { get; init; }

    /// <summary>The voice in use: the request's, with the user's style card where it has none.</summary>
    public required Voice Voice { get; init; }

    public required IReadOnlyList<string> Notices { get; init; }

    public IReadOnlyList<string> Fields => [.. Sources.Select(static s => s.Id)];
}
