using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting;

/// <summary>The prompts, one for each task: the user's where there is one, else the one that came with the plugin.</summary>
internal interface IPromptBook
{
    ValueTask<IReadOnlyList<Prompt>> ListAsync(CancellationToken cancel);

    /// <summary>Replaces a prompt; null takes the user's own away. Errors: not-found, invalid with line and column.</summary>
    ValueTask<Prompt> SaveAsync(string id, string? text, CancellationToken cancel);
}
