using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Assistant.Host.Storage;

/// <summary>Private files that survive a crash whole: written aside, flushed, renamed, and the folder flushed. Modes never depend on the umask.</summary>
internal static partial class DurableFile
{
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>What a half-written file is called; a start may delete any it finds.</summary>
    public const string TemporarySuffix = ".tmp";

    private const int OpenReadOnly = 0;

    /// <summary>Makes a folder, and those missing above it, that only this user can enter; one that exists is made so.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // The runtime gives the mode to the last folder alone; one above it that others may write to would let them put another in its place.
        var missing = new Stack<string>();
        for (var at = Path.GetFullPath(path); !Directory.Exists(at); at = Path.GetDirectoryName(at)!)
            missing.Push(at);
        while (missing.TryPop(out var folder))
            Directory.CreateDirectory(folder, PrivateFolder);
        if (File.GetUnixFileMode(path) != PrivateFolder)
            File.SetUnixFileMode(path, PrivateFolder);
    }

    /// <summary>The same for a folder that may be somebody else's: one that exists stays as it is.</summary>
    public static void CreateFolderIfMissing(string path)
    {
        if (!Directory.Exists(path))
            CreateFolder(path);
    }

    public static void CreateIfMissing(string path)
    {
        if (File.Exists(path))
            return;
        using (CreateNew(path))
        {
        }

        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>A new file that only this user can open. Fails when there is one.</summary>
    public static FileStream CreateNew(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = PrivateFile;
        return new FileStream(path, options);
    }

    /// <summary>Puts content in place of what was there, or the first time; a crash leaves the old or the new, never half.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) => Write(path, content, overwrite: true);

    /// <summary>The same for what means nothing after a crash: others see the old or the new, and nobody waits for the disk.</summary>
    public static void ReplaceQuickly(string path, ReadOnlySpan<byte> content) => Write(path, content, overwrite: true, durable: false);

    /// <summary>A name beside <paramref name="path"/> that no other file has, for what is not whole yet.</summary>
    public static string TemporaryBeside(string path) => string.Create(CultureInfo.InvariantCulture, $"{path}.{Random.Shared.NextInt64():x16}{TemporarySuffix}");

    /// <summary>Puts content where there is nothing; fails with <see cref="IOException"/> and changes nothing when there is something.</summary>
    public static void WriteOnce(string path, ReadOnlySpan<byte> content) => Write(path, content, overwrite: false);

    /// <summary>Makes renames and new names in a folder durable. Windows does this by itself.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(path, OpenReadOnly);
        if (descriptor < 0)
            throw new IOException($"Cannot open the folder {path} (error {Marshal.GetLastPInvokeError()}).");
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        // Some file systems cannot flush a folder and say so with EINVAL; there is nothing better to do on them.
        _ = Sync(descriptor);
    }

    private static void Write(string path, ReadOnlySpan<byte> content, bool overwrite, bool durable = true)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = TemporaryBeside(path);
        try
        {
            using (var stream = CreateNew(temporary))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: durable);
            }

            File.Move(temporary, path, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        if (durable)
            SyncFolder(folder);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);
}
