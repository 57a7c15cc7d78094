using Assistant.Plugins.Drafting.Prompting;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Offline;

/// <summary>The tasks that are no mail, by quoting and counting lines.</summary>
internal static class OfflineReading
{
    // A person reads this much of a list that nobody sorted.
    private const int MostParts = 60;

    private const int LinesOfMail = 3;

    // Raised when the same lines would be answered otherwise.
    private const string Version = "2";

    public static OfflineResult Of(WritingTask task, IReadOnlyList<WritingSource> sources)
    {
        var (parts, notices) = task switch
        {
            WritingTask.Fit => Fit(sources),
            WritingTask.Interview => Interview(sources),
            WritingTask.ThreadSummary => Thread(sources),
            WritingTask.CvTailoring => Tailoring(sources),
            _ => ((List<WrittenPart>)[], ["What a reply means is not guessed without a model: read it, and move the stage yourself."]),
        };
        return new OfflineResult(null, parts, $"offline.{PromptNames.Of(task)}@{Version}", notices);
    }

    private static (List<WrittenPart> Parts, string[] Notices) Fit(IReadOnlyList<WritingSource> sources)
    {
        var match = new LineMatch(sources);
        var parts = match.Requirements.Take(MostParts).Select(requirement => new WrittenPart
        {
            Of = requirement.Id,
            Sentences = match.For(requirement) is { Count: > 0 } lines
                ? [.. lines.Select(static line => Quote(line))]
                : [new WrittenSentence("No line of the CV shares a word with this.", [])],
        }).ToList();
        return (parts, parts.Count == 0
            ? ["The posting has no line that asks for something."]
            : ["Lines were matched by the words that they share, without a model: read them before you believe them."]);
    }

    private static (List<WrittenPart> Parts, string[] Notices) Interview(IReadOnlyList<WritingSource> sources)
    {
        var match = new LineMatch(sources);
        var parts = match.Requirements.Take(MostParts).Select(requirement => new WrittenPart
        {
            Title = requirement.Text,
            Sentences = match.For(requirement) is { Count: > 0 } lines
                ? [.. lines.Select(static line => Quote(line))]
                : [new WrittenSentence("No line of the CV shares a word with this: look for an example of your own.", [])],
        }).ToList();
        return (parts, parts.Count == 0
            ? ["The posting has no line that asks for something."]
            : ["These are the posting's own lines, and the lines of your CV to tell a story from. Questions and answers need a model."]);
    }

    private static (List<WrittenPart> Parts, string[] Notices) Thread(IReadOnlyList<WritingSource> sources)
    {
        var parts = sources
            .Where(static s => s.Kind is SourceKind.Mail or SourceKind.OwnMail && OfflineFacts.IsSaid(s.Text))
            .GroupBy(static s => s.Id.LastIndexOf(':') is var colon and > 0 ? s.Id[..colon] : s.Id, StringComparer.Ordinal)
            .Select(static mail => new WrittenPart
            {
                Title = mail.First().Kind == SourceKind.OwnMail ? "You wrote" : "They wrote",
                Sentences = [.. mail.Take(LinesOfMail).Select(static line => Quote(line))],
            })
            .Take(MostParts)
            .ToList();
        return (parts, ["The first new lines of each mail, word for word; a summary needs a model."]);
    }

    private static (List<WrittenPart> Parts, string[] Notices) Tailoring(IReadOnlyList<WritingSource> sources)
    {
        var evidence = new LineMatch(sources).Evidence();
        return ([], evidence.Count == 0
            ? ["No line of the CV shares a word with the posting; new wordings need a model."]
            : [$"The posting asks most for these lines of your CV; move them up: {string.Join(", ", evidence.Select(static s => s.Id[(s.Id.LastIndexOf(':') + 1)..]))}.", "New wordings need a model; nothing was changed."]);
    }

    private static WrittenSentence Quote(WritingSource line) => new(line.Text.TrimStart('-', '*', '•', ' '), [line.Id]);
}
