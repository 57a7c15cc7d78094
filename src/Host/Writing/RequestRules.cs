using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
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

    private const int LongestTone = 200;

    private const int LongestStyle = 4_000;

    private const int MostPhrases = 200;

    private const int LongestPhrase = 100;

    // A letter of ten pages.
    private const int MostWords = 5_000;

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
        if (request.Voice is { } voice)
            Check(voice, problems);
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
    }

    private static void Check(WritingText text, string path, List<RpcProblem> problems)
    {
        if (text.Kind is SourceKind.Contact or SourceKind.Sender or SourceKind.Instruction)
            problems.Add(Problem($"{path}.kind", "is not handed in", "Contact and sender come from the records; say what you want in instructions."));
        if (text.Text.Length > LongestText)
            problems.Add(Problem($"{path}.text", "is too long", $"Keep it under {LongestText} characters: leave out what does not matter here."));
    }

    private static void Check(Voice voice, List<RpcProblem> problems)
    {
        if (voice.Tone?.Length > LongestTone)
            problems.Add(Problem("$.voice.tone", "is too long", $"Say it in at most {LongestTone} characters."));
        if (voice.MaxWords is < 1 or > MostWords)
            problems.Add(Problem("$.voice.maxWords", "is out of range", $"Give 1 to {MostWords}."));
        if (voice.Language is { } language && (language.Length is < 2 or > 35 || !language.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            problems.Add(Problem("$.voice.language", "is no language", "Give it as de or pt-BR."));
        if (voice.StyleCard?.Length > LongestStyle)
            problems.Add(Problem("$.voice.styleCard", "is too long", $"Keep it under {LongestStyle} characters."));
        if (voice.DoNotSay.Count > MostPhrases || voice.DoNotSay.Any(static phrase => phrase.Length is 0 or > LongestPhrase))
            problems.Add(Problem("$.voice.doNotSay", "is too long, or has an empty phrase", $"Give at most {MostPhrases} phrases of 1 to {LongestPhrase} characters."));
    }

    private static RpcProblem Problem(string path, string problem, string remedy) => new() { Path = path, Problem = problem, Remedy = remedy };
}
