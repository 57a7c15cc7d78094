namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>Runs where node and vscode-jsonrpc are there, and says what to install where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute()
    {
        if (!Directory.Exists(Path.Combine(Folder(), "node_modules", "vscode-jsonrpc")))
            Skip = "vscode-jsonrpc is not installed: run 'npm ci' in tests/Protocol.Tests/interop.";
        else if (!OnPath("node"))
            Skip = "node is not on the path.";
    }

    /// <summary>Where the Node side of the interop tests is.</summary>
    public static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var interop = Path.Combine(folder.FullName, "tests", "Protocol.Tests", "interop");
            if (Directory.Exists(interop))
                return interop;
        }

        return Path.Combine(AppContext.BaseDirectory, "interop");
    }

    private static bool OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".exe")));
}
