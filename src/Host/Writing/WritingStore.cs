using System.Text.Json;
using Assistant.Host.Mailroom;
using Assistant.Host.Records;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing;

/// <summary>Writings, running and done. Their texts and sources are sealed under the contact they are about, else under the record they are for.</summary>
internal sealed class WritingStore(Books books, Sealer sealer)
{
    private const string Table = "writing";

    private const string Changed = "writing.changed";

    private const string Select = "SELECT " + RowStamp.Columns + ", task, state, contact, about_kind, about_id, draft, draft_revision, proposal, content FROM writing";

    /// <exception cref="RpcException">There is none.</exception>
    public WritingRow Get(ReadConnection connection, string id) =>
        connection.First(Select + " WHERE id = @id AND space = @space AND deleted IS NULL", row => Map(connection, row), ("@id", id), ("@space", books.Desk.Space))
        ?? throw RpcException.NotFound(Table, id);

    /// <summary>Newest first; one more than the limit where there are more.</summary>
    public List<WritingRow> List(ReadConnection connection, Principal viewer, string? contactId, RecordRef? about, int limit, PageCursor? after) => connection.Query(
        Select + " WHERE " + Visible.Rows + " AND (@contact IS NULL OR contact = @contact) AND (@about_kind IS NULL OR about_kind = @about_kind AND about_id = @about_id) AND id < @before ORDER BY id DESC LIMIT @limit",
        row => Map(connection, row),
        [.. Visible.To(viewer), ("@contact", contactId), ("@about_kind", about?.Kind), ("@about_id", about?.Id), ("@before", after?.Id ?? "~"), ("@limit", limit + 1)]);

    public List<WritingRow> Running(ReadConnection connection) =>
        connection.Query(Select + " WHERE state = 'running' AND space = @space AND deleted IS NULL", row => Map(connection, row), ("@space", books.Desk.Space));

    /// <summary>One that begins, not yet stored.</summary>
    public WritingRow New(WritingTask task, string? contactId, RecordRef? about, string? draftId) =>
        new() { Stamp = RowStamp.New(books.Desk, books.Time), Task = task, State = WritingState.Running, ContactId = contactId, About = about, DraftId = draftId };

    public void Insert(WriteTransaction transaction, WritingRow row)
    {
        transaction.Execute(
            "INSERT INTO writing(" + RowStamp.Columns + ", task, state, contact, about_kind, about_id, sealed_for, draft, content) VALUES(" + RowStamp.Parameters + ", @task, @state, @contact, @about_kind, @about_id, @for, @draft, @content)",
            [
                .. row.Stamp.Arguments, ("@task", EnumText.Of(row.Task)), ("@state", EnumText.Of(row.State)), ("@contact", row.ContactId), ("@about_kind", row.About?.Kind), ("@about_id", row.About?.Id),
                ("@for", row.SealedFor), ("@draft", row.DraftId), ("@content", Seal(transaction, row, row.Content)),
            ]);
        books.Events.Append(transaction, Changed, [row.Id], row.Stamp.Revision);
    }

    /// <summary>What became of one that ran.</summary>
    public WritingRow Finish(WriteTransaction transaction, WritingRow row)
    {
        var revision = transaction.Update(
            Table, row.Id, row.Stamp.Revision, books.Desk, books.Time, "state = @state, draft = @draft, draft_revision = @draft_revision, proposal = @proposal, content = @content",
            ("@state", EnumText.Of(row.State)), ("@draft", row.DraftId), ("@draft_revision", row.DraftRevision), ("@proposal", row.ProposalId), ("@content", Seal(transaction, row, row.Content)));
        books.Events.Append(transaction, Changed, [row.Id], revision);
        return Get(transaction, row.Id);
    }

    /// <summary>Leaves a tombstone without content.</summary>
    public void Delete(WriteTransaction transaction, WritingRow row)
    {
        var revision = transaction.Delete(Table, row.Id, row.Stamp.Revision, books.Desk, books.Time, "content = x'', draft = NULL, draft_revision = NULL, proposal = NULL");
        books.Events.Append(transaction, Changed, [row.Id], revision);
    }

    private byte[] Seal(WriteTransaction transaction, WritingRow row, WritingContent content) =>
        sealer.Seal(transaction, row.SealedFor, JsonSerializer.SerializeToUtf8Bytes(content, WritingStorage.Default.WritingContent), Place(row.Id));

    private WritingRow Map(ReadConnection connection, Row row)
    {
        var found = new WritingRow
        {
            Stamp = RowStamp.Read(row),
            Task = EnumText.Parse<WritingTask>(row.Text(9)),
            State = EnumText.Parse<WritingState>(row.Text(10)),
            ContactId = row.TextOrNull(11),
            About = row.TextOrNull(12) is { } kind ? new RecordRef(kind, row.Text(13)) : null,
            DraftId = row.TextOrNull(14),
            DraftRevision = row.LongOrNull(15),
            ProposalId = row.TextOrNull(16),
        };
        return sealer.Open(connection, found.SealedFor, row.Bytes(17), Place(found.Id)) is { } plain
            ? found with { Content = JsonSerializer.Deserialize(plain, WritingStorage.Default.WritingContent)! }
            : found;
    }

    private static string Place(string id) => $"writing.content:{id}";
}
