using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>
/// Staged to its outcome: the one request to send. <c>submitting</c> is durable before the provider is called; from there on no token can stop
/// it, and whatever is not a clear answer is unknown.
/// </summary>
internal sealed partial class SubmitStep(
    StoredMessage stored, AccountStore accounts, ProviderCalls calls, Uploads uploads, OutboxMoves moves, TimeProvider time, ILogger<SubmitStep> logger)
{
    public async ValueTask RunAsync(OutboxRow row, CancellationToken cancel)
    {
        var read = stored.Read(row);
        if (read.Fault is { } fault)
        {
            await moves.RejectAsync(row, fault);
            return;
        }

        // Found before the point of no return, so that a plugin that cannot be started is a reason to wait and not an unknown outcome.
        var found = await calls.AskAsync(row.AccountId, static (provider, account) => new ValueTask<Ready>(new Ready(provider, account)), cancel);
        if (found.Value is not { } ready)
        {
            await moves.PutBackAsync(row, found.Reason!, found.RetryAfter);
            return;
        }

        cancel.ThrowIfCancellationRequested();
        var submitting = await moves.MoveAsync(row, OutboxEvent.Submit, new OutboxChange { Wake = time.GetUtcNow() }.WithSubmission(time.GetUtcNow(), row.Attempts + 1));
        var answer = await SubmitAsync(ready, submitting, read.Bytes!);
        Failpoint.Hit("outbox.submit.returned");
        await RecordAsync(submitting, answer);
    }

    private async ValueTask<SubmitResponse> SubmitAsync(Ready ready, OutboxRow row, byte[] bytes)
    {
        var entry = row.Vault!;
        var request = new SubmitRequest
        {
            Account = ready.Account,
            OutboxId = row.Id,
            Envelope = entry.Envelope,
            Message = Vault.Carry(entry, bytes),
            ThreadId = row.ThreadId,
            Ids = row.ProviderIds,
        };
        await using var upload = uploads.Listen(row.Id);
        try
        {
            return await PatientlyAsync(ready.Provider.SubmitAsync(request, upload, CancellationToken.None).AsTask(), upload);
        }
        catch (TimeoutException)
        {
            return Lost("the provider did not answer");
        }
        catch (Exception error)
        {
            // Whatever was thrown, bytes may have left before it: only the provider's own word is proof that none did.
            LogFailed(logger, row.Id, error);
            return Lost(error is RpcException told ? told.Message : "the provider failed while sending");
        }
    }

    // A slow line that still takes bytes is no provider that does not answer.
    private async Task<SubmitResponse> PatientlyAsync(Task<SubmitResponse> submitting, Uploads.Listener upload)
    {
        while (true)
        {
            var given = upload.Most;
            try
            {
                return await submitting.WaitAsync(SendTimes.SubmitLimit, time);
            }
            catch (TimeoutException) when (!submitting.IsCompleted && upload.Most > given)
            {
            }
        }
    }

    private async ValueTask RecordAsync(OutboxRow row, SubmitResponse answer)
    {
        var (what, wake) = answer switch
        {
            { Outcome: SubmitOutcome.Accepted } => (OutboxEvent.Accept, answer is { MessageIdLater: true, MessageId: null } ? time.GetUtcNow() + SendTimes.AskDelay(1) : (DateTimeOffset?)null),
            // However long that takes: the wait for the user is none of trying.
            { Outcome: SubmitOutcome.Refused, Remedy: not null } => (OutboxEvent.RefuseForNow, moves.Later(answer.RetryAfter, row.Attempts)),
            { Outcome: SubmitOutcome.Refused, MayRetry: true } when moves.IsWorthTrying(row) => (OutboxEvent.RefuseForNow, moves.Later(answer.RetryAfter, row.Attempts)),
            { Outcome: SubmitOutcome.Refused } => (OutboxEvent.Refuse, null),
            _ => (OutboxEvent.LoseSight, time.GetUtcNow()),
        };
        var reason = what == OutboxEvent.Accept ? null : answer.Reason ?? "the provider gave no reason";
        var change = new OutboxChange(reason) { Wake = wake, Evidence = answer.Evidence }.WithDelivered(answer.MessageId).WithThread(answer.ThreadId).WithIds(row.ProviderIds, answer.Ids);
        await moves.MoveAsync(row, what, what == OutboxEvent.RefuseForNow ? moves.NotBefore(change, answer.RetryAfter) : change, await PauseAsync(row, answer));
    }

    // With the message, so that no crash leaves it to be tried in vain.
    private async ValueTask<Action<WriteTransaction>?> PauseAsync(OutboxRow row, SubmitResponse answer)
    {
        if (answer is not { Outcome: SubmitOutcome.Refused, Remedy: { } remedy })
            return null;
        var need = await calls.NeedAsync(row.AccountId, answer.Reason ?? "It is not allowed to send", remedy);
        return transaction => accounts.NeedsSetup(transaction, row.AccountId, need);
    }

    private static SubmitResponse Lost(string reason) => new() { Outcome = SubmitOutcome.Unknown, Reason = reason, Evidence = [] };

    [LoggerMessage(1103, LogLevel.Warning, "Sending outbox item {Id} ended without an answer.")]
    private static partial void LogFailed(ILogger logger, string id, Exception error);

    private sealed record Ready(IMailProvider Provider, ProviderAccount Account);
}
