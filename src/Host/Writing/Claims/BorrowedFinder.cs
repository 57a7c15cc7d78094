using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// What a posting or a mail asks for, told as what the user does: "I give the morning briefing and set the labour plan", each made of words that any letter has. Two
/// words of it side by side, as somebody else's line has them, both need to be in the user's own.
/// </summary>
internal static class BorrowedFinder
{
    private const int ShortestWord = 4;
    private const int LongestClause = 30;

    private static readonly HashSet<string> Doing =
    [
        "do", "give", "set", "write", "run", "plan", "keep", "handle", "lead", "manage", "train", "use", "prepare", "check", "organise", "organize", "order", "build", "teach", "design", "test", "maintain", "supervise", "deliver", "create", "oversee", "coordinate", "draft", "track",
        "mache", "schreibe", "pflege", "erstelle", "leite", "fuhre", "betreue", "plane", "ubernehme", "kontrolliere", "bearbeite", "organisiere", "verantworte", "koordiniere", "berate", "schule", "steuere", "prufe",
    ];

    /// <summary>Tokens between the two, as in "Preise und Verfügbarkeiten".</summary>
    private const int MostBetween = 1;

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Tongue is not (Tongue.English or Tongue.German) || passage.Kind == PassageKind.Heading || passage.Tongue != evidence.Tongue)
            return;
        var isFound = new bool[passage.Tokens.Count];
        foreach (var finding in findings)
            Array.Fill(isFound, true, finding.First, finding.Last - finding.First + 1);
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if (!IsWeighty(passage, at) || Second(passage, at) is not { } second || isFound[at] || isFound[second])
                continue;
            if (evidence.Borrowed.Has(passage.Tokens[at], passage.Tokens[second]) && !(HasOwn(at) && HasOwn(second)) && !KindFinder.Wants(passage, at))
                findings.Add(new Finding(ClaimKind.Skill, at, second, true));
        }

        bool HasOwn(int at) => UnsourcedWordFinder.Has(evidence.Own.Words, passage.Tokens[at], passage.Tongue);
    }

    /// <summary>"I give the morning briefing", "Preise pflege ich": what the writer does today.</summary>
    private static bool IsDone(Passage passage, int at)
    {
        var (start, end) = passage.SentenceAt(at);
        for (var one = Math.Max(start, at - LongestClause); one + 1 < Math.Min(end, at + LongestClause); one++)
        {
            var (first, second) = (passage.Tokens[one].Key, passage.Tokens[one + 1].Key);
            if (first is "i" or "ich" && Doing.Contains(second) || second is "ich" && Doing.Contains(first))
                return !passage.SpeaksOfOthers(at);
        }
        return false;
    }

    private static int? Second(Passage passage, int at)
    {
        for (var next = at + 1; next <= at + 1 + MostBetween && next < passage.Tokens.Count; next++)
        {
            if (IsWeighty(passage, next))
                return next;
            if (!passage.Tokens[next].IsWord && !passage.Tokens[next].Is("-"))
                return null;
        }
        return null;
    }

    private static bool IsWeighty(Passage passage, int at) =>
        (passage.IsOwn[at] || IsDone(passage, at)) && passage.Tokens[at] is { IsWord: true, Key.Length: >= ShortestWord } token && !passage.IsFigure[at] && !Vocabulary.Instance.IsFunctionWord(token.Key, passage.Tongue) && !SourceLines.IsLight(token.Key);
}
