using Assistant.Host.Doors;
using Assistant.Host.Doors.Web;
using Assistant.Host.Extensions;
using Assistant.Host.Extensions.Running;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Mailroom;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host;

/// <summary>What the host says of itself, its first setup, and its end.</summary>
internal sealed class HostState(
    DataFolder folder, Database database, SecretStore secrets, ClientKeys keys, AuditLog audit, MailroomKernel mailroom, PluginRegistry plugins, PluginStores stores, SettingsFile settings, Device device, Desk desk, WebDoor web, TimeProvider time, Action stop)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly Doctor _doctor = new(folder, database, secrets, audit, mailroom, plugins, stores, settings, device, web, time);

    public HostStatus Status() => new()
    {
        Version = Installation.Version,
        Pid = Environment.ProcessId,
        DataFolder = folder.FullPath,
        Demo = folder.IsDemo,
        Started = _started,
        SecretPlace = SecretPlace(),
        SqliteVersion = SqliteLibrary.Version.ToString(),
        OutboxWaiting = mailroom.Waiting,
        Needs = Needs(),
    };

    public Greeting Greeting(string person) => new(Installation.Version, folder.IsDemo, person, Needs());

    /// <exception cref="RpcException">Conflict: a client key exists, and only its holder may make another.</exception>
    public HostSetupResponse SetUp(Principal principal, HostSetupRequest request)
    {
        var place = secrets.Place.Description;
        return database.Write(transaction =>
        {
            if (ClientKeys.Any(transaction))
                throw new RpcException(RpcErrorCode.Conflict, "This data folder was set up before, and its owner holds the key.");
            Desk.NamePerson(transaction, principal.Person, request.OwnerName);
            var (key, text) = keys.Create(transaction, request.ClientName, ScopeSet.All, origin: null);
            audit.Append(transaction, new AuditRecord(principal.Person, key.Stamp.Id, "host.setup", "client", key.Stamp.Id, "done"));
            return new HostSetupResponse { ClientKey = text, ClientId = key.Stamp.Id, SecretPlace = place };
        });
    }

    public ValueTask<IReadOnlyList<Finding>> DiagnoseAsync(CancellationToken cancel) => _doctor.ExamineAsync(cancel);

    public IEnumerable<PluginInfo> Plugins() => plugins.All.Select(static plugin => plugin.Describe());

    public void Stop() => stop();

    /// <exception cref="RpcException">The folder is not in quarantine.</exception>
    public HostReleaseResponse Release(Principal principal)
    {
        if (device.State().Quarantine is not { } reason)
            throw new RpcException(RpcErrorCode.WrongState, "This folder is not held back: it goes on where it stopped.");
        device.Release(principal.Person, principal.Client, desk, time);
        return new HostReleaseResponse { Reason = reason, Waiting = mailroom.Quarantined };
    }

    /// <summary>What the host and its plugins want from the user before they can work.</summary>
    public IReadOnlyList<SetupNeed> Needs()
    {
        var needs = new List<SetupNeed>();
        if (!database.Read(ClientKeys.Any))
            needs.Add(new SetupNeed { Code = "host.setup", Message = "This data folder has no owner's key, so nothing can be approved.", Remedy = "Run `assistant setup`." });
        if (device.State().Quarantine is { } reason)
            needs.Add(new SetupNeed { Code = "device.quarantine", Message = $"This folder was not the last one in use here ({reason}); its unsent messages wait.", Remedy = "Look at `assistant outbox list --state quarantined`, then `assistant outbox release --all`; or cancel each." });
        if (web.Need() is { } need)
            needs.Add(need);
        needs.AddRange(plugins.All.Select(static plugin => plugin.Describe().Need).OfType<SetupNeed>());
        return needs;
    }

    // Part of every client's first answer, which no place that is out of reach may keep from it: least of all from one that asks what is wrong.
    private string SecretPlace()
    {
        try
        {
            return secrets.PlaceDescription ?? "not chosen yet";
        }
        catch (SecretPlaceException error)
        {
            return error.Message;
        }
    }
}
