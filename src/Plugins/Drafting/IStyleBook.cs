using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting;

/// <summary>The user's voice, as a card that can be read and edited.</summary>
internal interface IStyleBook
{
    ValueTask<StyleCard> GetAsync(CancellationToken cancel);

    ValueTask<StyleCard> SetAsync(string text, CancellationToken cancel);

    /// <summary>A card made from texts of the user's, without a model. It is answered, not kept.</summary>
    ValueTask<StyleCard> LearnAsync(IReadOnlyList<string> texts, CancellationToken cancel);
}
