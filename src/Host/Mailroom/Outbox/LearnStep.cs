using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Sent, under a Message-ID that its provider gave and could not yet say: asked again, because replies cite it. Our own would be a wrong one.</summary>
internal sealed class LearnStep(ProviderCalls providers, OutboxMoves moves, TimeProvider time)
{
    public async ValueTask RunAsync(OutboxRow row, CancellationToken cancel)
    {
        var answer = await providers.AskAsync(row.AccountId, (provider, account) => provider.FindSentAsync(EvidenceStep.Question(row, account), cancel), cancel);
        var next = time.GetUtcNow() + SendTimes.AskDelay(row.Asks + 1);
        if (answer.Value is { Found: SentEvidence.Sent, MessageId: { } known })
            await moves.LearnAsync(row, known);
        else if (time.GetUtcNow() - EvidenceStep.Since(row) >= SendTimes.UnreachableGrace)
            await moves.LearnAsync(row, OutboxRow.NoMessageId);
        else
            await moves.PostponeAsync(row, answer.RetryAfter > next ? answer.RetryAfter.Value : next, row.Reason, row.Asks + 1);
    }
}
