using System.Globalization;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Unknown to what evidence says. Absence of evidence is no proof, so it waits out the grace period before a person is asked.</summary>
internal sealed class EvidenceStep(ProviderCalls providers, OutboxMoves moves, TimeProvider time)
{
    public async ValueTask RunAsync(OutboxRow row, CancellationToken cancel)
    {
        var since = Since(row);
        var answer = await providers.AskAsync(row.AccountId, (provider, account) => provider.FindSentAsync(Question(row, account), cancel), cancel);
        Failpoint.Hit("outbox.evidence.returned");
        var age = time.GetUtcNow() - since;
        if (answer.Value is not { } found)
            await WaitAsync(row, age >= SendTimes.UnreachableGrace, $"the provider could not be asked: {answer.Reason}", answer.RetryAfter);
        else if (found.Found == SentEvidence.None)
            await WaitAsync(row, age >= SendTimes.Grace, "no trace of it was found", null);
        else if (found.Found == SentEvidence.Sent)
            await moves.MoveAsync(row, OutboxEvent.FindSent, With(row, found, new OutboxChange("found by evidence") { Evidence = found.Evidence }));
        else if (moves.IsWorthTrying(row))
            await moves.MoveAsync(row, OutboxEvent.FindUnsent, With(row, found, new OutboxChange("proved not to have been sent; it is tried again") { Evidence = found.Evidence, Wake = Again(row) }));
        else
            await moves.MoveAsync(row, OutboxEvent.FindUnsentForGood, With(row, found, new OutboxChange("proved not to have been sent") { Evidence = found.Evidence }));
    }

    public static DateTimeOffset Since(OutboxRow row) => row.SubmittedAt ?? row.Since;

    public static FindSentRequest Question(OutboxRow row, ProviderAccount account)
    {
        var entry = row.Vault ?? throw new InvalidOperationException("A message was sent that was never stored.");
        return new FindSentRequest
        {
            Account = account, OutboxId = row.Id, Envelope = entry.Envelope, Ids = row.ProviderIds, MessageId = entry.Marks.MessageId, Digest = entry.Digest, Since = Since(row),
        };
    }

    private async ValueTask WaitAsync(OutboxRow row, bool over, string reason, DateTimeOffset? notBefore)
    {
        if (over)
        {
            var known = string.Create(CultureInfo.InvariantCulture, $"{reason}; asked {row.Asks + 1} times since {row.SubmittedAt:yyyy-MM-dd HH:mm} UTC");
            await moves.MoveAsync(row, OutboxEvent.GiveUpSearching, new OutboxChange(known) { Evidence = row.Evidence });
            return;
        }

        var next = time.GetUtcNow() + SendTimes.AskDelay(row.Asks + 1);
        await moves.PostponeAsync(row, notBefore > next ? notBefore.Value : next, reason, row.Asks + 1);
    }

    // Proof is no failure of the provider's: the first time, nothing speaks against trying at once.
    private DateTimeOffset Again(OutboxRow row) => row.Attempts <= 1 ? time.GetUtcNow() : moves.Later(null, row.Attempts - 1);

    private static OutboxChange With(OutboxRow row, FindSentResponse found, OutboxChange change) =>
        change.WithDelivered(found.MessageId).WithThread(found.ThreadId).WithIds(row.ProviderIds, found.Ids);
}
