using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Assistant.Protocol.Generator;

internal static class MethodReader
{
    private const string MethodAttribute = "Assistant.Protocol.JsonRpc.RpcMethodAttribute";
    private const string NotificationAttribute = "Assistant.Protocol.JsonRpc.RpcNotificationAttribute";

    public static MethodModel Read(IMethodSymbol method, string service, List<ProblemModel> problems)
    {
        var options = method.GetAttributes().FirstOrDefault(static a => a.AttributeClass?.ToDisplayString() == MethodAttribute);
        var isNotification = method.GetAttributes().Any(static a => a.AttributeClass?.ToDisplayString() == NotificationAttribute);
        var inline = Option(options, "Inline") is true;

        var response = Response(method, problems);
        var (request, progress) = Parameters(method, problems);

        foreach (var type in new[] { request, progress, response })
            CheckRecord(method, type, problems);
        if (isNotification && (response is not null || progress is not null))
            problems.Add(ProblemModel.At(method, Rules.Notification, $"'{method.Name}' is a notification, so it returns ValueTask and takes no IProgress"));
        if (inline && progress is not null)
            problems.Add(ProblemModel.At(method, Rules.Inline, $"'{method.Name}' is inline, so it cannot wait for a peer that does not read; drop IProgress or Inline"));

        var verb = method.Name.EndsWith("Async", System.StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - "Async".Length) : method.Name;
        var wire = Option(options, "Name") as string ?? char.ToLowerInvariant(verb[0]) + verb.Substring(1);
        return new(method.Name, service.Length == 0 ? wire : $"{service}/{wire}", Name(request), Name(progress), Name(response), Option(options, "Requires") as string, inline, ReadsItself(request), MayBeEmpty(request), isNotification);
    }

    private static object? Option(AttributeData? attribute, string name) =>
        attribute?.NamedArguments.FirstOrDefault(pair => pair.Key == name).Value.Value;

    private static ITypeSymbol? Response(IMethodSymbol method, List<ProblemModel> problems)
    {
        if (method.ReturnType is INamedTypeSymbol { Name: "ValueTask" } task && task.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks")
            return task.TypeArguments.FirstOrDefault();
        problems.Add(ProblemModel.At(method, Rules.ReturnType, $"'{method.Name}' must return ValueTask<TResponse>, or ValueTask where there is no result"));
        return null;
    }

    private static (ITypeSymbol? Request, ITypeSymbol? Progress) Parameters(IMethodSymbol method, List<ProblemModel> problems)
    {
        var rest = method.Parameters.ToList();
        if (rest.Count > 0 && rest[rest.Count - 1].Type.ToDisplayString() == "System.Threading.CancellationToken")
            rest.RemoveAt(rest.Count - 1);
        else
            problems.Add(ProblemModel.At(method, Rules.Token, $"'{method.Name}' must take a CancellationToken as its last parameter"));

        ITypeSymbol? progress = null;
        if (rest.Count > 0 && rest[rest.Count - 1].Type is INamedTypeSymbol { Name: "IProgress", TypeArguments.Length: 1 } sink)
        {
            progress = sink.TypeArguments[0];
            rest.RemoveAt(rest.Count - 1);
        }

        if (rest.Count > 1 || rest.Any(static p => p.RefKind != RefKind.None))
            problems.Add(ProblemModel.At(method, Rules.Parameters, $"'{method.Name}' must take at most one request record, then an optional IProgress<T>, then the token"));
        return (rest.FirstOrDefault()?.Type, progress);
    }

    private static void CheckRecord(IMethodSymbol method, ITypeSymbol? type, List<ProblemModel> problems)
    {
        // A JsonElement passes a document on whose shape another standard fixes, as rpc.discover does.
        if (type is null or INamedTypeSymbol { IsRecord: true, IsSealed: true, TypeKind: TypeKind.Class, IsGenericType: false } || type.ToDisplayString() == "System.Text.Json.JsonElement")
            return;
        problems.Add(ProblemModel.At(method, Rules.RecordType, $"'{type.ToDisplayString()}' of '{method.Name}' must be a sealed record, so that members can be added without a break"));
    }

    private static bool ReadsItself(ITypeSymbol? request) =>
        request is not null && request.AllInterfaces.Any(static i => i.OriginalDefinition.ToDisplayString() == "Assistant.Protocol.JsonRpc.IPlainRequest<TSelf>");

    private static bool MayBeEmpty(ITypeSymbol? request) =>
        request is INamedTypeSymbol { IsRecord: true } record
        && record.InstanceConstructors.Any(static c => c.Parameters.Length == 0 && c.DeclaredAccessibility == Accessibility.Public)
        && !record.GetMembers().OfType<IPropertySymbol>().Any(static p => p.IsRequired);

    private static string? Name(ITypeSymbol? type) =>
        type?.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
