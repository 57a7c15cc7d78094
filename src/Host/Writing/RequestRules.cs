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
        if (request.TemplateId is not null && request.Task is not (WritingTask.Outreach or WritingTask.FollowUp or WritingTask.Reply or WritingTask.CoverLetter))
            problems.Add(Problem("$.templateId", "belongs to mail and cover letters", "Leave it out for this task."));
        if (request.Voice is { } voice)
            VoiceLimits.Check(voice, problems);
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
    }

    private static void Check(WritingText text, string path, List<RpcProblem> problems)
    {
        if (text.Kind is SourceKind.Contact or SourceKind.Sender or SourceKind.Instruction or SourceKind.Template)
            problems.Add(Problem($"{path}.kind", "is not handed in", "Contact, sender and template come from the records; say what you want in instructions."));
        if (text.Text.Length > LongestText)
            problems.Add(Problem($"{path}.text", "is too long", $"Keep it under {LongestText} characters: leave out what does not matter here."));
    }

    private static RpcProblem Problem(string path, string problem, string remedy) => new() { Path = path, Problem = problem, Remedy = remedy };
}
