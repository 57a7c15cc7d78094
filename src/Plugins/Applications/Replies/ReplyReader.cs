using Assistant.Plugins.Applications.Storage;

namespace Assistant.Plugins.Applications.Replies;

/// <summary>
/// What a reply means, by rules and nothing else: the first passage of their own words that has a phrase of one meaning. Quoted mail, and everything after the
/// line that introduces it, is not theirs. A reply that says two things is not read: a person reads it.
/// </summary>
internal sealed class ReplyReader(ReplyPhrases phrases)
{
    // Answers to applications are short; a long text is a newsletter or a thread.
    private const int LongestText = 20_000;

    private const int LongestQuote = 300;

    private const string Refused = "rejected";

    // "On 3 May, Ana wrote:" and its like, which begin what they quote.
    private static readonly string[] Introductions = ["-----original message", "-----ursprüngliche nachricht", "________________________________"];

    /// <summary>Null where nothing says so, or two things are said.</summary>
    public ReplyReading? Read(string text)
    {
        var lines = OwnLines(text.Length <= LongestText ? text : text[..LongestText]);
        ReplyReading? found = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var meaning = Of(line, out var several);
            // A phrase may be broken over two lines; then both are what says so.
            if (meaning is null && !several && i + 1 < lines.Count && Of(lines[i + 1], out _) is null && Of($"{line} {lines[i + 1]}", out several) is { } broken)
                (line, meaning) = ($"{line} {lines[i + 1]}", broken);
            if (several)
                return null;
            if (meaning is null || meaning == found?.Meaning)
                continue;
            if (found is null || Outweighs(meaning, found.Meaning))
                found = new ReplyReading(meaning, line.Length <= LongestQuote ? line : line[..LongestQuote]);
            else if (!Outweighs(found.Meaning, meaning))
                return null;
        }

        return found;
    }

    // A refusal thanks for the interview that was; whoever invites to one does not refuse.
    private static bool Outweighs(string meaning, string other) => meaning == Refused && other is ("interview" or "screening");

    private string? Of(string passage, out bool several) => phrases.Meaning($" {Folded.Of(passage)} ", out several);

    private static List<string> OwnLines(string text)
    {
        var own = new List<string>();
        foreach (var raw in text.Split('\n'))
        {
            var line = string.Join(' ', raw.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (IsIntroduction(line))
                break;
            if (line.Length > 0 && line[0] != '>')
                own.Add(line);
        }

        return own;
    }

    private static bool IsIntroduction(string line)
    {
        var lower = line.ToLowerInvariant();
        return Introductions.Any(lower.StartsWith)
            || (lower.StartsWith("on ", StringComparison.Ordinal) && lower.EndsWith(" wrote:", StringComparison.Ordinal))
            || (lower.StartsWith("am ", StringComparison.Ordinal) && lower.Contains(" schrieb ", StringComparison.Ordinal) && lower.EndsWith(':'));
    }
}

/// <param name="Meaning"><c>rejected</c>, <c>offer</c>, <c>interview</c> or <c>screening</c>.</param>
/// <param name="Line">The line that says so, or the two that do.</param>
internal sealed record ReplyReading(string Meaning, string Line);
