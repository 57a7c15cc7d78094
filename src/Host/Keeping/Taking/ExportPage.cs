using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Keeping.Taking;

/// <summary><c>index.html</c>: the export for reading, in one file without script and without anything from elsewhere.</summary>
internal sealed class ExportPage
{
    private readonly SortedDictionary<string, JsonObject> _contacts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _addresses = [];
    private readonly List<JsonObject> _messages = [];
    private readonly List<JsonObject> _drafts = [];
    private readonly Dictionary<string, JsonObject> _documents = [];
    private readonly List<JsonObject> _versions = [];
    private readonly List<ExporterEvent> _events = [];

    public IReadOnlyDictionary<string, JsonObject> Contacts => _contacts;

    public IReadOnlyList<string> Addresses(string contact) => _addresses.GetValueOrDefault(contact) ?? [];

    /// <summary>Takes what the page, and the cards, show of a record.</summary>
    public void Add(string table, JsonObject record)
    {
        if (record["deleted"] is not null)
            return;
        switch (table)
        {
            case "contact":
                _contacts[(string)record["id"]!] = Part(record, "id", "name", "kind", "fields", "source");
                break;
            case "contact_address":
                var contact = (string)record["contact"]!;
                if (!_addresses.TryGetValue(contact, out var list))
                    _addresses[contact] = list = [];
                list.Add((string)record["address"]!);
                break;
            case "outbox":
                _messages.Add(Part(record, "contact", "subject", "state", "since", "recipients", "vault_blob"));
                break;
            case "draft" when (string?)record["state"] == "open":
                _drafts.Add(Part(record, "contact", "subject", "recipients", "body", "changed"));
                break;
            case "document":
                _documents[(string)record["id"]!] = Part(record, "title", "kind");
                break;
            case "document_version":
                _versions.Add(Part(record, "document", "number", "created", "type", "blob"));
                break;
        }
    }

    /// <summary>Takes what a plugin tells of what the export is about.</summary>
    public void Add(IEnumerable<ExporterEvent> events) => _events.AddRange(events);

    public void Write(TextWriter output, ExportHeader header)
    {
        output.Write(
            $$"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width">
            <title>Export</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8885; }
            pre { white-space: pre-wrap; font: inherit; } h2 { margin-top: 2.5rem; } td { overflow-wrap: anywhere; }
            </style>
            <h1>Export</h1>
            <p>Made on {{Html(Time(header.Made))}} by Assistant {{Html(header.HostVersion)}}. The same, for programs, is in <a href="records">records</a> as JSON Lines (described by
            <a href="schema.json">schema.json</a>), in <a href="csv">csv</a>, and in <a href="contacts.vcf">contacts.vcf</a>. Nothing here is encrypted: keep it where only you can read it.</p>

            """);
        Section(output, "What happened", ["When", "What", "About"], _events.OrderBy(static each => each.At).Select(static each => new[] { Html(Time(each.At)), Html(each.What), Html(each.Of) }));
        Section(output, "People", ["Name", "Addresses", "Known from"], _contacts.Values.OrderBy(static each => (string?)each["name"], StringComparer.OrdinalIgnoreCase)
            .Select(each => new[] { Html(each["name"]), Html(string.Join(", ", Addresses((string)each["id"]!))), Html(each["source"]) }));
        Section(output, "Messages", ["When", "To", "Subject", "State"], _messages.Select(static each => new[]
        {
            Html(Day(each["since"])), Html(To(each)), each["vault_blob"]?["file"] is { } file ? $"<a href=\"{Link((string)file!)}\">{Html(each["subject"])}</a>" : Html(each["subject"]), Html(each["state"]),
        }));
        Section(output, "Drafts", ["Changed", "To", "Text"], _drafts.Select(static each => new[]
        {
            Html(Day(each["changed"])), Html(To(each)), $"<b>{Html(each["subject"])}</b><pre>{Html(each["body"])}</pre>",
        }));
        Section(output, "Documents", ["Title", "Kind", "Version", "File"], _versions.Select(each => (Version: each, Document: _documents.GetValueOrDefault((string)each["document"]!))).Where(static each => each.Document is not null).Select(static each => new[]
        {
            Html(each.Document!["title"]), Html(each.Document["kind"]), Html(each.Version["number"]), each.Version["blob"]?["file"] is { } file ? $"<a href=\"{Link((string)file!)}\">{Html(each.Version["type"])}</a>" : "",
        }));
        Section(output, "Everything in it", ["Kind", "Records"], header.Records.OrderBy(static each => each.Key, StringComparer.Ordinal).Select(static each => new[] { Html(each.Key), Html(each.Value.ToString(CultureInfo.InvariantCulture)) }));
    }

    private static void Section(TextWriter output, string title, string[] headings, IEnumerable<string[]> rows)
    {
        var body = new StringBuilder();
        foreach (var row in rows)
            body.Append("<tr>").AppendJoin("", row.Select(static cell => $"<td>{cell}</td>")).Append("</tr>\n");
        if (body.Length > 0)
            output.Write($"<h2>{title}</h2>\n<table><tr>{string.Concat(headings.Select(static heading => $"<th>{heading}</th>"))}</tr>\n{body}</table>\n");
    }

    private static JsonObject Part(JsonObject record, params string[] names) => new(names.Select(name => KeyValuePair.Create(name, record[name]?.DeepClone())));

    private static string To(JsonObject record) => string.Join(", ", (record["recipients"]?["to"] as JsonArray ?? []).Select(static each => (string?)each));

    private static string Day(JsonNode? time) => time?.ToString() is { Length: >= 10 } text ? text[..10] : "";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Html(JsonNode? node) => Html(node?.ToString() ?? "");

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);

    private static string Link(string file) => string.Join('/', file.Split('/').Select(Uri.EscapeDataString));
}
