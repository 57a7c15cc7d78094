using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Host.Extensions.Manifests;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Extensions.Settings;

/// <summary>A plugin's settings, and what is wrong with them. With a problem, the plugin waits and says so; every other plugin goes on.</summary>
internal sealed record PluginSettings(JsonElement Value, IReadOnlyList<RpcProblem> Problems);

/// <summary>
/// <c>settings.json</c> in the data folder, which the user edits: <c>{"composer": "drafting", "plugins": {"mail.local": {...}}}</c>.
/// Read anew whenever it is asked, so that correcting it needs no restart of the host.
/// </summary>
internal sealed class SettingsFile(string path)
{
    public const string FileName = "settings.json";

    private const string PluginsMember = "plugins";

    private static readonly JsonElement Empty = JsonElement.Parse("{}");
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly Lock _gate = new();

    /// <summary>What the plugin's schema makes of the user's object. Without a schema there is nothing to set.</summary>
    public PluginSettings For(PluginManifest manifest)
    {
        if (manifest.Contributes.Settings is not { } schema)
            return new PluginSettings(Empty, []);
        var problems = new List<RpcProblem>();
        if (Root(problems) is not { } root)
            return new PluginSettings(Empty, problems);
        var plugins = root.Member(PluginsMember);
        if (plugins is { } given && !given.IsObject("Write {\"plugins\": {\"ID\": {...}}}."))
            return new PluginSettings(Empty, problems);
        var own = plugins?.Member(manifest.Id) ?? new JsonPlace(Empty, $"{FileName}:$.plugins['{manifest.Id}']", problems);
        SettingsSchema.Validate(schema, own);
        return new PluginSettings(own.Value, problems);
    }

    /// <summary>Puts values in place of a plugin's own; the rest of the file stays as the user wrote it. A secret that they do not name stays too.</summary>
    /// <exception cref="RpcException">Invalid: they do not fit the plugin's schema, or the file cannot be read; nothing is changed then.</exception>
    public void Configure(PluginManifest manifest, JsonElement values)
    {
        const string place = "$.values";
        if (manifest.Contributes.Settings is not { } schema)
            throw RpcException.Invalid(place, "This plugin has no settings.", "Leave it as it is.");
        if (values.ValueKind != JsonValueKind.Object)
            throw RpcException.Invalid(place, $"This is {JsonPlace.Kind(values)}, not an object.", "Give each setting by its name.");
        lock (_gate)
        {
            var problems = new List<RpcProblem>();
            if (Root(problems) is not { } root)
                throw RpcException.Invalid(problems);
            var file = JsonNode.Parse(root.Value.GetRawText())!.AsObject();
            if (file[PluginsMember] is not JsonObject plugins)
                file[PluginsMember] = plugins = [];
            var own = JsonNode.Parse(values.GetRawText())!.AsObject();
            if (root.Member(PluginsMember)?.Member(manifest.Id) is { } before)
                own = SecretSettings.Kept(schema, before.Value, own);
            SettingsSchema.Validate(schema, new JsonPlace(JsonElement.Parse(own.ToJsonString()), place, problems));
            if (problems.Count > 0)
                throw RpcException.Invalid(problems);
            plugins[manifest.Id] = own;
            DurableFile.Replace(path, Encoding.UTF8.GetBytes(file.ToJsonString(Readable) + "\n"));
        }
    }

    /// <summary>The id of the composer to use where there are several; null where none is named.</summary>
    public string? Composer(ICollection<RpcProblem> problems) => Root(problems)?.Member("composer")?.Text("Write the id of a composer, as in \"drafting\".");

    /// <summary>The id of the writer to use where there are several; null where none is named.</summary>
    public string? DocumentFormats(ICollection<RpcProblem> problems) => Root(problems)?.Member("documentFormats")?.Text("Write the id of a reader of documents, as in \"documents\".");

    public string? Writer(ICollection<RpcProblem> problems) => Root(problems)?.Member("writer")?.Text("Write the id of a writer, as in \"drafting\".");

    /// <summary>Origins beside the web door's own whose pages may ask to be let in, from <c>{"web": {"origins": [...]}}</c>. What is no exact https origin counts for nothing.</summary>
    public IReadOnlySet<string> WebOrigins(ICollection<RpcProblem> problems)
    {
        const string remedy = "Write exact origins, as in {\"web\": {\"origins\": [\"https://pane.example\"]}}.";
        var origins = new HashSet<string>(StringComparer.Ordinal);
        if (Root(problems)?.Member("web") is not { } web || !web.IsObject(remedy) || web.Member("origins") is not { } list)
            return origins;
        foreach (var item in list.Items(remedy))
        {
            if (item.Text(remedy) is not { } text)
                continue;
            // As a browser writes it: scheme, host and, where it is not 443, port, in lower case and without a slash.
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.GetLeftPart(UriPartial.Authority) == text && uri.UserInfo.Length == 0)
                origins.Add(text);
            else
                item.Problem("This is no https origin as a browser writes it.", remedy);
        }

        return origins;
    }

    /// <summary>What the host does by itself; the defaults where the file says nothing or cannot be read.</summary>
    public BackgroundSettings Background(ICollection<RpcProblem> problems) => Root(problems) is { } root ? BackgroundSettings.Read(root) : BackgroundSettings.Default;

    /// <summary>What is wrong with the file as a whole and with what belongs to no plugin; empty where nothing is, or it is not there.</summary>
    public IReadOnlyList<RpcProblem> Problems()
    {
        var problems = new List<RpcProblem>();
        WebOrigins(problems);
        Background(problems);
        // What keeps the file from being read is found by each.
        return [.. problems.Distinct()];
    }

    private JsonPlace? Root(ICollection<RpcProblem> problems)
    {
        if (!File.Exists(path))
            return new JsonPlace(Empty, FileName + ":$", problems);
        if (JsonFile.Read(path, problems) is not { } value)
            return null;
        var root = new JsonPlace(value, FileName + ":$", problems);
        return root.IsObject("The settings are one object: {\"plugins\": {...}}.") ? root : null;
    }
}
