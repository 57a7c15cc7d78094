namespace Assistant.TestKit;

/// <summary>The source tree that the tests were built in and run from.</summary>
public static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>The host's program: the one that <c>ASSISTANT_PROGRAM</c> names, as test.sh does of the published one, which starts in half the time; else the build's own.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("ASSISTANT_PROGRAM") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(Root, "artifacts", "bin", "Assistant.Host", "release", OperatingSystem.IsWindows() ? "assistant.exe" : "assistant");

    /// <summary>A corpus that is no part of the tree, where this machine has it: in the folder that <c>ASSISTANT_CORPORA</c> names, or beside the tree.</summary>
    public static string? Corpus(string name)
    {
        var corpora = Environment.GetEnvironmentVariable("ASSISTANT_CORPORA") is { Length: > 0 } named ? named : Path.Combine(Root, "..", "shared", "corpora");
        var folder = Path.Combine(corpora, name);
        return Directory.Exists(folder) ? folder : null;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Assistant.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run from the source tree.");
        return folder;
    }
}
