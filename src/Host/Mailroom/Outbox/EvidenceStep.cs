using System.Globalization;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>
/// Unknown to what evidence says. Absence of evidence is no proof, so it waits out the grace period before a person is asked; where the account is
/// disconnected nobody can be asked but the person. Connected again, its mailbox is asked once more, and only the person's question stands meanwhile.
/// </summary>
internal sealed class EvidenceStep(ProviderCalls providers, OutboxMoves moves, TimeProvider time)
{
    // A mailbox that cannot be asked in the first minutes after it was connected again is asked at the next connecting.
    private const int MostLateAsks = 6;

    public async ValueTask RunAsync(OutboxRow row, CancellationToken cancel)
    {
        var since = Since(row);
        var answer = await providers.AskAsync(row.AccountId, (provider, account) => provider.FindSentAsync(Question(row, account), cancel), cancel);
        Failpoint.Hit("outbox.evidence.returned");
        var age = time.GetUtcNow() - since;
        if (answer.IsDisconnected)
            await GiveUpAsync(row, "its account was disconnected before there was evidence whether it went out", row.Asks);
        else if (answer.Value is not { } found)
            await WaitAsync(row, IsLate(row) ? row.Asks + 1 >= MostLateAsks : age >= SendTimes.UnreachableGrace, $"the provider could not be asked: {answer.Reason}", answer.RetryAfter);
        else if (found.Found == SentEvidence.None)
            await WaitAsync(row, age >= SendTimes.Grace, "no trace of it was found", null);
        else if (found.Found == SentEvidence.Sent)
            await moves.MoveAsync(row, OutboxEvent.FindSent, With(row, found, new OutboxChange("found by evidence") { Evidence = found.Evidence }));
        // A person who was asked may have sent it again by other means.
        else if (!IsLate(row) && moves.IsWorthTrying(row))
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
        var next = time.GetUtcNow() + SendTimes.AskDelay(row.Asks + 1);
        if (!over)
            await moves.PostponeAsync(row, notBefore > next ? notBefore.Value : next, IsLate(row) ? row.Reason : reason, row.Asks + 1);
        else if (IsLate(row))
            await moves.PostponeAsync(row, null, row.Reason, row.Asks + 1);
        else
            await GiveUpAsync(row, reason, row.Asks + 1);
    }

    private async ValueTask GiveUpAsync(OutboxRow row, string reason, int asks)
    {
        var known = string.Create(CultureInfo.InvariantCulture, $"{reason}; asked {asks} {(asks == 1 ? "time" : "times")} since {row.SubmittedAt:yyyy-MM-dd HH:mm} UTC");
        await moves.MoveAsync(row, OutboxEvent.GiveUpSearching, new OutboxChange(known) { Evidence = row.Evidence });
    }

    // A person is asked already.
    private static bool IsLate(OutboxRow row) => row.State == OutboxState.NeedsPerson;

    // Proof is no failure of the provider's: the first time, nothing speaks against trying at once.
    private DateTimeOffset Again(OutboxRow row) => row.Attempts <= 1 ? time.GetUtcNow() : moves.Later(null, row.Attempts - 1);

    private static OutboxChange With(OutboxRow row, FindSentResponse found, OutboxChange change) =>
        change.WithDelivered(found.MessageId).WithThread(found.ThreadId).WithIds(row.ProviderIds, found.Ids);
}
