using Assistant.Plugins.Applications;
using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.Applications;

/// <summary>The plugin's parts over a database in memory.</summary>
internal sealed class ApplicationsDesk : IDisposable
{
    private readonly SqlitePluginStore _store = new();
    private readonly RpcPair _host;

    /// <param name="host">What the plugin may call of the host; null for tests that call nothing.</param>
    /// <param name="readsWithModel">The user's setting.</param>
    public ApplicationsDesk(RpcDispatcher? host = null, bool readsWithModel = false)
    {
        _host = new RpcPair(host ?? RpcDispatcher.Combine());
        Rooms = new Rooms(new Desk(_store, Time, News.Add), _host.Client, readsWithModel, Log.Add);
        Service = new ApplicationsService(Rooms);
    }

    public ManualTime Time { get; } = new();

    /// <summary>What clients were told to have changed, turn by turn.</summary>
    public List<IReadOnlyList<string>> News { get; } = [];

    /// <summary>What the plugin's log was told.</summary>
    public List<string> Log { get; } = [];

    public Rooms Rooms { get; }

    public IApplications Service { get; }

    public IPluginStore Store => _store;

    public async Task OpenAsync() => await _store.MigrateAsync(new StoreMigrateRequest { Scripts = ApplicationSchema.Scripts }, default);

    public async Task<Application> AddAsync(string company, string role, string? domain = null, string? stage = null, Func<ApplicationDetails, ApplicationDetails>? with = null)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        var details = new ApplicationDetails { Company = company, Role = role, Domain = domain };
        return await Service.CreateAsync(new ApplicationCreateRequest { Details = with is null ? details : with(details), Stage = stage }, default);
    }

    public async Task<string> FindAsync(string query) =>
        string.Join(", ", (await Service.SearchAsync(new ApplicationSearchRequest { Query = query }, default)).Applications.Select(static card => card.Role).Order(StringComparer.Ordinal));

    public void Dispose()
    {
        Rooms.Desk.Dispose();
        _store.Dispose();
    }
}
