using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Outbox rows as clients see them, with why they stand where they stand and what a person can do.</summary>
internal sealed class OutboxReader(AccountStore accounts, Uploads uploads)
{
    public OutboxItem Read(ReadConnection connection, OutboxRow row)
    {
        var paused = row.Wake is null || row.State == OutboxState.NeedsPerson || OutboxMachine.IsFinal(row.State) ? null : Pause(accounts.Find(connection, row.AccountId));
        return new OutboxItem
        {
            Id = row.Id,
            Revision = row.Stamp.Revision,
            DraftId = row.DraftId,
            AccountId = row.AccountId,
            ContactId = row.ContactId,
            To = row.Recipients.To,
            Subject = row.Subject,
            State = row.State,
            Since = row.Since,
            NotBefore = row.NotBefore,
            ApprovedBy = Desk.PersonName(connection, row.ApprovedBy),
            ApprovedAt = row.ApprovedAt,
            Hash = row.Hash,
            Submissions = row.Submissions,
            MessageId = row.FinalMessageId,
            Progress = uploads.Find(row.Id),
            Reason = paused?.Reason ?? row.Reason,
            Evidence = row.Evidence,
            NextStep = paused?.NextStep ?? NextStep(connection, row),
            LeftToYou = row.LeftBehind ?? (row is { State: OutboxState.Refused or OutboxState.Cancelled, Wake: not null, Asks: > 0 } ? "Its draft in the mailbox is still there; taking it away is tried again." : null),
        };
    }

    private static (string Reason, string NextStep)? Pause(AccountRow? account) => account?.State switch
    {
        AccountState.Active => null,
        AccountState.NeedsSetup => ($"waits for its account: {account.Need?.Message ?? "it wants something first"}", account.Need?.Remedy ?? "Connect the account again."),
        _ => ("waits for its account, which is disconnected", "Connect the account again, or cancel the message."),
    };

    private string? NextStep(ReadConnection connection, OutboxRow row) => row.State switch
    {
        OutboxState.Refused => "Read the reason; retry makes a new draft of it.",
        OutboxState.NeedsPerson when accounts.Find(connection, row.AccountId) is { State: AccountState.Disconnected } =>
            "Look for it in the mailbox's Sent folder, then say whether it was sent. Where you connect the account again, its mailbox is asked once more.",
        OutboxState.NeedsPerson => "Look for it in the mailbox's Sent folder, then say whether it was sent.",
        OutboxState.Quarantined => "Release it to send it after all, or cancel it.",
        _ => null,
    };
}
