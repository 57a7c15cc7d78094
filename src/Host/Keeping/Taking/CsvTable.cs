using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Host.Keeping.Tables;

namespace Assistant.Host.Keeping.Taking;

/// <summary>Records as CSV (RFC 4180), for spreadsheets: what is a list or an object stands there as JSON.</summary>
internal sealed class CsvTable(TextWriter output, IReadOnlyList<KeptColumn> columns)
{
    public void Heading() => Line(columns.Select(static column => column.Name));

    public void Row(JsonObject record) => Line(columns.Select(column => record[column.Name] switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => (string)value!,
        var other => other.ToJsonString(RecordWriter.Json),
    }));

    private void Line(IEnumerable<string> cells)
    {
        output.Write(string.Join(',', cells.Select(Cell)));
        output.Write("\r\n");
    }

    // A spreadsheet runs what begins like a formula; an apostrophe before it makes it text there.
    private static string Cell(string text)
    {
        var shown = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return shown.AsSpan().ContainsAny("\",\r\n") ? $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : shown;
    }
}
