using System.Globalization;
using Assistant.Plugins.Drafting.Fencing;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>Holds an answer against the task and the sources that were sent: what rests on nothing that was given is left out and said.</summary>
internal sealed class AnswerCheck
{
    private readonly WritingTask _task;
    private readonly Dictionary<string, WritingSource> _sources;
    private readonly List<string> _notices = [];
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly HashSet<string> _replaced = new(StringComparer.Ordinal);

    private AnswerCheck(WritingTask task, IReadOnlyList<WritingSource> sources) =>
        (_task, _sources) = (task, sources.ToDictionary(static s => s.Id, StringComparer.Ordinal));

    /// <param name="task">What was asked for.</param>
    /// <param name="sources">As they were sent, cleaned and trimmed.</param>
    /// <param name="reading">An answer of the right form.</param>
    public static AnswerReading Check(WritingTask task, IReadOnlyList<WritingSource> sources, AnswerReading reading)
    {
        if (reading.Answer is not { } answer)
            return reading;
        var check = new AnswerCheck(task, sources);
        var parts = answer.Parts.Select(check.Part).OfType<WrittenPart>().ToList();
        var meaning = check.Meaning(answer.Meaning);
        if (check._unknown.Count > 0)
            check._notices.Add($"Sources that were not given were named, and left out: {Named(check._unknown)}.");
        var fault = check.Fault(answer, parts);
        return new AnswerReading(
            fault is null ? new Answer { Subject = check.HasSubject ? answer.Subject : null, Parts = parts, Meaning = meaning } : null,
            fault,
            [.. reading.Notices, .. check._notices]);
    }

    private bool HasSubject => _task is WritingTask.Outreach or WritingTask.CoverLetter or WritingTask.FollowUp or WritingTask.Reply;

    private string? Fault(Answer answer, List<WrittenPart> parts)
    {
        if (parts.Count == 0 && _task != WritingTask.ReplyMeaning)
            return _task switch
            {
                WritingTask.CvTailoring => "No part has \"of\" with the id of a line of the CV and a text.",
                WritingTask.Fit => "No part has \"of\" with the id of a line of the posting and a text.",
                WritingTask.Interview => "No part has a \"title\" with the question and a text.",
                _ => "No part has a sentence with a text.",
            };
        return _task is WritingTask.Outreach or WritingTask.CoverLetter && string.IsNullOrEmpty(answer.Subject) ? "\"subject\" is missing." : null;
    }

    private WrittenPart? Part(WrittenPart part)
    {
        if (part.Sentences.Count == 0)
            return null;
        var sentences = part.Sentences.Select(Known).ToList();
        switch (_task)
        {
            case WritingTask.CvTailoring:
                if (!Is(part.Of, SourceKind.Cv))
                    return Without("A suggestion that replaces no line of the CV was left out.");
                if (!_replaced.Add(part.Of!))
                    return Without($"A second suggestion for line {part.Of![(part.Of!.LastIndexOf(':') + 1)..]} of the CV was left out.");
                // A line stays one line.
                return new WrittenPart { Of = part.Of, Sentences = [.. sentences.Select(static s => s with { Text = CleanSources.OneLine(s.Text) })] };
            case WritingTask.Fit:
                return Is(part.Of, SourceKind.Posting)
                    ? new WrittenPart { Of = part.Of, Title = part.Title, Sentences = sentences }
                    : Without("A requirement that is no line of the posting was left out.");
            case WritingTask.Interview:
                return part.Title is { Length: > 0 }
                    ? new WrittenPart { Title = part.Title, Sentences = sentences }
                    : Without("An answer without a question was left out.");
            case WritingTask.ThreadSummary or WritingTask.ReplyMeaning:
                return new WrittenPart { Title = part.Title, Sentences = sentences };
            default:
                return new WrittenPart { Sentences = sentences };
        }
    }

    private WrittenSentence Known(WrittenSentence sentence)
    {
        _unknown.UnionWith(sentence.Sources.Where(id => !_sources.ContainsKey(id)));
        return sentence with { Sources = [.. sentence.Sources.Where(_sources.ContainsKey)] };
    }

    private ReplyMeaning? Meaning(ReplyMeaning? meaning)
    {
        if (_task != WritingTask.ReplyMeaning || meaning is null)
            return null;
        if (meaning.Stage.Length == 0 || meaning.QuotedLine.Trim() is not { Length: > 0 } quoted)
            return Dropped("it names no stage or quotes no line");
        if (!Is(meaning.Source, SourceKind.Mail))
            return Dropped("the line that it quotes is of no mail that was given");
        return _sources[meaning.Source].Text.Contains(quoted, StringComparison.Ordinal)
            ? meaning with { QuotedLine = quoted }
            : Dropped("the mail does not have the line that it quotes, word for word");
    }

    private ReplyMeaning? Dropped(string why)
    {
        Add($"What the reply is said to mean was left out: {why}.");
        return null;
    }

    private WrittenPart? Without(string notice)
    {
        Add(notice);
        return null;
    }

    private void Add(string notice)
    {
        if (_notices.Count < AnswerLimits.NoticesOfKind && !_notices.Contains(notice))
            _notices.Add(notice);
    }

    private bool Is(string? id, SourceKind kind) => id is not null && _sources.TryGetValue(id, out var source) && source.Kind == kind;

    // What a model calls an id may be any text; a notice shows its letters and not much of it.
    private static string Named(HashSet<string> ids) =>
        string.Join(", ", ids.Take(AnswerLimits.NoticesOfKind).Select(static id => new string([.. CleanSources.OneLine(Invisible.Remove(id)).Take(20)])))
        + (ids.Count > AnswerLimits.NoticesOfKind ? string.Create(CultureInfo.InvariantCulture, $" and {ids.Count - AnswerLimits.NoticesOfKind} more") : "");
}
