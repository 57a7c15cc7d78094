using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>
/// Looks through mailboxes for what is new. What a page of changes holds and the cursor behind it are stored together, so that a crash repeats a page
/// and never skips one; a message seen twice is stored once.
/// </summary>
internal sealed class MailboxCheck(Database database, ProviderCalls providers, AccountStore accounts, IncomingStore incoming, IncomingJudge judge, IncomingEffects effects, TimeProvider time) : IDisposable
{
    // Ten thousand headers in one check; a mailbox with more goes on at the next.
    private const int MostPages = 50;

    // Whoever looks once a day sees it in time.
    private static readonly TimeSpan EndsSoon = TimeSpan.FromHours(24);

    // Two checks of one mailbox at once would only do the same work twice.
    private readonly SemaphoreSlim _one = new(1, 1);

    public async ValueTask<TrackingCheckResponse> RunAsync(string? accountId, IProgress<CheckProgress>? progress, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var found = new List<IncomingRow>();
            var checks = new List<AccountCheck>();
            foreach (var account in database.Read(connection => accountId is null ? accounts.List(connection) : [accounts.Get(connection, accountId)]))
            {
                if (account is { State: AccountState.Active, Need: null, GrantedUntil: { } until } && until - time.GetUtcNow() < EndsSoon)
                    await WarnAsync(account.Id, until);
                if (account.State == AccountState.Active)
                    checks.Add(await CheckAsync(account, found, progress, cancel));
                else if (accountId is not null || account.State == AccountState.NeedsSetup)
                    checks.Add(new AccountCheck { AccountId = account.Id, Seen = 0, Matched = 0, Problem = NotActive(account) });
            }

            return new TrackingCheckResponse { Accounts = checks, Found = [.. found.OrderBy(static row => row.Received).Select(static row => row.ForClient())] };
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async ValueTask<AccountCheck> CheckAsync(AccountRow account, List<IncomingRow> found, IProgress<CheckProgress>? progress, CancellationToken cancel)
    {
        var (check, cost) = (new AccountCheck { AccountId = account.Id, Seen = 0, Matched = 0 }, new CheckCost());
        try
        {
            for (var page = 0; page < MostPages; page++)
            {
                var cursor = database.Read(connection => IncomingStore.Cursor(connection, account.Id));
                var answer = await providers.AskAsync(
                    account.Id,
                    (provider, granted) => provider.ChangesAsync(new ChangesRequest { Account = granted, Cursor = cursor, Since = cursor is null ? account.Stamp.Created : null }, cancel),
                    cancel);
                if (answer.Value is not { } changes)
                {
                    check = check with { Problem = Problem(account, answer.Reason!) };
                    break;
                }

                cost.Add(changes);
                var stored = await StoreAsync(account, changes, await JudgeAsync(account, changes.Messages, cost, cancel));
                found.AddRange(stored);
                check = check with
                {
                    Seen = check.Seen + changes.Messages.Count, Matched = check.Matched + stored.Count,
                    Unreadable = check.Unreadable + changes.Problems.Count, Problem = Problem(changes) ?? check.Problem,
                };
                progress?.Report(new CheckProgress(account.Address, check.Seen));
                if (!changes.More)
                    break;
            }
        }
        catch (RpcException error)
        {
            // One mailbox that cannot be reached must not hide what came back to the others.
            check = check with { Problem = Problem(account, error.Message) };
        }

        return check with { Cost = cost.Words, QuotaUnits = cost.Units };
    }

    private async ValueTask WarnAsync(string accountId, DateTimeOffset until) => await database.WriteAsync<object?>(
        transaction =>
        {
            accounts.Warn(transaction, accountId, new SetupNeed
            {
                Code = "account.endsSoon",
                Message = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"What a mailbox was granted ends on {until:yyyy-MM-dd HH:mm} UTC."),
                Remedy = "Connect it again before that with `assistant account add`; afterwards, what is to be sent waits until you do.",
            });
            return null;
        },
        CancellationToken.None);

    private async ValueTask<List<IncomingRow>> JudgeAsync(AccountRow account, IReadOnlyList<MessageHead> heads, CheckCost cost, CancellationToken cancel)
    {
        var rows = new List<IncomingRow>();
        foreach (var head in heads)
        {
            if (database.Read(connection => IncomingStore.IsKnown(connection, account.Id, head.Id)))
                continue;
            if (await judge.JudgeAsync(account, head, cost, cancel) is { } row)
                rows.Add(row);
        }

        return rows;
    }

    private ValueTask<List<IncomingRow>> StoreAsync(AccountRow account, ChangesResponse changes, List<IncomingRow> rows) => database.WriteAsync(
        transaction =>
        {
            var stored = rows.FindAll(row => incoming.Insert(transaction, row));
            foreach (var row in stored)
                effects.Apply(transaction, row);
            incoming.SetCursor(transaction, account.Id, changes.Cursor);
            Failpoint.Hit("tracking.page.committing");
            return stored;
        },
        CancellationToken.None);

    private static RpcProblem NotActive(AccountRow account) => new()
    {
        Path = "$.accountId",
        Problem = account.Need?.Message ?? "the account is not connected",
        Remedy = account.Need?.Remedy ?? "Connect it again.",
    };

    private static RpcProblem? Problem(ChangesResponse changes) => changes switch
    {
        { Problems: [var first, ..] } => first,
        { SkippedBefore: { } skipped } => new RpcProblem
        {
            Path = "$.accountId",
            Problem = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"more is new than can be read again: what came before {skipped:yyyy-MM-dd HH:mm} UTC was not looked at"),
            Remedy = "Look through the mailbox itself for answers that came before, and check more often.",
        },
        _ => null,
    };

    // Read anew: the provider may just have said what it needs.
    private RpcProblem Problem(AccountRow account, string reason) => new()
    {
        Path = "$.accountId",
        Problem = reason,
        Remedy = database.Read(connection => accounts.Find(connection, account.Id))?.Need?.Remedy,
    };
}
