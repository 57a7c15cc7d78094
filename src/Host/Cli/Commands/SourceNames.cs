using Assistant.Host.Cli.Terminal;

namespace Assistant.Host.Cli.Commands;

/// <summary>What a person calls the sources of a text, <c>contact.firstName</c> and <c>cv:12</c>, and who wrote it. What has no word here is called as it is.</summary>
internal static class SourceNames
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["contact"] = "Contact", ["sender"] = "You", ["cv"] = "CV", ["posting"] = "Posting", ["mail"] = "Their mail", ["own"] = "Your mail", ["instruction"] = "What you said",
        ["note"] = "Notes", ["template"] = "Template", ["draft"] = "The draft before", ["application"] = "Application",
    };

    private static readonly HashSet<string> Fields = ["firstName", "lastName"];

    /// <summary>One: "Contact: first name", "CV, line 12".</summary>
    public static string Of(string id) => Parts(id) switch
    {
        (var kind, null, { } field) => $"{kind}: {field}",
        (var kind, { } line, _) => $"{kind}, line {line}",
        var (kind, _, _) => kind,
    };

    /// <summary>Many, a kind at a time: "Contact: name, company; CV: 47 lines".</summary>
    public static string Folded(IEnumerable<string> ids) => string.Join("; ", ids.Select(Parts).GroupBy(static part => part.Kind).Select(static kind =>
    {
        var lines = kind.Count(static part => part.Field is null);
        return $"{kind.Key}: {string.Join(", ", [.. kind.Select(static part => part.Field).OfType<string>(), .. lines == 0 ? (string[])[] : [Shown.Count(lines, "line")]])}";
    }));

    /// <summary>The line's number, where the text is known.</summary>
    public static string Line(string id) => id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>What filled or wrote a text, <c>writer/openAi</c> and <c>drafting/offline</c>.</summary>
    public static string Composer(string composer) => composer switch
    {
        "writer/offline" or "drafting/offline" => "the offline composer",
        _ when composer.StartsWith("writer/", StringComparison.Ordinal) => ModelCommands.Named(composer["writer/".Length..]),
        _ => composer,
    };

    private static (string Kind, string? Line, string? Field) Parts(string id)
    {
        var end = id.IndexOfAny([':', '.']);
        if (end < 0)
            return (Kinds.GetValueOrDefault(id, id), null, null);
        var (kind, rest) = (Kinds.GetValueOrDefault(id[..end], id[..end]), id[(end + 1)..]);
        return id[end] == ':' ? (kind, rest, null) : (kind, null, Fields.Contains(rest) ? Shown.Words(rest) : rest);
    }
}
