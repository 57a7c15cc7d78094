using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Keeping.Taking;

/// <summary>An export that is read: a folder, or a ZIP without unpacking it. Only files that its header lists are opened, each no further than its listed size.</summary>
internal sealed class ExportSource : IDisposable
{
    // The list of a hundred thousand files.
    private const int LongestHeader = 64 * 1024 * 1024;

    // A record holds texts; its files are beside it.
    private const int LongestLine = 64 * 1024 * 1024;

    private readonly string? _folder;
    private readonly ZipArchive? _zip;
    private readonly Dictionary<string, ExportedFile> _files;

    private ExportSource(string? folder, ZipArchive? zip)
    {
        (_folder, _zip) = (folder, zip);
        try
        {
            Header = ReadHeader();
            _files = Header.Files.ToDictionary(static file => file.Name, StringComparer.Ordinal);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidDataException)
        {
            throw NoExport(error);
        }
    }

    public ExportHeader Header { get; }

    /// <exception cref="RpcException">Not-found, or invalid where it is no export.</exception>
    public static ExportSource Open(string path)
    {
        if (!Path.IsPathFullyQualified(path))
            throw RpcException.Invalid("$.path", $"{path} is no full path.", "Give the full path of the export's folder or ZIP.");
        if (Directory.Exists(path))
            return new ExportSource(path, null);
        if (!File.Exists(path))
            throw new RpcException(RpcErrorCode.NotFound, $"There is no {path}.");
        try
        {
            return new ExportSource(null, ZipFile.OpenRead(path));
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw NoExport(error);
        }
    }

    public bool Has(string name) => _files.ContainsKey(name);

    public IEnumerable<string> Names => _files.Keys;

    /// <summary>What is missing, changed, or not where a file may be.</summary>
    public List<RpcProblem> Check(CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        foreach (var file in Header.Files)
        {
            cancel.ThrowIfCancellationRequested();
            if (Fault(file) is { } fault)
                problems.Add(new RpcProblem { Path = file.Name, Problem = fault, Remedy = "Take the export as it was made." });
        }

        return problems;
    }

    /// <summary>The bytes of a listed file.</summary>
    /// <exception cref="RpcException">It is not there.</exception>
    public Stream Open(ExportedFile file) => Find(file.Name) ?? throw RpcException.Invalid("$.path", $"{file.Name} is missing.", "Take the export as it was made.");

    public ExportedFile? Listed(string name) => _files.GetValueOrDefault(name);

    /// <summary>Records, each with its line; a line that is none is answered with null.</summary>
    public IEnumerable<(int Line, JsonObject? Record)> Records(string name)
    {
        if (Listed(name) is not { } file)
            yield break;
        using var reader = new StreamReader(Open(file), Encoding.UTF8);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.Length > 0)
                yield return (line, Parse(text));
        }
    }

    public void Dispose() => _zip?.Dispose();

    private static JsonObject? Parse(string text)
    {
        try
        {
            return text.Length <= LongestLine ? JsonNode.Parse(text) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string? Fault(ExportedFile file)
    {
        if (!ExportNames.IsSafe(file.Name))
            return "This is no name of a file in an export.";
        using var stream = Find(file.Name);
        if (stream is null)
            return "It is missing.";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, read) = (new byte[64 * 1024], 0L);
        // No further than one byte beyond what is listed, whatever the packing claims.
        while (read <= file.Size && stream.Read(buffer) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            read += count;
        }

        return read == file.Size && Convert.ToHexStringLower(hash.GetHashAndReset()) == file.Sha256 ? null : "It was changed since the export was made.";
    }

    private Stream? Find(string name)
    {
        if (!ExportNames.IsSafe(name))
            return null;
        try
        {
            return _folder is null ? _zip!.GetEntry(name)?.Open() : File.OpenRead(Path.Combine(_folder, name));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private ExportHeader ReadHeader()
    {
        using var stream = Find(ExportHeader.FileName) ?? throw NoExport(null);
        var (content, length) = (new byte[LongestHeader], 0);
        length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        var header = JsonSerializer.Deserialize(content.AsSpan(0, length), TakingJson.Default.ExportHeader) ?? throw NoExport(null);
        return header.Format <= ExportHeader.Newest
            ? header
            : throw RpcException.Invalid("$.path", $"It was made by a newer version (format {header.Format}).", $"Bring it in with version {header.HostVersion}, or newer.");
    }

    private static RpcException NoExport(Exception? inner) =>
        new(RpcErrorCode.Invalid, "This is no export: it has no export.json that can be read.", new RpcInvalidData { Problems = [new() { Path = "$.path", Problem = "is no export", Remedy = "Give the folder, or the ZIP, that `assistant export` made." }] }, inner);
}
