using System.Globalization;
using System.Text.Json.Nodes;
using Assistant.Host.Keeping.Tables;
using Assistant.Host.Records.Documents;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;

namespace Assistant.Host.Keeping.Taking;

/// <summary>Reads rows as records: names as the database has them, times as ISO 8601, what is sealed opened, files by their name in the export.</summary>
/// <param name="sealer">Opens what is sealed.</param>
/// <param name="person">The desk's owner, who has another id elsewhere and is called <see cref="Owner"/> there.</param>
internal sealed class RecordReader(Sealer sealer, string person)
{
    /// <summary>Stands for the id of the person whose desk it is.</summary>
    public const string Owner = "owner";

    public const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Ordered by key, so that the same rows give the same text.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="table">Of which table.</param>
    /// <param name="scope">Whose rows.</param>
    /// <param name="file">Takes a blob's address and what a person calls it; the name it has in the export.</param>
    /// <param name="visit">Takes each record.</param>
    public void Read(ReadConnection connection, KeptTable table, SubjectScope scope, Func<string, string, string> file, Action<JsonObject> visit)
    {
        var columns = KeptColumns.Of(connection, table);
        var subject = table.SealedBy?.Sql(table.Name) ?? "NULL";
        var order = string.Join(", ", table.Key.Select(static key => $"\"{key}\""));
        connection.ForEach(
            $"SELECT {string.Join(", ", columns.Select(static column => $"\"{column.Name}\""))}, {subject} FROM {table.Name} WHERE {scope.RowsToTake(table)} ORDER BY {order}",
            row =>
            {
                visit(Record(connection, row, table, columns, file));
                return true;
            },
            scope.Arguments);
    }

    private JsonObject Record(ReadConnection connection, Row row, KeptTable table, List<KeptColumn> columns, Func<string, string, string> file)
    {
        var record = new JsonObject();
        var subject = row.TextOrNull(columns.Count);
        for (var i = 0; i < columns.Count; i++)
        {
            if (!row.IsNull(i) && Value(connection, row, i, columns[i], table, subject, record, file) is { } value)
                record[columns[i].Name] = value;
        }

        return record;
    }

    private JsonNode? Value(ReadConnection connection, Row row, int i, KeptColumn column, KeptTable table, string? subject, JsonObject record, Func<string, string, string> file) => column.Form switch
    {
        ColumnForm.Time => JsonValue.Create(row.Time(i).UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)),
        ColumnForm.Number => JsonValue.Create(row.Long(i)),
        ColumnForm.Real => JsonValue.Create(row.Double(i)),
        ColumnForm.Json => JsonNode.Parse(row.Text(i)),
        ColumnForm.File => new JsonObject { ["file"] = file(row.Text(i), Called(table.File!, record)) },
        ColumnForm.Sealed => Open(connection, row.Bytes(i), column.Sealed!, subject!, record),
        _ => JsonValue.Create(row.Text(i) is var text && text == person ? Owner : text),
    };

    // What was typed in has no name; its ending says at least what opens it.
    private static string Called(FileColumn file, JsonObject record) =>
        Pattern.Fill(file.FileName, name => Text(record, name)) is { Length: > 0 } name ? name : Text(record, "type") is { Length: > 0 } type ? "file" + DocumentTypes.Ending(type) : "";

    // A row that was deleted keeps an empty text in its place, and one whose subject was erased has none that opens.
    private JsonNode? Open(ReadConnection connection, byte[] content, SealedColumn column, string subject, JsonObject record)
    {
        if (content.Length == 0 || sealer.Open(connection, subject, content, Pattern.Fill(column.Place, name => Text(record, name))) is not { } plain)
            return null;
        return column.Form switch
        {
            SealedForm.Json => JsonNode.Parse(plain),
            SealedForm.Text => JsonValue.Create(System.Text.Encoding.UTF8.GetString(plain)),
            _ => JsonValue.Create(Convert.ToBase64String(plain)),
        };
    }

    private static string Text(JsonObject record, string name) => record[name]?.ToString() ?? "";
}
