using System.Text.Json;
using Assistant.Host.Extensions.Settings;
using Assistant.Host.Storage;

namespace Assistant.Host.Extensions.Manifests;

/// <summary>Reads what a plugin says it contributes.</summary>
internal static class ContributionReader
{
    private const string Shape = "Write {\"services\": [...], \"mailProviders\": [...], \"composers\": [...], \"writers\": [...], \"documentFormats\": [...], \"todaySources\": [...], \"exporters\": [...], \"erasers\": [...], \"proposalTargets\": [...], \"settings\": {...}}.";

    public static PluginContributions Read(JsonPlace? member)
    {
        var place = member is { } given && given.IsObject(Shape) ? member : null;
        return new PluginContributions
        {
            Services = Services(place?.Member("services")),
            MailProviders = Named(place?.Member("mailProviders"), "mail provider"),
            Composers = Named(place?.Member("composers"), "composer"),
            Writers = Named(place?.Member("writers"), "writer"),
            DocumentFormats = Named(place?.Member("documentFormats"), "reader of documents"),
            TodaySources = Named(place?.Member("todaySources"), "source for today"),
            Exporters = Named(place?.Member("exporters"), "exporter"),
            ProposalTargets = Named(place?.Member("proposalTargets"), "kind of records"),
            Erasers = Named(place?.Member("erasers"), "eraser"),
            Settings = Settings(place?.Member("settings")),
        };
    }

    private static List<string> Services(JsonPlace? member)
    {
        const string remedy = "Write a service's name as it stands before the slash: a lower-case letter, then letters and digits.";
        var services = new List<string>();
        foreach (var item in member?.Items("Write an array of service names, as in [\"hello\"].") ?? [])
        {
            if (item.Text(remedy) is not { } name)
                continue;
            if (!ManifestNames.IsService(name))
                item.Problem($"'{name}' is no service name.", remedy);
            else if (ManifestNames.HostServices.Contains(name))
                item.Problem($"'{name}' is the host's own.", "Choose another name, best one that starts with your plugin's.");
            else if (services.Contains(name))
                item.Problem($"'{name}' is named twice.", "Name it once.");
            else
                services.Add(name);
        }

        return services;
    }

    private static List<NamedContribution> Named(JsonPlace? member, string what)
    {
        var found = new List<NamedContribution>();
        var idRemedy = $"Write the {what}'s id: lower-case letters and digits, with single '.', '-' or '_' between them.";
        var nameRemedy = $"Write what a person calls the {what}.";
        foreach (var item in member?.Items($"Write an array of {{\"id\": ..., \"name\": ...}}, one for each {what}.") ?? [])
        {
            if (!item.IsObject("Write {\"id\": ..., \"name\": ...}."))
                continue;
            var place = item.Required("id", idRemedy);
            var id = place?.Text(idRemedy);
            var name = item.Required("name", nameRemedy)?.Text(nameRemedy);
            if (id is null || place is null)
                continue;
            if (!PathName.IsId(id))
                place.Value.Problem($"'{id}' is no id of a {what}.", idRemedy);
            else if (found.Any(f => f.Id == id))
                place.Value.Problem($"'{id}' is named twice.", "Name it once.");
            else
                found.Add(new NamedContribution(id, name ?? id));
        }

        return found;
    }

    private static JsonElement? Settings(JsonPlace? member)
    {
        if (member is not { } place)
            return null;
        if (place.IsObject("Write a JSON Schema with \"type\": \"object\" and \"properties\"."))
            SettingsSchema.Check(place);
        return place.Value;
    }
}
