using Assistant.Host.Storage;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions.Running;

/// <summary>One plugin's secrets, among the host's own and out of reach of other plugins: each name is prefixed with the plugin's id.</summary>
internal sealed class PluginSecretStore(SecretStore secrets, string pluginId) : IPluginSecrets
{
    // Tokens and keys are a few kilobytes at most; larger values belong in the plugin's store.
    private const int LongestValue = 64 * 1024;

    public ValueTask<SecretGetResponse> GetAsync(SecretGetRequest request, CancellationToken cancel) =>
        new(new SecretGetResponse { Value = secrets.Find(Name(request.Name)) });

    public ValueTask<Done> SetAsync(SecretSetRequest request, CancellationToken cancel)
    {
        if (request.Value.Length > LongestValue)
            throw RpcException.Invalid("$.value", $"A secret has at most {LongestValue} bytes.", "Keep larger values in the plugin's store.");
        secrets.Store(Name(request.Name), request.Value);
        return new(new Done());
    }

    public ValueTask<Done> DeleteAsync(SecretDeleteRequest request, CancellationToken cancel)
    {
        secrets.Delete(Name(request.Name));
        return new(new Done());
    }

    private string Name(string name) => PathName.IsId(name)
        ? $"plugin.{pluginId}.{name}"
        : throw RpcException.Invalid("$.name", $"'{name}' is no name of a secret.", "Use small letters, digits, and dots or hyphens between them.");
}
