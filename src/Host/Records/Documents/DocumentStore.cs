using System.Globalization;
using System.Text.Json;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Documents;

/// <summary>Documents, what they are about, and their versions. Bytes are blobs that the document holds.</summary>
internal sealed class DocumentStore(Books books, Sealer sealer, BlobStore blobs)
{
    public const string Table = "document";

    private const string Changed = "document.changed";

    private const string Select = "SELECT " + RowStamp.Columns + ", kind, title, sealed_for, current FROM document";

    private const string SelectVersion = "SELECT number, origin, type, size, digest, file_name, parent, writing, blob, created FROM document_version WHERE document = @id";

    private const string Deleted = "space = @space AND (owner = @viewer OR visibility = 'space') AND deleted IS NOT NULL AND current > 0";

    /// <exception cref="RpcException">There is none.</exception>
    public DocumentRow Get(ReadConnection connection, string id) => Find(connection, id, " AND deleted IS NULL") ?? throw RpcException.NotFound(Table, id);

    /// <summary>One that was deleted and can be brought back; null where there is none.</summary>
    public DocumentRow? FindDeleted(ReadConnection connection, string id) => Find(connection, id, " AND deleted IS NOT NULL AND current > 0");

    /// <summary>Newest change first, each with its current version; one more than the limit where there are more.</summary>
    public static List<DocumentRow> List(ReadConnection connection, Principal viewer, DocumentListRequest request, int limit, PageCursor? after)
    {
        var before = after is { } cursor && long.TryParse(cursor.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var changed) ? changed : long.MaxValue;
        var rows = connection.Query(
            Select + " WHERE " + (request.Deleted ? Deleted : Visible.Rows)
            + " AND (changed, id) < (@before, @id) AND (@kind IS NULL OR kind = @kind) AND (@query = '' OR instr(title_key, @query) > 0)"
            + " AND (@about_kind IS NULL OR EXISTS (SELECT 1 FROM document_about a WHERE a.document = document.id AND a.kind = @about_kind AND a.record = @about_id))"
            + " ORDER BY changed DESC, id DESC LIMIT @limit",
            Map,
            [
                .. Visible.To(viewer), ("@before", before), ("@id", after?.Id ?? "~"), ("@kind", request.Kind is { } kind ? Word(kind) : null),
                ("@query", Folded.Of(request.Query ?? "")), ("@about_kind", request.About?.Kind), ("@about_id", request.About?.Id), ("@limit", limit + 1),
            ]);
        return rows.ConvertAll(row => row with { About = About(connection, row.Id), Versions = [Version(connection, row.Id, row.Current)!] });
    }

    /// <summary>Those of a kind about a record, newest change first, each with its current version.</summary>
    public static List<DocumentRow> About(ReadConnection connection, RecordRef about, DocumentKind kind, int limit) => connection.Query(
        Select + " WHERE deleted IS NULL AND kind = @kind AND id IN (SELECT a.document FROM document_about a WHERE a.kind = @about_kind AND a.record = @about_id)"
        + " ORDER BY changed DESC, id DESC LIMIT @limit",
        Map, ("@kind", Word(kind)), ("@about_kind", about.Kind), ("@about_id", about.Id), ("@limit", limit))
        .ConvertAll(row => row with { About = [about], Versions = [Version(connection, row.Id, row.Current)!] });

    public static PageCursor After(DocumentRow row) => new(row.Stamp.Changed.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Id);

    /// <summary>A version; null where the document has none of that number.</summary>
    public static VersionRow? Version(ReadConnection connection, string id, int number) =>
        connection.First(SelectVersion + " AND number = @number", MapVersion, ("@id", id), ("@number", number));

    public static string Holder(string id) => $"document:{id}";

    /// <exception cref="InvalidOperationException">The bytes went before their row was written.</exception>
    public DocumentRow Insert(WriteTransaction transaction, DocumentRow row)
    {
        transaction.Execute(
            "INSERT INTO document(" + RowStamp.Columns + ", kind, title, title_key, sealed_for, current) VALUES(" + RowStamp.Parameters + ", @kind, @title, @key, @for, @current)",
            [.. row.Stamp.Arguments, ("@kind", Word(row.Kind)), ("@title", row.Title), ("@key", Folded.Of(row.Title)), ("@for", row.SealedFor), ("@current", row.Current)]);
        foreach (var about in row.About)
            InsertAbout(transaction, row.Id, about);
        foreach (var version in row.Versions)
            InsertVersion(transaction, row.Id, version);
        books.Events.Append(transaction, Changed, [row.Id], row.Stamp.Revision);
        return Get(transaction, row.Id);
    }

    /// <summary>Adds a version and makes it the current one.</summary>
    public DocumentRow Add(WriteTransaction transaction, DocumentRow row, long expected, VersionRow version)
    {
        InsertVersion(transaction, row.Id, version);
        return Change(transaction, row.Id, expected, "current = @current", ("@current", version.Number));
    }

    public DocumentRow Rename(WriteTransaction transaction, DocumentRow row, long expected, string title) =>
        Change(transaction, row.Id, expected, "title = @title, title_key = @key", ("@title", title), ("@key", Folded.Of(title)));

    public DocumentRow Link(WriteTransaction transaction, DocumentRow row, long expected, RecordRef about)
    {
        InsertAbout(transaction, row.Id, about);
        return Change(transaction, row.Id, expected, "current = current");
    }

    public DocumentRow Unlink(WriteTransaction transaction, DocumentRow row, long expected, RecordRef about)
    {
        transaction.Execute("DELETE FROM document_about WHERE document = @id AND kind = @kind AND record = @record", ("@id", row.Id), ("@kind", about.Kind), ("@record", about.Id));
        return Change(transaction, row.Id, expected, "current = current");
    }

    /// <summary>The same document under another subject's key.</summary>
    /// <param name="transaction">Where it is written.</param>
    /// <param name="row">As it was read.</param>
    /// <param name="subject">Whose it is from here on.</param>
    /// <param name="moved">Each version's number with the address of its bytes, sealed for that subject.</param>
    public void Reseal(WriteTransaction transaction, DocumentRow row, string subject, IReadOnlyDictionary<int, string> moved)
    {
        blobs.Release(transaction, Holder(row.Id));
        foreach (var version in row.Versions)
        {
            var text = ReadText(transaction, row, version.Number);
            Hold(transaction, row.Id, moved[version.Number]);
            transaction.Execute(
                "UPDATE document_version SET blob = @blob, text = @text WHERE document = @id AND number = @number",
                ("@blob", moved[version.Number]), ("@text", text is null ? default : sealer.Seal(transaction, subject, text, Place(row.Id, version.Number))), ("@id", row.Id), ("@number", version.Number));
        }

        transaction.Execute("UPDATE document SET sealed_for = @for WHERE id = @id", ("@for", subject), ("@id", row.Id));
    }

    /// <summary>What was read out of a version's bytes; null where nothing was yet.</summary>
    public ReadText? Text(ReadConnection connection, DocumentRow row, int number) =>
        ReadText(connection, row, number) is { } plain ? JsonSerializer.Deserialize(plain, RecordsJson.Default.ReadText) : null;

    /// <summary>Keeps it beside the bytes; it makes no new revision, because the document is what it was.</summary>
    public void KeepText(WriteTransaction transaction, DocumentRow row, int number, ReadText text)
    {
        if (Find(transaction, row.Id, "") is { } now && now.SealedFor == row.SealedFor && now.Current > 0)
            transaction.Execute("UPDATE document_version SET text = @text WHERE document = @id AND number = @number", ("@text", SealText(transaction, row, number, text)), ("@id", row.Id), ("@number", number));
    }

    /// <summary>Puts it away with all it has.</summary>
    public void Delete(WriteTransaction transaction, string id, long expected) =>
        books.Events.Append(transaction, Changed, [id], transaction.Delete(Table, id, expected, books.Desk, books.Time));

    public DocumentRow Undelete(WriteTransaction transaction, DocumentRow row)
    {
        transaction.Execute(
            "UPDATE document SET deleted = NULL, revision = revision + 1, changed = @now, device = @device WHERE id = @id AND deleted IS NOT NULL",
            ("@now", books.Time.GetUtcNow()), ("@device", books.Desk.Device), ("@id", row.Id));
        books.Events.Append(transaction, Changed, [row.Id], row.Stamp.Revision + 1);
        return Get(transaction, row.Id);
    }

    /// <summary>Takes out what was deleted before a time; tombstones stay. How many there were.</summary>
    public int Purge(WriteTransaction transaction, DateTimeOffset before)
    {
        var gone = transaction.Query("SELECT id FROM document WHERE deleted < @before AND current > 0", static row => row.Text(0), ("@before", before));
        foreach (var id in gone)
            Empty(transaction, id);
        return gone.Count;
    }

    /// <summary>Leaves of a document a tombstone without a word of it, deleted or not.</summary>
    public void Empty(WriteTransaction transaction, string id)
    {
        transaction.Execute("DELETE FROM document_version WHERE document = @id", ("@id", id));
        transaction.Execute("DELETE FROM document_about WHERE document = @id", ("@id", id));
        transaction.Execute("UPDATE document SET title = '', title_key = '', current = 0, deleted = coalesce(deleted, @now) WHERE id = @id", ("@now", books.Time.GetUtcNow()), ("@id", id));
        blobs.Release(transaction, Holder(id));
    }

    private byte[]? ReadText(ReadConnection connection, DocumentRow row, int number) =>
        connection.First("SELECT text FROM document_version WHERE document = @id AND number = @number", static each => each.BytesOrNull(0), ("@id", row.Id), ("@number", number)) is { } text
            ? sealer.Open(connection, row.SealedFor, text, Place(row.Id, number))
            : null;

    private byte[] SealText(WriteTransaction transaction, DocumentRow row, int number, ReadText text) =>
        sealer.Seal(transaction, row.SealedFor, JsonSerializer.SerializeToUtf8Bytes(text, RecordsJson.Default.ReadText), Place(row.Id, number));

    private DocumentRow Change(WriteTransaction transaction, string id, long expected, string assignments, params ReadOnlySpan<(string Name, SqlValue Value)> arguments)
    {
        var revision = transaction.Update(Table, id, expected, books.Desk, books.Time, assignments, arguments);
        books.Events.Append(transaction, Changed, [id], revision);
        return Get(transaction, id);
    }

    private static void InsertAbout(WriteTransaction transaction, string id, RecordRef about) => transaction.Execute(
        "INSERT INTO document_about(document, kind, record, position) SELECT @id, @kind, @record, coalesce(max(position), 0) + 1 FROM document_about WHERE document = @id ON CONFLICT DO NOTHING",
        ("@id", id), ("@kind", about.Kind), ("@record", about.Id));

    private static void InsertVersion(WriteTransaction transaction, string id, VersionRow version)
    {
        Hold(transaction, id, version.Blob);
        transaction.Execute(
            "INSERT INTO document_version(document, number, origin, type, size, digest, file_name, parent, writing, blob, created) "
            + "VALUES(@id, @number, @origin, @type, @size, @digest, @file, @parent, @writing, @blob, @created)",
            ("@id", id), ("@number", version.Number), ("@origin", Word(version.Origin)), ("@type", version.Type), ("@size", version.Size), ("@digest", version.Digest),
            ("@file", version.FileName), ("@parent", version.Parent), ("@writing", version.WritingId), ("@blob", version.Blob), ("@created", version.Created));
    }

    private static void Hold(WriteTransaction transaction, string id, string blob)
    {
        if (!BlobStore.Hold(transaction, blob, Holder(id)))
            throw new InvalidOperationException("The document's bytes went before its row was written.");
    }

    private static string Place(string id, int number) => string.Create(CultureInfo.InvariantCulture, $"document.text:{id}:{number}");

    // One word each, so that a column says what the wire says.
    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private DocumentRow? Find(ReadConnection connection, string id, string condition) =>
        connection.First(Select + " WHERE id = @id AND space = @space" + condition, Map, ("@id", id), ("@space", books.Desk.Space)) is { } row
            ? row with { About = About(connection, id), Versions = connection.Query(SelectVersion + " ORDER BY number DESC", MapVersion, ("@id", id)) }
            : null;

    private static List<RecordRef> About(ReadConnection connection, string id) => connection.Query(
        "SELECT kind, record FROM document_about WHERE document = @id ORDER BY position", static row => new RecordRef(row.Text(0), row.Text(1)), ("@id", id));

    private static DocumentRow Map(Row row) => new()
    {
        Stamp = RowStamp.Read(row),
        Kind = Enum.Parse<DocumentKind>(row.Text(9), ignoreCase: true),
        Title = row.Text(10),
        SealedFor = row.Text(11),
        Current = row.Int(12),
    };

    private static VersionRow MapVersion(Row row) => new()
    {
        Number = row.Int(0),
        Origin = Enum.Parse<DocumentOrigin>(row.Text(1), ignoreCase: true),
        Type = row.Text(2),
        Size = row.Long(3),
        Digest = row.Text(4),
        FileName = row.TextOrNull(5),
        Parent = row.IsNull(6) ? null : row.Int(6),
        WritingId = row.TextOrNull(7),
        Blob = row.Text(8),
        Created = row.Time(9),
    };
}
