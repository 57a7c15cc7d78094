using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Storage;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Accounts;

/// <summary>Asks each account's provider what it knows that the user should: grants, their end, limits reached. One that does not answer is a finding of its own.</summary>
internal sealed class ProviderExamination(Database database, AccountStore accounts, ProviderCalls providers, TimeProvider time)
{
    // A doctor that hangs on one server is no help with the others.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel) =>
        [.. (await Task.WhenAll(database.Read(accounts.List).Where(static account => account.State != AccountState.Disconnected).Select(account => OfAsync(account, cancel)))).SelectMany(static findings => findings)];

    private async Task<IReadOnlyList<Finding>> OfAsync(AccountRow account, CancellationToken cancel)
    {
        var code = $"account.{account.Id[..8]}";
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            var answer = await providers.AskAsync(account.Id, (provider, granted) => provider.ExamineAsync(new ProviderExamineRequest { Account = granted }, both.Token), both.Token);
            return answer.Value is { } known
                ? [.. known.Findings.Select(finding => finding with { Code = $"{code}.{finding.Code}" })]
                : [Finding.Warning($"{code}.provider", $"The {account.Provider} account cannot be looked at now: {answer.Reason}", "Look again later; `assistant plugins list` shows its plugin.")];
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return [Finding.Warning($"{code}.provider", $"The {account.Provider} account's server did not answer in {Patience.TotalSeconds:0} seconds.", "Look again later.")];
        }
    }
}
