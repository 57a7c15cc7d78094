using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Mailroom.Tracking;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Storage;
using Assistant.Mail.Html;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Letters;

/// <summary>
/// All that writing may ask of the mailroom: what is known for one letter, and to keep what was written as a draft. It has no way to approve or to send,
/// and recipients come from the contact and the draft, never from what was written.
/// </summary>
internal sealed class LetterDesk(
    Database database, ContactStore contacts, AccountStore accounts, DraftStore drafts, DraftEditor editor, DraftClaims claims, OutboxStore outbox, IncomingStore incoming,
    TrackingBodies bodies, Vault vault)
{
    /// <exception cref="RpcException">The draft or the mail is another contact's, or there is none to go after.</exception>
    public LetterGround Ground(LetterWanted wanted) => database.Read(connection => Ground(connection, wanted));

    /// <summary>The text of an answer to our mail, or why it cannot be read here.</summary>
    public async ValueTask<(SweptText? Text, string? WhyNot)> ReplyTextAsync(string replyId, CancellationToken cancel)
    {
        try
        {
            return (await bodies.ReadAsync(database.Read(connection => incoming.Get(connection, replyId)), cancel), null);
        }
        catch (RpcException refusal) when (refusal.Code is RpcErrorCode.NeedsSetup or RpcErrorCode.ProviderUnavailable or RpcErrorCode.ProviderRefused or RpcErrorCode.PluginFailed)
        {
            return (null, refusal.Message);
        }
    }

    /// <summary>A draft, or a revision of one; null where the draft is not what it was when the writing began.</summary>
    public LetterKept? Keep(WriteTransaction transaction, Actor actor, Letter letter)
    {
        if (letter.Ground.Draft is not { } before)
            return Kept(transaction, editor.Insert(transaction, Draft(transaction, letter)), letter.Claims);
        return editor.Revise(transaction, actor, before.Id, before.Revision, letter.Ground.Parent is null ? letter.Subject : null, letter.Body, letter.Provenance) is { } revised
            ? Kept(transaction, revised, letter.Claims)
            : null;
    }

    private LetterKept Kept(WriteTransaction transaction, DraftRow row, IReadOnlyList<Claim> found)
    {
        claims.Add(transaction, row, found);
        return new LetterKept(row.Id, row.Stamp.Revision);
    }

    private NewDraft Draft(WriteTransaction transaction, Letter letter) => new()
    {
        ContactId = letter.Wanted.ContactId!,
        Content = new DraftContent
        {
            AccountId = letter.Ground.AccountId!,
            Recipients = new Recipients { To = [DraftEditor.AddressOf(contacts.Get(transaction, letter.Wanted.ContactId!))] },
            Subject = letter.Ground.Parent is { } parent ? ReplySubject(parent.Subject) : letter.Subject ?? "",
            Body = letter.Body,
            Attachments = [],
        },
        Parent = letter.Ground.Parent?.Cited,
        About = letter.About ?? new RecordRef("contact", letter.Wanted.ContactId!),
        Provenance = letter.Provenance,
    };

    private LetterGround Ground(ReadConnection connection, LetterWanted wanted)
    {
        if (wanted.ContactId is not { } contactId)
            return Ground(Account(connection, wanted.AccountId, isNeeded: false));
        var contact = contacts.Get(connection, contactId);
        var draft = wanted.DraftId is { } draftId ? DraftOf(connection, draftId, contact) : null;
        var writesMail = wanted.Kind != LetterKind.None;
        if (writesMail && draft is null && contact.Addresses.Count == 0)
            throw RpcException.Invalid("$.contactId", $"{contact.Name} has no address", "Add one to the contact.");
        var account = Account(connection, wanted.AccountId ?? draft?.Content.AccountId, writesMail);
        return Ground(account) with
        {
            Parent = Parent(connection, wanted, contact, account, draft),
            Draft = draft is null ? null : new LetterDraft(
                draft.Id, draft.Stamp.Revision, draft.Content.Subject, editor.WithoutSignature(connection, draft),
                draft.Provenance?.Prompt is not null || DraftClaims.Any(connection, draft.Id),
                [.. claims.Standing(connection, draft).Where(static claim => claim.Ticked).Select(static claim => claim.Sentence)]),
        };
    }

    private static LetterGround Ground(AccountRow? account) => new() { AccountId = account?.Id, SenderName = account?.DisplayName };

    private DraftRow DraftOf(ReadConnection connection, string id, Contact contact)
    {
        var draft = drafts.Get(connection, id);
        if (draft.ContactId != contact.Id)
            throw RpcException.Invalid("$.draftId", $"is no draft to {contact.Name}", "Leave it out to make a new one.");
        return draft.State == DraftState.Closed ? throw new RpcException(RpcErrorCode.WrongState, "The draft was sent, or is being sent: what went out is in the outbox.") : draft;
    }

    private AccountRow? Account(ReadConnection connection, string? id, bool isNeeded)
    {
        if (id is not null || isNeeded)
            return accounts.Get(connection, editor.Account(connection, id));
        return accounts.List(connection).Find(static each => each.State != AccountState.Disconnected);
    }

    private LetterParent? Parent(ReadConnection connection, LetterWanted wanted, Contact contact, AccountRow? account, DraftRow? draft)
    {
        var id = wanted.OutboxId ?? draft?.Parent?.OutboxId;
        if (id is null && wanted.Kind is LetterKind.FollowUp or LetterKind.Reply && draft is null)
        {
            id = outbox.NewestSent(connection, contact.Id, account!.Id)?.Id;
            if (id is null && !wanted.HasTheirs)
                throw RpcException.Invalid("$.outboxId", $"nothing was sent to {contact.Name} yet", "Write a first message instead.");
        }

        if (id is null && wanted.ReadsThread && account is not null)
            id = outbox.NewestSent(connection, contact.Id, account.Id)?.Id;
        if (id is null)
            return null;
        var sent = outbox.Find(connection, id) ?? throw RpcException.NotFound("outbox", id);
        if (sent.ContactId != contact.Id)
            throw RpcException.Invalid("$.outboxId", $"is no mail to {contact.Name}", "Name one that was sent to this contact.");
        var reply = incoming.Of(connection, id).FindLast(static each => each is { Certain: true, Verdict.Kind: VerdictKind.Reply or VerdictKind.CalendarResponse });
        var cited = wanted.Kind == LetterKind.Reply && reply?.MessageId is { } theirs && MessageIds.Refusal(theirs) is null
            ? new ParentRef { MessageId = theirs }
            : new ParentRef { OutboxId = id };
        return new LetterParent(id, sent.Subject, Text(sent), reply?.Id, cited, drafts.Find(connection, sent.DraftId)?.About);
    }

    private string Text(OutboxRow sent) =>
        sent.Vault is { } entry && vault.Read(entry) is { } bytes ? MimeMessage.Parse(bytes).ReadableText : "";

    // Gmail and others keep a conversation together only while the subject stays.
    private static string ReplySubject(string subject) => subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}";
}
