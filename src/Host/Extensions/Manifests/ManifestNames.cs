using System.Buffers;

namespace Assistant.Host.Extensions.Manifests;

/// <summary>Which names a plugin may use.</summary>
internal static class ManifestNames
{
    public static readonly SearchValues<char> ServiceCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>What the host serves or calls itself; a plugin that took one of these names would stand between a client and the host.</summary>
    public static IReadOnlySet<string> HostServices { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        // What clients call.
        "accounts", "audit", "backup", "blobs", "clients", "contacts", "documents", "drafts", "erase", "events", "export", "fetch", "followUps", "host", "import", "outbox", "plugins", "proposals", "templates", "today", "tracking", "web", "writing",

        // What stands between the host and a plugin; providers, composers, writers and the like are contributed under their own headings.
        "composer", "documentFormats", "eraser", "eventListener", "exporter", "mailProvider", "pluginHost", "pluginRunner", "proposalTarget", "secrets", "store", "todaySource", "writer",

        // Taken by JSON-RPC itself.
        "rpc",
    };

    public static bool IsService(string name) =>
        name.Length > 0 && char.IsAsciiLetterLower(name[0]) && name.AsSpan().IndexOfAnyExcept(ServiceCharacters) < 0;
}
