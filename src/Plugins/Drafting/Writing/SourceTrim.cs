using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>
/// Shortens what somebody else wrote until a payload fits: always the longest text that is left, from its end, a tenth at a time. The user's own
/// sources are never shortened.
/// </summary>
/// <param name="sources">All there are.</param>
/// <param name="task">What cannot be done without a text keeps a line of it: a model that is asked all the same makes it up.</param>
internal sealed class SourceTrim(IReadOnlyList<WritingSource> sources, WritingTask task)
{
    private const int Share = 10;

    private readonly Dictionary<SourceKind, int> _removed = [];

    private readonly SourceKind? _needed = task switch
    {
        WritingTask.Fit => SourceKind.Posting,
        WritingTask.Reply or WritingTask.ThreadSummary or WritingTask.ReplyMeaning => SourceKind.Mail,
        _ => null,
    };

    public IReadOnlyList<WritingSource> Sources { get; private set; } = sources;

    /// <summary>False where nothing is left that may be shortened.</summary>
    /// <param name="used">What the payload held: shortening anything else changes nothing.</param>
    public bool Shorten(IReadOnlyList<WritingSource> used)
    {
        if (used.Where(static s => s.IsForeign()).GroupBy(static s => s.Kind).Where(text => text.Key != _needed || text.Count() > 1).MaxBy(static text => text.Sum(static s => s.Text.Length)) is not { } longest)
            return false;
        var lines = longest.ToList();
        var count = Math.Max(1, lines.Count / Share);
        var gone = lines.TakeLast(count).Select(static s => s.Id).ToHashSet(StringComparer.Ordinal);
        Sources = [.. Sources.Where(s => !gone.Contains(s.Id))];
        _removed[longest.Key] = _removed.GetValueOrDefault(longest.Key) + gone.Count;
        return true;
    }

    public IEnumerable<string> Notices(int? context) => _removed.Select(text => (text.Key, text.Value) switch
    {
        (SourceKind.Posting, 1) => $"The last line of the posting was left out, so that the request fits the model's {context} tokens.",
        (SourceKind.Posting, var lines) => $"The last {lines} lines of the posting were left out, so that the request fits the model's {context} tokens.",
        (_, 1) => $"The last line of the mail was left out, so that the request fits the model's {context} tokens.",
        var (_, lines) => $"The last {lines} lines of the mail were left out, so that the request fits the model's {context} tokens.",
    });
}
