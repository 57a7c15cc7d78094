using System.Text.Json;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Extensions.Manifests;

/// <summary>A value of a file written by a person, with its path, so that whatever is wrong with it is named by its place.</summary>
internal readonly struct JsonPlace(JsonElement value, string path, ICollection<RpcProblem> problems)
{
    // A name or a path that is longer than this is a mistake, and would only fill a log.
    private const int LongestText = 1_000;

    public JsonElement Value { get; } = value;

    /// <summary>For example <c>plugin.json:$.activation[1]</c>.</summary>
    public string Path { get; } = path;

    public void Problem(string problem, string? remedy) => problems.Add(new RpcProblem { Path = Path, Problem = problem, Remedy = remedy });

    /// <summary>A member that may be missing.</summary>
    public JsonPlace? Member(string name) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var member) ? new JsonPlace(member, PathOf(name), problems) : null;

    /// <summary>A member that is a problem where it is missing.</summary>
    public JsonPlace? Required(string name, string remedy)
    {
        if (Member(name) is { } member)
            return member;
        new JsonPlace(default, PathOf(name), problems).Problem($"'{name}' is missing.", remedy);
        return null;
    }

    /// <summary>Null, with a problem, where it is no text or an empty one.</summary>
    public string? Text(string remedy)
    {
        if (Value.ValueKind == JsonValueKind.String && Value.GetString() is { Length: > 0 and <= LongestText } text && !text.Any(char.IsControl))
            return text;
        Problem(Value.ValueKind == JsonValueKind.String ? "The text is empty, too long or holds control characters." : $"This is {Kind(Value)}, not text.", remedy);
        return null;
    }

    public bool IsObject(string remedy)
    {
        if (Value.ValueKind == JsonValueKind.Object)
            return true;
        Problem($"This is {Kind(Value)}, not an object.", remedy);
        return false;
    }

    /// <summary>None, with a problem, where it is no array.</summary>
    public IReadOnlyList<JsonPlace> Items(string remedy)
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            Problem($"This is {Kind(Value)}, not an array.", remedy);
            return [];
        }

        var items = new List<JsonPlace>(Value.GetArrayLength());
        foreach (var item in Value.EnumerateArray())
            items.Add(new JsonPlace(item, $"{Path}[{items.Count}]", problems));
        return items;
    }

    public IEnumerable<(string Name, JsonPlace Place)> Members()
    {
        foreach (var member in Value.EnumerateObject())
            yield return (member.Name, new JsonPlace(member.Value, PathOf(member.Name), problems));
    }

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Null => "null",
        _ => "missing",
    };

    private string PathOf(string name) =>
        name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') ? $"{Path}.{name}" : $"{Path}['{name}']";
}
