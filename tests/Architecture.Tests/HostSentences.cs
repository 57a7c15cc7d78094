using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Architecture.Tests;

/// <summary>
/// The sentences that the source says, as the dashboard's catalogues name them: <c>{}</c> stands for what is put in, and each text that is put in by a choice
/// between texts makes a sentence of its own.
/// </summary>
internal sealed partial class HostSentences
{
    public const string Gap = "{}";

    private const int MostOfOne = 16;

    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);

    private readonly StringBuilder _all = new();

    public static HostSentences Read()
    {
        var sentences = new HostSentences();
        foreach (var file in Repository.Files("src", "*.cs"))
            sentences.Visit(Parse(file));
        foreach (var file in Repository.Files("src/Plugins", "plugin.json"))
            sentences._all.Append(File.ReadAllText(file)).Append('\n');
        return sentences;
    }

    public static Microsoft.CodeAnalysis.SyntaxNode Parse(string file) => CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();

    /// <summary>A sentence whose gaps have no names.</summary>
    public static string Form(string sentence) => Named().Replace(sentence, Gap);

    /// <summary>Whether the source says it: as a text of its own, or where it has no gap, within one that is a form or a manifest.</summary>
    public bool Have(string sentence) =>
        _whole.Contains(sentence) || (!sentence.Contains(Gap, StringComparison.Ordinal) && _all.ToString().Contains($"\"{sentence.Replace("\"", "\\\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal));

    private void Visit(Microsoft.CodeAnalysis.SyntaxNode root)
    {
        foreach (var expression in root.DescendantNodes().OfType<ExpressionSyntax>())
        {
            if (expression is LiteralExpressionSyntax { Token.Value: string form } && form.Contains('\n', StringComparison.Ordinal))
                _all.Append(form).Append('\n');
            else if (expression is LiteralExpressionSyntax { Token.Value: string } or InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression })
                _whole.UnionWith(Texts(expression).Select(Form));
        }
    }

    /// <summary>What an expression can say; a gap where that is not written out.</summary>
    public static IReadOnlyList<string> Texts(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => [text],
        InterpolatedStringExpressionSyntax text => Joined(text.Contents.Select(part => part switch
        {
            // In a raw string a brace is what it is.
            InterpolatedStringTextSyntax words => [!text.StringStartToken.Text.EndsWith("\"\"\"", StringComparison.Ordinal) ? words.TextToken.ValueText.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal) : words.TextToken.ValueText],
            InterpolationSyntax { FormatClause: null } put => Texts(put.Expression),
            _ => [Gap],
        })),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Joined([Texts(sum.Left), Texts(sum.Right)]),
        // string.Create(culture, text) says the text.
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Create" }, ArgumentList.Arguments: [_, var text] } => Texts(text.Expression),
        ParenthesizedExpressionSyntax inner => Texts(inner.Expression),
        ConditionalExpressionSyntax choice => [.. Texts(choice.WhenTrue), .. Texts(choice.WhenFalse)],
        _ => [Gap],
    };

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Named();

    private static IReadOnlyList<string> Joined(IEnumerable<IReadOnlyList<string>> parts) =>
        parts.Aggregate((IReadOnlyList<string>)[""], static (all, part) => all.Count * part.Count > MostOfOne ? [.. all.Select(static each => each + Gap)] : [.. all.SelectMany(each => part.Select(text => each + text))]);
}
