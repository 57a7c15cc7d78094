using System.Globalization;
using System.Text.Json;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>Looks into JSON that somebody else wrote, where anything may be missing or of another kind.</summary>
internal static class JsonPath
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    /// <summary>The document, or null where it is none.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    public static JsonElement? Member(this JsonElement? element, string name) => element is { } present ? present.Member(name) : null;

    /// <summary>A text or a number, as text.</summary>
    public static string? Text(this JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    public static string? Text(this JsonElement element, string name) => Text(element.Member(name));

    public static string? Text(this JsonElement? element, string name) => Text(element.Member(name));

    /// <summary>An amount; 0 and what is no number are none.</summary>
    public static decimal? Amount(this JsonElement? element, string name) =>
        decimal.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount > 0 ? amount : null;

    /// <summary>The items of an array; of anything else itself; of nothing none.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement? element) => element switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        { } single => [single],
    };
}
