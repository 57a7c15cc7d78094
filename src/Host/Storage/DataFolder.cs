namespace Assistant.Host.Storage;

/// <summary>Where everything of one host lies. Folders are 0700 and files 0600, whatever the umask.</summary>
internal sealed class DataFolder
{
    /// <summary>
    /// Below this much free space the host does not start: room for the write-ahead log to grow, a checkpoint, and saying so.
    /// </summary>
    public const long FreeSpaceReserve = 64 * 1024 * 1024;

    // sun_path holds 104 bytes on macOS and 108 on Linux, with the closing zero.
    private const int LongestSocketPath = 100;

    /// <param name="path">The folder; it need not exist yet.</param>
    /// <param name="state">Where its anchors are; the system's place for them when null.</param>
    public DataFolder(string path, StateFolder? state = null)
    {
        FullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        State = state ?? StateFolder.For(FullPath);
    }

    public string FullPath { get; }

    /// <summary>The folder outside this one, which a copy or a restored backup does not carry along.</summary>
    public StateFolder State { get; }

    public string DatabasePath => Path.Combine(FullPath, "assistant.db");

    public string PluginsPath => Path.Combine(FullPath, "plugins");

    public string BlobsPath => Path.Combine(FullPath, "blobs");

    public string SecretsPath => Path.Combine(FullPath, "secrets");

    public string LogsPath => Path.Combine(FullPath, "logs");

    /// <summary>Where copies of databases lie while a backup is made or checked; what is in it when nobody works there is nothing.</summary>
    public string WorkPath => Path.Combine(FullPath, "work");

    public string LockPath => Path.Combine(FullPath, "host.lock");

    /// <summary>A marker that this folder holds a demonstration, not anyone's mail.</summary>
    public string DemoMarkerPath => Path.Combine(FullPath, "demo.json");

    public bool IsDemo => File.Exists(DemoMarkerPath);

    /// <summary>In the folder, or beside the anchors where the folder's path is too long for a socket.</summary>
    public string SocketPath
    {
        get
        {
            var path = Path.Combine(FullPath, "host.sock");
            return System.Text.Encoding.UTF8.GetByteCount(path) <= LongestSocketPath ? path : Path.Combine(State.FullPath, "host.sock");
        }
    }

    /// <summary>The named pipe that stands in for the socket on Windows.</summary>
    public string PipeName => $"assistant-{PathName.Short(FullPath)}";

    /// <param name="plugin">A plugin's id, already validated.</param>
    public string PluginDatabasePath(string plugin) => PathName.IsId(plugin)
        ? Path.Combine(PluginsPath, plugin + ".db")
        : throw new ArgumentException($"'{plugin}' is no plugin id.", nameof(plugin));

    /// <summary>Makes what is missing and checks that the host can work here; null when it can. Nothing that is there is changed but its mode.</summary>
    /// <param name="reserve">Bytes that must be free on the disk.</param>
    public StorageProblem? Prepare(long reserve = FreeSpaceReserve)
    {
        try
        {
            if (Backups.RestoreJournal.Finish(this) is { } unfinished)
                return unfinished;
            if (File.Exists(FullPath))
                return new($"{FullPath} is a file, not a folder.", "Move it away, or choose another folder with ASSISTANT_HOME.");
            DurableFile.CreateFolder(FullPath);
            DurableFile.CreateFolder(PluginsPath);
            DurableFile.CreateFolder(BlobsPath);
            DurableFile.CreateFolder(SecretsPath);
            DurableFile.CreateFolder(LogsPath);
            DurableFile.CreateFolder(State.FullPath);
            ProbeWrite(FullPath);
        }
        catch (UnauthorizedAccessException error)
        {
            return new($"{FullPath} cannot be used by this user: {error.Message}", "Give your user the folder (chown) and write permission on it, or choose another with ASSISTANT_HOME.");
        }
        catch (IOException error)
        {
            return new($"{FullPath} cannot be written: {error.Message}", "Check that its disk is mounted for writing and has free space, or choose another folder with ASSISTANT_HOME.");
        }

        var free = new DriveInfo(FullPath).AvailableFreeSpace;
        return free >= reserve
            ? null
            : new($"Only {free / (1024 * 1024)} MiB are free on the disk of {FullPath}.", $"Free at least {reserve / (1024 * 1024)} MiB, so that nothing is lost while working.");
    }

    private static void ProbeWrite(string folder)
    {
        var path = DurableFile.TemporaryBeside(Path.Combine(folder, "probe"));
        using (var stream = DurableFile.CreateNew(path))
            stream.WriteByte(0);
        File.Delete(path);
    }
}
