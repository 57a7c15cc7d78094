using System.Formats.Tar;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Storage.Backups;

/// <summary>Reads a backup, from its beginning to its end. Nothing that it says is believed before it was compared.</summary>
internal sealed class BackupReader : IDisposable
{
    // A header is under a kilobyte; a list of a million files is some 150 MB, and nobody has them.
    private const long LargestHeader = 64 * 1024;
    private const long LargestContents = 256 * 1024 * 1024;
    private const int BufferSize = 256 * 1024;

    private readonly FileStream _file;
    private readonly TarReader _tar;

    private BackupReader(FileStream file, TarReader tar, BackupHeader header) => (_file, _tar, Header) = (file, tar, header);

    public BackupHeader Header { get; }

    public long Bytes => _file.Length;

    /// <exception cref="BackupException">It is no backup, or one of a newer program.</exception>
    public static BackupReader Open(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupException(BackupFault.Missing, $"There is no file {path}.", "Check the name.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(BackupFault.Unreadable, $"{path} cannot be read: {error.Message}", "Check who may read it.");
        }

        var tar = new TarReader(file);
        try
        {
            var entry = tar.GetNextEntry();
            var header = entry?.Name == BackupLayout.Header ? Json(entry, LargestHeader, BackupHeaderJson.Default.BackupHeader) : null;
            if (header is null)
                throw new BackupException(BackupFault.Unreadable, $"{path} is no backup of Assistant.", "Name a file that `assistant backup` made.");
            if (header.Format > BackupHeader.Newest)
                throw new BackupException(BackupFault.Unreadable, $"{path} was made by Assistant {header.HostVersion}, whose format this one does not know.", "Use that version or a newer one.");
            return new BackupReader(file, tar, header);
        }
        catch (Exception error)
        {
            tar.Dispose();
            file.Dispose();
            if (error is InvalidDataException or EndOfStreamException or FormatException or JsonException)
                throw new BackupException(BackupFault.Unreadable, $"{path} is no backup of Assistant.", "Name a file that `assistant backup` made.");
            throw;
        }
    }

    /// <summary>Puts everything into a folder that is there and empty, and compares it with what the backup says it holds.</summary>
    /// <param name="into">The folder.</param>
    /// <param name="durable">Whether each file must be on the disk before this returns.</param>
    /// <param name="progress">Takes how many bytes of the archive were read.</param>
    /// <param name="cancel">Ends it between two reads.</param>
    /// <returns>What is wrong; empty where all is there as it was.</returns>
    public List<RpcProblem> Extract(string into, bool durable, Action<long> progress, CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        var found = new Dictionary<string, BackupPart>(StringComparer.Ordinal);
        BackupContents? contents = null;
        try
        {
            while (contents is null && _tar.GetNextEntry() is { } entry)
            {
                cancel.ThrowIfCancellationRequested();
                if (entry.Name == BackupLayout.Contents)
                    contents = Json(entry, LargestContents, BackupHeaderJson.Default.BackupContents);
                else if (entry.EntryType != TarEntryType.RegularFile || !BackupLayout.IsOurs(entry.Name) || !found.TryAdd(entry.Name, Take(entry)))
                    problems.Add(Problem(entry.Name, "It is not expected here, and was left out."));
                progress(_file.Position);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException or JsonException)
        {
            // What the archive says of the next entry cannot be read: it was changed or cut off there.
        }

        if (contents is null)
            problems.Add(Problem("$", "It ends too early or was changed: the list of what it holds cannot be read."));
        foreach (var part in contents?.Parts ?? [])
        {
            if (!found.Remove(part.Path, out var taken))
                problems.Add(Problem(part.Path, "It is missing."));
            else if (taken != part)
                problems.Add(Problem(part.Path, "It is not what was backed up."));
        }

        problems.AddRange(contents is null ? [] : found.Keys.Select(static name => Problem(name, "It was not backed up.")));
        return problems;

        BackupPart Take(TarEntry entry)
        {
            var path = Path.Combine(into, entry.Name.Replace('/', Path.DirectorySeparatorChar));
            DurableFile.CreateFolder(Path.GetDirectoryName(path)!);
            using var from = new MeteredStream(entry.DataStream ?? Stream.Null, entry.Length, static _ => { }, cancel);
            using (var to = DurableFile.CreateNew(path))
            {
                from.CopyTo(to, BufferSize);
                if (durable)
                    to.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && BackupLayout.MayBeRun(entry.Name) && entry.Mode.HasFlag(UnixFileMode.UserExecute))
                File.SetUnixFileMode(path, DurableFile.PrivateFolder);
            return new BackupPart(entry.Name, entry.Length, from.Digest);
        }
    }

    public void Dispose()
    {
        _tar.Dispose();
        _file.Dispose();
    }

    private static T? Json<T>(TarEntry entry, long largest, JsonTypeInfo<T> type) =>
        entry.DataStream is { } data && entry.Length <= largest ? JsonSerializer.Deserialize(data, type) : default;

    private static RpcProblem Problem(string place, string problem) => new() { Path = place, Problem = problem };
}
