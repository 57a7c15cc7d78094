using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Sees where an everyday word claims something: in a sentence about the writer that says nothing which a source bears out ("I came in as a temp"), and behind
/// words that name an ability ("a gift for raising money"); and where a whole sentence is a claim.
/// </summary>
internal static class BareClaims
{
    /// <summary>Words that one ability has.</summary>
    private const int LongestAbility = 5;

    /// <summary>Words of a sentence that says something: "I keep goats" is one, "Meine schon" is none.</summary>
    private const int ShortestStatement = 3;

    /// <summary>Letters of a word that says something.</summary>
    private const int ShortestWord = 4;

    private static readonly HashSet<string> Wishes = ["i'd", "i'll", "will", "werde"];
    private static readonly HashSet<string> Ends = ["and", "or", "but", "as", "when", "where", "while", "which", "that", "who", "because", "since", "und", "oder", "als"];

    /// <summary>Of every token, whether such a word claims something there.</summary>
    public static bool[] Read(Passage passage, Evidence evidence)
    {
        var claims = new bool[passage.Tokens.Count];
        foreach (var (start, end) in passage.Sentences)
        {
            if (IsBare(passage, evidence, start, end, false))
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

    /// <summary>
    /// Marks whole sentences that tell something of the writer, are made of nothing but words of any letter and have no mark yet: "These days the whole department
    /// answers to me." Not those that name a source of the user's as theirs, and not what a letter says of feelings and of itself.
    /// </summary>
    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Kind == PassageKind.Heading || passage.Tongue is not (Tongue.English or Tongue.German))
            return;
        var isMarked = new bool[passage.Tokens.Count];
        foreach (var finding in findings)
            Array.Fill(isMarked, true, finding.First, finding.Last - finding.First + 1);
        foreach (var (start, end) in passage.Sentences)
        {
            var last = end - 1;
            while (last > start && !passage.Tokens[last].IsWord)
                last--;
            if (IsBare(passage, evidence, start, end, true) && !isMarked.AsSpan(start, end - start).Contains(true) && IsStatement(passage, start, last) && !(start == 0 && end == passage.Tokens.Count && passage.Cited.Any(evidence.Lines.IsOwn)))
                findings.Add(new Finding(ClaimKind.Statement, start, last, false));
        }
    }

    /// <summary>More than a few words that announce what follows, and none of feelings, thanks or the letter itself.</summary>
    private static bool IsStatement(Passage passage, int start, int last)
    {
        var words = 0;
        for (var at = start; at <= last; at++)
        {
            if (Vocabulary.Instance.Pleasantries.Contains(passage.Tokens[at].Key))
                return false;
            words += passage.Tokens[at].IsWord ? 1 : 0;
        }
        return words >= ShortestStatement && !(last + 1 < passage.Tokens.Count && passage.Tokens[last + 1].Key is ":" or ",");
    }

    private static int AbilityEnd(List<Token> tokens, int first, int end)
    {
        var last = first;
        while (last < end && last < first + LongestAbility && tokens[last].IsWord && !Ends.Contains(tokens[last].Key))
            last++;
        return last;
    }

    /// <summary>Told of the writer, not wished or denied, and without a figure or a word that a source has; with <paramref name="anyWord"/> one of any letter is enough.</summary>
    private static bool IsBare(Passage passage, Evidence evidence, int start, int end, bool anyWord)
    {
        if (passage.SpeaksOfOthers(start) || passage.Asks(start) || !passage.SpeaksOfWriter(start) && !passage.IsOwn[start])
            return false;
        for (var at = start; at < end; at++)
        {
            var token = passage.Tokens[at];
            if (passage.IsCounted[at] || token.IsWord && (KindFinder.IsWanting(token) || Wishes.Contains(token.Key) || IsBorneOut(passage, evidence, at, anyWord)))
                return false;
        }
        return true;
    }

    private static bool IsBorneOut(Passage passage, Evidence evidence, int at, bool anyWord)
    {
        var (token, tongue) = (passage.Tokens[at], passage.Tongue);
        if (Vocabulary.Instance.First.Contains(token.Key))
            return false;
        // A name, which is looked at as one.
        if (token.IsCapital && !token.First && tongue == Tongue.English)
            return true;
        return !Vocabulary.Instance.IsFunctionWord(token.Key, tongue) && !(tongue == Tongue.German && Vocabulary.Instance.GermanSmallWords.Contains(token.Key)) && (anyWord ? token.Key.Length >= ShortestWord : !LetterWords.Has(token.Key, tongue)) && UnsourcedWordFinder.Has(evidence.Own.Words, token, tongue);
    }
}
