using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting;

/// <summary>Follows a template as one person's facts lead through it: what is said, from where, and what nothing fills.</summary>
internal sealed class Filling
{
    private readonly Dictionary<string, Fact> _facts = new(StringComparer.Ordinal);
    private readonly List<FilledVariable> _filled = [];
    private readonly List<string> _unfilled = [];
    private readonly List<RpcProblem> _problems = [];

    /// <param name="facts">A blank one counts as absent; of two with one name the first holds.</param>
    public Filling(IReadOnlyList<Fact> facts)
    {
        foreach (var fact in facts)
        {
            if (!string.IsNullOrWhiteSpace(fact.Value))
                _facts.TryAdd(fact.Name, fact);
        }

        Values = _facts.ToDictionary(static f => f.Key, static f => f.Value.Value, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>In order of first use.</summary>
    public IReadOnlyList<FilledVariable> Filled => _filled;

    /// <summary>In order of first use.</summary>
    public IReadOnlyList<string> Unfilled => _unfilled;

    public IReadOnlyList<RpcProblem> Problems => _problems;

    public bool IsWhole => _unfilled.Count == 0 && _problems.Count == 0;

    /// <param name="text">Read without problems.</param>
    /// <param name="place"><c>subject</c> or <c>body</c>.</param>
    /// <param name="oneLine">A value with a line break is a problem: it could begin a header of its own.</param>
    public void Follow(TemplateText text, string place, bool oneLine)
    {
        var length = 0L;
        Follow(text.Nodes, place, oneLine, ref length);
        if (length > ComposerLimits.Result)
            _problems.Add(new() { Path = place, Problem = $"becomes longer than {ComposerLimits.Result} characters with these values", Remedy = "Use long values less often." });
    }

    private void Follow(IReadOnlyList<TemplateNode> nodes, string place, bool oneLine, ref long length)
    {
        foreach (var node in nodes)
        {
            if (node is TextNode literal)
                length += literal.Length;
            else if (node is ConditionNode condition)
                Follow(_facts.ContainsKey(condition.Name) ? condition.Then : condition.Else, place, oneLine, ref length);
            else if (node is VariableNode variable)
                length += Say(variable, place, oneLine);
        }
    }

    private int Say(VariableNode variable, string place, bool oneLine)
    {
        if (_facts.TryGetValue(variable.Name, out var fact))
        {
            Add(new FilledVariable(fact.Name, fact.Value, fact.Source));
            if (HasControl(fact.Value, oneLine))
                Refuse(fact.Name, place, oneLine);
            return fact.Value.Length;
        }

        if (variable.Fallback is not { } fallback)
        {
            if (!_unfilled.Contains(variable.Name))
                _unfilled.Add(variable.Name);
            return 0;
        }

        Add(new FilledVariable(variable.Name, fallback, "fallback"));
        return fallback.Length;
    }

    private void Add(FilledVariable filled)
    {
        if (!_filled.Contains(filled))
            _filled.Add(filled);
    }

    private void Refuse(string name, string place, bool oneLine)
    {
        var path = $"facts.{name}";
        if (_problems.Exists(p => p.Path == path))
            return;
        _problems.Add(new()
        {
            Path = path,
            Problem = oneLine ? $"has a line break or a control character, which a {place} cannot carry" : "has a control character",
            Remedy = "Correct the value where it comes from.",
        });
    }

    private static bool HasControl(string value, bool oneLine)
    {
        foreach (var c in value)
        {
            var isBreak = c is '\n' or '\r' or '\t' or '\u0085' or '\u2028' or '\u2029';
            if (isBreak ? oneLine : char.IsControl(c))
                return true;
        }

        return false;
    }
}
