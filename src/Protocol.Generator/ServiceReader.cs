using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Assistant.Protocol.Generator;

/// <summary>Reads a marked interface into a <see cref="ServiceModel"/>, with a problem for everything that cannot be emitted.</summary>
internal static class ServiceReader
{
    private const string ContextBase = "System.Text.Json.Serialization.JsonSerializerContext";

    public static ServiceModel Read(GeneratorAttributeSyntaxContext found, CancellationToken cancel)
    {
        var type = (INamedTypeSymbol)found.TargetSymbol;
        var arguments = found.Attributes[0].ConstructorArguments;
        var name = arguments.Length > 0 ? arguments[0].Value as string ?? "" : "";
        var context = arguments.Length > 1 ? arguments[1].Value as INamedTypeSymbol : null;

        var problems = new List<ProblemModel>();
        CheckInterface(type, name, context, problems);

        var methods = new List<MethodModel>();
        foreach (var member in type.GetMembers())
        {
            cancel.ThrowIfCancellationRequested();
            if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false, IsGenericMethod: false } method)
            {
                if (member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
                    problems.Add(ProblemModel.At(member, Rules.InterfaceShape, $"'{member.Name}' is no plain method; a contract has nothing else"));
                continue;
            }

            var model = MethodReader.Read(method, name, problems);
            if (methods.Any(other => other.WireName == model.WireName || other.Verb == model.Verb))
                problems.Add(ProblemModel.At(method, Rules.DuplicateName, $"'{model.WireName}' is there already; name one of them with [RpcMethod(Name = ...)] and give it its own C# name"));
            methods.Add(model);
        }

        return new(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            type.Name,
            type.DeclaredAccessibility == Accessibility.Public ? "public" : "internal",
            name,
            context?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) ?? "",
            new(methods),
            new(problems));
    }

    private static void CheckInterface(INamedTypeSymbol type, string name, INamedTypeSymbol? context, List<ProblemModel> problems)
    {
        if (type.IsGenericType || type.ContainingType is not null || type.Interfaces.Length > 0)
            problems.Add(ProblemModel.At(type, Rules.InterfaceShape, $"'{type.Name}' must be neither generic nor nested and extend nothing"));
        if (type.Name.Length < 2 || type.Name[0] != 'I' || !char.IsUpper(type.Name[1]))
            problems.Add(ProblemModel.At(type, Rules.InterfaceShape, $"'{type.Name}' must be named like IXyz, so that its class can be XyzRpc"));
        if (!name.All(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            problems.Add(ProblemModel.At(type, Rules.InterfaceShape, $"the service name '{name}' must be letters and digits, as in \"drafts\", or empty where its methods stand alone"));

        for (var parent = context?.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.ToDisplayString() == ContextBase)
                return;
        }

        problems.Add(ProblemModel.At(type, Rules.ContextType, $"the second argument of [RpcService] on '{type.Name}' must be a class that derives from JsonSerializerContext"));
    }
}
