using Assistant.Host.Extensions.Settings;
using Assistant.Host.Mailroom;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Records;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.Documents;
using Assistant.Host.Records.FollowUps;
using Assistant.Host.Records.Import;
using Assistant.Host.Records.Proposals;
using Assistant.Host.Records.Templates;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;
using Assistant.Host.Tests.Storage;
using Assistant.Host.Tests.Writing;
using Assistant.Host.Writing;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assistant.Host.Tests.Mailroom;

/// <summary>One run of a host over a folder, with a caller who holds every scope. The worker runs only where a test starts it.</summary>
internal sealed class MailroomHost : IAsyncDisposable
{
    public MailroomHost(TempFolder folder, FakeCapabilities capabilities, TimeProvider time)
    {
        Database = folder.OpenHost(time);
        Audit = new AuditLog(Database, folder.Data.State.AuditHead, time);
        var desk = Desk.Open(Database, time);
        DeviceState = new Device(Database, folder.Data.State.DeviceGeneration, Audit).Start();
        Keys = new SubjectKeys(new SecretStore(folder.Data.SecretsPath, SecretPlaceKind.File), time);
        var sealer = new Sealer(Keys);
        Blobs = new BlobStore(Database, Keys, folder.Data.BlobsPath, time);
        Events = new EventLog(Database, time);
        var books = new Books(Database, Events, Audit, desk, time);
        Books = books;
        ContactStore = new ContactStore(books);
        Suppressions = new SuppressionStore(books, ContactStore);
        FollowUpStore = new FollowUpStore(books);
        var kinds = new ProposalKinds(new FollowUpSet(FollowUpStore, ContactStore), new ContactSuppress(Suppressions, ContactStore), new StageMove(ContactStore));
        var proposals = new ProposalStore(books, sealer, kinds);
        var shelf = new DocumentShelf(books, ContactStore, sealer, Blobs, _ => throw new NotSupportedException("These tests read texts alone."));
        Kernel = new MailroomKernel(new MailroomParts
        {
            Database = Database,
            Desk = desk,
            Events = Events,
            Audit = Audit,
            Sealer = sealer,
            Blobs = Blobs,
            Capabilities = capabilities,
            Contacts = ContactStore,
            Suppressions = Suppressions,
            Templates = (_, _) => Template,
            Proposals = proposals,
            Documents = shelf,
            FollowUps = FollowUpStore,
            Background = () => Background,
            Desktop = Desktop,
            Time = time,
            Logs = NullLoggerFactory.Instance,
        });
        Kernel.HoldBack(DeviceState);
        Kernel.Sender.Recover();
        var decisions = new ProposalDecisions(books, proposals, static (_, _) => new((IProposalTarget?)null));
        WritingKernel = new WritingKernel(books, sealer, ContactStore, new TemplateStore(books), proposals, decisions, shelf, Kernel.Letters, capabilities, new FakeClaimChecker(), NullLoggerFactory.Instance);
        WritingKernel.Recover();
        var policy = new Policy(Audit, time);
        var keys = new ClientKeys(Database, desk, time);
        var caller = new Caller(desk, DoorKind.Socket, null, keys, Audit);
        caller.Initialize("test", Database.Write(transaction => keys.Create(transaction, "test", ScopeSet.All, null).Text), null);
        Accounts = Kernel.Accounts(policy, caller);
        Drafts = Kernel.Drafts(policy, caller);
        Outbox = Kernel.Outbox(policy, caller);
        Tracking = Kernel.Tracking(policy, caller);
        Contacts = new ContactsService(books, ContactStore, Suppressions, new ContactImport(books, ContactStore, (_, _) => null), policy, caller);
        Documents = new DocumentsService(books, shelf, SentDocuments.List, policy, caller);
        Proposals = new ProposalsService(books, proposals, decisions, policy, caller);
        Writing = WritingKernel.Service(policy, caller, () => IsConnectionLost);
        FollowUps = new FollowUpsService(books, FollowUpStore, ContactStore, policy, caller);
    }

    public BackgroundSettings Background { get; set; } = BackgroundSettings.Default;

    public FakeDesktop Desktop { get; } = new();

    public Database Database { get; }

    public AuditLog Audit { get; }

    public EventLog Events { get; }

    public SubjectKeys Keys { get; }

    public BlobStore Blobs { get; }

    public DeviceState DeviceState { get; }

    public ContactStore ContactStore { get; }

    public SuppressionStore Suppressions { get; }

    public FollowUpStore FollowUpStore { get; }

    public MailroomKernel Kernel { get; }

    public IAccounts Accounts { get; }

    public IDrafts Drafts { get; }

    public IOutbox Outbox { get; }

    public ITracking Tracking { get; }

    public IContacts Contacts { get; }

    public IDocuments Documents { get; }

    public IProposals Proposals { get; }

    public IFollowUps FollowUps { get; }

    public WritingKernel WritingKernel { get; }

    public IWriting Writing { get; }

    /// <summary>What writings are told where a call of theirs is cancelled.</summary>
    public bool IsConnectionLost { get; set; }

    public Books Books { get; }

    public Template Template { get; set; } = new()
    {
        Id = "t1", Revision = 1, Version = 3, Name = "First", Subject = "Hello {{firstName}}", Body = "Dear {{firstName}},\n\nabout {{company}}.", Variables = [], Changed = default,
    };

    public async Task<Account> ConnectAsync(GrantLevel grant = GrantLevel.Bodies) => (await Accounts.ConnectAsync(
        new AccountConnectRequest { Provider = TestKit.FakeMailProvider.Id, Address = "me@here.example", DisplayName = "Mira Ernst", Grant = grant }, null, default)).Account;

    public async Task<Draft> DraftAsync(string to = "Ana Ruiz <ana@there.example>", string subject = "A question", string body = "Hello *Ana*,\n\nmay I ask?\n") =>
        await Drafts.CreateAsync(new DraftCreateRequest { To = [to], Subject = subject, Body = body }, default);

    public async Task<OutboxItem> ApproveAsync(Draft draft, int undoSeconds = 0, DateTimeOffset? notBefore = null)
    {
        var preview = await Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        Assert.Empty(preview.Problems);
        var answer = await Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(draft.Id, preview.Hash!)], UndoSeconds = undoSeconds, NotBefore = notBefore }, default);
        return answer.Items[0];
    }

    public Task DrainAsync(Account account) => Kernel.Sender.DrainAsync(account.Id, default);

    public async Task<OutboxItem> ItemAsync(string id) => (await Outbox.ShowAsync(new OutboxShowRequest { Id = id }, default)).Item;

    public async ValueTask DisposeAsync()
    {
        await WritingKernel.DisposeAsync();
        await Kernel.DisposeAsync();
        Database.Dispose();
    }
}
