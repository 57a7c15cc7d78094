namespace Assistant.Host.Cli.Machine;

/// <summary>Which system this is, and where it keeps what belongs to this user.</summary>
/// <param name="Kind">The system.</param>
/// <param name="Home">The user's own folder.</param>
/// <param name="Variable">Reads an environment variable.</param>
internal sealed record MachineProfile(MachineKind Kind, string Home, Func<string, string?> Variable)
{
    public string ConfigHome => Rooted("XDG_CONFIG_HOME") ?? Path.Combine(Home, ".config");

    public string DataHome => Rooted("XDG_DATA_HOME") ?? Path.Combine(Home, ".local", "share");

    /// <summary>Whether a program that is started now could show itself to the person.</summary>
    public bool HasDisplay => Kind != MachineKind.Linux || Given("DISPLAY") || Given("WAYLAND_DISPLAY");

    public static MachineProfile OfProcess() => new(
        OperatingSystem.IsWindows() ? MachineKind.Windows : OperatingSystem.IsMacOS() ? MachineKind.MacOS : MachineKind.Linux,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        Environment.GetEnvironmentVariable);

    /// <summary>Whether a folder is one that the shell looks for programs in.</summary>
    public bool IsOnPath(string folder) => (Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(each => string.Equals(Path.TrimEndingDirectorySeparator(each), Path.TrimEndingDirectorySeparator(folder), StringComparison.Ordinal));

    // The base directory specification has paths that are not absolute ignored.
    private string? Rooted(string name) => Variable(name) is { Length: > 0 } path && Path.IsPathRooted(path) ? path : null;

    private bool Given(string name) => !string.IsNullOrEmpty(Variable(name));
}
