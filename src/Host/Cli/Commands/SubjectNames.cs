using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Cli.Commands;

/// <summary>What contacts and applications are called, by id.</summary>
internal static class SubjectNames
{
    /// <param name="host">The host.</param>
    /// <param name="ids">Those that are to be shown; null and empty ones are nobody's.</param>
    /// <param name="cancel">Ends the asking.</param>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(HostConnection host, IEnumerable<string?> ids, CancellationToken cancel)
    {
        var wanted = ids.Where(static id => !string.IsNullOrEmpty(id)).Select(static id => id!).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0)
            return new Dictionary<string, string>(StringComparer.Ordinal);
        var names = (await Everything.ContactsAsync(host, cancel)).ToDictionary(static each => each.Id, static each => each.Name, StringComparer.Ordinal);
        foreach (var id in wanted.Where(id => !names.ContainsKey(id)))
        {
            try
            {
                var application = await host.Applications.GetAsync(new() { Id = id }, cancel);
                names[id] = $"{application.Company.Name}, {application.Role}";
            }
            catch (RpcException)
            {
                // Deleted meanwhile, or its plugin is away: the id says enough.
                names[id] = Shown.Id(id);
            }
        }

        return names;
    }
}
