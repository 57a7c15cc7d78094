namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Sees where an everyday word claims something: in a sentence about the writer that says nothing which a source bears out ("I came in as a temp"), and behind
/// words that name an ability ("a gift for raising money").
/// </summary>
internal static class BareClaims
{
    /// <summary>Words that one ability has.</summary>
    private const int LongestAbility = 5;

    private static readonly HashSet<string> Wishes = ["i'd", "i'll", "will", "werde"];
    private static readonly HashSet<string> Ends = ["and", "or", "but", "as", "when", "where", "while", "which", "that", "who", "because", "since", "und", "oder", "als"];

    /// <summary>Of every token, whether such a word claims something there.</summary>
    public static bool[] Read(Passage passage, Evidence evidence)
    {
        var claims = new bool[passage.Tokens.Count];
        foreach (var (start, end) in passage.Sentences)
        {
            if (IsBare(passage, evidence, start, end))
                Array.Fill(claims, true, start, end - start);
            for (var at = start; at < end; at++)
            {
                // "Tauchen kann ich auch"
                if (passage.Tokens[at].Key == "kann" && at > start && at + 1 < end && passage.Tokens[at + 1].Key == "ich")
                    claims[at - 1] = true;
                if (Vocabulary.Instance.AbilityCues.Match(passage.Tokens, at) is > 0 and var cue && (passage.IsOwn[at + cue - 1] || !passage.SpeaksOfOthers(at)) && (passage.Tokens[at].Key == "my" || !KindFinder.Wants(passage, at)))
                    Array.Fill(claims, true, at + cue, AbilityEnd(passage.Tokens, at + cue, end) - at - cue);
            }
        }
        return claims;
    }

    private static int AbilityEnd(List<Token> tokens, int first, int end)
    {
        var last = first;
        while (last < end && last < first + LongestAbility && tokens[last].IsWord && !Ends.Contains(tokens[last].Key))
            last++;
        return last;
    }

    private static bool IsBare(Passage passage, Evidence evidence, int start, int end)
    {
        if (passage.SpeaksOfOthers(start) || passage.Asks(start) || !passage.SpeaksOfWriter(start) && !passage.IsOwn[start])
            return false;
        for (var at = start; at < end; at++)
        {
            var token = passage.Tokens[at];
            if (passage.IsFigure[at] || token.IsWord && (KindFinder.IsWanting(token.Key) || Wishes.Contains(token.Key) || IsBorneOut(passage, evidence, at)))
                return false;
        }
        return true;
    }

    private static bool IsBorneOut(Passage passage, Evidence evidence, int at)
    {
        var (token, tongue) = (passage.Tokens[at], passage.Tongue);
        if (Vocabulary.Instance.First.Contains(token.Key))
            return false;
        // A name, which is looked at as one.
        if (token.IsCapital && !token.First && tongue == Tongue.English)
            return true;
        return !Vocabulary.Instance.IsFunctionWord(token.Key, tongue) && !(tongue == Tongue.German && Vocabulary.Instance.GermanSmallWords.Contains(token.Key)) && !LetterWords.Has(token.Key, tongue) && UnsourcedWordFinder.Has(evidence.Own.Words, token, tongue);
    }
}
