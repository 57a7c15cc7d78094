using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Offline;

/// <summary>Which lines of the CV share words with a line of the posting, the one with most of them first.</summary>
internal sealed class LineMatch
{
    private const int MostLines = 3;

    private readonly List<(WritingSource Line, HashSet<string> Words)> _cv;

    public LineMatch(IReadOnlyList<WritingSource> sources)
    {
        _cv = [.. sources.Where(static s => s.Kind == SourceKind.Cv).Select(static s => (s, Keywords.Of(s.Text)))];
        var posting = sources.Where(static s => s.Kind == SourceKind.Posting).ToList();
        Position = posting is [var first, ..] && !IsSentence(first.Text) ? first : null;
        Requirements = [.. posting.Where(line => IsRequirement(line.Text) && (line != Position || posting.Count == 1))];
    }

    /// <summary>The lines of the posting that say enough to be asked about.</summary>
    public IReadOnlyList<WritingSource> Requirements { get; }

    /// <summary>The posting's first line, which as a rule names the position; null where it is a sentence.</summary>
    public WritingSource? Position { get; }

    public IReadOnlyList<WritingSource> For(WritingSource requirement)
    {
        var asked = Keywords.Of(requirement.Text);
        return
        [
            .. _cv.Select(line => (line.Line, Shared: line.Words.Count(asked.Contains)))
                .Where(static m => m.Shared > 0)
                .OrderByDescending(static m => m.Shared)
                .Select(static m => m.Line)
                .Take(MostLines),
        ];
    }

    /// <summary>The lines of the CV that some requirement asks for, the most asked for first.</summary>
    public IReadOnlyList<WritingSource> Evidence() =>
    [
        .. Requirements.SelectMany(For).GroupBy(static s => s.Id, StringComparer.Ordinal).OrderByDescending(static g => g.Count()).Select(static g => g.First()),
    ];

    private static bool IsSentence(string text) => text is [.., '.' or '!' or '?' or '。'];

    // One telling word needs others around it: alone it is a heading.
    private static bool IsRequirement(string text) =>
        !text.EndsWith(':') && Keywords.Of(text).Count is var words && (words >= 2 || (words == 1 && text.Count(static c => c == ' ') >= 2));
}
