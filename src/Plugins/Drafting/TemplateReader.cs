using System.Globalization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Drafting;

/// <summary>
/// Reads the part of Handlebars that letters need: <c>{{name}}</c>, <c>{{or name "fallback"}}</c>, <c>{{#if name}} {{else}} {{/if}}</c>
/// and comments. Everything else that Handlebars knows (other helpers, partials, raw output, paths) is a problem with its line and column,
/// so nothing but this ever reaches the engine.
/// </summary>
internal sealed class TemplateReader
{
    private const string Known = """Templates know {{name}}, {{or name "fallback"}} and {{#if name}}...{{else}}...{{/if}}.""";

    // Words that mean something to the engine.
    private static readonly HashSet<string> Reserved =
        new(StringComparer.Ordinal) { "if", "else", "or", "unless", "each", "with", "lookup", "log", "this", "true", "false", "null", "undefined", "as", "in" };

    private readonly string _text;
    private readonly string _place;
    private readonly List<RpcProblem> _problems = [];
    private readonly Stack<OpenCondition> _open = new();
    private List<TemplateNode> _nodes = [];

    private TemplateReader(string text, string place) => (_text, _place) = (text, place);

    /// <param name="text">The template.</param>
    /// <param name="place">What problems are named by: <c>subject</c> or <c>body</c>.</param>
    /// <param name="longest">The most characters taken.</param>
    /// <param name="oneLine">A line break is a problem.</param>
    public static TemplateText Read(string text, string place, int longest, bool oneLine)
    {
        var reader = new TemplateReader(text, place);
        if (text.Length > longest)
        {
            reader.Problem(0, $"is longer than {longest} characters", "Shorten it.");
            return new([], reader._problems);
        }

        if (oneLine && text.AsSpan().IndexOfAny('\r', '\n') is var line and >= 0)
            reader.Problem(line, "a line break cannot stand here", "Write it on one line.");
        return reader.Run();
    }

    private TemplateText Run()
    {
        var at = 0;
        while (at < _text.Length && _problems.Count < ComposerLimits.Problems)
        {
            var start = _text.IndexOf("{{", at, StringComparison.Ordinal);
            if (start < 0)
                start = _text.Length;
            if (start > at)
                _nodes.Add(new TextNode(start - at));
            at = start == _text.Length ? start : ReadTag(start);
        }

        while (_open.TryPop(out var open))
            Problem(open.Offset, "this {{#if}} is never closed", "Write {{/if}} where it ends.");
        return new(_nodes, _problems);
    }

    /// <summary>Where the text goes on behind the tag.</summary>
    private int ReadTag(int start)
    {
        if (start > 0 && _text[start - 1] == '\\')
            Problem(start - 1, @"\{{ is not supported", "Leave the backslash out; two braces always begin a variable.");
        if (At(start, "{{{"))
        {
            Problem(start, "three braces are not supported", "Write two: {{name}}.");
            return SkipBraces(start);
        }

        if (At(start, "{{!"))
            return ReadComment(start);
        var end = FindEnd(start + 2);
        if (end < 0)
        {
            Problem(start, "this {{ is never closed", "Write }} behind the variable.");
            var next = _text.IndexOf("{{", start + 2, StringComparison.Ordinal);
            return next < 0 ? _text.Length : next;
        }

        ReadExpression(start, _text[(start + 2)..end].Trim('~').Trim());
        if (At(end, "}}}"))
            Problem(end + 2, "there is a } too many", "Write two: {{name}}.");
        return end + 2;
    }

    private int ReadComment(int start)
    {
        var close = At(start, "{{!--") ? "--}}" : "}}";
        var end = _text.IndexOf(close, start + 3, StringComparison.Ordinal);
        if (end >= 0)
            return end + close.Length;
        Problem(start, "this comment is never closed", $"Write {close} where it ends.");
        return _text.Length;
    }

    /// <summary>The closing braces, outside quotes and before another tag begins; -1 where there are none.</summary>
    private int FindEnd(int at)
    {
        var quote = '\0';
        for (; at < _text.Length - 1; at++)
        {
            var c = _text[at];
            if (quote != 0)
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '}' && _text[at + 1] == '}')
                return at;
            else if (c == '{' && _text[at + 1] == '{')
                return -1;
        }

        return -1;
    }

    private void ReadExpression(int start, string tag)
    {
        if (tag.Length == 0)
            Problem(start, "there is no variable between the braces", Known);
        else if (tag[0] == '#')
            BeginCondition(start, tag[1..].Trim());
        else if (tag[0] == '/')
            CloseCondition(start, tag[1..].Trim());
        else if (tag == "else")
            TurnCondition(start);
        else if (Words(tag) is ["or", var name, .. var rest])
            ReadFallback(start, name, tag, rest.Length);
        else if (IsName(start, tag))
            _nodes.Add(new VariableNode(tag, null));
    }

    private void ReadFallback(int start, string name, string tag, int words)
    {
        if (!IsName(start, name))
            return;
        var quoted = tag[(tag.IndexOf(name, 2, StringComparison.Ordinal) + name.Length)..].Trim();
        if (words == 0)
            Problem(start, $"the fallback of {name} is missing", $$$"""Write {{or {{{name}}} "there"}}.""");
        else if (quoted.Length < 2 || quoted[0] is not ('"' or '\'') || quoted.IndexOf(quoted[0], 1) != quoted.Length - 1)
            Problem(start, $"the fallback of {name} is not one text in quotes", $$$"""Write {{or {{{name}}} "there"}}.""");
        else if (quoted.AsSpan().IndexOfAny("{}\\\r\n") >= 0)
            Problem(start, $"the fallback of {name} has a brace, a backslash or a line break", "Write it with letters, figures and plain punctuation.");
        else
            _nodes.Add(new VariableNode(name, quoted[1..^1]));
    }

    private void BeginCondition(int start, string tag)
    {
        var words = Words(tag);
        if (words.Length == 0 || words[0] != "if")
            Problem(start, words.Length == 0 ? "a block without a name" : $"{{{{#{Short(words[0])}}}}} is not available here", Known);
        var name = words is ["if", var only] && IsName(start, only) ? only : "";
        if (words is ["if"] or ["if", _, _, ..])
            Problem(start, "{{#if}} asks about exactly one variable", "Write {{#if company}}.");
        if (_open.Count >= ComposerLimits.Nesting)
            Problem(start, $"conditions stand more than {ComposerLimits.Nesting} deep", "Say it with fewer.");
        _open.Push(new OpenCondition(start, words is [var kind, ..] ? kind : "", name, _nodes));
        _nodes = [];
    }

    private void TurnCondition(int start)
    {
        if (!_open.TryPeek(out var open))
            Problem(start, "{{else}} stands outside a condition", "Write it between {{#if name}} and {{/if}}.");
        else if (open.Then is not null)
            Problem(start, "a condition has a second {{else}}", "Keep one.");
        else
        {
            open.Then = _nodes;
            _nodes = [];
        }
    }

    private void CloseCondition(int start, string tag)
    {
        if (!_open.TryPeek(out var open))
        {
            Problem(start, $"{{{{/{Short(tag)}}}}} closes nothing", "Take it away, or write {{#if name}} before it.");
            return;
        }

        if (tag != open.Kind)
            Problem(start, $"{{{{/{Short(tag)}}}}} does not close {{{{#{Short(open.Kind)}}}}}", "Write {{/if}}.");
        _open.Pop();
        open.Outer.Add(new ConditionNode(open.Name, open.Then ?? _nodes, open.Then is null ? [] : _nodes));
        _nodes = open.Outer;
    }

    private bool IsName(int start, string word)
    {
        var isName = word.Length <= 64 && (char.IsLetter(word[0]) || word[0] == '_') && word.All(static c => char.IsLetterOrDigit(c) || c == '_');
        if (isName && !Reserved.Contains(word))
            return true;
        Problem(start, isName ? $"{word} is a word of the template language, no variable" : $"{{{{{Short(word)}}}}} is not a variable's name", Known);
        return false;
    }

    private static string[] Words(string tag) => tag.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Short(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "...");

    private bool At(int offset, string expected) => string.CompareOrdinal(_text, offset, expected, 0, expected.Length) == 0;

    private int SkipBraces(int start)
    {
        var end = _text.IndexOf("}}", start, StringComparison.Ordinal);
        if (end < 0)
            return _text.Length;
        for (end += 2; end < _text.Length && _text[end] == '}'; end++)
        {
        }

        return end;
    }

    private void Problem(int offset, string problem, string remedy)
    {
        if (_problems.Count >= ComposerLimits.Problems)
            return;
        var before = _text.AsSpan(0, offset);
        var line = before.Count('\n') + 1;
        var column = offset - before.LastIndexOf('\n');
        _problems.Add(new RpcProblem { Path = string.Create(CultureInfo.InvariantCulture, $"{_place}:{line}:{column}"), Problem = problem, Remedy = remedy });
    }

    private sealed class OpenCondition(int offset, string kind, string name, List<TemplateNode> outer)
    {
        public int Offset { get; } = offset;

        public string Kind { get; } = kind;

        public string Name { get; } = name;

        public List<TemplateNode> Outer { get; } = outer;

        public List<TemplateNode>? Then { get; set; }
    }
}
