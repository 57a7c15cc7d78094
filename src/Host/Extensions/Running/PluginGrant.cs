using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions.Running;

/// <summary>
/// Which of the host's methods a plugin may call: those of the services its permissions name, with the scopes they name.
/// No permission gives <c>decide</c>, <c>approve</c> or <c>admin</c>, so a plugin can never send, whatever its manifest says.
/// </summary>
internal sealed class PluginGrant(IEnumerable<PluginPermission> permissions)
{
    private readonly HashSet<(string Service, string Scope)> _allowed = [.. permissions.SelectMany(static p => Meaning(p.Name))];

    /// <summary>What a principal for this plugin may hold.</summary>
    public IReadOnlySet<string> Scopes => _allowed.Select(static a => a.Scope).ToHashSet(StringComparer.Ordinal);

    public bool Allows(RpcMethod method) =>
        method.Requires is { } scope && method.Name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && _allowed.Contains((method.Name[..slash], scope));

    /// <summary>Why a method may not be called; null where it may.</summary>
    public RpcException? Refusal(RpcMethod method) => Allows(method)
        ? null
        : new RpcException(RpcErrorCode.NotAuthorised, $"The plugin has no permission for '{method.Name}'.", new RpcNotAuthorisedData { Requires = method.Requires, Remedy = "Ask for the permission in plugin.json, with a reason." });

    // A document's bytes are handed over as a blob where they are many.
    private static IEnumerable<(string Service, string Scope)> Reading => [("documents", Assistant.Protocol.Services.Scopes.Read), ("blobs", Assistant.Protocol.Services.Scopes.Read)];

    private static IEnumerable<(string Service, string Scope)> Meaning(string permission) => permission switch
    {
        // A message over the inline limit is handed over as a blob, and a page is too.
        PluginPermissions.MailProvider => [("blobs", Assistant.Protocol.Services.Scopes.Read)],
        PluginPermissions.ContactsRead => [("contacts", Assistant.Protocol.Services.Scopes.Read)],
        PluginPermissions.DraftsRead => [("drafts", Assistant.Protocol.Services.Scopes.Read)],
        PluginPermissions.DraftsWrite => [("drafts", Assistant.Protocol.Services.Scopes.Read), ("drafts", Assistant.Protocol.Services.Scopes.Draft)],
        PluginPermissions.DocumentsRead => Reading,
        PluginPermissions.DocumentsWrite => [.. Reading, ("documents", Assistant.Protocol.Services.Scopes.Draft), ("blobs", Assistant.Protocol.Services.Scopes.Draft)],
        PluginPermissions.DocumentFormats => [("blobs", Assistant.Protocol.Services.Scopes.Read), ("blobs", Assistant.Protocol.Services.Scopes.Draft)],
        PluginPermissions.OutboxRead => [("outbox", Assistant.Protocol.Services.Scopes.Read), ("tracking", Assistant.Protocol.Services.Scopes.Read)],
        PluginPermissions.Propose => [("proposals", Assistant.Protocol.Services.Scopes.Read), ("proposals", Assistant.Protocol.Services.Scopes.Propose)],
        PluginPermissions.Write => [("writing", Assistant.Protocol.Services.Scopes.Draft)],
        PluginPermissions.Fetch => [("fetch", Assistant.Protocol.Services.Scopes.Draft), ("blobs", Assistant.Protocol.Services.Scopes.Read)],
        _ => [],
    };
}
