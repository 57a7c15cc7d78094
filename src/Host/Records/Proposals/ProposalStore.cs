using System.Text.Json;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Proposals;

/// <summary>Changes that await a person. Deciding on one and changing its record are one transaction.</summary>
internal sealed class ProposalStore(Books books, Sealer sealer, ProposalKinds kinds)
{
    private const string Table = "proposal";

    private const string Select =
        """SELECT id, revision, kind, state, about_kind, about_id, title, subject, sealed, "values", made_by, created, basis, undo FROM proposal""";

    /// <exception cref="RpcException">There is none.</exception>
    public Proposal Get(ReadConnection connection, string id) => Show(connection, Find(connection, id));

    /// <summary>Newest first.</summary>
    public ProposalListResponse List(ReadConnection connection, Principal viewer, ProposalState state, int limit, PageCursor? after)
    {
        var rows = connection.Query(
            Select + " WHERE " + Visible.Rows + " AND state = @state AND id < @before ORDER BY id DESC LIMIT @limit",
            ProposalRow.Read,
            [.. Visible.To(viewer), ("@state", ProposalRow.Text(state)), ("@before", after?.Id ?? "~"), ("@limit", limit + 1)]);
        var more = rows.Count > limit;
        if (more)
            rows.RemoveAt(limit);
        return new ProposalListResponse
        {
            Proposals = rows.ConvertAll(row => Show(connection, row)),
            Next = more ? new PageCursor("", rows[^1].Id).Text : null,
        };
    }

    /// <summary>Puts a change before a person. An equal one that is still open is answered instead of a second.</summary>
    /// <param name="transaction">The transaction that also writes what led to it.</param>
    /// <param name="request">The change.</param>
    /// <param name="madeBy">As <see cref="Proposal.MadeBy"/> says.</param>
    /// <param name="subject">Whose words the quoted line are (<c>contact:ID</c>); null takes the record it is about.</param>
    /// <param name="checkedBy">What the plugin that has the record says of the change; null where the record is the host's.</param>
    /// <exception cref="RpcException">The kind is unknown or its values are wrong.</exception>
    public Proposal Make(WriteTransaction transaction, ProposalMakeRequest request, string madeBy, string? subject = null, ProposalCheckResponse? checkedBy = null)
    {
        var change = new ProposedChange(request.About, request.Values);
        var problems = ProposalRules.Check(request);
        IProposalKind? kind = null;
        if (checkedBy is not null)
            problems.AddRange(checkedBy.Problems);
        else if (!kinds.TryGet(request.Kind, out kind))
            problems.Add(new() { Path = "$.kind", Problem = "is no kind of proposal known here", Remedy = $"Known are {string.Join(", ", kinds.Names)}." });
        else
            problems.AddRange(kind.Check(transaction, change));
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        if (FindEqual(transaction, request) is { } equal)
            return Show(transaction, equal);

        var stamp = RowStamp.New(books.Desk, books.Time);
        subject ??= $"{request.About.Kind}:{request.About.Id}";
        transaction.Execute(
            "INSERT INTO proposal(" + RowStamp.Columns + """
            , kind, state, about_kind, about_id, title, subject, sealed, "values", made_by, basis)
            VALUES(
            """ + RowStamp.Parameters + ", @kind, 'open', @about_kind, @about_id, @title, @subject, @sealed, @values, @made_by, @basis)",
            [
                .. stamp.Arguments, ("@kind", request.Kind), ("@about_kind", request.About.Kind), ("@about_id", request.About.Id), ("@title", request.Title),
                ("@subject", subject), ("@sealed", Seal(transaction, stamp.Id, subject, request)), ("@values", request.Values.GetRawText()),
                ("@made_by", madeBy), ("@basis", checkedBy?.Basis ?? kind!.Basis(transaction, change)),
            ]);
        books.Events.Append(transaction, "proposal.made", [stamp.Id], stamp.Revision);
        return Get(transaction, stamp.Id);
    }

    /// <exception cref="RpcException">Conflict: the record is not what the change was proposed for.</exception>
    public Proposal Accept(WriteTransaction transaction, string id)
    {
        var row = Find(transaction, id);
        Require(row, row.State == ProposalState.Open);
        var kind = KindOf(row);
        if (kind.Basis(transaction, row.Change) != row.Basis)
            throw new RpcException(RpcErrorCode.Conflict, "The record has changed since this was proposed: look at it, then dismiss the proposal or make the change by hand.", new RpcConflictData { Expected = row.Revision, Actual = row.Revision });
        return Decide(transaction, row, ProposalState.Accepted, row.Basis, kind.Apply(transaction, row.Change));
    }

    public Proposal Dismiss(WriteTransaction transaction, string id)
    {
        var row = Find(transaction, id);
        Require(row, row.State == ProposalState.Open);
        return Decide(transaction, row, ProposalState.Dismissed, row.Basis, null);
    }

    /// <summary>Takes a decision back: the record is as it was, the proposal open again.</summary>
    /// <exception cref="RpcException">Conflict: the record was changed again since.</exception>
    public Proposal Undo(WriteTransaction transaction, string id)
    {
        var row = Find(transaction, id);
        Require(row, row.State != ProposalState.Open);
        if (row.State == ProposalState.Dismissed)
            return Decide(transaction, row, ProposalState.Open, row.Basis, null);
        var kind = KindOf(row);
        kind.Undo(transaction, row.Change, row.Undo!);
        return Decide(transaction, row, ProposalState.Open, kind.Basis(transaction, row.Change), null);
    }

    /// <summary>Records a decision that the record's plugin has carried out.</summary>
    public Proposal Record(WriteTransaction transaction, ProposalRow row, ProposalState state, string basis, string? undo) => Decide(transaction, row, state, basis, undo);

    private Proposal Decide(WriteTransaction transaction, ProposalRow row, ProposalState state, string basis, string? undo)
    {
        var next = transaction.Update(
            Table, row.Id, row.Revision, books.Desk, books.Time, "state = @state, basis = @basis, undo = @undo",
            ("@state", ProposalRow.Text(state)), ("@basis", basis), ("@undo", undo));
        books.Events.Append(transaction, "proposal.changed", [row.Id], next);
        return Get(transaction, row.Id);
    }

    /// <exception cref="RpcException">There is none.</exception>
    public ProposalRow Find(ReadConnection connection, string id) =>
        connection.First(Select + " WHERE id = @id AND space = @space AND deleted IS NULL", ProposalRow.Read, ("@id", id), ("@space", books.Desk.Space))
        ?? throw RpcException.NotFound(Table, id);

    private ProposalRow? FindEqual(ReadConnection connection, ProposalMakeRequest request) => connection.First(
        Select + """ WHERE space = @space AND state = 'open' AND about_kind = @about_kind AND about_id = @about_id AND kind = @kind AND "values" = @values AND deleted IS NULL""",
        ProposalRow.Read,
        ("@space", books.Desk.Space), ("@about_kind", request.About.Kind), ("@about_id", request.About.Id), ("@kind", request.Kind), ("@values", request.Values.GetRawText()));

    private IProposalKind KindOf(ProposalRow row) => kinds.TryGet(row.Kind, out var kind)
        ? kind
        : throw new RpcException(RpcErrorCode.PluginFailed, $"Nothing here knows how to make a change of the kind {row.Kind}: its plugin is missing or disabled.");

    private byte[]? Seal(WriteTransaction transaction, string id, string subject, ProposalMakeRequest request) =>
        request.QuotedLine is null && request.Evidence.Count == 0
            ? null
            : sealer.Seal(transaction, subject, JsonSerializer.SerializeToUtf8Bytes(new SealedQuote(request.QuotedLine, request.Evidence), RecordsJson.Default.SealedQuote), Place(id));

    private Proposal Show(ReadConnection connection, ProposalRow row)
    {
        var plain = row.Sealed is null ? null : sealer.Open(connection, row.Subject, row.Sealed, Place(row.Id));
        var quote = plain is null ? null : JsonSerializer.Deserialize(plain, RecordsJson.Default.SealedQuote);
        return new Proposal
        {
            Id = row.Id,
            Revision = row.Revision,
            Kind = row.Kind,
            State = row.State,
            About = row.Change.About,
            Title = row.Title,
            QuotedLine = quote?.QuotedLine,
            Evidence = quote?.Evidence ?? [],
            Values = row.Change.Values,
            MadeBy = row.MadeBy,
            Made = row.Made,
        };
    }

    private static string Place(string id) => $"proposal.quote:{id}";

    /// <exception cref="RpcException">Wrong-state: it is decided, or not.</exception>
    public static void Require(ProposalRow row, bool allowed)
    {
        if (!allowed)
            throw new RpcException(RpcErrorCode.WrongState, row.State == ProposalState.Open ? "The proposal is open: there is nothing to take back." : $"The proposal is {ProposalRow.Text(row.State)} already.");
    }
}
