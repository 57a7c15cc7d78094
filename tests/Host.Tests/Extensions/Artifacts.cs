
namespace Assistant.Host.Tests.Extensions;

/// <summary>Where the build puts what these tests run.</summary>
internal static class Artifacts
{
    private static readonly string Bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));

    /// <summary>The build's configuration, as in <c>release</c>.</summary>
    private static readonly string Configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    public static string Hello => Path.Combine(Bin, "Assistant.Fixtures.Hello", Configuration);

    public static string Runner => Path.Combine(Bin, "Assistant.PluginRunner", Configuration, OperatingSystem.IsWindows() ? "assistant-plugin-runner.exe" : "assistant-plugin-runner");

    public static string OwnPlugins => Path.Combine(Bin, "Assistant.Host", Configuration, "plugins");

}
