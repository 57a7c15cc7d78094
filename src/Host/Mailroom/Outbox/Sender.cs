using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Storage;
using Microsoft.Extensions.Logging;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>
/// Takes the messages of one account through the outbox, one at a time, each step in a transaction of its own.
/// At most one <see cref="DrainAsync"/> may run for an account: a row found <c>submitting</c> there is one whose outcome was lost.
/// </summary>
internal sealed partial class Sender(Database database, ClaimStep claim, StageStep stage, SubmitStep submit, EvidenceStep evidence, UnstageStep unstage, LearnStep learn, OutboxMoves moves, TimeProvider time, ILogger<Sender> logger)
{
    /// <summary>Works until nothing of the account is due. Cancelling stops between steps, never within a request to send.</summary>
    public async Task DrainAsync(string accountId, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested && database.Read(connection => OutboxStore.Due(connection, accountId, time.GetUtcNow())) is { } row)
        {
            try
            {
                await StepAsync(row, cancel);
            }
            catch (RevisionConflictException)
            {
                // A person was faster (a cancel, an edit); the row is read again as it is now.
                LogOvertaken(logger, row.Id);
            }
        }
    }

    /// <summary>What the last run of the host left half done: whatever may have been sent is unknown from here on.</summary>
    public void Recover() => moves.Restart();

    private ValueTask StepAsync(OutboxRow row, CancellationToken cancel) => row.State switch
    {
        OutboxState.Approved or OutboxState.Claimed or OutboxState.Staged when moves.Missed(row) is { } reason => moves.QuarantineAsync(row, reason),
        OutboxState.Approved => claim.RunAsync(row, cancel),
        OutboxState.Claimed => stage.RunAsync(row, cancel),
        OutboxState.Staged => submit.RunAsync(row, cancel),
        OutboxState.Submitting => moves.LoseSightAsync(row, "the outcome could not be written down; looking for evidence"),
        OutboxState.Unknown or OutboxState.NeedsPerson => evidence.RunAsync(row, cancel),
        OutboxState.Sent => learn.RunAsync(row, cancel),
        OutboxState.Refused or OutboxState.Cancelled => unstage.RunAsync(row, cancel),
        _ => throw new InvalidOperationException($"A message that is {row.State} waits for nothing."),
    };

    [LoggerMessage(1101, LogLevel.Debug, "Outbox item {Id} changed while it was being looked at.")]
    private static partial void LogOvertaken(ILogger logger, string id);
}
