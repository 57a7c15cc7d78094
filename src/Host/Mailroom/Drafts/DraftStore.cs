using System.Globalization;
using System.Text.Json;
using Assistant.Host.Records;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Events;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>Drafts with every revision they had. Bodies and revisions are sealed under the contact they are for, else under the draft itself.</summary>
internal sealed class DraftStore(Desk desk, Sealer sealer, BlobStore blobs, EventLog events, TimeProvider time)
{
    private const string Table = "draft";

    private const string Select = "SELECT " + RowStamp.Columns
        + ", state, account, contact, sealed_for, recipients, subject, body, provenance, parent_outbox, parent_message_id, about_kind, about_id, outbox FROM draft";

    public static string SubjectOf(string draftId, string? contactId) => contactId is null ? $"draft:{draftId}" : $"contact:{contactId}";

    public static string Holder(string draftId) => $"draft:{draftId}";

    public DraftRow? Find(ReadConnection connection, string id)
    {
        var row = connection.First(Select + " WHERE id = @id AND space = @space AND deleted IS NULL", each => Map(connection, each), ("@id", id), ("@space", desk.Space));
        return row is null ? null : WithAttachments(connection, row);
    }

    /// <exception cref="RpcException">There is none.</exception>
    public DraftRow Get(ReadConnection connection, string id) => Find(connection, id) ?? throw RpcException.NotFound(Table, id);

    /// <summary>Newest change first.</summary>
    public List<DraftRow> List(ReadConnection connection, DraftState? state, int limit, PageCursor? after)
    {
        var rows = connection.Query(
            Select + " WHERE space = @space AND deleted IS NULL AND (state = @state OR (@state IS NULL AND state <> 'closed')) "
            + "AND (changed < @changed OR (changed = @changed AND id < @id)) ORDER BY changed DESC, id DESC LIMIT @limit",
            each => Map(connection, each),
            ("@space", desk.Space), ("@state", state is { } wanted ? EnumText.Of(wanted) : null), ("@limit", limit),
            ("@changed", after is { } last ? long.Parse(last.Key, CultureInfo.InvariantCulture) : long.MaxValue), ("@id", after?.Id ?? ""));
        return rows.ConvertAll(row => WithAttachments(connection, row));
    }

    /// <summary>Where the page that ends at a row goes on.</summary>
    public static PageCursor After(DraftRow row) =>
        new(row.Stamp.Changed.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Id);

    public void Insert(WriteTransaction transaction, DraftRow row)
    {
        transaction.Execute(
            "INSERT INTO draft(" + RowStamp.Columns + ", state, account, contact, sealed_for, recipients, subject, body, provenance, parent_outbox, parent_message_id, about_kind, about_id) VALUES("
            + RowStamp.Parameters + ", @state, @account, @contact, @for, @recipients, @subject, @body, @provenance, @parent_outbox, @parent_id, @about_kind, @about_id)",
            [
                .. row.Stamp.Arguments, .. Own(transaction, row.Id, row.SealedFor, row.Content), ("@state", EnumText.Of(row.State)), ("@contact", row.ContactId), ("@for", row.SealedFor),
                ("@provenance", Seal(transaction, row)), ("@parent_outbox", row.Parent?.OutboxId), ("@parent_id", row.Parent?.MessageId),
                ("@about_kind", row.About?.Kind), ("@about_id", row.About?.Id),
            ]);
        foreach (var attachment in row.Attachments)
            InsertAttachment(transaction, row.Id, attachment, PositionOf(row.Attachments, attachment));
        InsertRevision(transaction, row.Id, row.SealedFor, row.Stamp.Revision, row.Content);
        events.Append(transaction, "draft.changed", [row.Id], row.Stamp.Revision);
    }

    /// <summary>Writes new content as a new revision; an approved draft is open again, and letting go of its approval is the caller's part.</summary>
    /// <exception cref="RevisionConflictException">The draft is at another revision.</exception>
    public long Change(WriteTransaction transaction, DraftRow row, long expected, DraftContent content)
    {
        var revision = transaction.Update(
            Table, row.Id, expected, desk, time,
            "state = 'open', outbox = NULL, account = @account, recipients = @recipients, subject = @subject, body = @body",
            Own(transaction, row.Id, row.SealedFor, content));
        transaction.Execute("UPDATE attachment SET deleted = @now WHERE draft = @draft AND deleted IS NULL", ("@now", time.GetUtcNow()), ("@draft", row.Id));
        for (var i = 0; i < content.Attachments.Count; i++)
        {
            transaction.Execute(
                "UPDATE attachment SET deleted = NULL, position = @position, changed = @now, revision = revision + 1 WHERE draft = @draft AND id = @id",
                ("@position", i), ("@now", time.GetUtcNow()), ("@draft", row.Id), ("@id", content.Attachments[i]));
        }

        InsertRevision(transaction, row.Id, row.SealedFor, revision, content);
        events.Append(transaction, "draft.changed", [row.Id], revision);
        return revision;
    }

    /// <summary>What the text is made with now; a part of the change that made it.</summary>
    public void SetProvenance(WriteTransaction transaction, DraftRow row) =>
        transaction.Execute("UPDATE draft SET provenance = @provenance WHERE id = @id", ("@provenance", Seal(transaction, row)), ("@id", row.Id));

    /// <summary>Adds a file; the next <see cref="Change"/> names it.</summary>
    public void InsertAttachment(WriteTransaction transaction, string draftId, AttachmentRow attachment, int position)
    {
        var stamp = RowStamp.New(desk, time) with { Id = attachment.Id };
        if (!BlobStore.Hold(transaction, attachment.Blob, Holder(draftId)))
            throw RpcException.NotFound("blob", attachment.Blob);
        transaction.Execute(
            "INSERT INTO attachment(" + RowStamp.Columns + ", draft, position, name, type, size, digest, blob) VALUES(" + RowStamp.Parameters + ", @draft, @position, @name, @type, @size, @digest, @blob)",
            [
                .. stamp.Arguments, ("@draft", draftId), ("@position", position), ("@name", attachment.Name), ("@type", attachment.Type),
                ("@size", attachment.Size), ("@digest", attachment.Digest), ("@blob", attachment.Blob),
            ]);
        if (attachment.Document is { } document)
            InsertDocument(transaction, draftId, attachment, document);
    }

    /// <summary>What becomes of the draft when its message moves in the outbox. Its text is as it was, so this makes no revision to go back to.</summary>
    public void SetState(WriteTransaction transaction, string id, DraftState state, string? outboxId)
    {
        var revision = transaction.Number("SELECT revision FROM draft WHERE id = @id AND deleted IS NULL AND (state <> @state OR outbox IS NOT @outbox)", ("@id", id), ("@state", EnumText.Of(state)), ("@outbox", outboxId));
        if (revision is not { } expected)
            return;
        var next = transaction.Update(Table, id, expected, desk, time, "state = @state, outbox = @outbox", ("@state", EnumText.Of(state)), ("@outbox", outboxId));
        events.Append(transaction, "draft.changed", [id], next);
    }

    /// <summary>Leaves a tombstone without content; what went out of it stays in the outbox.</summary>
    /// <exception cref="RevisionConflictException">The draft is at another revision.</exception>
    public void Delete(WriteTransaction transaction, DraftRow row, long expected)
    {
        var revision = transaction.Delete(Table, row.Id, expected, desk, time, "recipients = '{}', subject = '', body = x'', provenance = NULL");
        transaction.Execute("DELETE FROM draft_revision WHERE draft = @draft", ("@draft", row.Id));
        transaction.Execute("DELETE FROM draft_claim WHERE draft = @draft", ("@draft", row.Id));
        // What may have left with the mail stays known after its draft.
        transaction.Execute(
            "DELETE FROM draft_document WHERE draft = @draft AND (@closed = 0 OR digest NOT IN (SELECT digest FROM attachment WHERE draft = @draft AND deleted IS NULL))",
            ("@draft", row.Id), ("@closed", row.State == DraftState.Closed ? 1 : 0));
        transaction.Execute("DELETE FROM attachment WHERE draft = @draft", ("@draft", row.Id));
        blobs.Release(transaction, Holder(row.Id));
        events.Append(transaction, "draft.changed", [row.Id], revision);
    }

    /// <summary>Earlier texts, newest first; the text at hand is not among them.</summary>
    public List<DraftRevision> History(ReadConnection connection, DraftRow row, int limit)
    {
        var found = connection.Query(
            "SELECT number, created, content FROM draft_revision WHERE draft = @draft ORDER BY number DESC LIMIT @limit",
            each => (Number: each.Long(0), Created: each.Time(1), Content: OpenRevision(connection, row, each.Long(0), each.Bytes(2))),
            ("@draft", row.Id), ("@limit", limit + 1));
        return [.. found.Skip(1).Where(static each => each.Content is not null).Select(static each =>
            new DraftRevision { Revision = each.Number, Changed = each.Created, Subject = each.Content!.Subject, Body = each.Content.Body })];
    }

    /// <summary>The content of one revision; null where there is none.</summary>
    public DraftContent? Revision(ReadConnection connection, DraftRow row, long number)
    {
        var content = connection.First("SELECT content FROM draft_revision WHERE draft = @draft AND number = @number", static each => each.Bytes(0), ("@draft", row.Id), ("@number", number));
        return content is null ? null : OpenRevision(connection, row, number, content);
    }

    private void InsertDocument(WriteTransaction transaction, string draftId, AttachmentRow attachment, AttachedDocument document) => transaction.Execute(
        "INSERT INTO draft_document(draft, digest, document, version, name, created) VALUES(@draft, @digest, @document, @version, @name, @now) "
        + "ON CONFLICT(draft, digest) DO UPDATE SET document = excluded.document, version = excluded.version, name = excluded.name",
        ("@draft", draftId), ("@digest", attachment.Digest), ("@document", document.Id), ("@version", document.Version), ("@name", attachment.Name), ("@now", time.GetUtcNow()));

    private static int PositionOf(IReadOnlyList<AttachmentRow> attachments, AttachmentRow attachment)
    {
        var position = 0;
        while (!ReferenceEquals(attachments[position], attachment))
            position++;
        return position;
    }

    private (string Name, SqlValue Value)[] Own(WriteTransaction transaction, string id, string sealedFor, DraftContent content) =>
    [
        ("@account", content.AccountId),
        ("@recipients", JsonSerializer.Serialize(content.Recipients, MailroomJson.Default.Recipients)),
        ("@subject", content.Subject),
        ("@body", sealer.SealText(transaction, sealedFor, content.Body, $"draft.body:{id}")),
    ];

    private byte[]? Seal(WriteTransaction transaction, DraftRow row) => row.Provenance is null
        ? null
        : sealer.Seal(transaction, row.SealedFor, JsonSerializer.SerializeToUtf8Bytes(row.Provenance, MailroomJson.Default.Provenance), $"draft.provenance:{row.Id}");

    private void InsertRevision(WriteTransaction transaction, string id, string sealedFor, long number, DraftContent content)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(content, MailroomJson.Default.DraftContent);
        transaction.Execute(
            "INSERT INTO draft_revision(" + RowStamp.Columns + ", draft, number, content) VALUES(" + RowStamp.Parameters + ", @draft, @number, @content)",
            [.. RowStamp.New(desk, time).Arguments, ("@draft", id), ("@number", number), ("@content", sealer.Seal(transaction, sealedFor, plain, $"draft.revision:{id}:{number}"))]);
    }

    private DraftContent? OpenRevision(ReadConnection connection, DraftRow row, long number, byte[] content) =>
        sealer.Open(connection, row.SealedFor, content, $"draft.revision:{row.Id}:{number}") is { } plain
            ? JsonSerializer.Deserialize(plain, MailroomJson.Default.DraftContent)
            : null;

    private static DraftRow WithAttachments(ReadConnection connection, DraftRow row)
    {
        var attachments = connection.Query(
            "SELECT a.id, a.name, a.type, a.size, a.digest, a.blob, p.document, p.version, t.title FROM attachment a LEFT JOIN draft_document p ON p.draft = a.draft AND p.digest = a.digest "
            + "LEFT JOIN document t ON t.id = p.document AND t.current > 0 WHERE a.draft = @draft AND a.deleted IS NULL ORDER BY a.position",
            static each => new AttachmentRow(
                each.Text(0), each.Text(1), each.Text(2), each.Long(3), each.Text(4), each.Text(5), each.TextOrNull(6) is { } document ? new AttachedDocument(document, each.Int(7), each.TextOrNull(8)) : null),
            ("@draft", row.Id));
        return row with { Attachments = attachments, Content = row.Content with { Attachments = attachments.ConvertAll(static each => each.Id) } };
    }

    private DraftRow Map(ReadConnection connection, Row row)
    {
        var stamp = RowStamp.Read(row);
        var sealedFor = row.Text(12);
        return new DraftRow
        {
            Stamp = stamp,
            State = EnumText.Parse<DraftState>(row.Text(9)),
            ContactId = row.TextOrNull(11),
            SealedFor = sealedFor,
            Content = new DraftContent
            {
                AccountId = row.Text(10),
                Recipients = JsonSerializer.Deserialize(row.Text(13), MailroomJson.Default.Recipients)!,
                Subject = row.Text(14),
                Body = sealer.OpenText(connection, sealedFor, row.Bytes(15), $"draft.body:{stamp.Id}") ?? "",
                Attachments = [],
            },
            Attachments = [],
            Provenance = row.BytesOrNull(16) is { } provenance && sealer.Open(connection, sealedFor, provenance, $"draft.provenance:{stamp.Id}") is { } plain
                ? JsonSerializer.Deserialize(plain, MailroomJson.Default.Provenance)
                : null,
            Parent = row.TextOrNull(17) is { } ours ? new ParentRef { OutboxId = ours } : row.TextOrNull(18) is { } theirs ? new ParentRef { MessageId = theirs } : null,
            About = row.TextOrNull(19) is { } kind ? new RecordRef(kind, row.Text(20)) : null,
            OutboxId = row.TextOrNull(21),
        };
    }
}
