using System.Text.Json;
using Assistant.Host.Extensions.Manifests;
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

    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    /// <summary>What the plugin's schema makes of the user's object. Without a schema there is nothing to set.</summary>
    public PluginSettings For(PluginManifest manifest)
    {
        if (manifest.Contributes.Settings is not { } schema)
            return new PluginSettings(Empty, []);
        var problems = new List<RpcProblem>();
        if (Root(problems) is not { } root)
            return new PluginSettings(Empty, problems);
        var plugins = root.Member("plugins");
        if (plugins is { } given && !given.IsObject("Write {\"plugins\": {\"ID\": {...}}}."))
            return new PluginSettings(Empty, problems);
        var own = plugins?.Member(manifest.Id) ?? new JsonPlace(Empty, $"{FileName}:$.plugins['{manifest.Id}']", problems);
        SettingsSchema.Validate(schema, own);
        return new PluginSettings(own.Value, problems);
    }

    /// <summary>The id of the composer to use where there are several; null where none is named.</summary>
    public string? Composer(ICollection<RpcProblem> problems) => Root(problems)?.Member("composer")?.Text("Write the id of a composer, as in \"drafting\".");

    /// <summary>What keeps the whole file from being read; empty where it can be, or is not there.</summary>
    public IReadOnlyList<RpcProblem> Problems()
    {
        var problems = new List<RpcProblem>();
        Root(problems);
        return problems;
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
