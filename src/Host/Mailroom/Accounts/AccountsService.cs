using Assistant.Host.Security;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Accounts;

/// <summary>What one connection may do with accounts.</summary>
internal sealed class AccountsService(AccountConnections connections, Policy policy, Caller caller) : IAccounts
{
    public ValueTask<AccountListResponse> ListAsync(AccountListRequest request, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.RequireScope(principal, Scopes.Read, "accounts.list");
        return new(new AccountListResponse
        {
            Accounts = [.. connections.List().Where(row => Policy.Allows(principal, PolicyAction.See, Resource.Of("account", row.Stamp))).Select(static row => row.ForClient())],
        });
    }

    public async ValueTask<ProviderListResponse> ProvidersAsync(ProviderListRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "accounts.providers");
        return new ProviderListResponse { Providers = await connections.ProvidersAsync(cancel) };
    }

    public async ValueTask<AccountConnectResponse> ConnectAsync(AccountConnectRequest request, IProgress<ConnectStep>? progress, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.RequireScope(principal, Scopes.Admin, "accounts.connect");
        return new AccountConnectResponse { Account = (await connections.ConnectAsync(Actor.Of(principal), request, progress, cancel)).ForClient() };
    }

    public async ValueTask<Account> SetAsync(AccountSetRequest request, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.Require(principal, PolicyAction.Administer, Resource.Of("account", connections.Get(request.Id).Stamp));
        return (await connections.SetAsync(Actor.Of(principal), request, cancel)).ForClient();
    }

    public async ValueTask<AccountDisconnectResponse> DisconnectAsync(AccountDisconnectRequest request, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.Require(principal, PolicyAction.Administer, Resource.Of("account", connections.Get(request.Id).Stamp));
        var receipt = await connections.DisconnectAsync(Actor.Of(principal), request.Id, cancel);
        return new AccountDisconnectResponse { Receipt = receipt.Receipt, LeftToYou = receipt.LeftToYou };
    }
}
