using System.Formats.Tar;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Host.Storage.Backups;

/// <summary>Writes one backup, a tar archive: the header, the files, and behind them what there is in all.</summary>
internal sealed class BackupWriter : IDisposable
{
    private readonly TarWriter _tar;
    private readonly List<BackupPart> _parts = [];
    private readonly Action<int> _written;
    private readonly CancellationToken _cancel;

    /// <param name="archive">Where it goes; stays open.</param>
    /// <param name="header">What it says of itself.</param>
    /// <param name="written">Takes how many bytes of files were written.</param>
    /// <param name="cancel">Ends it between two reads.</param>
    public BackupWriter(Stream archive, BackupHeader header, Action<int> written, CancellationToken cancel)
    {
        _tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
        (_written, _cancel) = (written, cancel);
        AddJson(BackupLayout.Header, header, BackupHeaderJson.Default.BackupHeader);
    }

    /// <summary>A file as it is now; false where it has gone meanwhile, or is a lock that somebody holds.</summary>
    public bool Add(string name, string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }

        catch (IOException error) when (IsHeld(error) && new FileInfo(path).Length == 0)
        {
            return false;
        }

        using var metered = new MeteredStream(file, file.Length, _written, _cancel);
        _tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = metered, Mode = Mode(name, path) });
        _parts.Add(new BackupPart(name, metered.Length, metered.Digest));
        return true;
    }

    /// <summary>Writes the end, without which it is no backup.</summary>
    public void Complete() => AddJson(BackupLayout.Contents, new BackupContents(_parts), BackupHeaderJson.Default.BackupContents);

    public void Dispose() => _tar.Dispose();

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException error) => (error.HResult & 0xffff) is 11 or 35 or 0x20;

    private static UnixFileMode Mode(string name, string path) =>
        BackupLayout.MayBeRun(name) && !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute) ? DurableFile.PrivateFolder : DurableFile.PrivateFile;

    private void AddJson<T>(string name, T value, JsonTypeInfo<T> type)
    {
        using var bytes = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(value, type));
        _tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = bytes, Mode = DurableFile.PrivateFile });
    }
}
