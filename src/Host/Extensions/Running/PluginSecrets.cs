using System.Text;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions.Running;

/// <summary>One plugin's secrets, in the place of the host's own but under names that no other plugin can reach; its log shows none of them.</summary>
internal sealed class PluginSecrets(SecretStore secrets, string pluginId, PluginLines log) : IPluginSecrets
{
    // In hexadecimal, with the plugin's id before it, it is still a file name everywhere.
    private const int LongestName = 60;

    // A token with all its claims is a tenth of this; key rings refuse what is larger.
    private const int LargestValue = 64 * 1024;

    public async ValueTask<SecretGetResponse> GetAsync(SecretGetRequest request, CancellationToken cancel)
    {
        var value = await AskAsync(request.Name, secrets.Find, cancel);
        log.Hide(value);
        return new SecretGetResponse { Value = value };
    }

    public async ValueTask<Done> SetAsync(SecretSetRequest request, CancellationToken cancel)
    {
        if (request.Value.Length > LargestValue)
            throw RpcException.Invalid("$.value", $"A secret has at most {LargestValue} bytes.", "Keep large things in the store.");
        log.Hide(request.Value);
        return await AskAsync(request.Name, name => Then(() => secrets.Store(name, request.Value)), cancel);
    }

    public async ValueTask<Done> DeleteAsync(SecretDeleteRequest request, CancellationToken cancel) =>
        await AskAsync(request.Name, name => Then(() => secrets.Delete(name)), cancel);

    private static Done Then(Action change)
    {
        change();
        return new Done();
    }

    // A key ring may take its time, or ask the user; that is nobody's read loop.
    private async Task<T> AskAsync<T>(string name, Func<string, T> ask, CancellationToken cancel)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length is 0 or > LongestName)
            throw RpcException.Invalid("$.name", $"A secret's name has 1 to {LongestName} bytes.", "Shorten it.");
        try
        {
            return await Task.Run(() => ask($"plugin.{pluginId}.{Convert.ToHexStringLower(bytes)}"), cancel);
        }
        catch (SecretPlaceException error)
        {
            throw new RpcException(RpcErrorCode.NeedsSetup, error.Reason, new RpcNeedsSetupData { Subject = "host", Remedy = error.Remedy }, error);
        }
    }
}
