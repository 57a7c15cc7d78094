using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Assistant.Protocol.Generator;

/// <summary>A diagnostic in values: the location is kept without its syntax tree, which would keep every old compilation alive.</summary>
internal sealed record ProblemModel(string Id, string Message, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static ProblemModel At(ISymbol symbol, DiagnosticDescriptor rule, string message)
    {
        var place = symbol.Locations[0].GetLineSpan();
        return new(rule.Id, message, place.Path, symbol.Locations[0].SourceSpan, place.Span);
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rules.ById[Id], Location.Create(Path, Span, Lines), Message);
}
