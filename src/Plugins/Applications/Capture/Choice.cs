using System.Text.Json;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>Which of several postings is meant. One that is not certain is not chosen: its company would be a guess.</summary>
internal static class Choice
{
    private const int MostNamed = 10;

    public static JsonElement? Of(IReadOnlyList<JsonElement> postings, Func<JsonElement, (string? Link, string? Title)> name, string? address)
    {
        if (postings is [var only])
            return only;
        List<JsonElement> same = [.. postings.Where(posting => WebLink.AreSame(name(posting).Link, address))];
        if (same.Count > 0)
            return same[0];
        // The same posting said twice, for a search engine each.
        return postings.Count > 0 && postings.All(posting => posting.GetRawText() == postings[0].GetRawText()) ? postings[0] : null;
    }

    public static void Warn(Findings findings, IEnumerable<string?> titles)
    {
        List<string> named = [.. titles.Select(Findings.Clean).OfType<string>()];
        findings.Warnings.Add($"There are {named.Count} postings in it ({string.Join("; ", named.Take(MostNamed))}{(named.Count > MostNamed ? "; ..." : "")}). Give the address of the one that you mean, or its own page.");
    }
}
