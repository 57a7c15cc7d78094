using System.Security.Cryptography;
using System.Text;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;

namespace Assistant.Host.Records.Contacts;

/// <summary>Addresses that must not be written to. They are matched as mailboxes, not as text, and outlive their contact.</summary>
internal sealed class SuppressionStore(Books books, ContactStore contacts)
{
    /// <summary>Why the address must not be written to; null where it may.</summary>
    public string? ReasonAgainst(ReadConnection connection, Mailbox mailbox) => connection.Text(
        "SELECT reason FROM suppression WHERE space = @space AND match_key IN (@key, @fingerprint) AND deleted IS NULL",
        ("@space", books.Desk.Space), ("@key", mailbox.MatchKey), ("@fingerprint", Fingerprint(books.Desk.Space, mailbox.MatchKey)));

    public bool IsSuppressed(ReadConnection connection, Mailbox mailbox) => ReasonAgainst(connection, mailbox) is not null;

    /// <summary>The new suppression's id; null where there was one, which stays as it is.</summary>
    public string? Add(WriteTransaction transaction, Mailbox mailbox, string reason)
    {
        if (IsSuppressed(transaction, mailbox))
            return null;
        var stamp = RowStamp.New(books.Desk, books.Time);
        transaction.Execute(
            "INSERT INTO suppression(" + RowStamp.Columns + ", match_key, reason) VALUES(" + RowStamp.Parameters + ", @key, @reason)",
            [.. stamp.Arguments, ("@key", mailbox.MatchKey), ("@reason", reason)]);
        Tell(transaction, mailbox);
        return stamp.Id;
    }

    /// <summary>The id of what was taken back; null where the address was not suppressed.</summary>
    public string? Remove(WriteTransaction transaction, Mailbox mailbox)
    {
        var row = transaction.First(
            "SELECT id, revision FROM suppression WHERE space = @space AND match_key IN (@key, @fingerprint) AND deleted IS NULL",
            static row => (Id: row.Text(0), Revision: row.Long(1)),
            ("@space", books.Desk.Space), ("@key", mailbox.MatchKey), ("@fingerprint", Fingerprint(books.Desk.Space, mailbox.MatchKey)));
        if (row.Id is null)
            return null;
        transaction.Delete("suppression", row.Id, row.Revision, books.Desk, books.Time);
        Tell(transaction, mailbox);
        return row.Id;
    }

    /// <summary>What stands for the address of somebody who was erased: whoever has the address can compare, and nobody reads it from this.</summary>
    public static string Fingerprint(string space, string matchKey) => $"erased:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{space}\n{matchKey}")))}";

    /// <summary>Whether this very suppression still stands.</summary>
    public static bool Stands(ReadConnection connection, string id) => connection.Exists("SELECT 1 FROM suppression WHERE id = @id AND deleted IS NULL", ("@id", id));

    // A contact's answer changes with it, its revision does not: nothing that was typed conflicts.
    private void Tell(WriteTransaction transaction, Mailbox mailbox) =>
        books.Events.Append(transaction, ContactStore.Changed, contacts.FindByAddress(transaction, mailbox) is { } contact ? [contact] : []);
}
