using System.Buffers;
using System.Text.Json;

namespace Assistant.Host.Cli.Commands;

/// <summary>A provider's settings as NAME=VALUE: what there is to set, and the typed words as the JSON that its form asks for.</summary>
internal static class SettingsForm
{
    public static IEnumerable<(string Name, string Words)> Describe(JsonElement form)
    {
        var required = form.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        foreach (var property in Properties(form))
        {
            var words = Text(property.Value, "description") ?? Text(property.Value, "title") ?? "";
            if (property.Value.TryGetProperty("default", out var preset))
                words = $"{words} Default: {preset}.";
            yield return (property.Name, (required.Contains(property.Name) ? words + " Required." : words).Trim());
        }
    }

    /// <summary>What must be given, as options to type; several where the form takes one of several. Empty where nothing must.</summary>
    public static List<string> Choices(JsonElement form)
    {
        var alternatives = form.TryGetProperty("anyOf", out var any) && any.ValueKind == JsonValueKind.Array ? any.EnumerateArray() : Enumerable.Repeat(form, 1);
        return [.. alternatives
            .Where(static alternative => alternative.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array)
            .Select(static alternative => string.Join(' ', alternative.GetProperty("required").EnumerateArray().Select(static name => $"--set {name.GetString()}=...")))
            .Where(static options => options.Length > 0)];
    }

    /// <summary>The steps that lead to what the form asks for, numbered, each with the page that it is done on; empty where the form gives none.</summary>
    public static List<string> Guide(JsonElement form)
    {
        var steps = form.TryGetProperty("guide", out var guide) && guide.ValueKind == JsonValueKind.Array ? guide.EnumerateArray() : Enumerable.Empty<JsonElement>();
        return [.. steps.Select(static (step, at) => $"{at + 1}. {Text(step, "text")} {Text(step, "url")}".TrimEnd())];
    }

    /// <exception cref="CliException">A word is no NAME=VALUE, or the form has no such setting.</exception>
    public static JsonElement Fill(JsonElement form, IReadOnlyList<string> given)
    {
        var known = Properties(form).ToDictionary(property => property.Name, property => property.Value);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var group in given.Select(Split).GroupBy(pair => pair.Name, pair => pair.Value))
            {
                if (!known.TryGetValue(group.Key, out var property))
                    throw new CliException(ExitCode.Usage, $"This provider has no setting '{group.Key}'.", known.Count > 0 ? $"It has: {string.Join(", ", known.Keys)}." : "It has none.");
                writer.WritePropertyName(group.Key);
                Write(writer, property, group.Key, [.. group]);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement property, string name, IReadOnlyList<string> values)
    {
        var type = Text(property, "type");
        if (type == "array")
        {
            writer.WriteStartArray();
            foreach (var value in values)
                writer.WriteStringValue(value);
            writer.WriteEndArray();
            return;
        }

        if (values.Count > 1)
            throw new CliException(ExitCode.Usage, $"The setting '{name}' is given {values.Count} times.", "Give it once.");
        if (type is "integer" or "number" or "boolean")
            WriteLiteral(writer, type, name, values[0]);
        else
            // A path is meant from where it was typed, and the host runs elsewhere.
            writer.WriteStringValue(Text(property, "format") == "path" && values[0].Length > 0 ? Path.GetFullPath(values[0]) : values[0]);
    }

    private static void WriteLiteral(Utf8JsonWriter writer, string type, string name, string value)
    {
        var fits = type == "boolean" ? value is "true" or "false" : double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _);
        if (!fits)
            throw new CliException(ExitCode.Usage, $"The setting '{name}' is '{value}', which is no {type}.", type == "boolean" ? "Give true or false." : "Give a number.");
        writer.WriteRawValue(value);
    }

    private static (string Name, string Value) Split(string given) =>
        given.Split('=', 2) is [{ Length: > 0 } name, var value]
            ? (name, Expanded(value))
            : throw new CliException(ExitCode.Usage, $"'{given}' is no setting.", "Write NAME=VALUE.");

    // Not every shell does it behind an equals sign.
    private static string Expanded(string value) => value.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), value[2..])
        : value;

    private static JsonElement.ObjectEnumerator Properties(JsonElement form) =>
        form.ValueKind == JsonValueKind.Object && form.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default;

    private static string? Text(JsonElement property, string name) =>
        property.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
