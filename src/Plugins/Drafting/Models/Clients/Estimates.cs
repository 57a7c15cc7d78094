using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>What a call uses at most.</summary>
internal static class Estimates
{
    /// <summary>Output that is asked for where a caller names no limit; a long letter is a fourth of it.</summary>
    public const int DefaultOutputTokens = 4096;

    public static WritingUsage Of(Model model, IReadOnlyList<ChatMessage> payload, ChatOptions? options) =>
        Of(model, payload, options?.MaxOutputTokens ?? DefaultOutputTokens);

    public static WritingUsage Of(Model model, IReadOnlyList<ChatMessage> payload, int maxOutputTokens)
    {
        var input = TokenCount.Of(payload);
        return new WritingUsage(input, maxOutputTokens, 0, Money.ToAmount(Money.Cost(model, input, maxOutputTokens)));
    }
}
