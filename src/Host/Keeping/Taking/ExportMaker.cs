using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Host.Extensions;
using Assistant.Host.Keeping.Erasing;
using Assistant.Host.Keeping.Tables;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Taking;

/// <summary>Takes records out: everything in one snapshot of the database, then the files it names, then what plugins have. What keeps it from being whole leaves nothing.</summary>
internal sealed class ExportMaker(DataFolder folder, Database database, Sealer sealer, BlobStore blobs, Desk desk, ICapabilities capabilities, string hostVersion, TimeProvider time)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly string[] Warnings =
    [
        "Nothing in it is encrypted: whoever can open it can read it. Keep it on a disk that is.",
        "Passwords and tokens of accounts are not in it, nor the keys of clients; what is in the mailboxes is there and not here.",
    ];

    /// <exception cref="RpcException">It cannot be made there.</exception>
    public async Task<ExportReport> MakeAsync(ExportCreateRequest request, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var path = RequirePlace(request.Path);
        var isZip = path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
        using var export = new ExportFolder(DurableFile.TemporaryBeside(path));
        var (records, problems, page) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<RpcProblem>(), new ExportPage());
        using (blobs.KeepFiles())
        {
            var wanted = database.Read(connection => Records(connection, export, Scope(connection, request.About), records, page, progress, cancel));
            Files(export, wanted, problems, progress, cancel);
        }

        export.Write("contacts.vcf", stream => Lines(stream, page.Contacts.Select(contact => VCard.Of(contact.Value, page.Addresses(contact.Key)))));
        await PluginsAsync(export, request.About, records, page, problems, progress, cancel);
        var header = new ExportHeader { Format = ExportHeader.Newest, Made = time.GetUtcNow(), HostVersion = hostVersion, About = request.About, Records = records, Files = [] };
        export.Write("index.html", stream =>
        {
            using var writer = new StreamWriter(stream, Utf8, leaveOpen: true);
            page.Write(writer, header);
        });
        var listed = header with { Files = [.. export.Files] };
        export.Write(ExportHeader.FileName, stream => JsonSerializer.Serialize(stream, listed, TakingJson.Default.ExportHeader));
        cancel.ThrowIfCancellationRequested();
        Place(export, path, isZip);
        return new ExportReport { Path = path, Made = header.Made, Files = export.Files.Count, Bytes = export.Files.Sum(static file => file.Size), Records = records, Problems = problems, Warnings = Warnings };
    }

    private static SubjectScope Scope(ReadConnection connection, RecordRef? about)
    {
        var scope = Correspondence.Find(connection, about, []);
        return about?.Kind != "contact" || connection.Exists("SELECT 1 FROM contact WHERE id = @id", ("@id", about.Id)) ? scope : throw RpcException.NotFound(about.Kind, about.Id);
    }

    private List<(string Blob, string Name)> Records(ReadConnection connection, ExportFolder export, SubjectScope scope, Dictionary<string, int> counts, ExportPage page, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        var (reader, names, wanted) = (new RecordReader(sealer, desk.Person), new ExportNames(), new List<(string, string)>());
        foreach (var table in KeptTables.All.Where(static table => table.IsTakenOut))
        {
            var csv = new StringWriter { NewLine = "\r\n" };
            var sheet = new CsvTable(csv, KeptColumns.Of(connection, table));
            sheet.Heading();
            var count = 0;
            export.Write($"records/{table.Name}.jsonl", stream => reader.Read(connection, table, scope, File, record =>
            {
                cancel.ThrowIfCancellationRequested();
                stream.Write(Utf8.GetBytes(record.ToJsonString(RecordWriter.Json) + "\n"));
                sheet.Row(record);
                page.Add(table.Name, record);
                if (++count % 1000 == 0)
                    progress?.Report(new ExportProgress($"Writing {table.Words}", count));
            }));
            export.Write($"csv/{table.Name}.csv", stream => stream.Write(Utf8.GetBytes(csv.ToString())));
            if (count > 0)
                counts[table.Name] = count;

            string File(string blob, string called)
            {
                var name = names.Next(table.File!.Folder, called);
                wanted.Add((blob, name));
                return name;
            }
        }

        export.Write("schema.json", stream => stream.Write(Utf8.GetBytes(ExportSchema.Of(connection).ToJsonString(RecordWriter.Json))));
        return wanted;
    }

    private void Files(ExportFolder export, List<(string Blob, string Name)> wanted, List<RpcProblem> problems, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        foreach (var ((blob, name), n) in wanted.Select(static (each, n) => (each, n)))
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(new ExportProgress("Writing files", n));
            using var content = blobs.Open(blob);
            if (content is null)
                problems.Add(new RpcProblem { Path = name, Problem = "Its subject was erased, so it does not open.", Remedy = "Nothing is to be done." });
            else
                export.Write(name, content.CopyTo);
        }
    }

    private async Task PluginsAsync(ExportFolder export, RecordRef? about, Dictionary<string, int> counts, ExportPage page, List<RpcProblem> problems, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        foreach (var plugin in capabilities.Exporters)
        {
            try
            {
                var exporter = await plugin.GetAsync(cancel);
                var kinds = (await exporter.DescribeAsync(new ExporterDescribeRequest(), cancel)).Kinds;
                export.Write($"plugins/{plugin.PluginId}/schema.json", stream => stream.Write(Utf8.GetBytes(
                    new JsonObject(kinds.Select(static kind => KeyValuePair.Create(kind.Kind, JsonNode.Parse(kind.Schema.GetRawText())))).ToJsonString(RecordWriter.Json))));
                foreach (var kind in kinds.Where(static kind => PathName.IsId(kind.Kind)))
                {
                    var lines = new List<string>();
                    string? cursor = null;
                    do
                    {
                        var read = await exporter.ReadAsync(new ExporterReadRequest { Kind = kind.Kind, About = about, Cursor = cursor }, cancel);
                        lines.AddRange(read.Records.Select(static record => JsonNode.Parse(record.GetRawText())!.ToJsonString(RecordWriter.Json) + "\n"));
                        progress?.Report(new ExportProgress($"Asking {plugin.Name}", lines.Count));
                        cursor = read.Next == cursor ? null : read.Next;
                    }
                    while (cursor is not null);
                    export.Write($"plugins/{plugin.PluginId}/{kind.Kind}.jsonl", stream => Lines(stream, lines));
                    if (lines.Count > 0)
                        counts[$"{plugin.PluginId}/{kind.Kind}"] = lines.Count;
                }

                if (about is not null)
                    await TellAsync(exporter, about, page, cancel);
            }
            catch (RpcException error)
            {
                problems.Add(new RpcProblem { Path = $"plugin:{plugin.PluginId}", Problem = $"{plugin.Name} could not give its records: {error.Message}", Remedy = $"`assistant plugins restart {plugin.PluginId}`, then export again." });
            }
        }
    }

    private static async Task TellAsync(IExporter exporter, RecordRef about, ExportPage page, CancellationToken cancel)
    {
        string? cursor = null;
        try
        {
            do
            {
                var story = await exporter.TellAsync(new ExporterTellRequest { About = about, Cursor = cursor }, cancel);
                page.Add(story.Events);
                cursor = story.Next == cursor ? null : story.Next;
            }
            while (cursor is not null);
        }
        catch (RpcException error) when (error.Code == RpcErrorCode.MethodNotFound)
        {
            // A plugin that was made before there were stories has none.
        }
    }

    private static void Lines(Stream stream, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            stream.Write(Utf8.GetBytes(line));
    }

    private static void Place(ExportFolder export, string path, bool isZip)
    {
        try
        {
            if (!isZip)
            {
                Directory.Move(export.FullPath, path);
                export.Keep();
                return;
            }

            var temporary = DurableFile.TemporaryBeside(path);
            try
            {
                using (var file = DurableFile.CreateNew(temporary))
                {
                    ZipFile.CreateFromDirectory(export.FullPath, file);
                    file.Flush(flushToDisk: true);
                }

                File.Move(temporary, path, overwrite: false);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (IOException error)
        {
            throw new RpcException(Path.Exists(path) ? RpcErrorCode.Conflict : RpcErrorCode.Limit, $"{path} cannot be written: {error.Message}", null, error);
        }
    }

    private string RequirePlace(string given)
    {
        if (!Path.IsPathFullyQualified(given) || Path.GetDirectoryName(Path.GetFullPath(given)) is not { } parent)
            throw RpcException.Invalid("$.path", $"{given} is no full path.", "Give the full path of a new folder, or of a new file that ends with .zip.");
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(given));
        if (!Directory.Exists(parent))
            throw RpcException.Invalid("$.path", $"There is no folder {parent}.", "Make it first, or choose another.");
        if (Path.Exists(path))
            throw new RpcException(RpcErrorCode.Conflict, $"{path} is there already: choose another name; nothing is written over.");
        return path.StartsWith(folder.FullPath + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? throw RpcException.Invalid("$.path", $"{path} is in the data folder itself.", "Choose a place outside of it.")
            : path;
    }
}
