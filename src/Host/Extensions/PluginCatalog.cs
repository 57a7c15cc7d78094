using Assistant.Host.Extensions.Manifests;
using NuGet.Versioning;

namespace Assistant.Host.Extensions;

/// <summary>Finds the plugins beside the host and in the data folder. Reads manifests; loads nothing.</summary>
internal static class PluginCatalog
{
    /// <param name="ownFolder"><c>plugins/</c> beside the host.</param>
    /// <param name="installedFolder"><c>plugins-installed/</c> in the data folder; either may be missing.</param>
    /// <param name="hostVersion">What the manifests' host ranges are asked about.</param>
    /// <returns>Our own first, then by id: whoever comes first keeps a contested name.</returns>
    public static IReadOnlyList<FoundPlugin> Discover(string ownFolder, string installedFolder, SemanticVersion hostVersion)
    {
        var found = Folders(ownFolder).Select(folder => Read(folder, PluginOrigin.Own))
            .Concat(Folders(installedFolder).Select(folder => Read(folder, PluginOrigin.Installed)));
        return RefuseContested(found);

        FoundPlugin Read(string folder, PluginOrigin origin)
        {
            var reading = ManifestReader.Read(folder, origin, hostVersion);
            return new FoundPlugin(Path.GetFileName(folder), folder, origin, reading.Manifest, reading.Problems);
        }
    }

    private static IEnumerable<string> Folders(string parent) => Directory.Exists(parent)
        ? Directory.EnumerateDirectories(parent).Where(static f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal)
        : [];

    private static List<FoundPlugin> RefuseContested(IEnumerable<FoundPlugin> plugins)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var kept = new List<FoundPlugin>();
        foreach (var plugin in plugins)
        {
            var candidate = plugin;
            if (!owners.TryAdd("the id " + plugin.Id, plugin.Id))
                candidate = plugin.Refused("$.id", $"A plugin of the host's own has the id '{plugin.Id}'.", "Remove this folder, or give the plugin another id.");
            foreach (var (name, path) in Names(plugin.Manifest))
            {
                if (!owners.TryAdd(name, plugin.Id) && owners[name] != plugin.Id)
                    candidate = candidate.Refused(path, $"{char.ToUpperInvariant(name[0])}{name[1..]} is contributed by the plugin '{owners[name]}' already.", "Remove or disable one of the two, or rename it in this one.");
            }

            kept.Add(candidate);
        }

        return kept;
    }

    private static IEnumerable<(string Name, string Path)> Names(PluginManifest? manifest)
    {
        if (manifest is null)
            yield break;
        for (var i = 0; i < manifest.Contributes.Services.Count; i++)
            yield return ($"the service '{manifest.Contributes.Services[i]}'", $"$.contributes.services[{i}]");
        for (var i = 0; i < manifest.Contributes.MailProviders.Count; i++)
            yield return ($"the mail provider '{manifest.Contributes.MailProviders[i].Id}'", $"$.contributes.mailProviders[{i}].id");
        for (var i = 0; i < manifest.Contributes.Composers.Count; i++)
            yield return ($"the composer '{manifest.Contributes.Composers[i].Id}'", $"$.contributes.composers[{i}].id");
        for (var i = 0; i < manifest.Contributes.Writers.Count; i++)
            yield return ($"the writer '{manifest.Contributes.Writers[i].Id}'", $"$.contributes.writers[{i}].id");
        for (var i = 0; i < manifest.Contributes.DocumentFormats.Count; i++)
            yield return ($"the reader of documents '{manifest.Contributes.DocumentFormats[i].Id}'", $"$.contributes.documentFormats[{i}].id");
        for (var i = 0; i < manifest.Contributes.ProposalTargets.Count; i++)
            yield return ($"the kind of records '{manifest.Contributes.ProposalTargets[i].Id}'", $"$.contributes.proposalTargets[{i}].id");
    }
}
