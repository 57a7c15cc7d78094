namespace Assistant.Plugins.Drafting.Writing;

/// <summary>Whether the host's data is a demonstration, which alone has the rehearsal model.</summary>
internal static class DemoMark
{
    // The host's data folder lies at most two above the plugin's; its marker says what it holds.
    private const int Distance = 2;

    /// <param name="folder">The plugin's data folder.</param>
    public static bool Covers(string folder)
    {
        var at = new DirectoryInfo(folder);
        for (var up = 0; up <= Distance && at is not null; up++, at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "demo.json")))
                return true;
        }

        return false;
    }
}
