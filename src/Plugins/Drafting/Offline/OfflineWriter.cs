using Assistant.Plugins.Drafting.Fencing;
using Assistant.Plugins.Drafting.Prompting;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Offline;

/// <summary>
/// Does each task as far as it can be done without a model: mails are templates filled with facts, everything else quotes and counts lines. It invents
/// nothing, sends nothing, and the same request gives the same text.
/// </summary>
/// <param name="templates">The folder of the shipped templates.</param>
/// <param name="composer">Fills them.</param>
/// <param name="time">Measures.</param>
internal sealed class OfflineWriter(string templates, OfflineComposer composer, TimeProvider time)
{
    /// <summary>What requests and settings call it.</summary>
    public const string ModelId = "offline";

    public static WritingPlan Plan() => new()
    {
        Provider = ModelId,
        IsLocal = true,
        Payload = [],
        Fields = [],
        Estimate = new WritingUsage(0, 0, 0),
    };

    /// <param name="request">What is to be written.</param>
    /// <param name="unset">What the user would do to have a model, where the request left the choice; null where it asked for this.</param>
    /// <param name="progress">Gets the text at once.</param>
    /// <param name="cancel">Ends the reading of a template.</param>
    public async ValueTask<WriterResponse> WriteAsync(WriterRequest request, string? unset, IProgress<WritingProgress>? progress, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var clean = CleanSources.Of(request.Sources);
        var result = request.Task is WritingTask.Outreach or WritingTask.FollowUp or WritingTask.Reply or WritingTask.CoverLetter
            ? await MailAsync(request, clean.Sources, cancel)
            : OfflineReading.Of(request.Task, clean.Sources);
        progress?.Report(new WritingProgress(string.Join("\n\n", result.Parts.Select(static p => Shown(p))), "writing"));
        return new WriterResponse
        {
            Subject = result.Subject,
            Parts = result.Parts,
            Work = OfflineComposer.Work,
            Provider = ModelId,
            Prompt = result.Prompt,
            Usage = new WritingUsage(0, 0, (int)time.GetElapsedTime(started).TotalMilliseconds),
            LeftOut = [.. request.Sources.Select(static source => source.Id).Except(clean.Sources.Where(source => IsRead(request.Task, source.Kind)).Select(static source => source.Id))],
            Notices =
            [
                .. unset is null ? (string[])[] : [$"No model is chosen, so this was done without one. {unset}"],
                .. clean.Notices,
                .. result.Notices,
            ],
        };
    }

    // Mails are filled from everything but notes, which a template has no place for; the others look at the texts that they quote.
    private static bool IsRead(WritingTask task, SourceKind kind) => task switch
    {
        WritingTask.Fit or WritingTask.Interview or WritingTask.CvTailoring => kind is SourceKind.Cv or SourceKind.Posting,
        WritingTask.ThreadSummary => kind is SourceKind.Mail or SourceKind.OwnMail,
        WritingTask.ReplyMeaning => false,
        _ => kind != SourceKind.Note,
    };

    private async ValueTask<OfflineResult> MailAsync(WriterRequest request, IReadOnlyList<WritingSource> sources, CancellationToken cancel)
    {
        var template = request.Template is { } own ? OfflineTemplate.Of(own) : await OfflineTemplate.ReadAsync(templates, PromptNames.Of(request.Task), request.Voice?.Language, cancel);
        var facts = OfflineFacts.Of(sources);
        var parts = new List<WrittenPart>();
        foreach (var paragraph in template.Paragraphs)
        {
            var filled = await FillAsync("", paragraph, facts, cancel);
            // A condition may begin in one paragraph and end in another, so a template of the user's is filled whole and parted then.
            foreach (var text in filled.Body!.Split("\n\n").Select(static each => each.Trim()).Where(static each => each.Length > 0))
                parts.Add(new WrittenPart { Sentences = [new WrittenSentence(text, Ids(filled, text, sources))] });
        }

        var subject = template.Subject.Length == 0 ? null : (await FillAsync(template.Subject, "", facts, cancel)).Subject;
        string[] notices = request.Template is null && request.Voice?.Language is { } language && !template.Name.EndsWith('.' + language.Split('-')[0], StringComparison.OrdinalIgnoreCase)
            ? [$"There is no offline template in '{language}'; the English one was filled."]
            : [];
        if (facts.FirstOrDefault(static fact => fact.Name == "instruction") is { } said && parts.Exists(part => part.Sentences[0].Text.Contains(said.Value, StringComparison.Ordinal)))
            notices = [.. notices, "What you want said stands in it word for word: read it as whoever gets it will."];
        return new OfflineResult(subject, parts, $"offline.{template.Name}@{PromptBook.Version(template.Text)}", notices);
    }

    private async ValueTask<ComposeResponse> FillAsync(string subject, string body, IReadOnlyList<Fact> facts, CancellationToken cancel)
    {
        var filled = await composer.ComposeAsync(new ComposeRequest { Subject = subject, Body = body, Facts = facts }, cancel);
        if (filled.Problems.Count > 0)
            throw RpcException.Invalid(filled.Problems);
        return filled.Unfilled.Count == 0
            ? filled
            : throw RpcException.Invalid("$.sources", $"Nothing says {string.Join(", ", filled.Unfilled)}.", "Add it to the contact, or give the template a fallback, and write again.");
    }

    private static List<string> Ids(ComposeResponse filled, string text, IReadOnlyList<WritingSource> sources) =>
        [.. filled.Filled.Where(f => text.Contains(f.Value, StringComparison.Ordinal)).SelectMany(static f => OfflineFacts.Ids(f.Source)).Where(id => sources.Any(s => s.Id == id)).Distinct(StringComparer.Ordinal)];

    private static string Shown(WrittenPart part) =>
        (part.Title is null ? "" : part.Title + "\n") + string.Join(' ', part.Sentences.Select(static s => s.Text));
}
