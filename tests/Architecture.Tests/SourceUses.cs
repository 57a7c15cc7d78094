using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assistant.Architecture.Tests;

/// <summary>Which types of its own assembly each source file uses, as the compiler binds their names.</summary>
internal static class SourceUses
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    public static IEnumerable<Use> Of(Floors floors)
    {
        foreach (var model in Models(floors.Folder))
        {
            var tree = model.SyntaxTree;
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (name.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() is not { } from || name.Parent is BaseNamespaceDeclarationSyntax)
                    continue;
                if (Target(model.GetSymbolInfo(name).Symbol) is not { } target || Inside(target, floors.Root) is not { Length: > 0 } to)
                    continue;
                if (Inside(from.Name.ToString(), floors.Root) is { } space)
                    yield return new(tree.FilePath, space, to);
            }
        }
    }

    /// <summary>What the compiler knows of each source file of a folder.</summary>
    public static IEnumerable<SemanticModel> Models(string folder)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = Repository.Files(folder, "*.cs").Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, Repository.Relative(file))).ToList();
        var compilation = CSharpCompilation.Create("floors", [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, options)], References());
        return trees.Select(tree => compilation.GetSemanticModel(tree));
    }

    private static string? Target(ISymbol? symbol) => symbol switch
    {
        null or INamespaceSymbol => null,
        INamedTypeSymbol type => Name(type),
        _ => symbol.ContainingType is { } type ? Name(type) : null,
    };

    private static string Name(INamedTypeSymbol type) => type.ContainingType is { } outer ? Name(outer) : $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}";

    private static string? Inside(string space, string root) =>
        space == root ? "" : space.StartsWith(root + '.', StringComparison.Ordinal) ? space[(root.Length + 1)..] : null;

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is not "assistant.dll")
            .Select(static path => MetadataReference.CreateFromFile(path));
}
