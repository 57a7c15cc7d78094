using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Cli;

/// <summary>
/// What is wrong with a request, as a sentence. The host says where by a path into the request (<c>$.texts[0].text</c>) and what in a few words that follow it
/// ("is too long") or in a sentence of their own; who typed a command never saw that request.
/// </summary>
internal static partial class ProblemWords
{
    // What a few words that follow their place begin with.
    private static readonly HashSet<string> Verbs = ["is", "are", "was", "has", "have", "must", "cannot", "would", "does", "belongs", "fills", "makes", "names", "needs", "begins", "ends", "contains", "goes"];

    // Of which it does not matter what they are a part of.
    private static readonly HashSet<string> Wrappings = ["voice", "details", "values", "input", "request", "signature", "parent", "about", "ref"];

    // Whose members the user named.
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["settings"] = "setting", ["fields"] = "field", ["mapping"] = "column", ["moves"] = "move", ["stages"] = "stage",
    };

    private static readonly HashSet<string> Lists = ["addresses", "fields", "items", "scopes", "stages"];

    private static readonly Dictionary<string, string> Called = new(StringComparer.Ordinal)
    {
        ["texts"] = "texts at hand", ["maxWords"] = "number of words", ["doNotSay"] = "list of what is not to be said", ["outboxId"] = "sent message", ["to"] = "recipient", ["cc"] = "Cc recipient", ["bcc"] = "Bcc recipient", ["replyTo"] = "Reply-To", ["csv"] = "table",
    };

    /// <summary>A problem with a path into a request, as a sentence; null where its place is another, for example a line of a file.</summary>
    public static string? Sentence(RpcProblem problem)
    {
        if (!problem.Path.StartsWith('$'))
            return null;
        var text = problem.Problem;
        var first = text.Split(' ', 2)[0];
        var place = Place(problem.Path, first);
        return Stopped(
            Verbs.Contains(first) ? $"{(place is null ? "It" : IsNumbered(place) ? Capital(place) : $"The {place}")} {text}"
            : place is not null && first is "It" or "This" ? $"{Capital(place)}: {text}"
            : Capital(text));
    }

    /// <summary>With its full stop.</summary>
    public static string Stopped(string text) => text is [.., '.' or '!' or '?' or ':'] ? text : text + ".";

    /// <summary><c>$.texts[1].kind</c> is the "kind of text 2", <c>$.settings.clientFile</c> the "setting clientFile"; null for the request itself.</summary>
    private static string? Place(string path, string verb)
    {
        var steps = Step().Matches(path).Select(static step => (Name: step.Groups[1].Value, At: step.Groups[2].Success ? (int?)int.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture) : null)).ToList();
        if (steps is [])
            return null;
        var (name, at) = steps[^1];
        var whose = steps.Count > 1 ? steps[^2] : default;
        if (whose is { Name: { } known, At: null } && Named.TryGetValue(known, out var noun))
            return $"{noun} {name}";
        var words = at is { } index ? $"{One(name)} {index + 1}" : Words(name, verb);
        if (whose is { Name: { } owner, At: { } number })
            return words == One(owner) ? $"{words} {number + 1}" : $"{words} of {One(owner)} {number + 1}";
        return whose.Name is null || Wrappings.Contains(whose.Name) ? words : $"{words} of the {Words(whose.Name, "")}";
    }

    // Several of which one thing is said are a list.
    private static string Words(string name, string verb)
    {
        if (Called.TryGetValue(name, out var words))
            return words;
        var noun = name.EndsWith("Ids", StringComparison.Ordinal) ? name[..^3] + "s" : name.EndsWith("Id", StringComparison.Ordinal) ? name[..^2] : name;
        return verb is "is" or "has" && (noun != name || Lists.Contains(name)) && noun[^1] == 's' ? $"list of {Spaced(noun)}" : Spaced(noun);
    }

    private static string One(string name) => name switch
    {
        "addresses" => "address",
        _ when name.EndsWith("Ids", StringComparison.Ordinal) => Spaced(name[..^3]),
        _ when name.EndsWith('s') => Spaced(name[..^1]),
        _ => Called.GetValueOrDefault(name, Spaced(name)),
    };

    // "Text 2", and "the kind of text 2".
    private static bool IsNumbered(string place) => char.IsAsciiDigit(place[^1]) && !place.Contains(" of ", StringComparison.Ordinal);

    private static string Spaced(string name) => Terminal.Shown.Words(name);

    private static string Capital(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    [GeneratedRegex(@"\.([^.\[\]]+)(?:\[(\d+)\])?")]
    private static partial Regex Step();
}
