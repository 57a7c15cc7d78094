using HandlebarsDotNet;

namespace Assistant.Plugins.Drafting;

/// <summary>How values enter a text.</summary>
internal enum Escaping
{
    /// <summary>As they are: plain text and Markdown.</summary>
    None,

    /// <summary>So that no value can make markup: HTML templates.</summary>
    Html,
}

/// <summary>
/// Handlebars with one helper of ours and none else that can be reached: <see cref="TemplateReader"/> lets only its own part of the language
/// through. Values are data to the engine, never template text. Compiled templates are kept, the oldest makes room.
/// </summary>
internal sealed class TemplateEngine
{
    private readonly IHandlebars _handlebars;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HandlebarsTemplate<object, object>> _compiled = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldest = new();

    public TemplateEngine(Escaping escaping)
    {
        _handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = escaping == Escaping.None });
        _handlebars.RegisterHelper("or", static (output, _, arguments) =>
            output.Write(arguments[0] is string { Length: > 0 } value ? value : arguments[1] as string ?? ""));
    }

    /// <param name="template">Read without problems.</param>
    /// <param name="values">Only those that have one.</param>
    public string Fill(string template, IReadOnlyDictionary<string, string> values)
    {
        // A text without a tag is its own result; compiling it would cost more than all the rest.
        return template.Contains("{{", StringComparison.Ordinal) ? Compile(template)(values) : template;
    }

    private HandlebarsTemplate<object, object> Compile(string template)
    {
        lock (_gate)
        {
            if (_compiled.TryGetValue(template, out var known))
                return known;
            var compiled = _handlebars.Compile(template);
            if (_oldest.Count == ComposerLimits.CompiledTemplates)
                _compiled.Remove(_oldest.Dequeue());
            _oldest.Enqueue(template);
            return _compiled[template] = compiled;
        }
    }
}
