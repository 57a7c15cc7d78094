using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>Amounts in whole millionths of the user's currency. A price for a million tokens is the millionths that one token costs.</summary>
internal static class Money
{
    private const decimal Million = 1_000_000m;

    /// <summary>Null where the model has no prices. Rounded up, so that many small calls are never free.</summary>
    public static long? Cost(Model model, long inputTokens, long outputTokens) =>
        model is { InputPrice: null, OutputPrice: null }
            ? null
            : (long)decimal.Ceiling((inputTokens * (model.InputPrice ?? 0)) + (outputTokens * (model.OutputPrice ?? 0)));

    public static decimal? ToAmount(long? millionths) => millionths / Million;

    public static decimal ToAmount(long millionths) => millionths / Million;

    public static long ToMillionths(decimal amount) => (long)decimal.Round(amount * Million);

    public static long? ToMillionths(decimal? amount) => amount is { } given ? ToMillionths(given) : null;
}
