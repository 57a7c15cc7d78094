using System.Globalization;
using System.Text.Json;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>
/// What a writer put into drafts and no source has. A claim is kept as long as its draft, since an earlier text can come back; it counts while the
/// draft's text still says it.
/// </summary>
internal sealed class DraftClaims(Desk desk, Sealer sealer, AuditLog audit, EventLog events, TimeProvider time)
{
    private const string Table = "draft_claim";

    // Marked wherever what was marked cannot be read any more.
    private static readonly Claim Unreadable = new() { Id = "", Kind = ClaimKind.Name, Text = "", Sentence = "", Reason = "what was marked cannot be read any more" };

    /// <summary>Those that the text still makes, oldest first; ticked ones too.</summary>
    public List<Claim> Standing(ReadConnection connection, DraftRow draft)
    {
        var all = All(connection, draft);
        if (all.Count == 0)
            return [];
        var text = new ClaimStanding(draft.Content.Subject, draft.Content.Body);
        // A later text that makes the same claim takes the earlier one's place, unless the earlier one's sentence came back.
        return [.. all
            .Where(each => text.Holds(each.Claim) && !all.Exists(later => later.Number > each.Number && Replaces(later.Claim, each.Claim, text)))
            .Select(static each => each.Claim)];
    }

    /// <summary>A writer wrote in this draft before.</summary>
    public static bool Any(ReadConnection connection, string draftId) => connection.Exists("SELECT 1 FROM draft_claim WHERE draft = @draft", ("@draft", draftId));

    /// <summary>Claims that came with a revision. One that was ticked in the same sentence before stays ticked.</summary>
    public void Add(WriteTransaction transaction, DraftRow draft, IReadOnlyList<Claim> claims)
    {
        var ticked = All(transaction, draft).Where(static each => each.Claim.Ticked).Select(static each => (each.Claim.Kind, each.Claim.Text, each.Claim.Sentence)).ToHashSet();
        foreach (var claim in claims.DistinctBy(static each => (each.Kind, each.Text, each.Sentence)))
            Insert(transaction, draft, claim with { Ticked = ticked.Contains((claim.Kind, claim.Text, claim.Sentence)) }, draft.Stamp.Revision, "host");
    }

    /// <summary>For a draft that takes over another's text.</summary>
    public void Copy(WriteTransaction transaction, DraftRow from, DraftRow to)
    {
        foreach (var (_, claim, by) in All(transaction, from))
            Insert(transaction, to, claim with { Id = RowStamp.NewId(time.GetUtcNow()) }, to.Stamp.Revision, by);
    }

    /// <summary>A person's word that these are true.</summary>
    /// <exception cref="RpcException">Invalid, where the draft makes no such claim.</exception>
    public void Tick(WriteTransaction transaction, Actor actor, DraftRow draft, IReadOnlyList<string> claimIds)
    {
        var standing = Standing(transaction, draft).Select(static claim => claim.Id).ToHashSet(StringComparer.Ordinal);
        var unknown = claimIds.Index().Where(each => !standing.Contains(each.Item)).Select(static each => new RpcProblem
        {
            Path = string.Create(CultureInfo.InvariantCulture, $"$.claimIds[{each.Index}]"),
            Problem = "is no claim of this draft's text",
            Remedy = "Take those that drafts/get lists.",
        }).ToList();
        if (unknown.Count > 0)
            throw RpcException.Invalid(unknown);
        foreach (var id in claimIds)
        {
            transaction.Execute(
                "UPDATE draft_claim SET ticked = @now, ticked_by = @by, changed = @now, device = @device, revision = revision + 1 WHERE id = @id AND draft = @draft AND ticked IS NULL",
                ("@now", time.GetUtcNow()), ("@by", actor.Person), ("@device", desk.Device), ("@id", id), ("@draft", draft.Id));
            audit.Append(transaction, new AuditRecord(actor.Person, actor.Client, "draft.tick", "draft", draft.Id, $"ticked {id}"));
        }

        events.Append(transaction, "draft.changed", [draft.Id], draft.Stamp.Revision);
    }

    private static bool Replaces(Claim later, Claim earlier, ClaimStanding text) =>
        (later.Kind, later.Text) == (earlier.Kind, earlier.Text) && (later.Sentence == earlier.Sentence || !text.HoldsSentence(earlier));

    private void Insert(WriteTransaction transaction, DraftRow draft, Claim claim, long number, string? by)
    {
        var stamp = RowStamp.New(desk, time) with { Id = claim.Id };
        var plain = JsonSerializer.SerializeToUtf8Bytes(claim, MailroomJson.Default.Claim);
        transaction.Execute(
            "INSERT INTO draft_claim(" + RowStamp.Columns + ", draft, number, detail, ticked, ticked_by) VALUES(" + RowStamp.Parameters + ", @draft, @number, @detail, @ticked, @by)",
            [
                .. stamp.Arguments, ("@draft", draft.Id), ("@number", number), ("@detail", sealer.Seal(transaction, draft.SealedFor, plain, Place(claim.Id))),
                ("@ticked", claim.Ticked ? time.GetUtcNow() : (DateTimeOffset?)null), ("@by", claim.Ticked ? by : null),
            ]);
    }

    private List<(long Number, Claim Claim, string? By)> All(ReadConnection connection, DraftRow draft) => connection.Query(
        "SELECT id, number, detail, ticked, ticked_by FROM draft_claim WHERE draft = @draft ORDER BY number, rowid",
        row => (row.Long(1), Read(connection, draft, row) with { Id = row.Text(0), Ticked = !row.IsNull(3) }, row.TextOrNull(4)),
        ("@draft", draft.Id));

    private Claim Read(ReadConnection connection, DraftRow draft, Row row) =>
        sealer.Open(connection, draft.SealedFor, row.Bytes(2), Place(row.Text(0))) is { } plain ? JsonSerializer.Deserialize(plain, MailroomJson.Default.Claim)! : Unreadable;

    private static string Place(string id) => $"{Table}.detail:{id}";
}
