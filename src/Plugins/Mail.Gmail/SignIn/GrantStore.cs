using System.Text.Json;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>The grants, by account, in the host's place for secrets and nowhere else. A grant that changes takes the place of the old one at once.</summary>
internal sealed class GrantStore(IPluginSecrets secrets)
{
    public async ValueTask<StoredGrant?> FindAsync(string accountId, CancellationToken cancel) =>
        (await secrets.GetAsync(new SecretGetRequest { Name = Name(accountId) }, cancel)).Value is { } bytes ? JsonSerializer.Deserialize(bytes, GrantJson.Default.StoredGrant) : null;

    /// <summary>Durable when this returns.</summary>
    public async ValueTask PutAsync(string accountId, StoredGrant grant) =>
        await secrets.SetAsync(new SecretSetRequest { Name = Name(accountId), Value = JsonSerializer.SerializeToUtf8Bytes(grant, GrantJson.Default.StoredGrant) }, CancellationToken.None);

    public async ValueTask DeleteAsync(string accountId) =>
        await secrets.DeleteAsync(new SecretDeleteRequest { Name = Name(accountId) }, CancellationToken.None);

    private static string Name(string accountId) => "grant." + accountId;
}
