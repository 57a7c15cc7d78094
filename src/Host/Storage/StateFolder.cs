namespace Assistant.Host.Storage;

/// <summary>
/// What is known about a data folder outside of it: the head of its audit chain and its device generation.
/// A copied folder has none here, a restored one has a newer one; both are noticed by that.
/// </summary>
internal sealed class StateFolder(string path)
{
    public string FullPath { get; } = path;

    public AnchorFile AuditHead => new(Path.Combine(FullPath, "audit-head"));

    public AnchorFile DeviceGeneration => new(Path.Combine(FullPath, "device"));

    /// <summary>Who was erased here.</summary>
    public ErasureFile Erasures => new(Path.Combine(FullPath, "erasures"));

    public static StateFolder For(string dataFolder) => new(Path.Combine(Root(), PathName.Short(dataFolder)));

    private static string Root()
    {
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Assistant State");
        if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state))
            return Path.Combine(state, "assistant");
        return OperatingSystem.IsMacOS()
            ? Path.Combine(user, "Library", "Application Support", "Assistant State")
            : Path.Combine(user, ".local", "state", "assistant");
    }
}
