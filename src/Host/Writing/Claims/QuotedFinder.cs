using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>What has a name in quotation marks: "unter dem Namen „Sichere Konserve“", "a scheme called “Safe Start”". Its words stand together in a source.</summary>
internal static class QuotedFinder
{
    /// <summary>Words of a name; what is longer was said by somebody.</summary>
    private const int LongestName = 6;
    private const int ShortestWord = 4;

    /// <summary>Words before the quotation mark that a name follows.</summary>
    private const int Reach = 2;

    private static readonly HashSet<string> Naming =
    [
        "name", "namen", "namens", "titel", "motto", "projekt", "projekts", "programm", "kampagne", "kurs", "seminar", "workshop", "reihe", "app", "verein", "preis", "auszeichnung", "called", "named", "titled", "title", "nicknamed", "project", "programme", "program", "scheme",
        "campaign", "course", "series", "club", "award", "prize", "module", "modul", "initiative",
    ];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Kind != PassageKind.Running)
            return;
        for (var at = 0; at + 2 < passage.Tokens.Count; at++)
        {
            if (!IsOpening(passage.Tokens, at) || passage.Asks(at) || !passage.Tokens.GetRange(Math.Max(0, at - Reach), Math.Min(at, Reach)).Exists(token => Naming.Contains(token.Key)))
                continue;
            var last = at + 1;
            while (last < passage.Tokens.Count && last <= at + LongestName && (passage.Tokens[last].IsWord || passage.Tokens[last].Kind == TokenKind.Number || passage.Tokens[last].Is("-")))
                last++;
            if (last >= passage.Tokens.Count || last == at + 1 || !IsQuote(passage.Tokens[last]))
                continue;
            var words = passage.Tokens.GetRange(at + 1, last - at - 1).FindAll(token => token is { IsWord: true, Key.Length: >= ShortestWord });
            if (words.Count > 0 && !evidence.All.Words.HasTogether(words, true) && !findings.Exists(one => one.First <= at + 1 && one.Last >= last - 1))
                findings.Add(new Finding(ClaimKind.Name, at + 1, last - 1, false));
            at = last;
        }
    }

    private static bool IsOpening(List<Token> tokens, int at) => IsQuote(tokens[at]) && tokens[at + 1] is { IsCapital: true, Spaced: false };

    private static bool IsQuote(Token token) => token.Key is "\"" or "„" or "“" or "”" or "«" or "»" or "'" or "‘" or "’" or "‚";
}
