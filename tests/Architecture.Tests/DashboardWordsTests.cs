using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Assistant.Host.Security;

namespace Assistant.Architecture.Tests;

/// <summary>What the dashboard says in words has words for all that there is.</summary>
public sealed partial class DashboardWordsTests
{
    private static readonly string Words = Read("clients/ui/src/views/audit.messages.ts");

    private static readonly Lazy<AuditNames> Names = new(AuditNames.Read);

    [Fact]
    public void Actions_OfTheAudit_EachHaveWords()
    {
        Assert.True(Names.Value.Actions.Count > 80, "The source has more names than this test knows to read.");
        Assert.Equal([], Names.Value.Actions.Where(static name => !HasWords(name)));
    }

    [Fact]
    public void Refusals_OfThePolicy_HaveWordsForEachKindAndEachVerb()
    {
        Assert.Equal([], Names.Value.Kinds.Except(Keys("kind")));
        Assert.Equal([], Enum.GetNames<PolicyAction>().Select(static verb => verb.ToLowerInvariant()).Except(Keys("verb")));
    }

    [Fact]
    public void Refusals_OfAMethod_HaveWordsForItsService()
    {
        var methods =
            from file in Repository.Files("src", "contract.json")
            where Repository.Relative(file) is not "src/Protocol/contract.json"
            from method in JsonNode.Parse(File.ReadAllText(file))!["methods"]!.AsArray()
            where method!["x-requires"] is not null
            select ((string)method["name"]!).Replace('/', '.');

        Assert.Equal([], methods.Where(static name => !HasWords(name)).Select(static name => name.Split('.')[0]).Distinct().Except(Keys("service")));
    }

    [Fact]
    public void Outcomes_OfTheAudit_BeginWithAWordThatHasWords()
    {
        var outcomes = Names.Value.Outcomes;

        Assert.True(outcomes.Count > 15, "The source has more outcomes than this test knows to read.");
        // Of a message, its state is written: by the outbox as it moves, and by a person who settles what became of it.
        Assert.Equal(["{}", "{} {}"], outcomes.Where(static outcome => outcome.StartsWith(HostSentences.Gap, StringComparison.Ordinal)));
        Assert.Equal([], outcomes.Select(static outcome => FirstWord().Match(outcome).Value).Where(static word => word.Length > 0).Except(Keys("outcomes")));
        Assert.Equal([], outcomes.Where(static outcome => outcome.StartsWith("refused: ", StringComparison.Ordinal) && !outcome.EndsWith('}')).Select(static outcome => outcome["refused: ".Length..]).Except(Quoted("lacks")));
        var states = State().Matches(Outcome().Match(Read("src/Host/Mailroom/Outbox/OutboxMoves.cs")).Value).Select(static match => JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value)).ToList();
        Assert.Contains("submitting", states);
        Assert.Equal([], states.Except(Keys("outcomes")));
    }

    [Fact]
    public void Outcomes_OfTheLedger_EachHaveWords()
    {
        var outcomes = Value().Matches(Read("src/Plugins/Drafting/Models/Outcomes.cs")).Select(static match => match.Groups[1].Value).ToList();

        Assert.True(outcomes.Count > 10, "The source has more outcomes than this test knows to read.");
        Assert.Equal([], outcomes.Except(Keys("outcomes", Read("clients/ui/src/views/spending.messages.ts"))));
    }

    // The policy puts its names together, the kernel takes those of methods, as the tests above read them; the log reads back what was written.
    [Fact]
    public void Names_OfTheAudit_AreWrittenOutWhereTheyAreGiven() =>
        Assert.Equal(["src/Host/HostKernel.cs", "src/Host/Security/Policy.cs", "src/Host/Storage/Audit/AuditLog.cs"], Names.Value.Others);

    [Fact]
    public void Stages_ThatAPipelineBeginsWith_AreKnownByTheirTitles()
    {
        var stages = Stage().Matches(Read("src/Plugins/Applications/Storage/ApplicationSchema.cs")).Select(static match => $"{match.Groups[1].Value}: \"{match.Groups[2].Value}\"").ToList();
        var known = Read("clients/ui/src/parts/stage-titles.ts");

        Assert.Equal(8, stages.Count);
        Assert.Equal([], stages.Where(stage => !known.Contains(stage, StringComparison.Ordinal)));
    }

    private static bool HasWords(string action) => Words.Contains($"\"{action}\": ", StringComparison.Ordinal);

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    /// <summary>The names of the texts in a group, which holds no group itself.</summary>
    private static IEnumerable<string> Keys(string group, string? words = null) =>
        Key().Matches(Regex.Match(words ?? Words, $@"\b{group}: \{{([^}}]+)\}}").Groups[1].Value).Select(static match => match.Groups[1].Value);

    /// <summary>The same, also where a name is in quotes.</summary>
    private static IEnumerable<string> Quoted(string group) =>
        AnyKey().Matches(Regex.Match(Words, $@"\b{group}: \{{([^}}]+)\}}").Groups[1].Value).Select(static match => match.Groups[1].Value.Trim('"'));

    [GeneratedRegex(@"Outcome\(OutboxState state\) => state switch[^;]+;")]
    private static partial Regex Outcome();

    [GeneratedRegex(@"OutboxState\.(\w+)")]
    private static partial Regex State();

    [GeneratedRegex(@"(?:= |=> )""(\w+)""")]
    private static partial Regex Value();

    [GeneratedRegex(@"^\w+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"(""[^""]+""|\w+): """)]
    private static partial Regex AnyKey();

    [GeneratedRegex(@"(\w+): """)]
    private static partial Regex Key();

    [GeneratedRegex(@"\('(\w+)', '(\w+)', '(?:open|won|lost)', \d\)")]
    private static partial Regex Stage();
}
