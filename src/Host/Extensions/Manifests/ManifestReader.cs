using System.Text.Json;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using NuGet.Versioning;

namespace Assistant.Host.Extensions.Manifests;

/// <summary>
/// Reads and checks one plugin's manifest before any of its code is loaded. Every problem is found in one go, each with its place and remedy;
/// unknown fields are ignored, so that a manifest may be newer than the host.
/// </summary>
internal sealed class ManifestReader
{
    private readonly string _folder;
    private readonly PluginOrigin _origin;
    private readonly List<RpcProblem> _problems = [];

    private ManifestReader(string folder, PluginOrigin origin) => (_folder, _origin) = (folder, origin);

    public static ManifestReading Read(string folder, PluginOrigin origin, SemanticVersion hostVersion)
    {
        var reader = new ManifestReader(folder, origin);
        var manifest = JsonFile.Read(Path.Combine(folder, PluginManifest.FileName), reader._problems) is { } root ? reader.Manifest(root, hostVersion) : null;
        return new ManifestReading(reader._problems.Count == 0 ? manifest : null, reader._problems);
    }

    private PluginManifest? Manifest(JsonElement value, SemanticVersion hostVersion)
    {
        var root = new JsonPlace(value, PluginManifest.FileName + ":$", _problems);
        if (!root.IsObject("A manifest is one object: {\"id\": ..., \"version\": ..., \"host\": ..., \"main\": ...}."))
            return null;
        var id = Id(root);
        var version = Version(root);
        var host = Host(root, hostVersion);
        var main = Main(root);
        var command = Command(root);
        RequireOneEntry(root);
        var contributes = ContributionReader.Read(root.Member("contributes"));
        var permissions = new PermissionReader().Read(root.Member("permissions"), root, contributes);
        var manifest = new PluginManifest
        {
            Id = id ?? "",
            Name = root.Member("name")?.Text("Write the plugin's name for a person, as in \"Local mail\".") ?? id ?? "",
            Version = version ?? new SemanticVersion(0, 0, 0),
            Host = host ?? VersionRange.None,
            Main = main,
            Command = command,
            Isolation = Isolation(root, command.Count > 0),
            Activation = Activation(root.Member("activation"), contributes),
            Permissions = permissions,
            Contributes = contributes,
            Contract = root.Member("contract") is { } contract ? FileIn(contract, "Write the path of a JSON file in the plugin's folder, as in \"contract.json\".") : null,
        };
        return manifest;
    }

    private string? Id(JsonPlace root)
    {
        const string remedy = "Write the name of the plugin's folder: lower-case letters and digits, with single '.', '-' or '_' between them.";
        if (root.Required("id", remedy) is not { } place || place.Text(remedy) is not { } id)
            return null;
        if (!PathName.IsId(id))
            place.Problem($"'{id}' is no plugin id.", remedy);
        else if (id != Path.GetFileName(_folder))
            place.Problem($"The id is '{id}', but the folder is '{Path.GetFileName(_folder)}'.", "Give the folder the id's name, or the id the folder's.");
        return id;
    }

    private static SemanticVersion? Version(JsonPlace root)
    {
        const string remedy = "Write a version as semver.org has it: MAJOR.MINOR.PATCH, as in \"1.4.0\" or \"2.0.0-beta.1\".";
        if (root.Required("version", remedy) is not { } place || place.Text(remedy) is not { } text)
            return null;
        if (SemanticVersion.TryParse(text, out var version))
            return version;
        place.Problem($"'{text}' is no semantic version.", remedy);
        return null;
    }

    private static VersionRange? Host(JsonPlace root, SemanticVersion hostVersion)
    {
        const string remedy = "Write the versions of the host that the plugin works with: \"0.1.0\" is that and newer, \"[0.1.0,1.0.0)\" ends before 1.0.0.";
        if (root.Required("host", remedy) is not { } place || place.Text(remedy) is not { } text)
            return null;
        if (!VersionRange.TryParse(text, out var range))
        {
            place.Problem($"'{text}' is no range of versions.", remedy);
            return null;
        }

        if (!range.Satisfies(new NuGetVersion(hostVersion.Major, hostVersion.Minor, hostVersion.Patch)))
            place.Problem($"The plugin works with hosts {range.PrettyPrint()}; this one is {hostVersion}.", "Install a version of the plugin made for this host, or update the host.");
        return range;
    }

    private string? Main(JsonPlace root)
    {
        const string remedy = "Write the path of the plugin's assembly in its folder, as in \"Acme.Plugin.dll\".";
        if (root.Member("main") is not { } place || FileIn(place, remedy) is not { } path)
            return null;
        if (path.EndsWith(".dll", StringComparison.Ordinal))
            return path;
        place.Problem($"'{path}' is no .NET assembly.", "Name a .dll, or start any other program with \"command\".");
        return null;
    }

    private List<string> Command(JsonPlace root)
    {
        const string remedy = "Write the program and its arguments, as in [\"python3\", \"main.py\"].";
        var command = new List<string>();
        if (root.Member("command") is not { } place)
            return command;
        var items = place.Items(remedy);
        if (place.Value.ValueKind == JsonValueKind.Array && items.Count == 0)
            place.Problem("The command is empty.", remedy);
        foreach (var item in items)
        {
            if (item.Text(remedy) is { } part)
                command.Add(part);
        }

        // A program with a path belongs to the plugin; a bare name is looked for on the PATH when it is started.
        if (items.Count > 0 && command.Count > 0 && command[0].AsSpan().ContainsAny('/', '\\'))
            FileIn(items[0], "Write a path in the plugin's folder, or a bare name that is on the PATH.");
        return command;
    }

    private static void RequireOneEntry(JsonPlace root)
    {
        const string remedy = "Give \"main\" (a .NET assembly) or \"command\" (any program), and not both.";
        switch (root.Member("main"), root.Member("command"))
        {
            case (null, null):
                root.Problem("Nothing says what to run.", remedy);
                break;
            case (not null, { } command):
                command.Problem("There is a \"main\" as well.", remedy);
                break;
        }
    }

    private PluginIsolation Isolation(JsonPlace root, bool isCommand)
    {
        const string remedy = "Write \"in-process\" or \"own-process\", or leave it out.";
        var standard = _origin == PluginOrigin.Own && !isCommand ? PluginIsolation.InProcess : PluginIsolation.OwnProcess;
        if (root.Member("isolation") is not { } place || place.Text(remedy) is not { } text)
            return standard;
        switch (text)
        {
            case "own-process":
                return PluginIsolation.OwnProcess;
            case "in-process" when isCommand:
                place.Problem("A command cannot run in the host's process.", "Write \"own-process\", or leave it out.");
                return standard;
            case "in-process":
                return standard;
            default:
                place.Problem($"'{text}' is no isolation.", remedy);
                return standard;
        }
    }

    private static List<ActivationEvent> Activation(JsonPlace? member, PluginContributions contributes)
    {
        const string remedy = "Write one of " + ActivationEvent.Forms + ".";
        var events = new List<ActivationEvent>();
        foreach (var item in member?.Items("Write an array of " + ActivationEvent.Forms + ".") ?? [])
        {
            if (item.Text(remedy) is not { } text)
                continue;
            var activation = ActivationEvent.Parse(text);
            if (activation is null)
                item.Problem($"'{text}' is no activation event.", remedy);
            else if (activation.Kind == ActivationKind.OnMethod && !contributes.Services.Contains(activation.Service))
                item.Problem($"The plugin does not contribute the service '{activation.Service}'.", "Name it under contributes.services, or drop this line.");
            else if (activation.Kind == ActivationKind.OnAccount && contributes.MailProviders.All(p => p.Id != activation.Argument))
                item.Problem($"The plugin does not contribute the mail provider '{activation.Argument}'.", "Name it under contributes.mailProviders, or drop this line.");
            else
                events.Add(activation);
        }

        return events;
    }

    // Null, with a problem, unless it is a file in the plugin's folder.
    private string? FileIn(JsonPlace place, string remedy)
    {
        if (place.Text(remedy) is not { } path)
            return null;
        var root = Path.GetFullPath(_folder) + Path.DirectorySeparatorChar;
        var full = Path.GetFullPath(Path.Combine(_folder, path));
        if (Path.IsPathRooted(path) || path.Contains('\\', StringComparison.Ordinal) || !full.StartsWith(root, StringComparison.Ordinal))
            place.Problem($"'{path}' is not in the plugin's folder.", remedy);
        else if (!File.Exists(full))
            place.Problem($"There is no file '{path}' in the plugin's folder.", remedy);
        else
            return path;
        return null;
    }
}
