namespace Assistant.Plugins.Drafting;

/// <summary>What lies beside the plugin's program.</summary>
internal static class ShippedFiles
{
    public static string Folder { get; } = Path.GetDirectoryName(typeof(ShippedFiles).Assembly.Location)!;
}
