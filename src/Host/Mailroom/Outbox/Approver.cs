using System.Globalization;
using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>
/// Writes a person's yes: one approval for each message, bound to the hash that the person was shown, all or none.
/// What is approved is the draft as it is stored at that moment, planned anew; what a client sends is compared with it and never used.
/// </summary>
internal sealed class Approver(
    Database database, Desk desk, AuditLog audit, Sealer sealer, DraftStore drafts, MessagePlanner planner, OutboxStore outbox, TimeProvider time)
{
    // One gesture over more messages than a person can have looked at is no yes to each.
    private const int MostAtOnce = 200;

    /// <summary>Something is due, or will be.</summary>
    public event Action? Approved;

    /// <summary>In the request's order.</summary>
    /// <exception cref="RpcException">Invalid or conflict, by the item's path; nothing was approved.</exception>
    public async ValueTask<List<OutboxRow>> ApproveAsync(Actor actor, OutboxApproveRequest request, CancellationToken cancel)
    {
        Check(request);
        return await database.WriteAsync(
            transaction =>
            {
                var yes = request.Items.Select((item, at) => Read(transaction, item, at)).ToList();
                Refuse(yes);
                var rows = yes.ConvertAll(each => Write(transaction, actor, request, each));
                transaction.OnCommitted(() => Approved?.Invoke());
                Failpoint.Hit("outbox.approved.committing");
                return rows;
            },
            cancel);
    }

    private void Check(OutboxApproveRequest request)
    {
        var problems = new List<RpcProblem>();
        if (request.Items.Count is 0 or > MostAtOnce)
            problems.Add(new RpcProblem { Path = "$.items", Problem = "is empty or too long", Remedy = $"Give 1 to {MostAtOnce} messages." });
        if (request.UndoSeconds is { } undo && (undo < 0 || undo > SendTimes.LongestUndo.TotalSeconds))
            problems.Add(new RpcProblem { Path = "$.undoSeconds", Problem = "is out of range", Remedy = string.Create(CultureInfo.InvariantCulture, $"Give 0 to {SendTimes.LongestUndo.TotalSeconds}.") });
        if (request.NotBefore is { } chosen && chosen < time.GetUtcNow() - SendTimes.MissedAfter)
            problems.Add(new RpcProblem { Path = "$.notBefore", Problem = "has passed", Remedy = "Leave it out to send now." });
        foreach (var twice in request.Items.Index().GroupBy(static each => each.Item.DraftId, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            problems.Add(new RpcProblem { Path = $"$.items[{twice.Last().Index}].draftId", Problem = "is in the list twice", Remedy = "Name each draft once." });
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
    }

    private Item Read(WriteTransaction transaction, ApprovalItem item, int at)
    {
        var draft = drafts.Find(transaction, item.DraftId);
        return new Item($"$.items[{at}]", item.Hash, draft, draft is null ? null : planner.Plan(transaction, draft));
    }

    private static void Refuse(List<Item> items)
    {
        var problems = items.SelectMany(static each => each.Problems()).ToList();
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        // Told apart from the rest, because looking again is all that is needed.
        if (items.Find(static each => each.Planned!.Hash != each.Hash) is { } stale)
            throw new RpcException(RpcErrorCode.Conflict, $"{stale.Path}.hash: the draft is not the one that was previewed. Preview it again, then approve what it shows.");
    }

    private OutboxRow Write(WriteTransaction transaction, Actor actor, OutboxApproveRequest request, Item item)
    {
        var (draft, planned) = (item.Draft!, item.Planned!);
        var now = time.GetUtcNow();
        var undone = now + (request.UndoSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : SendTimes.Undo);
        var notBefore = request.NotBefore is { } chosen && chosen > undone ? chosen : undone;
        var row = new OutboxRow
        {
            Stamp = RowStamp.New(desk, time),
            DraftId = draft.Id,
            AccountId = draft.Content.AccountId,
            ContactId = draft.ContactId,
            SealedFor = draft.SealedFor,
            State = OutboxState.Approved,
            Since = now,
            Evidence = [],
            Recipients = draft.Content.Recipients,
            Subject = planned.Message.Subject,
            Sender = desk.Device,
            NotBefore = notBefore,
            Timed = request.NotBefore is not null,
            Wake = notBefore,
            Hash = item.Hash,
            ApprovedBy = actor.Person,
            ApprovedAt = now,
            Parent = draft.Parent,
            Attempts = 0,
            Asks = 0,
            Submissions = 0,
        };
        outbox.Insert(transaction, row);
        WriteApproval(transaction, actor, row, draft.Stamp.Revision, planned.Message.Record().Encode());
        drafts.SetState(transaction, draft.Id, DraftState.Approved, row.Id);
        audit.Append(transaction, new AuditRecord(actor.Person, actor.Client, "outbox.approve", "outbox", row.Id, $"approved {row.Hash}"));
        return row;
    }

    private void WriteApproval(WriteTransaction transaction, Actor actor, OutboxRow row, long draftRevision, byte[] record)
    {
        var stamp = RowStamp.New(desk, time);
        transaction.Execute(
            "INSERT INTO approval(" + RowStamp.Columns + ", kind, outbox, draft, draft_revision, hash, record, approved_by, client) VALUES("
            + RowStamp.Parameters + ", 'message', @outbox, @draft, @draft_revision, @hash, @record, @by, @client)",
            [
                .. stamp.Arguments, ("@outbox", row.Id), ("@draft", row.DraftId), ("@draft_revision", draftRevision), ("@hash", row.Hash),
                ("@record", sealer.Seal(transaction, row.SealedFor, record, $"approval.record:{stamp.Id}")), ("@by", actor.Person), ("@client", actor.Client),
            ]);
    }

    private sealed record Item(string Path, string Hash, DraftRow? Draft, PlannedMessage? Planned)
    {
        public IEnumerable<RpcProblem> Problems()
        {
            if (Draft is null || Planned is null)
                return [new RpcProblem { Path = $"{Path}.draftId", Problem = "is no draft" }];
            return Draft.State == DraftState.Open
                ? Planned.Problems.Select(problem => problem with { Path = $"{Path}.draft{problem.Path[1..]}" })
                : [new RpcProblem { Path = $"{Path}.draftId", Problem = $"is {EnumText.Of(Draft.State)} already", Remedy = "Cancel it in the outbox first to approve it anew." }];
        }
    }
}
