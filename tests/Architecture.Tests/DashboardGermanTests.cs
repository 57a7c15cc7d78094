using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assistant.Architecture.Tests;

/// <summary>The dashboard knows the host's sentences by heart: what the source does not say any more nobody will ever read.</summary>
public sealed partial class DashboardGermanTests
{
    [Fact]
    public void Sentences_OfTheCatalogues_StandInTheSource()
    {
        var said = HostSentences.Read();
        var known = Repository.Files("clients/ui/src/host-words", "*.de.ts")
            .SelectMany(static file => Entry().Matches(File.ReadAllText(file)))
            .Select(static match => JsonSerializer.Deserialize<string>(match.Groups[1].Value)!)
            .ToList();

        Assert.True(known.Count > 300, "The catalogues have more sentences than this test knows to read.");
        var gone = known.Where(sentence => !said.Have(HostSentences.Form(sentence))).ToList();
        Assert.True(gone.Count == 0, string.Join('\n', gone));
    }

    [GeneratedRegex("""^  ("(?:[^"\\]|\\.)+"): "(?:[^"\\]|\\.)+",$""", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
