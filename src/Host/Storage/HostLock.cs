namespace Assistant.Host.Storage;

/// <summary>
/// One host per data folder. What counts is a lock of the operating system on <c>host.lock.held</c>, which ends with the process however it ends;
/// <c>host.lock</c> only tells others whom they meet, and means nothing once the lock is free.
/// Two files, because a file that is locked cannot be read by others on every system.
/// </summary>
internal sealed class HostLock : IDisposable
{
    private readonly DataFolder _folder;
    private readonly FileStream _held;

    private HostLock(DataFolder folder, FileStream held)
    {
        _folder = folder;
        _held = held;
    }

    /// <summary>Takes the folder for this process; null when another has it, which <see cref="Holder"/> then names.</summary>
    public static HostLock? TryTake(DataFolder folder, string endpoint, string version)
    {
        if (TryLock(folder) is not { } held)
            return null;
        try
        {
            DurableFile.ReplaceQuickly(folder.LockPath, new HostHolder(Environment.ProcessId, endpoint, version).Encode());
            return new HostLock(folder, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Who holds the folder now; null when nobody does, or the holder is only just starting.</summary>
    public static HostHolder? Holder(DataFolder folder)
    {
        if (!IsHeld(folder))
            return null;
        try
        {
            return HostHolder.Parse(File.ReadAllText(folder.LockPath));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static bool IsHeld(DataFolder folder)
    {
        if (!File.Exists(HeldPath(folder)))
            return false;
        using var probe = TryLock(folder);
        return probe is null;
    }

    /// <summary>The file whose lock counts.</summary>
    public static string HeldPath(DataFolder folder) => folder.LockPath + ".held";

    public void Dispose()
    {
        try
        {
            File.Delete(_folder.LockPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder is gone or read-only by now; without the lock the file means nothing.
        }

        _held.Dispose();
    }

    private static FileStream? TryLock(DataFolder folder)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = DurableFile.PrivateFile;
        try
        {
            return new FileStream(HeldPath(folder), options);
        }
        catch (IOException error) when (error.GetType() == typeof(IOException))
        {
            return null;
        }
    }
}
