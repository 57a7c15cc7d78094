using System.Text.Json;
using Assistant.Plugins.MailGmail.Accounts;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>The grants, by account, in the host's place for secrets and nowhere else. A grant that changes takes the place of the old one at once.</summary>
internal sealed class GrantStore(IPluginSecrets secrets, IPluginStore store)
{
    // The place for secrets has no list of what is in it.
    public static IReadOnlyList<StoreScript> Scripts { get; } = [new("200_granted", "CREATE TABLE granted(account TEXT PRIMARY KEY) WITHOUT ROWID;")];

    // More mailboxes than anybody has.
    private const int MostAccounts = 1_000;

    public async ValueTask<StoredGrant?> FindAsync(string accountId, CancellationToken cancel) =>
        (await secrets.GetAsync(new SecretGetRequest { Name = Name(accountId) }, cancel)).Value is { } bytes ? JsonSerializer.Deserialize(bytes, GrantJson.Default.StoredGrant) : null;

    /// <summary>
    /// Whether an account other than <paramref name="except"/> stands on what this user granted this client. Google keeps one permission for the two of
    /// them, and whoever revokes one of its tokens ends them all.
    /// </summary>
    public async ValueTask<bool> StandsAsync(GoogleClient client, string user, string? except, CancellationToken cancel)
    {
        foreach (var row in await store.RowsAsync(StoreRows.Statement("SELECT account FROM granted"), MostAccounts, cancel))
        {
            if (row[0].Text is { } id && id != except && await FindAsync(id, cancel) is { RefreshToken: not null, User: { } other } grant && grant.Client.Id == client.Id && AddressMatch.IsSameAccount(other, user))
                return true;
        }

        return false;
    }

    /// <summary>Durable when this returns.</summary>
    public async ValueTask PutAsync(string accountId, StoredGrant grant)
    {
        await store.ExecuteAsync(new StoreExecuteRequest { Statements = [StoreRows.Statement("INSERT OR IGNORE INTO granted(account) VALUES(@account)", ("account", accountId))] }, CancellationToken.None);
        await secrets.SetAsync(new SecretSetRequest { Name = Name(accountId), Value = JsonSerializer.SerializeToUtf8Bytes(grant, GrantJson.Default.StoredGrant) }, CancellationToken.None);
    }

    public async ValueTask DeleteAsync(string accountId)
    {
        await secrets.DeleteAsync(new SecretDeleteRequest { Name = Name(accountId) }, CancellationToken.None);
        await store.ExecuteAsync(new StoreExecuteRequest { Statements = [StoreRows.Statement("DELETE FROM granted WHERE account = @account", ("account", accountId))] }, CancellationToken.None);
    }

    private static string Name(string accountId) => "grant." + accountId;
}
