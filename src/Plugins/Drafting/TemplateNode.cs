namespace Assistant.Plugins.Drafting;

/// <summary>A piece of a template.</summary>
internal abstract record TemplateNode;

internal sealed record TextNode(int Length) : TemplateNode;

/// <param name="Name">The variable.</param>
/// <param name="Fallback">What stands in where it has no value; null where that is an error.</param>
internal sealed record VariableNode(string Name, string? Fallback) : TemplateNode;

/// <param name="Name">The variable asked about.</param>
/// <param name="Then">Where it has a value.</param>
/// <param name="Else">Where it has none.</param>
internal sealed record ConditionNode(string Name, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode;
