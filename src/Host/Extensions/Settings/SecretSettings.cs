using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assistant.Host.Extensions.Settings;

/// <summary>The settings that a schema marks as secret, by <c>writeOnly</c> or <c>"format": "password"</c>: they are told to the plugin and shown to nobody.</summary>
internal static class SecretSettings
{
    /// <summary>The values without the secret ones.</summary>
    /// <param name="schema">The plugin's.</param>
    /// <param name="values">What the user set.</param>
    /// <param name="withheld">Takes the path of each that was left out: <c>account.password</c>.</param>
    public static JsonElement Without(JsonElement schema, JsonElement values, ICollection<string> withheld)
    {
        var shown = JsonNode.Parse(values.GetRawText());
        Each(schema, shown, [], (owner, path) =>
        {
            owner.Remove(path[^1]);
            withheld.Add(string.Join('.', path));
        });
        return shown is null ? values : JsonElement.Parse(shown.ToJsonString());
    }

    /// <summary>Puts a secret that was set before into new values that do not name it: who cannot see it need not type it again.</summary>
    public static JsonObject Kept(JsonElement schema, JsonElement before, JsonObject values)
    {
        Each(schema, JsonNode.Parse(before.GetRawText()), [], (owner, path) =>
        {
            if (Owner(values, path) is { } target && !target.ContainsKey(path[^1]))
                target[path[^1]] = owner[path[^1]]?.DeepClone();
        });
        return values;
    }

    /// <summary>The text of every secret there is.</summary>
    public static IReadOnlyList<string> Texts(JsonElement schema, JsonElement values)
    {
        var texts = new List<string>();
        Each(schema, JsonNode.Parse(values.GetRawText()), [], (owner, path) =>
        {
            if (owner[path[^1]] is JsonValue value)
                texts.Add(value.ToString());
        });
        return texts;
    }

    private static void Each(JsonElement schema, JsonNode? value, string[] path, Action<JsonObject, string[]> visit)
    {
        if (value is not JsonObject owner || !schema.TryGetProperty("properties", out var properties))
            return;
        foreach (var property in properties.EnumerateObject())
        {
            if (!owner.ContainsKey(property.Name))
                continue;
            string[] place = [.. path, property.Name];
            if (IsSecret(property.Value))
                visit(owner, place);
            else
                Each(property.Value, owner[property.Name], place, visit);
        }
    }

    private static bool IsSecret(JsonElement property) =>
        (property.TryGetProperty("writeOnly", out var hidden) && hidden.ValueKind == JsonValueKind.True)
        || (property.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String && format.ValueEquals("password"));

    // The object that would hold it in the new values; null where they leave that object out as a whole.
    private static JsonObject? Owner(JsonObject values, string[] path)
    {
        JsonObject? at = values;
        foreach (var step in path[..^1])
            at = at?[step] as JsonObject;
        return at;
    }
}
