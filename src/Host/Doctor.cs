using Assistant.Host.Extensions;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Mailroom;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.Services;

namespace Assistant.Host;

/// <summary>Looks for what is wrong with an installation. Every finding that is not well says what puts it right; nothing is changed.</summary>
internal sealed class Doctor(
    DataFolder folder, Database database, SecretStore secrets, AuditLog audit, MailroomKernel mailroom, PluginRegistry plugins, SettingsFile settings, Device device)
{
    // Above the reserve without which the host does not start, so that the warning comes first.
    private const long LowSpace = 4 * DataFolder.FreeSpaceReserve;

    /// <summary>Failures first, then warnings, then what is well.</summary>
    public IReadOnlyList<Finding> Examine() =>
    [
        .. Storage().Append(Secrets()).Append(Audit()).Append(Device()).Append(Settings()).Concat(Plugins()).Concat(mailroom.Examine())
            .OrderBy(static finding => finding.Level),
    ];

    private IEnumerable<Finding> Storage()
    {
        yield return Well("storage.native-library", $"SQLite {SqliteLibrary.Version} is in use. {string.Join(' ', SqliteLibrary.Unsafe)}".TrimEnd());
        yield return database.Damage() is { } damage
            ? Failure("storage.database", $"The database is damaged: {damage}.", "Stop the host, keep a copy of the folder, and restore a backup.")
            : Well("storage.database", "The database is sound.");

        var free = new DriveInfo(folder.FullPath).AvailableFreeSpace;
        yield return free >= LowSpace
            ? Well("storage.space", $"{free / (1024 * 1024):N0} MiB are free.")
            : Warning("storage.space", $"Only {free / (1024 * 1024):N0} MiB are free; below {DataFolder.FreeSpaceReserve / (1024 * 1024)} MiB the host does not start.", "Free some space on that disk.");

        if (OperatingSystem.IsWindows())
            yield break;
        var mode = File.GetUnixFileMode(folder.FullPath);
        yield return (mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) == 0
            ? Well("folder.mode", "Only you can open the data folder.")
            : Failure("folder.mode", "Other users can open the data folder.", $"Run `chmod 700 {folder.FullPath}`.");
    }

    private Finding Secrets()
    {
        try
        {
            var place = secrets.Place;
            return place.Kind == SecretPlaceKind.File
                ? Warning("secrets.place", $"Keys are kept in {place.Description}, because no keyring answered when the folder was made.", "A full-disk encryption protects them; a keyring is used for folders made while it runs.")
                : Well("secrets.place", $"Keys are kept in {place.Description}.");
        }
        catch (SecretPlaceException error)
        {
            return Failure("secrets.place", error.Message, error.Remedy);
        }
    }

    private Finding Audit()
    {
        var report = audit.Verify();
        return report.IsWhole
            ? Well("audit.chain", $"All {report.Records:N0} audit records are whole.")
            : Failure("audit.chain", $"The audit chain is broken in {report.Problems.Count} places.", "Run `assistant audit verify` for the places; someone or something changed the file.");
    }

    private Finding Device() => device.State().Quarantine is { } reason
        ? Warning("device.quarantine", $"This folder was not the last one in use here ({reason}); its unsent messages wait.", "Look at `assistant outbox list --state quarantined`, then `assistant outbox release --all`; or cancel each.")
        : Well("device.quarantine", "This folder goes on where it stopped.");

    private Finding Settings() => settings.Problems() is [var problem, ..]
        ? Failure("settings.file", $"{problem.Path}: {problem.Problem}", problem.Remedy ?? "Correct it, or delete the file.")
        : Well("settings.file", "The settings can be read.");

    private IEnumerable<Finding> Plugins() => plugins.All.Select(static plugin => plugin.Describe()).Select(static plugin => plugin.State switch
    {
        PluginState.Failed => Failure($"plugin.{plugin.Id}", plugin.Reason ?? "It failed.", $"Run `assistant plugins restart {plugin.Id}` when that is mended."),
        PluginState.NeedsSetup => Warning($"plugin.{plugin.Id}", plugin.Need?.Message ?? "It needs setup.", plugin.Need?.Remedy ?? "See its settings."),
        PluginState.Disabled => Well($"plugin.{plugin.Id}", "It is disabled."),
        _ => Well($"plugin.{plugin.Id}", $"Version {plugin.Version} is ready."),
    });

    private static Finding Well(string code, string message) => new() { Code = code, Level = FindingLevel.Well, Message = message };

    private static Finding Warning(string code, string message, string remedy) => new() { Code = code, Level = FindingLevel.Warning, Message = message, Remedy = remedy };

    private static Finding Failure(string code, string message, string remedy) => new() { Code = code, Level = FindingLevel.Failure, Message = message, Remedy = remedy };
}
