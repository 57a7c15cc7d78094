using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>Writes drafts. Every change is a new revision; a change of an approved draft voids the approval in the same transaction.</summary>
internal sealed class DraftEditor(
    Database database, Desk desk, DraftStore drafts, AccountStore accounts, ContactStore contacts, OutboxStore outbox, DraftClaims claims, TakeBack takeBack, AttachedFile files,
    TimeProvider time)
{
    // A draft beyond this is a document, and belongs in an attachment.
    private const int LongestBody = 1_000_000;

    public DraftRow Get(string id) => database.Read(connection => drafts.Get(connection, id));

    public ValueTask<DraftRow> CreateAsync(DraftCreateRequest request, CancellationToken cancel)
    {
        CheckBody(request.Body);
        return database.WriteAsync(
            transaction =>
            {
                var accountId = Account(transaction, request.AccountId);
                var to = request.To;
                if (request.ContactId is { } contact)
                {
                    var known = contacts.Get(transaction, contact);
                    if (to.Count == 0 && known.Addresses.Count > 0)
                        to = [AddressOf(known)];
                }

                CheckParent(transaction, request.Parent);
                return Insert(transaction, new NewDraft
                {
                    ContactId = request.ContactId,
                    Content = new DraftContent
                    {
                        AccountId = accountId,
                        Recipients = new Recipients { To = to, Cc = request.Cc, Bcc = request.Bcc, ReplyTo = request.ReplyTo },
                        Subject = request.Subject,
                        Body = request.Body,
                        Attachments = [],
                    },
                    Parent = request.Parent,
                    About = request.About,
                });
            },
            cancel);
    }

    /// <summary>Writes a new draft inside a transaction of the caller's, with its account's signature below.</summary>
    public DraftRow Insert(WriteTransaction transaction, NewDraft draft)
    {
        var stamp = RowStamp.New(desk, time);
        var body = draft.IsWhole ? draft.Content.Body : SignatureText.Append(draft.Content.Body, SignatureOf(transaction, draft.Content.AccountId));
        drafts.Insert(transaction, new DraftRow
        {
            Stamp = stamp,
            State = DraftState.Open,
            ContactId = draft.ContactId,
            SealedFor = draft.SealedFor ?? DraftStore.SubjectOf(stamp.Id, draft.ContactId),
            Content = draft.Content with { Body = body, Attachments = [.. draft.Attachments.Select(static file => file.Id)] },
            Attachments = draft.Attachments,
            Parent = draft.Parent,
            About = draft.About,
            Provenance = draft.Provenance,
        });
        return drafts.Get(transaction, stamp.Id);
    }

    public ValueTask<DraftRow> UpdateAsync(Actor actor, DraftUpdateRequest request, CancellationToken cancel)
    {
        CheckBody(request.Body);
        return ChangeAsync(actor, request.Id, request.Revision, (transaction, row) => row.Content with
        {
            AccountId = request.AccountId is null ? row.Content.AccountId : Account(transaction, request.AccountId),
            Recipients = new Recipients
            {
                To = request.To ?? row.Content.Recipients.To,
                Cc = request.Cc ?? row.Content.Recipients.Cc,
                Bcc = request.Bcc ?? row.Content.Recipients.Bcc,
                ReplyTo = request.ReplyTo ?? row.Content.Recipients.ReplyTo,
            },
            Subject = request.Subject ?? row.Content.Subject,
            Body = request.Body ?? row.Content.Body,
        }, cancel);
    }

    public ValueTask<DraftRow> RestoreAsync(Actor actor, DraftRestoreRequest request, CancellationToken cancel) => ChangeAsync(
        actor, request.Id, request.Revision,
        (transaction, row) => drafts.Revision(transaction, row, request.From) ?? throw RpcException.Invalid("$.from", "is no revision of this draft", "Take one that drafts/history lists."),
        cancel);

    /// <param name="actor">Who attaches.</param>
    /// <param name="request">The file.</param>
    /// <param name="document">The version of a document that it was made of; null where it came as a file.</param>
    /// <param name="cancel">Ends the wait for the writer.</param>
    public async ValueTask<DraftRow> AttachAsync(Actor actor, DraftAttachRequest request, AttachedDocument? document, CancellationToken cancel)
    {
        // Sealed before the transaction, so that a large file holds up no other change.
        var row = Get(request.Id);
        RequireRevision(row, request.Revision);
        var file = files.Take(row.SealedFor, request) with { Document = document };
        return await ChangeAsync(
            actor, request.Id, request.Revision,
            (transaction, current) =>
            {
                drafts.InsertAttachment(transaction, current.Id, file, current.Attachments.Count);
                return current.Content with { Attachments = [.. current.Content.Attachments, file.Id] };
            },
            cancel);
    }

    public ValueTask<DraftRow> DetachAsync(Actor actor, DraftDetachRequest request, CancellationToken cancel) => ChangeAsync(
        actor, request.Id, request.Revision,
        (_, row) => row.Content.Attachments.Contains(request.AttachmentId)
            ? row.Content with { Attachments = [.. row.Content.Attachments.Where(id => id != request.AttachmentId)] }
            : throw RpcException.NotFound("attachment", request.AttachmentId),
        cancel);

    /// <summary>A person's word about what the text says at that revision; it makes no new one.</summary>
    public ValueTask<DraftRow> TickAsync(Actor actor, DraftTickRequest request, CancellationToken cancel) => database.WriteAsync(
        transaction =>
        {
            var row = drafts.Get(transaction, request.Id);
            RequireRevision(row, request.Revision);
            claims.Tick(transaction, actor, row, request.ClaimIds);
            return row;
        },
        cancel);

    /// <summary>
    /// A writer's text as a new revision, in a transaction of the caller's; recipients, account and files stay. Null where the draft is not at that
    /// revision any more, or on its way.
    /// </summary>
    public DraftRow? Revise(WriteTransaction transaction, Actor actor, string id, long revision, string? subject, string body, Provenance provenance)
    {
        if (drafts.Find(transaction, id) is not { } row || row.Stamp.Revision != revision || row.State == DraftState.Closed)
            return null;
        if (row.State == DraftState.Approved && row.OutboxId is { } item && !OutboxMachine.CanBeTakenBack(outbox.Get(transaction, item).State))
            return null;
        row = Reopen(transaction, actor, row);
        // The writer was not shown the signature, and has no say in it.
        if (WithoutSignature(transaction, row) != row.Content.Body)
            body = SignatureText.Append(body, SignatureOf(transaction, row.Content.AccountId));
        drafts.Change(transaction, row, row.Stamp.Revision, row.Content with { Subject = subject ?? row.Content.Subject, Body = body });
        drafts.SetProvenance(transaction, row with { Provenance = provenance });
        return drafts.Get(transaction, id);
    }

    /// <summary>A draft's text as far as it was written for this letter.</summary>
    public string WithoutSignature(ReadConnection connection, DraftRow row) => SignatureText.Without(row.Content.Body, SignatureOf(connection, row.Content.AccountId));

    public ValueTask<Done> DeleteAsync(Actor actor, DraftDeleteRequest request, CancellationToken cancel) => database.WriteAsync(
        transaction =>
        {
            var row = drafts.Get(transaction, request.Id);
            RequireRevision(row, request.Revision);
            if (row.State == DraftState.Closed && row.OutboxId is { } item && outbox.Find(transaction, item) is { } sending && !OutboxMachine.IsFinal(sending.State))
                throw new RpcException(RpcErrorCode.WrongState, "The draft is being sent.");
            row = Reopen(transaction, actor, row);
            drafts.Delete(transaction, row, row.Stamp.Revision);
            return new Done();
        },
        cancel);

    /// <summary>The preferred address that may be written to, with the name.</summary>
    public static string AddressOf(Contact contact)
    {
        var address = (contact.Addresses.FirstOrDefault(static each => each.MayWrite) ?? contact.Addresses[0]).Address;
        return new Mail.Mime.Mailbox(contact.Name, address).ToString();
    }

    /// <summary>The account that is named, else the only one.</summary>
    public string Account(ReadConnection connection, string? id)
    {
        if (id is not null)
            return accounts.Get(connection, id).Id;
        var all = accounts.List(connection).FindAll(static each => each.State != AccountState.Disconnected);
        return all.Count == 1 ? all[0].Id : throw RpcException.Invalid(
            "$.accountId", all.Count == 0 ? "there is no account yet" : "there are several accounts", all.Count == 0 ? "Connect one first." : "Name the one to send from.");
    }

    private ValueTask<DraftRow> ChangeAsync(Actor actor, string id, long revision, Func<WriteTransaction, DraftRow, DraftContent> change, CancellationToken cancel) => database.WriteAsync(
        transaction =>
        {
            var row = drafts.Get(transaction, id);
            RequireRevision(row, revision);
            if (row.State == DraftState.Closed)
                throw new RpcException(RpcErrorCode.WrongState, "The draft was sent, or is being sent: what went out is in the outbox.");
            row = Reopen(transaction, actor, row);
            drafts.Change(transaction, row, row.Stamp.Revision, change(transaction, row));
            return drafts.Get(transaction, id);
        },
        cancel);

    private DraftRow Reopen(WriteTransaction transaction, Actor actor, DraftRow row)
    {
        if (row.State != DraftState.Approved || row.OutboxId is not { } item)
            return row;
        takeBack.Run(transaction, actor, item, "outbox.void", "the draft was changed, so the approval no longer holds");
        return drafts.Get(transaction, row.Id);
    }

    private string? SignatureOf(ReadConnection connection, string accountId) => accounts.Find(connection, accountId)?.Signature?.Text;

    private static void RequireRevision(DraftRow row, long revision)
    {
        if (row.Stamp.Revision != revision)
            throw RpcException.Conflict(revision, row.Stamp.Revision);
    }

    private static void CheckBody(string? body)
    {
        if (body?.Length > LongestBody)
            throw RpcException.Invalid("$.body", "is too long", $"Keep it under {LongestBody} characters, or attach it as a file.");
    }

    private void CheckParent(ReadConnection connection, ParentRef? parent)
    {
        if (parent is null)
            return;
        if (parent.OutboxId is null == parent.MessageId is null)
            throw RpcException.Invalid("$.parent", "names not exactly one of outboxId and messageId");
        if (parent.OutboxId is { } ours && outbox.Find(connection, ours) is null)
            throw RpcException.Invalid("$.parent.outboxId", "is no outbox item");
        if (parent.MessageId is { } theirs && Mail.Mime.MessageIds.Refusal(theirs) is { } refusal)
            throw RpcException.Invalid("$.parent.messageId", refusal, "Give it as local@domain, without angle brackets.");
    }
}
