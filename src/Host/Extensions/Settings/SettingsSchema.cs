using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Host.Extensions.Manifests;

namespace Assistant.Host.Extensions.Settings;

/// <summary>
/// The part of JSON Schema that settings use: <c>type</c>, <c>required</c>, <c>enum</c>, <c>minimum</c>, <c>maximum</c>, <c>pattern</c>,
/// <c>properties</c> and <c>items</c>. Other keywords are for people and forms, and are ignored here.
/// </summary>
internal static class SettingsSchema
{
    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean"];

    // A pattern comes from a plugin and meets text of the user's: linear time, whatever both say.
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Checks a schema itself, so that a mistake in it is the plugin author's and not the user's.</summary>
    public static void Check(JsonPlace schema)
    {
        const string typeRemedy = "Write one of object, array, string, number, integer, boolean.";
        if (schema.Member("type") is { } type && type.Text(typeRemedy) is { } name && !Types.Contains(name))
            type.Problem($"There is no type '{name}'.", typeRemedy);
        if (schema.Member("pattern") is { } pattern && pattern.Text("Write a regular expression.") is { } text && !PlainPattern.Is(text) && Compile(text) is null)
            pattern.Problem($"'{text}' is no regular expression that can be matched in linear time.", "Leave out back references and look-around.");
        foreach (var bound in (string[])["minimum", "maximum"])
        {
            if (schema.Member(bound) is { } place && place.Value.ValueKind != JsonValueKind.Number)
                place.Problem($"This is {JsonPlace.Kind(place.Value)}, not a number.", "Write a number.");
        }

        _ = schema.Member("enum")?.Items("Write an array of the values there are.");
        foreach (var required in schema.Member("required")?.Items("Write an array of property names.") ?? [])
            _ = required.Text("Write a property's name.");
        if (schema.Member("items") is { } items && items.IsObject("Write the schema of one item."))
            Check(items);
        if (schema.Member("properties") is { } properties && properties.IsObject("Write an object: each property's name and its schema."))
        {
            foreach (var (_, property) in properties.Members())
            {
                if (property.IsObject("Write the property's schema, as in {\"type\": \"string\"}."))
                    Check(property);
            }
        }
    }

    /// <summary>Checks a value; what is wrong is reported at the value's places.</summary>
    public static void Validate(JsonElement schema, JsonPlace value)
    {
        if (schema.TryGetProperty("type", out var type) && !Is(type.GetString(), value.Value))
        {
            value.Problem($"This is {JsonPlace.Kind(value.Value)}, not of the type '{type.GetString()}'.", Remedy(schema));
            return;
        }

        if (schema.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(v => JsonElement.DeepEquals(v, value.Value)))
            value.Problem("This is none of the values there are.", Remedy(schema));
        switch (value.Value.ValueKind)
        {
            case JsonValueKind.Number:
                Bounds(schema, value);
                break;
            case JsonValueKind.String when schema.TryGetProperty("pattern", out var pattern) && Compile(pattern.GetString()!)?.IsMatch(value.Value.GetString()!) == false:
                value.Problem("The text does not have the form asked for.", Remedy(schema));
                break;
            case JsonValueKind.Array when schema.TryGetProperty("items", out var items):
                foreach (var item in value.Items(""))
                    Validate(items, item);
                break;
            case JsonValueKind.Object:
                Properties(schema, value);
                break;
        }
    }

    private static void Properties(JsonElement schema, JsonPlace value)
    {
        var known = schema.TryGetProperty("properties", out var properties);
        if (schema.TryGetProperty("required", out var names))
        {
            foreach (var required in names.EnumerateArray())
            {
                var name = required.GetString()!;
                _ = value.Required(name, known && properties.TryGetProperty(name, out var property) ? Remedy(property) : "Add it.");
            }
        }

        if (!known)
            return;
        foreach (var (name, member) in value.Members())
        {
            if (properties.TryGetProperty(name, out var property))
                Validate(property, member);
        }
    }

    private static void Bounds(JsonElement schema, JsonPlace value)
    {
        var number = value.Value.GetDouble();
        if ((schema.TryGetProperty("minimum", out var minimum) && number < minimum.GetDouble())
            || (schema.TryGetProperty("maximum", out var maximum) && number > maximum.GetDouble()))
        {
            value.Problem($"{value.Value.GetRawText()} is out of bounds.", Remedy(schema));
        }
    }

    private static bool Is(string? type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => true,
    };

    private static string Remedy(JsonElement schema)
    {
        var parts = new List<string>();
        if (schema.TryGetProperty("description", out var description) && description.ValueKind == JsonValueKind.String)
            parts.Add(description.GetString()!);
        if (schema.TryGetProperty("enum", out var values))
            parts.Add("One of " + string.Join(", ", values.EnumerateArray().Select(static v => v.GetRawText())) + ".");
        else if (schema.TryGetProperty("type", out var type))
            parts.Add($"It takes {type.GetString()}.");
        if (schema.TryGetProperty("minimum", out var minimum))
            parts.Add($"At least {minimum.GetRawText()}.");
        if (schema.TryGetProperty("maximum", out var maximum))
            parts.Add($"At most {maximum.GetRawText()}.");
        if (schema.TryGetProperty("pattern", out var pattern))
            parts.Add($"It matches {pattern.GetString()}.");
        return parts.Count == 0 ? "Correct the value." : string.Join(" ", parts);
    }

    private static Regex? Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, Linear);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
