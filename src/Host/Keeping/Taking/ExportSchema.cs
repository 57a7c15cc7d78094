using System.Text.Json.Nodes;
using Assistant.Host.Keeping.Tables;
using Assistant.Host.Storage;

namespace Assistant.Host.Keeping.Taking;

/// <summary>JSON Schema of the lines of an export, from the tables themselves: one definition for each file in <c>records/</c>.</summary>
internal static class ExportSchema
{
    public static JsonObject Of(ReadConnection connection)
    {
        var kinds = new JsonObject();
        foreach (var table in KeptTables.All.Where(static table => table.IsTakenOut))
            kinds[table.Name] = Kind(connection, table);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Records of an export",
            ["description"] = "One definition for each file records/NAME.jsonl; each line is one record. The id of the person whose desk it was is 'owner'. A plugin's records are described in plugins/ID/schema.json.",
            ["$defs"] = kinds,
        };
    }

    private static JsonObject Kind(ReadConnection connection, KeptTable table)
    {
        var columns = KeptColumns.Of(connection, table);
        return new JsonObject
        {
            ["description"] = table.Words,
            ["type"] = "object",
            ["required"] = new JsonArray([.. columns.Where(static column => column.IsAlways).Select(static column => (JsonNode)column.Name)]),
            ["properties"] = new JsonObject(columns.Select(static column => KeyValuePair.Create(column.Name, (JsonNode?)Value(column)))),
        };
    }

    private static JsonObject Value(KeptColumn column) => column.Form switch
    {
        ColumnForm.Time => new() { ["type"] = "string", ["format"] = "date-time" },
        ColumnForm.Number => new() { ["type"] = "integer" },
        ColumnForm.Real => new() { ["type"] = "number" },
        ColumnForm.File => new() { ["type"] = "object", ["required"] = new JsonArray("file"), ["properties"] = new JsonObject { ["file"] = new JsonObject { ["type"] = "string", ["description"] = "Its path in the export." } } },
        ColumnForm.Json or ColumnForm.Sealed when column.Sealed is null or { Form: SealedForm.Json } => [],
        ColumnForm.Sealed when column.Sealed!.Form == SealedForm.Bytes => new() { ["type"] = "string", ["contentEncoding"] = "base64" },
        _ => new() { ["type"] = "string" },
    };
}
