using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.Tests.Wire;

/// <summary>Makes JSON of a wire type from its declaration: every member filled, or the required ones alone. No two values are alike.</summary>
internal sealed class WireSample(WireType wire, bool full)
{
    // A record that refers to itself (a tree) is filled so deep and no deeper.
    private const int Deepest = 8;
    private int _next;

    public static JsonObject Full(WireType wire) => new WireSample(wire, full: true).Object(wire.Info, 0);

    public static JsonObject Minimal(WireType wire) => new WireSample(wire, full: false).Object(wire.Info, 0);

    private JsonObject Object(JsonTypeInfo info, int depth)
    {
        var made = new JsonObject();
        foreach (var property in info.Properties.Where(property => WireType.IsRequired(property) || (full && depth < Deepest)))
            made[property.Name] = Value(property.PropertyType, depth + 1);
        return made;
    }

    private JsonNode? Value(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var number = ++_next;
        if (type.IsEnum)
            return JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[number % Enum.GetNames(type).Length]);
        var info = wire.Context.GetTypeInfo(type) ?? throw new InvalidOperationException($"{wire.Context.GetType().Name} lacks {type}.");
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Object(info, depth),
            JsonTypeInfoKind.Dictionary => new JsonObject { [$"key{number}"] = Value(info.ElementType!, depth), [$"Key {number}"] = Value(info.ElementType!, depth) },
            JsonTypeInfoKind.Enumerable => new JsonArray(Value(info.ElementType!, depth), Value(info.ElementType!, depth)),
            _ => Leaf(type, number),
        };
    }

    private static JsonNode Leaf(Type type, int number) => type switch
    {
        _ when type == typeof(string) => $"text {number} – ü",
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => number,
        _ when type == typeof(long) => long.MaxValue - number,
        _ when type == typeof(double) => number + 0.5,
        _ when type == typeof(decimal) => number + 0.25m,
        _ when type == typeof(byte[]) => Convert.ToBase64String([1, 2, (byte)number]),
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddMinutes(number).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(number).ToString("O", CultureInfo.InvariantCulture),
        _ when type == typeof(JsonElement) => new JsonObject { ["any"] = new JsonArray(number, "text") },
        _ => throw new NotSupportedException($"A sample of {type} is not known; say here how one is made."),
    };
}
