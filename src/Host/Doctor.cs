using Assistant.Host.Doors.Web;
using Assistant.Host.Extensions;
using Assistant.Host.Extensions.Running;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Mailroom;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.Services;

namespace Assistant.Host;

/// <summary>Looks for what is wrong with an installation. Every finding that is not well says what puts it right; nothing is changed.</summary>
internal sealed class Doctor(
    DataFolder folder, Database database, SecretStore secrets, AuditLog audit, MailroomKernel mailroom, PluginRegistry plugins, PluginStores stores,
    SettingsFile settings, Device device, WebDoor web, TimeProvider time)
{
    // Above the reserve without which the host does not start, so that the warning comes first.
    private const long LowSpace = 4 * DataFolder.FreeSpaceReserve;

    private const string FromBackup = "Run `assistant stop`, then `assistant restore` with your last backup: the damaged folder is kept beside it.";

    /// <summary>Failures first, then warnings, then what is well.</summary>
    public async ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel)
    {
        var found = new List<Finding>();
        await AddAsync("storage.database", () => new([Database()]));
        await AddAsync("storage", () => new(Storage()));
        await AddAsync("host.lock", () => new([Lock()]));
        await AddAsync("clock", () => new([Clock()]));
        await AddAsync("secrets.place", () => new([Secrets()]));
        await AddAsync("audit.chain", () => new([Audit()]));
        await AddAsync("device.quarantine", () => new([Device()]));
        await AddAsync("settings.file", () => new([Settings()]));
        await AddAsync("web", () => new(WebFindings.Of(web.Status(), time.GetUtcNow())));
        await AddAsync("plugins", () => new(Plugins()));
        await AddAsync("accounts", async () => await mailroom.ExamineAsync(cancel));
        return [.. found.OrderBy(static finding => finding.Level)];

        // What one check cannot read is its finding, and the others are made all the same.
        async ValueTask AddAsync(string code, Func<ValueTask<IEnumerable<Finding>>> check)
        {
            try
            {
                found.AddRange(await check());
            }
            catch (StorageException error)
            {
                found.Add(Finding.Failure(code, error.Reason, error.Remedy));
            }
        }
    }

    private Finding Database() => database.Damage() is { } damage
        ? Finding.Failure("storage.database", $"The database is damaged: {damage}.", FromBackup)
        : Finding.Well("storage.database", "The database is sound.");

    private IEnumerable<Finding> Storage()
    {
        yield return Finding.Well("storage.native-library", string.Join(' ', (string[])[$"SQLite {SqliteLibrary.Version} is in use.", .. SqliteLibrary.Unsafe]));
        var free = new DriveInfo(folder.FullPath).AvailableFreeSpace;
        yield return free >= LowSpace
            ? Finding.Well("storage.space", $"{free / (1024 * 1024):N0} MiB are free.")
            : Finding.Warning("storage.space", $"Only {free / (1024 * 1024):N0} MiB are free; below {DataFolder.FreeSpaceReserve / (1024 * 1024)} MiB the host does not start.", "Free some space on that disk.");

        if (OperatingSystem.IsWindows())
            yield break;
        var mode = File.GetUnixFileMode(folder.FullPath);
        yield return (mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) == 0
            ? Finding.Well("folder.mode", "Only you can open the data folder.")
            : Finding.Failure("folder.mode", "Other users can open the data folder.", $"Run `chmod 700 {folder.FullPath}`.");
    }

    // The lock file only tells others whom they meet: where it names somebody else, clients go astray.
    private Finding Lock() => HostLock.Holder(folder) is { } holder && holder.ProcessId == Environment.ProcessId
        ? Finding.Well("host.lock", $"Process {holder.ProcessId} holds the folder, and no other host.")
        : Finding.Failure("host.lock", $"{folder.LockPath} does not name this host, so that others cannot tell who holds the folder.", "Run `assistant stop`; the next command writes it anew.");

    private Finding Clock() => ClockFinding.Of(time.GetUtcNow(), audit.Page(null, 1) is [var last] ? last.Time : null, Installation.Installed);

    private Finding Secrets()
    {
        try
        {
            secrets.Examine();
            var place = secrets.Place;
            return place.Kind == SecretPlaceKind.File
                ? Finding.Warning("secrets.place", $"Keys are kept in {place.Description}, because no keyring answered when the folder was made.", "A full-disk encryption protects them; a keyring is used for folders made while it runs.")
                : Finding.Well("secrets.place", $"Keys are kept in {place.Description}.");
        }
        catch (SecretPlaceException error)
        {
            return Finding.Failure("secrets.place", error.Reason, error.Remedy);
        }
    }

    private Finding Audit()
    {
        var report = audit.Verify();
        return report.IsWhole
            ? Finding.Well("audit.chain", $"All {report.Records:N0} audit records are whole.")
            : Finding.Failure("audit.chain", $"The audit chain is broken in {report.Problems.Count} places.", "Run `assistant audit verify` for the places; someone or something changed the file.");
    }

    private Finding Device() => device.State().Quarantine is { } reason
        ? Finding.Warning("device.quarantine", $"This folder was not the last one in use here ({reason}); its unsent messages wait.", "Look at `assistant outbox list --state quarantined`, then `assistant outbox release --all`; or cancel each.")
        : Finding.Well("device.quarantine", "This folder goes on where it stopped.");

    private Finding Settings() => settings.Problems() is [var problem, ..]
        ? Finding.Failure("settings.file", $"{problem.Path}: {problem.Problem}", problem.Remedy ?? "Correct it, or delete the file.")
        : Finding.Well("settings.file", "The settings can be read.");

    private IEnumerable<Finding> Plugins() => plugins.All.Select(plugin => StoreDamage(plugin) ?? StateOf(plugin.Describe()));

    private static Finding StateOf(PluginInfo plugin) => plugin.State switch
    {
        PluginState.Failed => Finding.Failure($"plugin.{plugin.Id}", plugin.Reason ?? "It failed.", $"Run `assistant plugins restart {plugin.Id}` when that is mended."),
        PluginState.NeedsSetup => Finding.Warning($"plugin.{plugin.Id}", plugin.Need?.Message ?? "It needs setup.", plugin.Need?.Remedy ?? "See its settings."),
        PluginState.Disabled => Finding.Well($"plugin.{plugin.Id}", "It is disabled."),
        _ => Finding.Well($"plugin.{plugin.Id}", $"Version {plugin.Version} is ready."),
    };

    // A plugin meets the damage only where it reads; the check reads the whole file.
    private Finding? StoreDamage(Plugin plugin)
    {
        if (plugin.Manifest is null || !File.Exists(folder.PluginDatabasePath(plugin.Id)))
            return null;
        try
        {
            return stores.For(plugin.Id).Damage() is { } damage ? Finding.Failure($"plugin.{plugin.Id}", $"Its database is damaged: {damage}.", FromBackup) : null;
        }
        catch (StorageException error)
        {
            return Finding.Failure($"plugin.{plugin.Id}", error.Reason, error.Fault == StorageFault.Corrupt ? FromBackup : error.Remedy);
        }
    }
}
