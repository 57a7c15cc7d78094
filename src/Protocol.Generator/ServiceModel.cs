namespace Assistant.Protocol.Generator;

/// <summary>All that the emitted source depends on, in values, so that an edit elsewhere regenerates nothing.</summary>
internal sealed record ServiceModel(
    string Namespace,
    string Interface,
    string Accessibility,
    string Name,
    string JsonContext,
    EquatableArray<MethodModel> Methods,
    EquatableArray<ProblemModel> Problems)
{
    /// <summary><c>DraftsRpc</c> of <c>IDrafts</c>.</summary>
    public string ClassName => Interface.Substring(1) + "Rpc";

    public string HintName => (Namespace.Length == 0 ? "" : Namespace + ".") + ClassName + ".g.cs";
}

/// <summary>A method of a contract; types are fully qualified, and null where there is none.</summary>
internal sealed record MethodModel(
    string CSharpName,
    string WireName,
    string? Request,
    string? Progress,
    string? Response,
    string? Requires,
    bool Inline,
    bool ReadsItself,
    bool MayBeEmpty,
    bool IsNotification)
{
    /// <summary>The name without <c>Async</c>.</summary>
    public string Verb => CSharpName.EndsWith("Async", System.StringComparison.Ordinal) ? CSharpName.Substring(0, CSharpName.Length - "Async".Length) : CSharpName;
}
