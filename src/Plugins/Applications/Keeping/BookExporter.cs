using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Deciding;
using Assistant.Plugins.Applications.Stages;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Keeping;

/// <summary>Gives the book out row by row and takes it back. The full text index is made anew of what was taken.</summary>
internal sealed class BookExporter(Desk desk, PipelineBook pipeline) : IExporter
{
    public ValueTask<ExporterDescription> DescribeAsync(ExporterDescribeRequest request, CancellationToken cancel) =>
        new(new ExporterDescription { Kinds = [.. BookTable.All.Select(static table => new ExportKind(table.Kind, Schema(table)))] });

    public async ValueTask<ExporterPage> ReadAsync(ExporterReadRequest request, CancellationToken cancel)
    {
        var table = Table(request.Kind);
        var from = request.Cursor is null ? 0 : Offset(request.Cursor);
        var where = request.About switch
        {
            null => "1",
            { Kind: ApplicationChanges.RecordKind } => table.OfApplication,
            _ => table.OfRecord ?? "0",
        };
        var rows = await desk.Store.QueryAsync(
            new StoreQueryRequest
            {
                Statement = StoreStatement.Of(
                    $"SELECT {string.Join(", ", table.Names)} FROM {table.Name} WHERE {where} ORDER BY {string.Join(", ", table.Key)} LIMIT @limit OFFSET @from",
                    ("kind", request.About?.Kind), ("id", request.About?.Id), ("limit", ExporterLimits.Page + 1), ("from", from)),
                Limit = ExporterLimits.Page + 1,
            },
            cancel);
        return new ExporterPage
        {
            Records = [.. rows.Rows.Take(ExporterLimits.Page).Select(row => Record(table, row))],
            Next = rows.Rows.Count > ExporterLimits.Page ? (from + ExporterLimits.Page).ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    public ValueTask<ExporterWritten> WriteAsync(ExporterWriteRequest request, CancellationToken cancel) => desk.ChangeAsync(() => TakeAsync(request, cancel), cancel);

    public async ValueTask<ExporterStory> TellAsync(ExporterTellRequest request, CancellationToken cancel)
    {
        var from = request.Cursor is null ? 0 : Offset(request.Cursor);
        var entries = BookTable.All.Single(static table => table.Name == "entry");
        var happened = await desk.Store.ListAsync(
            StoreStatement.Of(
                $"""
                SELECT at, role, (SELECT name FROM company WHERE company.id = company), kind, text, coalesce((SELECT title FROM stage WHERE name = from_stage), from_stage),
                  coalesce((SELECT title FROM stage WHERE name = to_stage), to_stage), ref_kind, undone
                FROM (SELECT id AS entry, application, at, kind, text, from_stage, to_stage, ref_kind, ref_id, undone FROM entry
                  WHERE {(request.About.Kind == ApplicationChanges.RecordKind ? entries.OfApplication : entries.OfRecord)} ORDER BY at, id LIMIT @limit OFFSET @from)
                JOIN (SELECT id AS whose, company, role FROM application) ON whose = application ORDER BY at, entry
                """,
                ("kind", request.About.Kind), ("id", request.About.Id), ("limit", ExporterLimits.Page + 1), ("from", from)),
            static row => new ExporterEvent(row.Instant(), $"{row.Text()}, {row.Text()}", EntryWords.Of(row)), cancel);
        return new ExporterStory
        {
            Events = [.. happened.Take(ExporterLimits.Page)],
            Next = happened.Count > ExporterLimits.Page ? (from + ExporterLimits.Page).ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    private async ValueTask<ExporterWritten> TakeAsync(ExporterWriteRequest request, CancellationToken cancel)
    {
        var table = Table(request.Kind);
        var (problems, statements, same, added) = (new List<RpcProblem>(), new List<StoreStatement>(), 0, 0);
        // The stages that a new folder begins with make room for the user's own, as long as nothing stands in them.
        var replaces = table.Name == "stage" && await desk.Store.CountAsync(StoreStatement.Of("SELECT count(*) FROM application"), cancel) == 0;
        for (var i = 0; i < request.Records.Count; i++)
        {
            if (Values(table, request.Records[i], $"$.records[{i}]", problems) is not { } values)
                continue;
            var here = await FindAsync(table, values, cancel);
            if (here is { } known && JsonElement.DeepEquals(known, Record(table, [.. values.Select(static value => value.Value)])))
                same++;
            else if (here is not null && !replaces)
                problems.Add(new RpcProblem { Path = $"$.records[{i}]", Problem = $"is another {table.Kind} of the same key than the one that is here", Remedy = "Import into an empty folder, or delete the one that is here first." });
            else
                added++;
            if (here is null || replaces)
            {
                statements.Add(StoreStatement.Of(
                    $"INSERT INTO {table.Name}({string.Join(", ", table.Names)}) VALUES({string.Join(", ", table.Names.Select(static name => "@" + name))})", [.. values]));
                statements.AddRange(Indexed(table, values));
            }
        }

        if (replaces)
            statements.Insert(0, StoreStatement.Of("DELETE FROM stage"));
        if (!request.DryRun && problems.Count < request.Records.Count && statements.Count > 0)
        {
            foreach (var batch in statements.Chunk(replaces ? statements.Count : ExporterLimits.Page))
                await desk.Store.WriteAsync(batch, cancel);
            pipeline.Forget();
        }

        return new ExporterWritten { Added = added, Same = same, Problems = problems };
    }

    private static IEnumerable<StoreStatement> Indexed(BookTable table, List<(string Name, StoreValue Value)> values) => table.Name switch
    {
        "application" => SearchIndex.Renew(Text(values, "id")!),
        "task" or "tag" => SearchIndex.Renew(Text(values, "application")!),
        _ => [],
    };

    private async ValueTask<JsonElement?> FindAsync(BookTable table, List<(string Name, StoreValue Value)> values, CancellationToken cancel)
    {
        var key = table.Name == "stage" ? ["name"] : table.Key;
        var found = await desk.Store.QueryAsync(
            new StoreQueryRequest { Statement = StoreStatement.Of($"SELECT {string.Join(", ", table.Names)} FROM {table.Name} WHERE {string.Join(" AND ", key.Select(static name => $"{name} = @{name}"))}", [.. values]) }, cancel);
        return found.Rows is [var row] ? Record(table, row) : null;
    }

    private static string? Text(List<(string Name, StoreValue Value)> values, string name) => values.Find(value => value.Name == name).Value.Text;

    private static List<(string Name, StoreValue Value)>? Values(BookTable table, JsonElement record, string path, List<RpcProblem> problems)
    {
        var before = problems.Count;
        var values = new List<(string, StoreValue)>();
        foreach (var column in table.Columns)
        {
            var name = column.TrimStart('#');
            var isNumber = column[0] == '#';
            if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                values.Add((name, StoreValue.Null));
            else if (isNumber && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
                values.Add((name, number));
            else if (!isNumber && value.ValueKind == JsonValueKind.String)
                values.Add((name, value.GetString()));
            else
                problems.Add(new RpcProblem { Path = $"{path}.{name}", Problem = $"is no {(isNumber ? "whole number" : "text")}", Remedy = "See the schema beside the file." });
        }

        foreach (var key in table.Key.Where(key => values.Find(value => value.Item1 == key).Item2 is { Text: null, Number: null }))
            problems.Add(new RpcProblem { Path = $"{path}.{key}", Problem = "is missing", Remedy = "See the schema beside the file." });
        return problems.Count == before ? values : null;
    }

    private static JsonElement Record(BookTable table, IReadOnlyList<StoreValue> row)
    {
        var record = new JsonObject();
        foreach (var (name, at) in table.Names.Select(static (name, at) => (name, at)))
        {
            if (row[at].Text is { } text)
                record[name] = text;
            else if (row[at].Number is { } number)
                record[name] = number;
        }

        return JsonElement.Parse(record.ToJsonString());
    }

    private static int Offset(string cursor) =>
        int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw RpcException.Invalid("$.cursor", "is no cursor of this list");

    private static BookTable Table(string kind) => BookTable.All.FirstOrDefault(table => table.Kind == kind)
        ?? throw RpcException.Invalid("$.kind", $"'{kind}' is none of the book's kinds", $"Give one of {string.Join(", ", BookTable.All.Select(static table => table.Kind))}.");

    private static JsonElement Schema(BookTable table)
    {
        var properties = new JsonObject();
        foreach (var column in table.Columns)
            properties[column.TrimStart('#')] = new JsonObject { ["type"] = column[0] == '#' ? "integer" : "string" };
        return JsonElement.Parse(new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. table.Key.Select(static key => (JsonNode)key)]) }.ToJsonString());
    }
}
