using System.Globalization;
using Assistant.Protocol.Plugins;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>
/// Whether a payload fits a model. Servers on one's own machine drop the beginning of what is too long and say nothing (Ollama), and the compatible
/// interface has no way to ask for more room: what does not fit is refused here.
/// </summary>
internal static class ContextRoom
{
    /// <summary>What Ollama gives a model that nobody configured, and no server gives less.</summary>
    public const int DefaultLocalTokens = 4096;

    public static Refusal? Judge(Model model, IReadOnlyList<ChatMessage> payload, ChatOptions? options) =>
        Judge(model, TokenCount.Of(payload), options?.MaxOutputTokens);

    /// <param name="model">The model.</param>
    /// <param name="input">Tokens of what is sent.</param>
    /// <param name="asked">Tokens of the answer at most; null where nothing was said.</param>
    public static Refusal? Judge(Model model, int input, int? asked)
    {
        if ((model.ContextTokens ?? (model.IsLocal && model.Provider != ModelProvider.Rehearsal ? DefaultLocalTokens : null)) is not { } room)
            return null;
        var output = asked ?? Math.Min(Estimates.DefaultOutputTokens, room / 4);
        return input + (long)output <= room ? null : Refusal.Limit(
            Outcomes.Context,
            room,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The model '{model.Id}' has room for {room} tokens, and this could need {input} for what is sent and {output} for the answer. Nothing was sent."),
            model.ContextTokens is null ? Remedies.GiveRoom(model.Id) : "Send less, or choose a model with more room.");
    }
}
