using System.Text;
using Assistant.Plugins.Drafting.Fencing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Voices;

/// <inheritdoc cref="IStyleBook"/>
/// <param name="path">The card's file, which the user may read and change by hand.</param>
internal sealed class StyleBook(string path) : IStyleBook
{
    // A card is a few lines; it goes with every request.
    private const int LongestCard = 4_000;

    // Two hundred mails.
    private const int LongestTexts = 2_000_000;

    public async ValueTask<StyleCard> GetAsync(CancellationToken cancel)
    {
        if (!File.Exists(path))
            return new StyleCard { Text = "" };
        var text = (await File.ReadAllTextAsync(path, cancel)).ReplaceLineEndings("\n").Trim();
        return new StyleCard { Text = text.Length <= LongestCard ? text : text[..LongestCard] };
    }

    public async ValueTask<StyleCard> SetAsync(string text, CancellationToken cancel)
    {
        text = Invisible.Remove(text.ReplaceLineEndings("\n")).Trim();
        if (text.Length > LongestCard)
            throw RpcException.Invalid("$.text", FormattableString.Invariant($"The style card is longer than {LongestCard} characters."), "Keep the few lines that matter.");
        if (text.Length > 0)
            OwnFile.Write(path, Encoding.UTF8.GetBytes(text + "\n"));
        else if (File.Exists(path))
            File.Delete(path);
        return await GetAsync(cancel);
    }

    public ValueTask<StyleCard> LearnAsync(IReadOnlyList<string> texts, CancellationToken cancel)
    {
        if (texts.Sum(static t => (long)t.Length) > LongestTexts)
            throw new RpcException(RpcErrorCode.Limit, FormattableString.Invariant($"The texts have more than {LongestTexts} characters together."), new RpcLimitData { Limit = "styleTexts", Maximum = LongestTexts });
        return ValueTask.FromResult(new StyleCard { Text = StyleLearner.Learn(texts, cancel) });
    }
}
