using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Templates;

/// <summary>What a voice may be, of a request and of a template.</summary>
internal static class VoiceLimits
{
    private const int LongestTone = 200;

    private const int LongestStyle = 4_000;

    private const int MostPhrases = 200;

    private const int LongestPhrase = 100;

    // A letter of ten pages.
    private const int MostWords = 5_000;

    public static void Check(Voice voice, List<RpcProblem> problems)
    {
        if (voice.Tone?.Length > LongestTone)
            problems.Add(Problem("$.voice.tone", "is too long", $"Say it in at most {LongestTone} characters."));
        if (voice.MaxWords is < 1 or > MostWords)
            problems.Add(Problem("$.voice.maxWords", "is out of range", $"Give 1 to {MostWords}."));
        if (voice.Language is { } language && Languages.Tag(language) is null)
            problems.Add(Problem("$.voice.language", "is no language that is known here", "Give its code (de, pt-BR) or its name (German, Deutsch)."));
        if (voice.StyleCard?.Length > LongestStyle)
            problems.Add(Problem("$.voice.styleCard", "is too long", $"Keep it under {LongestStyle} characters."));
        if (voice.DoNotSay.Count > MostPhrases || voice.DoNotSay.Any(static phrase => phrase.Length is 0 or > LongestPhrase))
            problems.Add(Problem("$.voice.doNotSay", "is too long, or has an empty phrase", $"Give at most {MostPhrases} phrases of 1 to {LongestPhrase} characters."));
    }

    /// <summary>The style card is the user's and not a template's.</summary>
    public static void CheckTemplate(Voice voice, List<RpcProblem> problems)
    {
        Check(voice, problems);
        if (voice.StyleCard is not null)
            problems.Add(Problem("$.voice.styleCard", "belongs to no template", "Leave it out; there is one style card for all that you write."));
    }

    /// <summary>The same voice with its language as a tag. One that was kept before names were taken stays as it is.</summary>
    public static Voice Read(Voice voice) => voice.Language is { } language ? voice with { Language = Languages.Tag(language) ?? language } : voice;

    private static RpcProblem Problem(string path, string problem, string remedy) => new() { Path = path, Problem = problem, Remedy = remedy };
}
