using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc.Discovery;

/// <summary>The records and enums of a document, each once under its own name, so that a generator of another language can name them alike.</summary>
internal sealed class SchemaCatalogue
{
    private const string Prefix = "#/components/schemas/";
    private readonly SortedDictionary<string, (Type Type, JsonNode? Schema)> _schemas = new(StringComparer.Ordinal);
    private readonly JsonSchemaExporterOptions _options;

    public SchemaCatalogue() => _options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    /// <summary>A reference to the type's schema, which is added where it is new.</summary>
    public JsonNode Reference(JsonTypeInfo type) => type.GetJsonSchemaAsNode(_options);

    /// <summary>The schema of one property of a type that is in the catalogue.</summary>
    public JsonNode Property(JsonTypeInfo type, string name) => _schemas[NameOf(type.Type)].Schema!["properties"]![name]!.DeepClone();

    public JsonObject ToJson() => new(_schemas.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Schema?.DeepClone())));

    /// <summary>The components that <paramref name="node"/> refers to, directly or through another.</summary>
    public static JsonObject Reachable(JsonNode node, JsonObject all)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Follow(node, all, found);
        return new(found.Select(name => KeyValuePair.Create(name, all[name]?.DeepClone())));
    }

    private static void Follow(JsonNode? node, JsonObject all, SortedSet<string> found)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Follow(item, all, found);
        }
        else if (node is JsonObject members)
        {
            foreach (var (_, member) in members)
                Follow(member, all, found);
            if (members["$ref"] is JsonValue reference && reference.TryGetValue(out string? path) && path.StartsWith(Prefix, StringComparison.Ordinal)
                && all.ContainsKey(path[Prefix.Length..]) && found.Add(path[Prefix.Length..]))
                Follow(all[path[Prefix.Length..]], all, found);
        }
    }

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        DropNull(schema);
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (context.TypeInfo.Kind != JsonTypeInfoKind.Object && !type.IsEnum)
            return schema;

        var name = NameOf(type);
        if (_schemas.TryGetValue(name, out var known) && known.Type != type)
            throw new InvalidOperationException($"'{type.FullName}' and '{known.Type.FullName}' would have the same name in the contract: rename one.");

        // A reference stands for a type that is being described further up, and that will be stored there.
        if (schema is not JsonObject { Count: 1 } single || !single.ContainsKey("$ref"))
            _schemas[name] = (type, schema.DeepClone());
        return new JsonObject { ["$ref"] = Prefix + name };
    }

    // Whether a member may be missing is said by "required"; null means the same as missing.
    private static void DropNull(JsonNode schema)
    {
        if (schema is not JsonObject members)
            return;
        if (members["type"] is JsonArray types)
        {
            var kept = types.Select(t => (string?)t).Where(t => t != "null").ToArray();
            members["type"] = kept.Length == 1 ? kept[0] : new JsonArray([.. kept.Select(t => (JsonNode?)t)]);
        }

        if (members["enum"] is JsonArray values && values.Any(value => value is null))
            members["enum"] = new JsonArray([.. values.Where(value => value is not null).Select(value => value!.DeepClone())]);
    }

    private static string NameOf(Type type) => type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}" : type.Name;
}
