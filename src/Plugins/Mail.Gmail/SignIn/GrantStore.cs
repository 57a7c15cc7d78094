using System.Text.Json;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>
/// The grants, by account, in the host's place for secrets and nowhere else. A secret there is written once, so a grant that changes goes into the
/// other of two slots, and the old one goes away when the new one is durable: at no point is there none.
/// </summary>
internal sealed class GrantStore(IPluginSecrets secrets)
{
    public async ValueTask<StoredGrant?> FindAsync(string accountId, CancellationToken cancel) => (await NewestAsync(accountId, cancel)).Grant;

    /// <summary>Durable when this returns.</summary>
    public async ValueTask PutAsync(string accountId, StoredGrant grant)
    {
        var (old, slot) = await NewestAsync(accountId, CancellationToken.None);
        var next = slot == 'a' ? 'b' : 'a';
        await DeleteAsync(accountId, next);
        await secrets.SetAsync(
            new SecretSetRequest { Name = Name(accountId, next), Value = JsonSerializer.SerializeToUtf8Bytes(grant with { Version = (old?.Version ?? 0) + 1 }, GrantJson.Default.StoredGrant) }, CancellationToken.None);
        await DeleteAsync(accountId, slot);
    }

    public async ValueTask DeleteAsync(string accountId)
    {
        await DeleteAsync(accountId, 'a');
        await DeleteAsync(accountId, 'b');
    }

    // Both are there where a crash came before the old one went.
    private async ValueTask<(StoredGrant? Grant, char Slot)> NewestAsync(string accountId, CancellationToken cancel)
    {
        var (first, second) = (await ReadAsync(accountId, 'a', cancel), await ReadAsync(accountId, 'b', cancel));
        return (second?.Version ?? 0) > (first?.Version ?? 0) ? (second, 'b') : (first, 'a');
    }

    private async ValueTask<StoredGrant?> ReadAsync(string accountId, char slot, CancellationToken cancel) =>
        (await secrets.GetAsync(new SecretGetRequest { Name = Name(accountId, slot) }, cancel)).Value is { } bytes ? JsonSerializer.Deserialize(bytes, GrantJson.Default.StoredGrant) : null;

    private async ValueTask DeleteAsync(string accountId, char slot) => await secrets.DeleteAsync(new SecretDeleteRequest { Name = Name(accountId, slot) }, CancellationToken.None);

    // Short enough to become the name of a file, which it does in hexadecimal.
    private static string Name(string accountId, char slot) => accountId.Replace("-", "", StringComparison.Ordinal) + slot;
}
