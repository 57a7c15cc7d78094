using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Architecture.Tests;

/// <summary>The dashboard knows the host's sentences by heart: what the source does not say any more nobody will ever read.</summary>
public sealed partial class DashboardGermanTests
{
    [Fact]
    public void Sentences_OfTheCatalogues_StandInTheSource()
    {
        var said = HostSentences.Read();
        var known = Known();

        Assert.True(known.Count > 300, "The catalogues have more sentences than this test knows to read.");
        var gone = known.Where(sentence => !said.Have(HostSentences.Form(sentence))).ToList();
        Assert.True(gone.Count == 0, string.Join('\n', gone));
    }

    /// <summary>What is wrong and what to do about it is read by somebody who needs it: each has its words, also where no test comes by.</summary>
    [Fact]
    public void Findings_AndWhatASetupNeeds_StandInTheCatalogues()
    {
        // What has hardly a word of its own only joins others.
        List<Regex> known = [.. Known().Where(static sentence => NamedGap().Replace(sentence, "").Count(char.IsLetter) >= 5).Select(static sentence => new Regex($"^{string.Join(".+", NamedGap().Split(sentence).Select(Regex.Escape))}$", RegexOptions.Singleline))];
        var said = Repository.Files("src", "*.cs").SelectMany(static file => Explanations(HostSentences.Parse(file))).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(said.Count > 60, $"Only {said.Count} explanations were found in the source.");
        var missing = said.Where(text => !IsKnown(text)).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing));

        bool IsKnown(string text) =>
            known.Exists(each => each.IsMatch(text)) ||
            (text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end && IsKnown(text[..(end + 1)]) && IsKnown(text[(end + 2)..]));
    }

    private static List<string> Known() =>
    [
        .. Repository.Files("clients/ui/src/host-words", "*.de.ts")
            .SelectMany(static file => Entry().Matches(File.ReadAllText(file)))
            .Select(static match => JsonSerializer.Deserialize<string>(match.Groups[1].Value)!),
    ];

    // Finding.Warning(code, message, remedy), and new() { Code, Message, Remedy } of a finding or a need.
    private static IEnumerable<string> Explanations(Microsoft.CodeAnalysis.SyntaxNode root) =>
        root.DescendantNodes().SelectMany(static node => node switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Finding" } } } made => made.ArgumentList.Arguments.Skip(1).Select(static ExpressionSyntax? (argument) => argument.Expression),
            InitializerExpressionSyntax { Expressions: var set } when Value(set, "Code") is not null && Value(set, "Remedy") is not null => (ExpressionSyntax?[])[Value(set, "Message"), Value(set, "Remedy")],
            _ => [],
        }).OfType<ExpressionSyntax>().SelectMany(HostSentences.Texts).Where(static text => text.Replace(HostSentences.Gap, "", StringComparison.Ordinal).Any(char.IsLetter));

    private static ExpressionSyntax? Value(IEnumerable<ExpressionSyntax> set, string property) =>
        set.OfType<AssignmentExpressionSyntax>().FirstOrDefault(each => each.Left is IdentifierNameSyntax name && name.Identifier.Text == property)?.Right;

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex NamedGap();

    [GeneratedRegex("""^  ("(?:[^"\\]|\\.)+"): "(?:[^"\\]|\\.)+",$""", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
