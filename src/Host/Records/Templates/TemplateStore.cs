using System.Text.Json;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Templates;

/// <summary>Templates and every text they ever had: a draft remembers which one it was made from.</summary>
internal sealed class TemplateStore(Books books)
{
    private const string Table = "template";

    private const string Changed = "template.changed";

    private const string Select =
        """
        SELECT t.id, t.revision, v.version, t.name, v.subject, v.body, v.variables, t.changed, t.name_key, v.voice
        FROM template t JOIN template_version v ON v.template = t.id
        """;

    /// <exception cref="RpcException">There is none.</exception>
    public Template Get(ReadConnection connection, string id) => connection.First(
        Select + " AND v.version = t.version WHERE t.id = @id AND t.space = @space AND t.deleted IS NULL", Map, ("@id", id), ("@space", books.Desk.Space))
        ?? throw RpcException.NotFound(Table, id);

    /// <summary>A text as it was saved; null where the template never had that version, or is deleted.</summary>
    public Template? FindVersion(ReadConnection connection, string id, int version) => connection.First(
        Select + " WHERE t.id = @id AND v.version = @version AND t.space = @space AND t.deleted IS NULL", Map,
        ("@id", id), ("@version", version), ("@space", books.Desk.Space));

    /// <summary>By name, then id.</summary>
    public static TemplateListResponse List(ReadConnection connection, Principal viewer, int limit, PageCursor? after)
    {
        var rows = connection.Query(
            Select + " AND v.version = t.version WHERE " + Visible.Rows + " AND (t.name_key, t.id) > (@key, @id) ORDER BY t.name_key, t.id LIMIT @limit",
            static row => (Template: Map(row), Key: row.Text(8)),
            [.. Visible.To(viewer), ("@key", after?.Key ?? ""), ("@id", after?.Id ?? ""), ("@limit", limit + 1)]);
        var more = rows.Count > limit;
        if (more)
            rows.RemoveAt(limit);
        return new TemplateListResponse
        {
            Templates = rows.ConvertAll(static row => row.Template),
            Next = more ? new PageCursor(rows[^1].Key, rows[^1].Template.Id).Text : null,
        };
    }

    /// <summary>Makes a template, or the next version of one.</summary>
    /// <exception cref="RevisionConflictException">The template is at another revision.</exception>
    public Template Save(WriteTransaction transaction, TemplateSaveRequest request, IReadOnlyList<TemplateVariable> variables)
    {
        if (request.Id is not { } id)
        {
            var stamp = RowStamp.New(books.Desk, books.Time);
            transaction.Execute(
                "INSERT INTO template(" + RowStamp.Columns + ", name, name_key, version) VALUES(" + RowStamp.Parameters + ", @name, @name_key, 1)",
                [.. stamp.Arguments, ("@name", request.Name), ("@name_key", Folded.Of(request.Name))]);
            id = stamp.Id;
        }
        else
        {
            transaction.Update(
                Table, id, request.Revision!.Value, books.Desk, books.Time, "name = @name, name_key = @name_key, version = version + 1",
                ("@name", request.Name), ("@name_key", Folded.Of(request.Name)));
        }

        transaction.Execute(
            """
            INSERT INTO template_version(template, version, subject, body, variables, created, voice)
            SELECT id, version, @subject, @body, @variables, @now,
              COALESCE(@voice, (SELECT before.voice FROM template_version before WHERE before.template = @id AND before.version = template.version - 1), '')
            FROM template WHERE id = @id
            """,
            ("@id", id), ("@subject", request.Subject), ("@body", request.Body), ("@now", books.Time.GetUtcNow()),
            ("@variables", JsonSerializer.Serialize(variables, RecordsJson.Default.IReadOnlyListTemplateVariable)),
            ("@voice", request.Voice is not { } voice ? null : voice.SaysNothing() ? "" : JsonSerializer.Serialize(voice, RecordsJson.Default.Voice)));
        var saved = Get(transaction, id);
        books.Events.Append(transaction, Changed, [id], saved.Revision);
        return saved;
    }

    /// <summary>Leaves a tombstone; its texts go.</summary>
    /// <exception cref="RevisionConflictException">The template is at another revision.</exception>
    public void Delete(WriteTransaction transaction, string id, long revision)
    {
        var next = transaction.Delete(Table, id, revision, books.Desk, books.Time, "name = '', name_key = ''");
        transaction.Execute("DELETE FROM template_version WHERE template = @id", ("@id", id));
        books.Events.Append(transaction, Changed, [id], next);
    }

    private static Template Map(Row row) => new()
    {
        Id = row.Text(0),
        Revision = row.Long(1),
        Version = row.Int(2),
        Name = row.Text(3),
        Subject = row.Text(4),
        Body = row.Text(5),
        Variables = JsonSerializer.Deserialize(row.Text(6), RecordsJson.Default.IReadOnlyListTemplateVariable)!,
        Changed = row.Time(7),
        Voice = row.Text(9) is { Length: > 0 } voice ? JsonSerializer.Deserialize(voice, RecordsJson.Default.Voice) : null,
    };
}
