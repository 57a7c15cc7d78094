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
        var waiting = connections.Waiting();
        return new(new AccountListResponse
        {
            Accounts = [.. connections.List().Where(row => Policy.Allows(principal, PolicyAction.See, Resource.Of("account", row.Stamp))).Select(row => row.ForClient(waiting.GetValueOrDefault(row.Id)))],
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
        var (account, left) = await connections.ConnectAsync(Actor.Of(principal), request, progress, cancel);
        return new AccountConnectResponse { Account = Told(account), LeftToYou = left };
    }

    public async ValueTask<Account> SetAsync(AccountSetRequest request, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.Require(principal, PolicyAction.Administer, Resource.Of("account", connections.Get(request.Id).Stamp));
        return Told(await connections.SetAsync(Actor.Of(principal), request, cancel));
    }

    public async ValueTask<AccountDisconnectResponse> DisconnectAsync(AccountDisconnectRequest request, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.Require(principal, PolicyAction.Administer, Resource.Of("account", connections.Get(request.Id).Stamp));
        var receipt = await connections.DisconnectAsync(Actor.Of(principal), request.Id, cancel);
        var (waiting, inDoubt) = connections.Waiting().GetValueOrDefault(request.Id);
        return new AccountDisconnectResponse { Receipt = [.. receipt.Receipt, .. Waiting(waiting)], LeftToYou = [.. receipt.LeftToYou, .. InDoubt(inDoubt)] };
    }

    private Account Told(AccountRow row) => row.ForClient(connections.Waiting().GetValueOrDefault(row.Id));

    private static IEnumerable<string> Waiting(int count) => count switch
    {
        0 => [],
        1 => ["1 approved message stays in the outbox and is not sent. It goes out when the account is connected again, unless you cancel it."],
        _ => [$"{count} approved messages stay in the outbox and are not sent. They go out when the account is connected again, unless you cancel them."],
    };

    private static IEnumerable<string> InDoubt(int count) => count == 0 ? [] :
    [
        $"Nobody knows whether {(count == 1 ? "1 message" : $"{count} messages")} went out, and the mailbox can no longer be asked. Look in its Sent folder, then say in the outbox what you found. "
        + "Where you connect the account again, it is asked once more.",
    ];
}
