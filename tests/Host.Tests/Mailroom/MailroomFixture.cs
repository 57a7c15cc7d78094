using Assistant.Host.Tests.Storage;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Mailroom;

/// <summary>A folder, a clock and a provider that outlive the hosts which run over them.</summary>
internal sealed class MailroomFixture : IAsyncDisposable
{
    public MailroomFixture()
    {
        Provider = new FakeMailProvider(Time);
        Capabilities = new FakeCapabilities(Provider);
        Host = Open();
    }

    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));

    public TempFolder Folder { get; } = new();

    public FakeMailProvider Provider { get; }

    public FakeCapabilities Capabilities { get; }

    /// <summary>The host that runs now.</summary>
    public MailroomHost Host { get; private set; }

    /// <summary>Ends the host that runs and starts another over the same folder.</summary>
    /// <param name="between">What happens to the folder while no host runs.</param>
    public async Task<MailroomHost> RestartAsync(Action? between = null)
    {
        await Host.DisposeAsync();
        between?.Invoke();
        return Host = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Folder.Dispose();
    }

    private MailroomHost Open() => new(Folder, Capabilities, Time);
}
