using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Architecture.Tests;

/// <summary>The names that the host's source writes into the audit, as the compiler binds what is given to a parameter called <c>action</c>.</summary>
/// <param name="Actions">Each whole name, for example <c>outbox.approve</c>.</param>
/// <param name="Kinds">The kinds of records that the policy decides on: it writes KIND.VERB, as <c>draft.see</c>, where it refuses.</param>
/// <param name="Others">Files that give a name which is not written out.</param>
/// <param name="Outcomes">What is written of how it ended, for example <c>refused: scope {}</c>, by the form that <see cref="HostSentences"/> gives it.</param>
internal sealed record AuditNames(SortedSet<string> Actions, SortedSet<string> Kinds, SortedSet<string> Others, SortedSet<string> Outcomes)
{
    public static AuditNames Read()
    {
        var names = new AuditNames(new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        foreach (var model in SourceUses.Models("src/Host"))
        {
            if (model.SyntaxTree.FilePath.StartsWith("src/Host/Cli/", StringComparison.Ordinal))
                continue;
            foreach (var argument in model.SyntaxTree.GetRoot().DescendantNodes().OfType<ArgumentSyntax>())
                names.Visit(model, argument);
        }

        return names;
    }

    private void Visit(SemanticModel model, ArgumentSyntax argument)
    {
        if (Parameter(model, argument) is not { Type.SpecialType: SpecialType.System_String } parameter)
            return;
        var value = model.GetConstantValue(argument.Expression).Value as string;
        if (parameter.Name is "action" or "Action")
        {
            if (value is not null)
                Actions.Add(value);
            else if (argument.Expression is not IdentifierNameSyntax { Identifier.Text: "action" })
                Others.Add(model.SyntaxTree.FilePath);
        }
        else if (parameter is { Name: "outcome" or "Outcome" })
        {
            Outcomes.UnionWith(HostSentences.Texts(argument.Expression));
        }
        else if (value is not null && parameter is { Name: "kind", ContainingSymbol: { Name: "Of", ContainingType.Name: "Resource" } or { Name: "Resource", ContainingType.Name: "Books" } })
        {
            Kinds.Add(value);
        }
    }

    private static IParameterSymbol? Parameter(SemanticModel model, ArgumentSyntax argument)
    {
        if (argument.Parent is not BaseArgumentListSyntax { Parent: { } call } list || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return null;
        return argument.NameColon is { } named
            ? method.Parameters.FirstOrDefault(each => each.Name == named.Name.Identifier.Text)
            : method.Parameters.ElementAtOrDefault(list.Arguments.IndexOf(argument));
    }
}
