using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions.Manifests;

/// <summary>Reads what a plugin asks to be allowed. A permission without a reason is a problem: it is what the person decides by.</summary>
internal sealed class PermissionReader
{
    private readonly List<PluginPermission> _permissions = [];

    public IReadOnlyList<PluginPermission> Read(JsonPlace? member, JsonPlace root, PluginContributions contributes)
    {
        foreach (var item in member?.Items("Write an array of {\"name\": ..., \"reason\": ...}.") ?? [])
            Permission(item);
        if (contributes.MailProviders.Count > 0)
            Require(PluginPermissions.MailProvider, "contributes a mail provider", member ?? root);
        if (contributes.Composers.Count + contributes.Writers.Count > 0)
            Require(PluginPermissions.Compose, contributes.Composers.Count > 0 ? "contributes a composer" : "contributes a writer", member ?? root);
        if (contributes.DocumentFormats.Count > 0)
            Require(PluginPermissions.DocumentFormats, "contributes a reader of documents", member ?? root);
        return _permissions;
    }

    private void Permission(JsonPlace item)
    {
        const string shape = "Write {\"name\": \"contacts.read\", \"reason\": \"...\"}.";
        const string why = "Say in a sentence why the plugin wants it; the person who installs it reads this.";
        if (!item.IsObject(shape))
            return;
        var nameRemedy = $"Write one of {string.Join(", ", PluginPermissions.All)}.";
        var place = item.Required("name", nameRemedy);
        var name = place?.Text(nameRemedy);
        var reason = item.Required("reason", why)?.Text(why);
        if (name is null || place is null)
            return;
        if (!PluginPermissions.All.Contains(name))
            place.Value.Problem($"There is no permission '{name}'.", nameRemedy);
        else if (_permissions.Any(p => p.Name == name))
            place.Value.Problem($"'{name}' is asked for twice.", "Ask once, with one reason.");
        else
            _permissions.Add(new PluginPermission(name, reason ?? ""));
    }

    private void Require(string name, string because, JsonPlace place)
    {
        if (_permissions.All(p => p.Name != name))
            place.Problem($"The plugin {because} without asking for '{name}'.", $"Add {{\"name\": \"{name}\", \"reason\": ...}} to permissions.");
    }
}
