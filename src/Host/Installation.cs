namespace Assistant.Host;

/// <summary>What was installed: its version, and what lies beside the program.</summary>
internal static class Installation
{
    /// <summary>SemVer, without build metadata.</summary>
    public static string Version => BuildVersion.Text;

    /// <summary>When this program was put on this machine.</summary>
    public static DateTimeOffset Installed => File.GetLastWriteTimeUtc(Path.Combine(AppContext.BaseDirectory, "assistant.dll"));

    public static string PluginsFolder { get; } = Path.Combine(AppContext.BaseDirectory, "plugins");

    public static string ContractPath { get; } = Path.Combine(AppContext.BaseDirectory, "contract.json");

    public static string PrivacyPath { get; } = Path.Combine(AppContext.BaseDirectory, "PRIVACY.md");

    /// <summary>The pages of the web door, as the build leaves them.</summary>
    public static string WebFolder { get; } = Path.Combine(AppContext.BaseDirectory, "web");

    /// <summary>The program that carries one plugin in its own process.</summary>
    public static string RunnerPath { get; } = Path.Combine(AppContext.BaseDirectory, "runner", OperatingSystem.IsWindows() ? "assistant-plugin-runner.exe" : "assistant-plugin-runner");
}
