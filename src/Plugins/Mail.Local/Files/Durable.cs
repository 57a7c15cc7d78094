using System.Runtime.InteropServices;

namespace Assistant.Plugins.MailLocal.Files;

/// <summary>Files that outlive a power cut: the bytes are on the disk before the name is, and the name before anyone is told.</summary>
internal static partial class Durable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>A new file with its bytes on the disk; its name is durable only after <see cref="SyncFolder"/>.</summary>
    public static void Write(string path, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        using var file = new FileStream(path, Options(FileMode.CreateNew));
        foreach (var part in parts)
            file.Write(part.Span);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Puts small content in place of the old, whole or not at all.</summary>
    public static void Replace(string path, ReadOnlyMemory<byte> content)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        Write(fresh, content);
        Move(fresh, path);
    }

    /// <summary>Appends whole lines and waits for the disk.</summary>
    public static void Append(string path, ReadOnlySpan<byte> lines)
    {
        var isNew = !File.Exists(path);
        using (var file = new FileStream(path, Options(FileMode.Append)))
        {
            // One write call, so that a kill leaves all of it or nothing; a power cut may tear it, which DropTornTail repairs.
            file.Write(lines);
            file.Flush(flushToDisk: true);
        }

        if (isNew)
            SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Renames over whatever is there, and makes the new name durable.</summary>
    public static void Move(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        SyncFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>Cuts a file of lines behind its last line end: what follows it was never acknowledged.</summary>
    public static void DropTornTail(string path)
    {
        if (!File.Exists(path))
            return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
                break;
            end--;
        }

        if (end == file.Length)
            return;
        file.SetLength(end);
        file.Flush(flushToDisk: true);
    }

    /// <summary>A folder for the owner alone.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerFolder);
    }

    /// <summary>Makes the names in a folder durable. Windows does so with the file itself.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(path, flags: 0);
        if (descriptor < 0)
            throw new IOException($"Cannot open the folder {path} (error {Marshal.GetLastPInvokeError()}).");
        try
        {
            // Some file systems cannot sync a folder and say EINVAL; they order names themselves.
            const int invalid = 22;
            if (Sync(descriptor) != 0 && Marshal.GetLastPInvokeError() is var error && error != invalid)
                throw new IOException($"Cannot sync the folder {path} (error {error}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>A file that one process holds at a time, and that no other user can open: who opens it could hold it.</summary>
    /// <exception cref="IOException">Another process holds it.</exception>
    public static FileStream Hold(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        var held = new FileStream(path, options);
        // One that an older version made has the mode that the mask left it.
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(held.SafeFileHandle) != OwnerOnly)
            File.SetUnixFileMode(held.SafeFileHandle, OwnerOnly);
        return held;
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        // No buffer: every write is one call to the system.
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
