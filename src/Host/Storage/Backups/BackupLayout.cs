namespace Assistant.Host.Storage.Backups;

/// <summary>Which files of a data folder a backup has, under which names. Keys, logs, the lock and the web door's certificate are not among them.</summary>
internal static class BackupLayout
{
    public const string Header = "backup.json";
    public const string Contents = "contents.json";
    public const string HostDatabase = "assistant.db";
    public const string Plugins = "plugins";
    public const string Blobs = "blobs";

    // Programs are here, so their right to be run is kept.
    private const string Installed = "plugins-installed";

    private const string DatabaseSuffix = ".db";

    private static readonly string[] Trees = ["plugin-files", Installed];
    private static readonly string[] Single = ["settings.json", "demo.json"];

    public static string PluginDatabase(string id) => $"{Plugins}/{id}{DatabaseSuffix}";

    public static string Blob(string address) => $"{Blobs}/{address[..2]}/{address}";

    /// <summary>The plugins that have a database in a folder.</summary>
    public static IEnumerable<string> PluginIds(DataFolder folder) => Directory.Exists(folder.PluginsPath)
        ? Directory.GetFiles(folder.PluginsPath, "*" + DatabaseSuffix).Select(static file => Path.GetFileNameWithoutExtension(file)).Where(PathName.IsId).Order(StringComparer.Ordinal)
        : [];

    /// <summary>What is neither in a database nor a blob: settings, and what plugins keep as files. Links are left out, so that nothing outside the folder comes in.</summary>
    public static IEnumerable<(string Name, string File)> Loose(DataFolder folder)
    {
        foreach (var name in Single)
        {
            if (File.Exists(Path.Combine(folder.FullPath, name)))
                yield return (name, Path.Combine(folder.FullPath, name));
        }

        var own = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        foreach (var root in Trees.Select(tree => Path.Combine(folder.FullPath, tree)).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(root, "*", own).Order(StringComparer.Ordinal))
                yield return (Path.GetRelativePath(folder.FullPath, file).Replace(Path.DirectorySeparatorChar, '/'), file);
        }
    }

    /// <summary>Whether a name in a backup may become a file of a data folder: one of ours, and none that leads out of it.</summary>
    public static bool IsOurs(string name)
    {
        var steps = name.Split('/');
        if (steps.Any(static step => step.Length == 0 || step is "." or ".." || step.Contains('\0', StringComparison.Ordinal) || (OperatingSystem.IsWindows() && step.AsSpan().ContainsAny('\\', ':'))))
            return false;
        return steps switch
        {
            [HostDatabase] => true,
            [var single] => Single.Contains(single),
            [Plugins, var file] => file.EndsWith(DatabaseSuffix, StringComparison.Ordinal) && PathName.IsId(file[..^DatabaseSuffix.Length]),
            [Blobs, { Length: 2 } fan, var address] => address.StartsWith(fan, StringComparison.Ordinal) && address.All(char.IsAsciiHexDigitLower),
            [var tree, ..] => Trees.Contains(tree),
            _ => false,
        };
    }

    public static bool MayBeRun(string name) => name.StartsWith(Installed + "/", StringComparison.Ordinal);
}
