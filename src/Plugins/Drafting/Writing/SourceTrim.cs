using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>
/// Shortens what somebody else wrote until a payload fits: always the longest text that is left, from its end, a tenth at a time. The user's own
/// sources are never shortened.
/// </summary>
internal sealed class SourceTrim(IReadOnlyList<WritingSource> sources)
{
    private const int Share = 10;

    private readonly Dictionary<string, int> _removed = new(StringComparer.Ordinal);

    public IReadOnlyList<WritingSource> Sources { get; private set; } = sources;

    /// <summary>False where nothing is left that may be shortened.</summary>
    /// <param name="used">What the payload held: shortening anything else changes nothing.</param>
    public bool Shorten(IReadOnlyList<WritingSource> used)
    {
        if (used.Where(static s => s.IsForeign()).GroupBy(TextOf).MaxBy(static text => text.Sum(static s => s.Text.Length)) is not { } longest)
            return false;
        var lines = longest.ToList();
        var count = Math.Max(1, lines.Count / Share);
        var gone = lines.TakeLast(count).Select(static s => s.Id).ToHashSet(StringComparer.Ordinal);
        Sources = [.. Sources.Where(s => !gone.Contains(s.Id))];
        _removed[longest.Key] = _removed.GetValueOrDefault(longest.Key) + gone.Count;
        return true;
    }

    public IEnumerable<string> Notices(int? context) => _removed.Select(text => text.Value == 1
        ? $"The last line of {text.Key} was left out, so that the request fits the model's {context} tokens."
        : $"The last {text.Value} lines of {text.Key} were left out, so that the request fits the model's {context} tokens.");

    // posting:3 is a line of "posting".
    private static string TextOf(WritingSource source) =>
        source.Id.LastIndexOf(':') is var colon and > 0 ? source.Id[..colon] : source.Id;
}
