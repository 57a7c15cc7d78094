using System.Globalization;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.FollowUps;

/// <summary>One open follow-up for a contact: the one clock that every plugin sets, moves and closes.</summary>
internal sealed class FollowUpStore(Books books)
{
    private const string Changed = "followUp.changed";

    private const string Table = "follow_up";

    private const string Day = "yyyy-MM-dd";

    private const string Select = "SELECT id, contact, due, reason, revision FROM follow_up";

    public OpenFollowUp? FindOpen(ReadConnection connection, string contactId) => connection.First(
        Select + " WHERE contact = @contact AND space = @space AND closed IS NULL AND deleted IS NULL", Map, ("@contact", contactId), ("@space", books.Desk.Space));

    /// <summary>Open ones, soonest first; all, or those due by a day.</summary>
    public static List<FollowUp> List(ReadConnection connection, Principal viewer, DateOnly? dueBy, int limit) => connection.Query(
        Select + " WHERE " + Visible.Rows + " AND closed IS NULL AND due <= @due ORDER BY due, id LIMIT @limit",
        static row => Map(row).FollowUp,
        [.. Visible.To(viewer), ("@due", Text(dueBy ?? DateOnly.MaxValue)), ("@limit", limit)]);

    /// <summary>Sets the contact's open follow-up, or moves it.</summary>
    public OpenFollowUp Set(WriteTransaction transaction, string contactId, DateOnly due, string reason)
    {
        if (FindOpen(transaction, contactId) is { } open)
        {
            if (open.FollowUp.Due == due && open.FollowUp.Reason == reason)
                return open;
            transaction.Update(Table, open.FollowUp.Id, open.Revision, books.Desk, books.Time, "due = @due, reason = @reason", ("@due", Text(due)), ("@reason", reason));
        }
        else
        {
            var stamp = RowStamp.New(books.Desk, books.Time);
            transaction.Execute(
                "INSERT INTO follow_up(" + RowStamp.Columns + ", contact, due, reason) VALUES(" + RowStamp.Parameters + ", @contact, @due, @reason)",
                [.. stamp.Arguments, ("@contact", contactId), ("@due", Text(due)), ("@reason", reason)]);
        }

        Tell(transaction, contactId);
        return FindOpen(transaction, contactId)!;
    }

    /// <summary>What was closed; null where nothing was open.</summary>
    public OpenFollowUp? Close(WriteTransaction transaction, string contactId, string reason)
    {
        if (FindOpen(transaction, contactId) is not { } open)
            return null;
        transaction.Update(Table, open.FollowUp.Id, open.Revision, books.Desk, books.Time, "closed = @closed, closed_reason = @why", ("@closed", books.Time.GetUtcNow()), ("@why", reason));
        Tell(transaction, contactId);
        return open;
    }

    /// <summary>Takes a follow-up away as if it had never been set.</summary>
    /// <exception cref="RevisionConflictException">It is at another revision.</exception>
    public void Remove(WriteTransaction transaction, OpenFollowUp open)
    {
        transaction.Delete(Table, open.FollowUp.Id, open.Revision, books.Desk, books.Time);
        Tell(transaction, open.FollowUp.ContactId);
    }

    internal static string Text(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    private void Tell(WriteTransaction transaction, string contactId) => books.Events.Append(transaction, Changed, [contactId]);

    private static OpenFollowUp Map(Row row) => new(
        new FollowUp
        {
            Id = row.Text(0),
            ContactId = row.Text(1),
            Due = DateOnly.ParseExact(row.Text(2), Day, CultureInfo.InvariantCulture),
            Reason = row.Text(3),
        },
        row.Long(4));
}
