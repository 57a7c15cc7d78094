using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Host.Keeping.Tables;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;

namespace Assistant.Host.Keeping.Taking;

/// <summary>Writes records back as rows of this desk: sealed anew, owned by its person, of this device.</summary>
internal sealed class RecordWriter(Sealer sealer, Desk desk)
{
    /// <summary>Whether the row is here already.</summary>
    public static bool IsHere(ReadConnection connection, KeptTable table, JsonObject record) => connection.Exists(
        $"SELECT 1 FROM {table.Name} WHERE {string.Join(" AND ", table.Key.Select(static (key, n) => string.Create(CultureInfo.InvariantCulture, $"\"{key}\" = @k{n}")))}",
        [.. table.Key.Select((key, n) => (string.Create(CultureInfo.InvariantCulture, $"@k{n}"), Plain(record, key)))]);

    /// <param name="transaction">Where.</param>
    /// <param name="table">Which table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="record">The record.</param>
    /// <param name="subject">Under whose key its texts are to be; null where it has none.</param>
    /// <param name="blob">The address of its file here; null where it has none.</param>
    /// <exception cref="FormatException">A member is missing or is not what its column holds; the message names it.</exception>
    public void Insert(WriteTransaction transaction, KeptTable table, List<KeptColumn> columns, JsonObject record, string? subject, string? blob)
    {
        var names = new List<string>();
        var values = new List<string>();
        var arguments = new List<(string Name, SqlValue Value)>();
        foreach (var column in columns)
        {
            names.Add($"\"{column.Name}\"");
            values.Add($"@c{names.Count}");
            arguments.Add(($"@c{names.Count}", Value(transaction, column, record, subject, blob)));
        }

        foreach (var local in table.Local)
        {
            names.Add($"\"{local.Name}\"");
            values.Add(local.Imported);
        }

        foreach (var stamp in KeptColumns.StampOf(transaction, table))
        {
            names.Add(stamp);
            values.Add($"@{stamp}");
        }

        transaction.Execute(
            $"INSERT INTO {table.Name}({string.Join(", ", names)}) VALUES({string.Join(", ", values)})",
            [.. arguments, ("@space", desk.Space), ("@owner", desk.Person), ("@device", desk.Device)]);
    }

    private SqlValue Value(WriteTransaction transaction, KeptColumn column, JsonObject record, string? subject, string? blob)
    {
        if (record[column.Name] is not { } node)
            return !column.Required ? SqlValue.Null : column.Form == ColumnForm.Sealed ? (SqlValue)Array.Empty<byte>() : throw new FormatException($"'{column.Name}' is missing");
        try
        {
            return column.Form switch
            {
                ColumnForm.File => blob ?? throw new FormatException($"the file of '{column.Name}' is missing"),
                ColumnForm.Json => node.ToJsonString(Json),
                ColumnForm.Sealed => Seal(transaction, column.Sealed!, node, subject!, record),
                ColumnForm.Number => (long)node,
                ColumnForm.Real => (double)node,
                ColumnForm.Time => DateTimeOffset.ParseExact((string)node!, RecordReader.Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                _ => (string)node! is var text && text == RecordReader.Owner ? desk.Person : text,
            };
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException and not { Message: ['t', 'h', 'e', ' ', ..] })
        {
            throw new FormatException($"'{column.Name}' is not what this version reads there", error);
        }
    }

    private byte[] Seal(WriteTransaction transaction, SealedColumn column, JsonNode node, string subject, JsonObject record)
    {
        var plain = column.Form switch
        {
            SealedForm.Json => Encoding.UTF8.GetBytes(node.ToJsonString(Json)),
            SealedForm.Text => Encoding.UTF8.GetBytes((string)node!),
            _ => Convert.FromBase64String((string)node!),
        };
        return sealer.Seal(transaction, subject, plain, Pattern.Fill(column.Place, name => record[name]?.ToString() ?? ""));
    }

    private static SqlValue Plain(JsonObject record, string key) => record[key] is { } node ? node.GetValueKind() == JsonValueKind.Number ? (long)node : (string)node! : throw new FormatException($"'{key}' is missing");

    internal static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
