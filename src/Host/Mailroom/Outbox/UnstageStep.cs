using Assistant.Protocol.Plugins;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Refused or cancelled, and once given to a provider: what was made there is taken away, where it is still ours, or the person is told what stays.</summary>
internal sealed class UnstageStep(ProviderCalls providers, OutboxMoves moves, TimeProvider time)
{
    public async ValueTask RunAsync(OutboxRow row, CancellationToken cancel)
    {
        var answer = await providers.AskAsync(
            row.AccountId,
            (provider, account) => provider.UnstageAsync(new UnstageRequest { Account = account, OutboxId = row.Id, Ids = row.ProviderIds }, cancel),
            cancel);
        Failpoint.Hit("outbox.unstage.returned");
        if (answer.Value is { } done)
            await moves.LeaveAsync(row, done.LeftToYou);
        else if (answer.Unreachable && time.GetUtcNow() - row.Since < SendTimes.TryFor)
            await moves.PostponeAsync(row, moves.Later(answer.RetryAfter, row.Asks + 1), row.Reason, row.Asks + 1);
        else
            await moves.LeaveAsync(row, row.ProviderIds.Count == 0 ? null : $"Its draft in the mailbox could not be taken away ({answer.Reason!.TrimEnd('.')}). Delete it there.");
    }
}
