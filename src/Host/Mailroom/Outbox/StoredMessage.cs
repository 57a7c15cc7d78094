using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Storage;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Reads a stored message for sending, each time from the blob and each time against the approval.</summary>
internal sealed class StoredMessage(Database database, Vault vault, AccountStore accounts)
{
    /// <summary>The bytes, or why they must not be sent.</summary>
    public (byte[]? Bytes, string? Fault) Read(OutboxRow row)
    {
        if (row.Vault is not { } entry)
            return (null, "there is no stored message");
        var (hash, sender) = database.Read(connection => (ApprovalStore.ValidHash(connection, row.Id), accounts.Find(connection, row.AccountId)?.From.Address));
        if (hash is null || hash != row.Hash)
            return (null, "there is no valid approval for it");
        if (sender != entry.Envelope.From)
            return (null, "the account's address is not the sender's any more");
        byte[]? bytes;
        try
        {
            bytes = vault.Read(entry);
        }
        catch (StorageException error) when (error.Fault == StorageFault.Corrupt)
        {
            return (null, "the stored message was changed outside the program");
        }

        if (bytes is null)
            return (null, "the stored message was erased");
        return MessageCheck.Fault(bytes, entry.Digest, entry.Envelope, entry.Marks, row.AccountId, row.Parent, hash) is { } fault ? (null, fault) : (bytes, null);
    }
}
