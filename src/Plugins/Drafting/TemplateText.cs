using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting;

/// <summary>A template that was read: its pieces, or what is wrong with it.</summary>
internal sealed record TemplateText(IReadOnlyList<TemplateNode> Nodes, IReadOnlyList<RpcProblem> Problems)
{
    /// <summary>
    /// The variables in order of first use. One is required (no fallback) where some use would have nothing to say; a use inside the
    /// variable's own <c>#if</c> always has.
    /// </summary>
    public static List<TemplateVariable> Variables(params IEnumerable<TemplateText> texts)
    {
        var found = new List<TemplateVariable>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
            Collect(text.Nodes, known, found);
        return found;
    }

    private static void Collect(IReadOnlyList<TemplateNode> nodes, HashSet<string> known, List<TemplateVariable> found)
    {
        foreach (var node in nodes)
        {
            if (node is VariableNode variable)
                Merge(new TemplateVariable(variable.Name, variable.Fallback ?? (known.Contains(variable.Name) ? "" : null)), found);
            else if (node is ConditionNode condition)
            {
                Merge(new TemplateVariable(condition.Name, ""), found);
                var added = known.Add(condition.Name);
                Collect(condition.Then, known, found);
                if (added)
                    known.Remove(condition.Name);
                Collect(condition.Else, known, found);
            }
        }
    }

    // Absence is an error as soon as one use makes it one; else the first fallback that says something is shown.
    private static void Merge(TemplateVariable use, List<TemplateVariable> found)
    {
        var at = found.FindIndex(v => v.Name == use.Name);
        if (at < 0)
            found.Add(use);
        else if (use.Fallback is null || (found[at].Fallback is "" && use.Fallback.Length > 0))
            found[at] = use;
    }
}
