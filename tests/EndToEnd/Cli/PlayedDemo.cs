namespace Assistant.EndToEnd.Cli;

/// <summary>A demo that was played once, for every test that looks at one.</summary>
public sealed class PlayedDemo : IAsyncLifetime
{
    internal RealCli Cli { get; } = new();

    internal Finished Story { get; private set; } = null!;

    public async Task InitializeAsync() => Story = await Cli.RunAsync("demo", "--yes");

    public async Task DisposeAsync() => await Cli.DisposeAsync();
}
