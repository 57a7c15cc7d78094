using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Assistant.Protocol.Generator;

/// <summary>What a contract may not look like. The messages say what to write instead.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor InterfaceShape = Error("RPC001", "A contract is a plain interface");
    public static readonly DiagnosticDescriptor ContextType = Error("RPC002", "A contract names its JsonSerializerContext");
    public static readonly DiagnosticDescriptor ReturnType = Error("RPC003", "A contract's method returns ValueTask");
    public static readonly DiagnosticDescriptor Token = Error("RPC004", "A contract's method takes a CancellationToken last");
    public static readonly DiagnosticDescriptor Parameters = Error("RPC005", "A contract's method takes one request");
    public static readonly DiagnosticDescriptor RecordType = Error("RPC006", "What crosses the wire is a sealed record");
    public static readonly DiagnosticDescriptor Notification = Error("RPC007", "A notification has no answer");
    public static readonly DiagnosticDescriptor Inline = Error("RPC008", "An inline method reports no progress");
    public static readonly DiagnosticDescriptor DuplicateName = Error("RPC009", "Method names are unique");

    public static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> ById =
        new[] { InterfaceShape, ContextType, ReturnType, Token, Parameters, RecordType, Notification, Inline, DuplicateName }.ToDictionary(static rule => rule.Id);

    private static DiagnosticDescriptor Error(string id, string title) => new(id, title, "{0}", "Contracts", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
