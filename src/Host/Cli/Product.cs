namespace Assistant.Host.Cli;

internal static class Product
{
    /// <summary>As the host introduces itself, and as the CLI does to it.</summary>
    public static string Version { get; } = typeof(Product).Assembly.GetName().Version!.ToString(3);

    public const string ClientName = "assistant-cli";
}
