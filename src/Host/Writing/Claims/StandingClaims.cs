using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>After a person's edits: which claims are still in the text.</summary>
internal static class StandingClaims
{
    /// <summary>Claims whose words still stand in the text, whatever their accents, capitals and spaces. In their old order.</summary>
    public static IReadOnlyList<Claim> In(IReadOnlyList<Claim> claims, string text)
    {
        var tokens = Tokenizer.Read(text);
        var standing = new HashSet<string>();
        var phrases = claims.Select(claim => (claim.Id, Phrase: new PhraseSet([claim.Text]))).ToList();
        var byFirst = phrases.Zip(claims).GroupBy(pair => FirstKey(pair.Second.Text)).ToDictionary(group => group.Key, group => group.Select(pair => pair.First).ToList());
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!byFirst.TryGetValue(tokens[at].Key, out var candidates))
                continue;
            candidates.RemoveAll(candidate => candidate.Phrase.Match(tokens, at) > 0 && standing.Add(candidate.Id));
        }
        return [.. claims.Where(claim => standing.Contains(claim.Id))];
    }

    private static string FirstKey(string text) => Tokenizer.Read(text) is [var first, ..] ? first.Key : "";
}
