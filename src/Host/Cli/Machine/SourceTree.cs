namespace Assistant.Host.Cli.Machine;

/// <summary>The source tree that this program was built in, where it was.</summary>
internal static class SourceTree
{
    private static readonly string HostProject = Path.Combine("src", "Host", "Assistant.Host.csproj");

    /// <summary>Its root; null for a program that was published elsewhere.</summary>
    public static string? Root { get; } = Find(AppContext.BaseDirectory);

    public static string ProjectIn(string root) => Path.Combine(root, HostProject);

    private static string? Find(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(ProjectIn(at)))
                return at;
        }

        return null;
    }
}
