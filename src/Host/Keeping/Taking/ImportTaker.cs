using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Host.Extensions;
using Assistant.Host.Keeping.Tables;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Data.Sqlite;

namespace Assistant.Host.Keeping.Taking;

/// <summary>
/// Brings an export in: files first, which nobody holds yet and a crash leaves to be swept; then every row in one transaction; then plugins. What is here
/// stays as it is, who was erased here stays erased, and nothing that comes in is sent by itself.
/// </summary>
internal sealed class ImportTaker(Database database, Sealer sealer, BlobStore blobs, Desk desk, ICapabilities capabilities, EventLog events, AuditLog audit)
{
    // A list of everything that is wrong with ten thousand lines helps nobody.
    private const int MostProblems = 100;

    private static readonly Dictionary<string, string> OnTheWay = new(StringComparer.Ordinal)
    {
        ["approved"] = "quarantined", ["claimed"] = "quarantined", ["staged"] = "quarantined", ["submitting"] = "needsPerson", ["unknown"] = "needsPerson",
    };

    public async Task<ImportReport> TakeAsync(ExportSource source, bool dryRun, string person, string client, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        if (source.Check(cancel) is [var first, ..] broken)
            throw new RpcException(RpcErrorCode.Invalid, $"{first.Path}: {first.Problem}", new RpcInvalidData { Problems = [.. broken.Take(MostProblems)] });
        var work = new Work(source, Subjects(source));
        if (!dryRun)
            PutFiles(work, progress, cancel);
        cancel.ThrowIfCancellationRequested();
        if (dryRun)
            database.Read(connection => Take(work, connection, null));
        else
        {
            await database.WriteAsync(
                transaction =>
                {
                    Take(work, transaction, transaction);
                    audit.Append(transaction, new AuditRecord(person, client, "import.take", "", "", $"done: {work.Added.Values.Sum()} records"));
                    events.Append(transaction, "records.imported", []);
                    return 0;
                },
                CancellationToken.None);
        }

        await PluginsAsync(work, dryRun, progress, cancel);
        return new ImportReport
        {
            Made = source.Header.Made, HostVersion = source.Header.HostVersion, Added = work.Added, Kept = work.Kept, HeldBack = work.HeldBack, Problems = [.. work.Problems.Take(MostProblems)],
        };
    }

    // Whose key a row's texts are under: its own column, or its parent's, which stands in another file.
    private static Dictionary<string, Dictionary<string, string>> Subjects(ExportSource source) => KeptTables.All
        .Where(static table => table.SealedBy is { Parent: null })
        .ToDictionary(static table => table.Name, table => source.Records(File(table)).Where(static each => each.Record?["id"] is not null && each.Record["sealed_for"] is not null)
            .DistinctBy(static each => (string)each.Record!["id"]!).ToDictionary(static each => (string)each.Record!["id"]!, static each => (string)each.Record!["sealed_for"]!, StringComparer.Ordinal), StringComparer.Ordinal);

    private void PutFiles(Work work, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var erased = database.Read(SubjectKeys.Destroyed).ToHashSet(StringComparer.Ordinal);
        foreach (var table in KeptTables.All.Where(static table => table.File is not null))
        {
            foreach (var (_, record) in work.Source.Records(File(table)))
            {
                cancel.ThrowIfCancellationRequested();
                if (record is null || FileOf(table, record) is not { } name || work.Source.Listed(name) is not { } file || work.Subject(table, record) is not { } subject || erased.Contains(subject) || database.Read(connection => RecordWriter.IsHere(connection, table, record)))
                    continue;
                progress?.Report(new ExportProgress("Reading files", work.Blobs.Count));
                using var content = work.Source.Open(file);
                using var writer = blobs.Create(subject);
                var buffer = new byte[64 * 1024];
                while (content.Read(buffer) is > 0 and var count)
                    writer.Write(buffer.AsSpan(0, count));
                work.Blobs[name] = writer.Complete();
            }
        }
    }

    private int Take(Work work, ReadConnection connection, WriteTransaction? transaction)
    {
        var erased = SubjectKeys.Destroyed(connection).ToHashSet(StringComparer.Ordinal);
        foreach (var table in KeptTables.All.Where(static table => table.IsTakenOut))
        {
            var columns = KeptColumns.Of(connection, table);
            foreach (var (line, record) in work.Source.Records(File(table)))
            {
                if (record is null)
                    work.Leave(table, line, "This line is no JSON object.", "Take the export as it was made.");
                else if (Erased(work, table, record, erased))
                    work.Leave(table, line, "Its subject was erased here, and stays so.", "Nothing is to be done.");
                else
                    Take(work, connection, transaction, table, columns, line, record);
            }
        }

        return 0;
    }

    private void Take(Work work, ReadConnection connection, WriteTransaction? transaction, KeptTable table, List<KeptColumn> columns, int line, JsonObject record)
    {
        try
        {
            if (RecordWriter.IsHere(connection, table, record))
            {
                work.Kept++;
                return;
            }

            if (table.Name == "outbox")
                HoldBack(work, record);
            if (table.Name == "writing" && (string?)record["state"] == "running")
                record["state"] = "failed";
            if (transaction is not null)
            {
                var name = FileOf(table, record);
                var blob = name is null ? null : work.Blobs.GetValueOrDefault(name);
                new RecordWriter(sealer, desk).Insert(transaction, table, columns, record, work.Subject(table, record), blob);
                if (blob is not null)
                    BlobStore.Hold(transaction, blob, Pattern.Fill(table.File!.Holder, column => record[column]?.ToString() ?? ""));
            }

            work.Added[table.Name] = work.Added.GetValueOrDefault(table.Name) + 1;
        }
        catch (FormatException error)
        {
            work.Leave(table, line, $"It does not fit: {error.Message}.", "Take the export as it was made.");
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            work.Leave(table, line, "Something here is in its place already, or what it belongs to was left out.", "Bring it into a folder of its own, or remove what is here first.");
        }
    }

    // Nobody here said yes to it, and who knows whether it went out from there since.
    private static void HoldBack(Work work, JsonObject record)
    {
        if (record["state"]?.ToString() is not { } state || !OnTheWay.TryGetValue(state, out var held))
            return;
        record["state"] = held;
        record["reason"] = "imported: it had not left where it comes from";
        work.HeldBack++;
    }

    private static bool Erased(Work work, KeptTable table, JsonObject record, HashSet<string> erased) =>
        erased.Contains($"{table.Name}:{record["id"]}") || (work.Subject(table, record) is { } subject && erased.Contains(subject))
        || (record["contact"] is { } contact && erased.Contains($"contact:{contact}"));

    private async Task PluginsAsync(Work work, bool dryRun, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        foreach (var id in work.Source.Names.Where(static name => name.StartsWith("plugins/", StringComparison.Ordinal)).Select(static name => name.Split('/')[1]).Distinct(StringComparer.Ordinal).ToList())
        {
            try
            {
                var plugin = capabilities.Exporters.FirstOrDefault(each => each.PluginId == id)
                    ?? throw new RpcException(RpcErrorCode.PluginFailed, "it is not installed here, or disabled.");
                var exporter = await plugin.GetAsync(cancel);
                foreach (var kind in (await exporter.DescribeAsync(new ExporterDescribeRequest(), cancel)).Kinds)
                {
                    var file = $"plugins/{id}/{kind.Kind}.jsonl";
                    foreach (var page in work.Source.Records(file).Chunk(ExporterLimits.Page))
                    {
                        progress?.Report(new ExportProgress($"Giving {plugin.Name} its records", page[^1].Line));
                        var written = await exporter.WriteAsync(new ExporterWriteRequest { Kind = kind.Kind, Records = [.. page.Where(static each => each.Record is not null).Select(static each => JsonElement.Parse(each.Record!.ToJsonString()))], DryRun = dryRun }, cancel);
                        work.Kept += written.Same;
                        if (written.Added > 0)
                            work.Added[$"{id}/{kind.Kind}"] = work.Added.GetValueOrDefault($"{id}/{kind.Kind}") + written.Added;
                        work.Problems.AddRange(written.Problems.Select(problem => problem with { Path = $"{file}: {problem.Path}" }));
                    }
                }
            }
            catch (RpcException error)
            {
                work.Problems.Add(new RpcProblem { Path = $"plugin:{id}", Problem = $"Its records were left out: {error.Message}", Remedy = "Install and enable it, then import again: what is here already stays." });
            }
        }
    }

    private static string File(KeptTable table) => $"records/{table.Name}.jsonl";

    private static string? FileOf(KeptTable table, JsonObject record) => table.File is { } file && record[file.Name] is JsonObject named ? (string?)named["file"] : null;

    private sealed class Work(ExportSource source, Dictionary<string, Dictionary<string, string>> subjects)
    {
        public ExportSource Source { get; } = source;

        public Dictionary<string, string> Blobs { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, int> Added { get; } = new(StringComparer.Ordinal);

        public List<RpcProblem> Problems { get; } = [];

        public int Kept { get; set; }

        public int HeldBack { get; set; }

        public string? Subject(KeptTable table, JsonObject record) => table.SealedBy switch
        {
            null => null,
            { Parent: null } own => (string?)record[own.Column],
            { } by => record[by.Column]?.ToString() is { } parent ? subjects[by.Parent].GetValueOrDefault(parent) : null,
        };

        public void Leave(KeptTable table, int line, string problem, string remedy) => Problems.Add(new RpcProblem { Path = $"{File(table)}:{line}", Problem = problem, Remedy = remedy });
    }
}
