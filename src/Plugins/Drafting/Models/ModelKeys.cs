using System.Security.Cryptography;
using System.Text;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>
/// The models' keys, in the host's place for secrets. A key's name holds the provider and the endpoint that it was given for, so that a model that is
/// moved elsewhere, even in the middle of a call, cannot take its key along.
/// </summary>
internal sealed class ModelKeys(IPluginSecrets secrets)
{
    // With the longest id still a name that the host takes.
    private const int PlaceCharacters = 12;

    public async ValueTask<string?> FindAsync(Model model, CancellationToken cancel) =>
        (await secrets.GetAsync(new SecretGetRequest { Name = Name(model) }, cancel)).Value is { Length: > 0 } value ? Encoding.UTF8.GetString(value) : null;

    public async ValueTask SetAsync(Model model, string key, CancellationToken cancel) =>
        await secrets.SetAsync(new SecretSetRequest { Name = Name(model), Value = Encoding.UTF8.GetBytes(key) }, cancel);

    public async ValueTask DeleteAsync(Model model, CancellationToken cancel) =>
        await secrets.DeleteAsync(new SecretDeleteRequest { Name = Name(model) }, cancel);

    private static string Name(Model model)
    {
        var place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{model.Provider} {model.Endpoint}")));
        return $"model.{model.Id}.{place[..PlaceCharacters]}";
    }
}
