namespace Assistant.Plugins.Tests.Drafting.Models;

/// <summary>Runs where node and mock-llm are there, and says what to install where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerFactAttribute : FactAttribute
{
    public PeerFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Folder(), "node_modules", "@dwmkerr", "mock-llm")))
            Skip = "mock-llm is not installed: run 'npm ci' in tests/Plugins.Tests/peers.";
        else if (!OnPath("node"))
            Skip = "node is not on the path.";
    }

    public static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var peers = Path.Combine(folder.FullName, "tests", "Plugins.Tests", "peers");
            if (Directory.Exists(peers))
                return peers;
        }

        return Path.Combine(AppContext.BaseDirectory, "peers");
    }

    private static bool OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".exe")));
}
