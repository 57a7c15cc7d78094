using Assistant.Host.Mailroom;
using Assistant.Host.Mailroom.Accounts;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Erasing;

/// <summary>
/// Mailboxes before everything is erased: each is disconnected by its provider, so that no permission outlives what knows of it here. One that cannot be
/// asked does not keep the rest from being erased; the receipt then says what still exists and where it is taken away.
/// </summary>
internal sealed class Disconnections(AccountConnections connections, TimeProvider time)
{
    /// <summary>Longer than any answer that will come: a provider out of reach must not hold up an erasure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public List<ErasedAccount> Plan() => [.. Connected().Select(static account => new ErasedAccount { Provider = account.Provider, Address = account.Address })];

    /// <summary>Disconnects all, and answers what was done and what could not be.</summary>
    public async Task<(List<ErasedAccount> Accounts, List<RpcProblem> Problems)> RunAsync(Actor actor)
    {
        var (ended, problems) = (new List<ErasedAccount>(), new List<RpcProblem>());
        foreach (var account in Connected())
        {
            var told = new ErasedAccount { Provider = account.Provider, Address = account.Address };
            try
            {
                using var patience = new CancellationTokenSource(Patience, time);
                var receipt = await connections.DisconnectAsync(actor, account.Id, patience.Token);
                told = told with { Done = receipt.Receipt, LeftToYou = receipt.LeftToYou };
                if (receipt.PermissionRemains)
                    problems.Add(Problem(account, $"What {account.Provider} was allowed for {account.Address} is still there.", string.Join(' ', receipt.LeftToYou)));
            }
            catch (Exception error) when (error is RpcException or RpcConnectionException or OperationCanceledException)
            {
                var reason = error is OperationCanceledException ? "it did not answer in time." : error.Message;
                problems.Add(Problem(account, $"{account.Provider} could not be asked to disconnect: {reason}", $"Sign in to {account.Address} in a browser and take away what this program was allowed, in the settings of that mailbox."));
            }

            ended.Add(told);
        }

        return (ended, problems);
    }

    private IEnumerable<AccountRow> Connected() => connections.List().Where(static account => account.State != AccountState.Disconnected);

    private static RpcProblem Problem(AccountRow account, string problem, string remedy) => new() { Path = $"account:{account.Address}", Problem = problem, Remedy = remedy };
}
