using System.Globalization;
using Assistant.Plugins.Drafting.Writing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Prompting;

/// <summary>
/// Reads a prompt file: front matter between two lines of <c>---</c> with one <c>name: value</c> a line, then the body, which is the same part of
/// Handlebars that templates have. Problems are named by line and column, as <c>outreach:3:1</c>.
/// </summary>
internal sealed class PromptReader
{
    private const string Shape = "Begin with ---, then task, schema, temperature, maxOutputTokens and budget, each on a line as in 'task: outreach', then ---.";

    private readonly string _id;
    private readonly string[] _lines;
    private readonly List<RpcProblem> _problems = [];
    private readonly Dictionary<string, (string Value, int Line, int Column)> _fields = new(StringComparer.Ordinal);

    private PromptReader(string id, string text) => (_id, _lines) = (id, text.Split('\n'));

    /// <param name="id">The task in camel case.</param>
    /// <param name="text">With line feeds alone.</param>
    public static (PromptText? Prompt, IReadOnlyList<RpcProblem> Problems) Read(string id, string text)
    {
        var reader = new PromptReader(id, text);
        if (text.Length > ComposerLimits.BodyTemplate)
        {
            reader.Problem(1, 1, $"is longer than {ComposerLimits.BodyTemplate} characters", "Shorten it.");
            return (null, reader._problems);
        }

        var prompt = reader.Run();
        return (reader._problems.Count == 0 ? prompt : null, reader._problems);
    }

    private PromptText? Run()
    {
        var end = _lines.Length > 0 && _lines[0].TrimEnd() == "---" ? Array.FindIndex(_lines, 1, static line => line.TrimEnd() == "---") : -1;
        if (end < 0)
        {
            Problem(1, 1, "has no front matter", Shape);
            return null;
        }

        for (var line = 1; line < end; line++)
            Field(line);
        foreach (var (name, field) in _fields)
        {
            if (name is not ("task" or "schema" or "temperature" or "maxOutputTokens" or "budget"))
                Problem(field.Line, 1, $"'{name}' means nothing here", Shape);
        }

        var task = Task();
        var schema = Text("schema");
        if (schema.Length > 0 && !AnswerSchema.Names.Contains(schema))
            Wrong("schema", $"There is no schema '{schema}'.", $"Write one of {string.Join(", ", AnswerSchema.Names)}.");
        var prompt = new PromptText
        {
            Task = task,
            Schema = schema,
            Temperature = (float?)Number("temperature", 0, 2),
            MaxOutputTokens = (int)(Number("maxOutputTokens", 64, 32_000) ?? 2_000),
            Budget = Number("budget", 0, 1_000),
            Body = string.Join('\n', _lines[(end + 1)..]).Trim('\n'),
        };
        // The front matter's lines stay as empty ones, so that a problem's line is the file's.
        Body(string.Concat(Enumerable.Repeat("\n", end + 1)) + string.Join('\n', _lines[(end + 1)..]));
        return prompt;
    }

    private void Field(int at)
    {
        var line = _lines[at].TrimEnd();
        if (line.Length == 0 || line[0] == '#')
            return;
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            Problem(at + 1, 1, "is no 'name: value'", Shape);
        else
        {
            var value = line[(colon + 1)..].Trim();
            if (!_fields.TryAdd(line[..colon].Trim(), (value, at + 1, line.Length - value.Length + 1)))
                Problem(at + 1, 1, $"names '{line[..colon].Trim()}' twice", "Name it once.");
        }
    }

    private WritingTask Task()
    {
        var name = Text("task");
        if (name.Length > 0 && name != _id)
            Wrong("task", $"is the prompt of '{name}', not of '{_id}'", $"Write 'task: {_id}'.");
        return PromptNames.Find(_id) ?? default;
    }

    private string Text(string name)
    {
        if (_fields.TryGetValue(name, out var field) && field.Value.Length > 0)
            return field.Value;
        Problem(1, 1, $"says no {name}", Shape);
        return "";
    }

    private decimal? Number(string name, decimal least, decimal most)
    {
        if (!_fields.TryGetValue(name, out var field))
            return null;
        if (decimal.TryParse(field.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        Wrong(name, $"{name} is no number from {least} to {most}", "Write it with figures and a point, as in 0.4.");
        return null;
    }

    private void Body(string text)
    {
        var read = TemplateReader.Read(text, _id, ComposerLimits.BodyTemplate, oneLine: false);
        _problems.AddRange(read.Problems);
        var used = TemplateText.Variables(read).ConvertAll(static v => v.Name);
        foreach (var name in used.Where(static name => !PromptNames.Values.Contains(name)))
        {
            var (line, column) = Find(text, name);
            Problem(line, column, $"there is no value '{name}'", $"Prompts know {string.Join(", ", PromptNames.Values)}.");
        }

        if (read.Problems.Count > 0)
            return;
        if (!used.Contains("schema"))
            Problem(_lines.Length, 1, "never says {{schema}}", "Write {{schema}} at the end: without it many models answer in a form of their own.");
        if (!used.Exists(PromptNames.IsSources))
            Problem(_lines.Length, 1, "uses no sources", "Write {{sources}}, or the kinds that the task needs.");
    }

    private static (int Line, int Column) Find(string text, string name)
    {
        for (var at = text.IndexOf("{{", StringComparison.Ordinal); at >= 0; at = text.IndexOf("{{", at + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf("}}", at, StringComparison.Ordinal);
            if (end < 0 || !text[(at + 2)..end].Split([' ', '~', '#', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Contains(name))
                continue;
            var before = text.AsSpan(0, at);
            return (before.Count('\n') + 1, at - before.LastIndexOf('\n'));
        }

        return (1, 1);
    }

    private void Wrong(string field, string problem, string remedy) => Problem(_fields[field].Line, _fields[field].Column, problem, remedy);

    private void Problem(int line, int column, string problem, string remedy)
    {
        if (_problems.Count < ComposerLimits.Problems)
            _problems.Add(new RpcProblem { Path = string.Create(CultureInfo.InvariantCulture, $"{_id}:{line}:{column}"), Problem = problem, Remedy = remedy });
    }
}
