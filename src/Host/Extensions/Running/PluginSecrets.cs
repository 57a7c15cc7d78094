using System.Security.Cryptography;
using System.Text;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions.Running;

/// <summary>One plugin's secrets, in the place of the host's own but under names that no other plugin can reach; its log shows none of them.</summary>
internal sealed class PluginSecrets(SecretStore secrets, string pluginId, PluginLines log) : IPluginSecrets
{
    public async ValueTask<SecretGetResponse> GetAsync(SecretGetRequest request, CancellationToken cancel)
    {
        var value = await AskAsync(request.Name, secrets.Find, cancel);
        log.Hide(value);
        return new SecretGetResponse { Value = value };
    }

    public async ValueTask<Done> SetAsync(SecretSetRequest request, CancellationToken cancel)
    {
        SecretLimits.Check(request);
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
        SecretLimits.Check(name);
        try
        {
            return await Task.Run(() => ask(Key(name)), cancel);
        }
        catch (SecretPlaceException error)
        {
            throw new RpcException(RpcErrorCode.NeedsSetup, error.Reason, new RpcNeedsSetupData { Subject = "host", Remedy = error.Remedy }, error);
        }
    }

    // A name that every place takes: the plugin's own in hexadecimal; where that is too long for a file, a digest, which no other of them looks like.
    private string Key(string name)
    {
        var plain = $"{SecretStore.PluginBeginning}{pluginId}.{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name))}";
        return PathName.IsId(plain) ? plain : SecretStore.PluginBeginning + "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pluginId}\0{name}")));
    }
}
