using Assistant.Host.Records.Templates;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>What a request to write must be. Nothing is cut in silence: what is too much is named, and the user leaves out what matters least.</summary>
internal static class RequestRules
{
    // As many files as one application has, with room.
    private const int MostTexts = 20;

    // A long CV has 20,000 characters.
    private const int LongestText = 100_000;

    // Said by a person in a box, not pasted.
    private const int LongestInstructions = 8_000;

    /// <exception cref="RpcException">Invalid, by path.</exception>
    public static void Check(WritingStartRequest request)
    {
        var problems = new List<RpcProblem>();
        if (request.Texts.Count > MostTexts)
            problems.Add(Problem("$.texts", $"are more than {MostTexts}", "Put those that belong together into one."));
        for (var i = 0; i < Math.Min(request.Texts.Count, MostTexts); i++)
            Check(request.Texts[i], $"$.texts[{i}]", problems);
        if (request.Instructions?.Length > LongestInstructions)
            problems.Add(Problem("$.instructions", "are too long", $"Keep them under {LongestInstructions} characters; hand in what is longer as a text."));
        if (request.ContactId is null)
            CheckWithoutContact(request, problems);
        if (request.TemplateId is not null && request.Task is not (WritingTask.Outreach or WritingTask.FollowUp or WritingTask.Reply or WritingTask.CoverLetter))
            problems.Add(Problem("$.templateId", "belongs to mail and cover letters", "Leave it out for this task."));
        if (request.Voice is { } voice)
            VoiceLimits.Check(voice, problems);
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
    }

    // Who gets a mail, and which mail a thread has, only a contact says.
    private static void CheckWithoutContact(WritingStartRequest request, List<RpcProblem> problems)
    {
        if (request.Task is WritingTask.Outreach or WritingTask.FollowUp or WritingTask.Reply)
            problems.Add(Problem("$.contactId", "is missing, and a mail goes to somebody", "Name the contact that it goes to."));
        else if (request.About is null or { Kind: "contact" })
            problems.Add(Problem("$.contactId", "is missing", "Name the contact that it is about, or in about the record that it is for, for example an application."));
        else if (request.DraftId is not null || request.OutboxId is not null)
            problems.Add(Problem("$.contactId", "is missing, and drafts and sent mail are a contact's", "Name the contact, or leave draftId and outboxId out."));
    }

    private static void Check(WritingText text, string path, List<RpcProblem> problems)
    {
        if (text.Kind is SourceKind.Contact or SourceKind.Sender or SourceKind.Instruction or SourceKind.Template)
            problems.Add(Problem($"{path}.kind", "is not handed in", "Contact, sender and template come from the records; say what you want in instructions."));
        if (text.Text.Length > LongestText)
            problems.Add(Problem($"{path}.text", "is too long", $"Keep it under {LongestText} characters: leave out what does not matter here."));
    }

    /// <summary>What a task cannot be done without. A model that is asked all the same makes it up.</summary>
    /// <exception cref="RpcException">Invalid: there is none.</exception>
    public static void CheckSources(WritingTask task, IReadOnlyList<WritingSource> sources)
    {
        SourceKind[] needed = task switch
        {
            WritingTask.CvTailoring => [SourceKind.Cv],
            WritingTask.Fit => [SourceKind.Posting, SourceKind.Cv],
            WritingTask.Interview => [SourceKind.Cv],
            _ => [],
        };
        var missing = needed.Except(sources.Select(static source => source.Kind)).ToList();
        if (missing.Count > 0)
            throw RpcException.Invalid([.. missing.Select(static kind => Missing(kind))]);
    }

    private static RpcProblem Missing(SourceKind kind) => kind == SourceKind.Cv
        ? Problem("$.texts", "have no CV, and this is written from one", "Hand in your CV (`--cv FILE`), or name the application that has it among its documents (`--about`).")
        : Problem("$.texts", "have no posting, and this is written from one", "Hand in the posting (`--posting FILE`), or name the application that has it among its documents (`--about`).");

    private static RpcProblem Problem(string path, string problem, string remedy) => new() { Path = path, Problem = problem, Remedy = remedy };
}
