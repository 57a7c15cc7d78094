using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
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
    public void Findings_AndWhatASetupNeeds_StandInTheCatalogues() =>
        AreKnown(60, Repository.Files("src", "*.cs").SelectMany(static file => Explanations(HostSentences.Parse(file))));

    /// <summary>All that is said of a text that is written: refusals, faults with their remedies, notices, why a claim is marked. What a model is told is none of it.</summary>
    [Fact]
    public void WhatIsSaidOfWriting_StandsInTheCatalogues() =>
        AreKnown(150, Repository.Files("src/Plugins/Drafting", "*.cs").Concat(Repository.Files("src/Host/Writing", "*.cs")).Concat(Repository.Files("src/Host/Records/Templates", "*.cs"))
            .Where(static file => !ToTheModel.Contains(Path.GetFileName(file)))
            .Select(HostSentences.Parse).SelectMany(static root => Sentences(root).Concat(Problems(root))));

    private static void AreKnown(int fewest, IEnumerable<string> texts)
    {
        // What has hardly a word of its own only joins others.
        List<Regex> known = [.. Known().Where(static sentence => NamedGap().Replace(sentence, "").Count(char.IsLetter) >= 5).Select(static sentence => new Regex($"^{string.Join(".+", NamedGap().Split(sentence).Select(Regex.Escape))}$", RegexOptions.Singleline))];
        var said = texts.Distinct(StringComparer.Ordinal).ToList();

        Assert.True(said.Count > fewest, $"Only {said.Count} sentences were found in the source.");
        var missing = said.Where(text => !IsKnown(text)).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing));

        bool IsKnown(string text) =>
            !HasWords(text) || known.Exists(each => each.IsMatch(text)) ||
            (text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end && IsKnown(text[..(end + 1)]) && IsKnown(text[(end + 2)..]));
    }

    // The prompt's own words, and the form of what a model is to answer.
    private static readonly string[] ToTheModel = ["SystemRules.cs", "VoiceRules.cs", "Fence.cs", "PayloadBuilder.cs", "AnswerSchema.cs", "RehearsalText.cs", "StyleLearner.cs", "LoggingChatClient.cs"];

    // Two words and a full stop. What is thrown at who wrote a broken call is nobody's to read.
    private static IEnumerable<string> Sentences(Microsoft.CodeAnalysis.SyntaxNode root) => root.DescendantNodes().OfType<ExpressionSyntax>()
        .Where(static node => node is LiteralExpressionSyntax { Token.Value: string } or InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression })
        .Where(static node => node.Parent is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } && !node.Ancestors().Any(static above => above is AttributeSyntax or InterpolatedStringExpressionSyntax or ThrowExpressionSyntax { Expression: ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "InvalidOperationException" or "ArgumentException" } } }))
        .SelectMany(HostSentences.Texts).Where(static text => FullStop().IsMatch(text) && Words().Count(text) >= 2 && text.Contains(' ', StringComparison.Ordinal) && !text.Contains('\n', StringComparison.Ordinal));

    // Problem(path, problem, remedy), RpcException.Invalid(path, problem, remedy), and new() { Path, Problem, Remedy }.
    private static IEnumerable<string> Problems(Microsoft.CodeAnalysis.SyntaxNode root) =>
        root.DescendantNodes().SelectMany(static node => node switch
        {
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Problem" or "Wrong" or "Dropped" } } made => made.ArgumentList.Arguments.Skip(made.ArgumentList.Arguments.Count > 1 ? 1 : 0).Select(static ExpressionSyntax? (argument) => argument.Expression),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "RpcException" }, Name.Identifier.Text: "Invalid" } } made => made.ArgumentList.Arguments.Skip(1).Select(static ExpressionSyntax? (argument) => argument.Expression),
            InitializerExpressionSyntax { Expressions: var set } when Value(set, "Path") is not null && Value(set, "Problem") is not null => (ExpressionSyntax?[])[Value(set, "Problem"), Value(set, "Remedy")],
            _ => [],
        }).OfType<ExpressionSyntax>().SelectMany(HostSentences.Texts).Where(HasWords);

    private static bool HasWords(string text) => text.Replace(HostSentences.Gap, "", StringComparison.Ordinal).Any(char.IsLetter);

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
        }).OfType<ExpressionSyntax>().SelectMany(HostSentences.Texts).Where(HasWords);

    private static ExpressionSyntax? Value(IEnumerable<ExpressionSyntax> set, string property) =>
        set.OfType<AssignmentExpressionSyntax>().FirstOrDefault(each => each.Left is IdentifierNameSyntax name && name.Identifier.Text == property)?.Right;

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Words();

    [GeneratedRegex("""[.?!]["”]?( \{\})*$""")]
    private static partial Regex FullStop();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex NamedGap();

    [GeneratedRegex("""^  ("(?:[^"\\]|\\.)+"): "(?:[^"\\]|\\.)+",$""", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
