using System.Globalization;
using System.Text.Json;
using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Records;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Which versions of documents went out with which mail. What nobody knows to have left is among them, and says so.</summary>
internal static class SentDocuments
{
    private const string Mail = "o.id AS outbox, o.since AS at, o.state, o.contact, o.recipients, o.subject, d.about_kind, d.about_id";

    private const string Wanted = """
        o.space = @space AND o.state IN ('sent', 'unknown', 'needsPerson') AND (o.owner = @viewer OR o.visibility = 'space')
        AND (@about_kind IS NULL OR (d.about_kind = @about_kind AND d.about_id = @about_id) OR (@about_kind = 'contact' AND coalesce(o.contact, d.contact) = @about_id)
          OR (d.about_kind IS NULL AND instr(@contacts, '|' || coalesce(o.contact, d.contact) || '|') > 0))
        """;

    // Attached as a document; or as a file that is a version byte for byte, the newest such one that there was when the mail was approved.
    private const string Papers = $"""
        SELECT {Mail}, p.document, p.version, p.digest, p.name, 1 AS chosen
        FROM outbox o JOIN draft d ON d.id = o.draft JOIN draft_document p ON p.draft = o.draft
        WHERE {Wanted} AND (d.deleted IS NOT NULL OR EXISTS (SELECT 1 FROM attachment a WHERE a.draft = o.draft AND a.digest = p.digest AND a.deleted IS NULL))
        UNION ALL
        SELECT {Mail}, v.document, max(v.number), a.digest, a.name, 0
        FROM outbox o JOIN draft d ON d.id = o.draft JOIN attachment a ON a.draft = o.draft AND a.deleted IS NULL JOIN document_version v ON v.digest = a.digest AND v.created <= o.approved_at
        WHERE {Wanted} AND NOT EXISTS (SELECT 1 FROM draft_document p WHERE p.draft = a.draft AND p.digest = a.digest)
        GROUP BY o.id, a.id, v.document
        """;

    private const string Select = $"""
        SELECT s.outbox, s.at, s.state, s.contact, s.recipients, s.subject, s.about_kind, s.about_id, s.document, s.version, s.digest, s.name, s.chosen, t.kind, t.title,
          s.outbox || ':' || s.document || ':' || s.digest AS place
        FROM ({Papers}) s JOIN document t ON t.id = s.document
        WHERE t.space = @space AND (t.owner = @viewer OR t.visibility = 'space') AND (@document IS NULL OR t.id = @document) AND (@kind IS NULL OR t.kind = @kind)
          AND (s.at < @before OR (s.at = @before AND place < @place))
        ORDER BY s.at DESC, place DESC LIMIT @limit
        """;

    public static DocumentSentResponse List(ReadConnection connection, Principal viewer, DocumentSentRequest request)
    {
        var (limit, after) = (PageCursor.Limit(request.Limit), PageCursor.Read(request.Cursor));
        var found = connection.Query(
            Select, static row => (Paper: Map(row), Place: row.Text(15)),
            [
                .. Visible.To(viewer), ("@about_kind", request.About?.Kind), ("@about_id", request.About?.Id), ("@contacts", $"|{string.Join('|', request.Contacts)}|"), ("@document", request.DocumentId),
                ("@kind", request.Kind is { } kind ? EnumText.Of(kind) : null), ("@limit", limit + 1), ("@place", after?.Id ?? ""),
                ("@before", after is { } last ? long.Parse(last.Key, CultureInfo.InvariantCulture) : long.MaxValue),
            ]);
        var page = found[..Math.Min(limit, found.Count)];
        return new DocumentSentResponse
        {
            Sent = [.. page.Select(static each => each.Paper)],
            Next = found.Count > limit ? new PageCursor(page[^1].Paper.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), page[^1].Place).Text : null,
        };
    }

    private static SentDocument Map(Row row) => new()
    {
        OutboxId = row.Text(0),
        At = row.Time(1),
        State = EnumText.Parse<OutboxState>(row.Text(2)),
        ContactId = row.TextOrNull(3),
        To = JsonSerializer.Deserialize(row.Text(4), MailroomJson.Default.Recipients)!.To,
        Subject = row.Text(5),
        About = row.TextOrNull(6) is { } kind ? new RecordRef(kind, row.Text(7)) : null,
        DocumentId = row.Text(8),
        Version = row.Int(9),
        Digest = row.Text(10),
        Name = row.Text(11),
        Basis = row.Bool(12) ? SentBasis.Chosen : SentBasis.SameBytes,
        Kind = EnumText.Parse<DocumentKind>(row.Text(13)),
        Title = row.Text(14) is { Length: > 0 } title ? title : null,
    };
}
