using Assistant.Host.Records.Audit;
using Assistant.Host.Records.Blobs;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.Documents;
using Assistant.Host.Records.Events;
using Assistant.Host.Records.Fetching;
using Assistant.Host.Records.FollowUps;
using Assistant.Host.Records.Import;
using Assistant.Host.Records.Proposals;
using Assistant.Host.Records.Templates;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records;

/// <summary>The stores of this floor, one of each for a host; each connection gets its own services from it.</summary>
internal sealed class RecordsKernel : IDisposable
{
    private readonly Books _books;
    private readonly BlobStore _blobs;
    private readonly ContactImport _import;
    private readonly Func<CancellationToken, ValueTask<IComposer>> _composer;
    private readonly Func<CancellationToken, ValueTask<IReadOnlyList<Fact>>> _sender;
    private readonly Func<ReadConnection, Principal, DocumentSentRequest, DocumentSentResponse> _sent;

    /// <param name="database">The host's file.</param>
    /// <param name="events">Where changes are told.</param>
    /// <param name="audit">Where who did them is noted.</param>
    /// <param name="desk">Whose rows they are.</param>
    /// <param name="sealer">Seals quoted lines.</param>
    /// <param name="blobs">Where large bytes are.</param>
    /// <param name="composer">The composer in use; activates its plugin where it is idle.</param>
    /// <param name="formats">What reads and sets files; activates its plugin where it is idle.</param>
    /// <param name="target">The plugin that has records of a kind; null where none has.</param>
    /// <param name="sender">What a preview may say of the sender.</param>
    /// <param name="sent">Which documents went out with which mail.</param>
    /// <param name="time">The clock.</param>
    public RecordsKernel(
        Database database,
        EventLog events,
        AuditLog audit,
        Desk desk,
        Sealer sealer,
        BlobStore blobs,
        Func<CancellationToken, ValueTask<IComposer>> composer,
        Func<CancellationToken, ValueTask<IDocumentFormats>> formats,
        Func<string, CancellationToken, ValueTask<IProposalTarget?>> target,
        Func<CancellationToken, ValueTask<IReadOnlyList<Fact>>> sender,
        Func<ReadConnection, Principal, DocumentSentRequest, DocumentSentResponse> sent,
        TimeProvider time)
    {
        _sender = sender;
        _sent = sent;
        _books = new Books(database, events, audit, desk, time);
        _blobs = blobs;
        _composer = composer;
        Contacts = new ContactStore(_books);
        Suppressions = new SuppressionStore(_books, Contacts);
        Templates = new TemplateStore(_books);
        FollowUps = new FollowUpStore(_books);
        Proposals = new ProposalStore(_books, sealer, new ProposalKinds(new FollowUpSet(FollowUps, Contacts), new ContactSuppress(Suppressions, Contacts), new StageMove(Contacts)));
        Documents = new DocumentShelf(_books, Contacts, sealer, blobs, formats);
        Decisions = new ProposalDecisions(_books, Proposals, target);
        _import = new ContactImport(_books, Contacts, (_, handle) => blobs.Open(handle));
    }

    public ContactStore Contacts { get; }

    public SuppressionStore Suppressions { get; }

    public TemplateStore Templates { get; }

    public FollowUpStore FollowUps { get; }

    public ProposalStore Proposals { get; }

    public DocumentShelf Documents { get; }

    /// <summary>The same for records of plugins, which are asked first.</summary>
    public ProposalDecisions Decisions { get; }

    /// <summary>The services that any caller is served with, a plugin as well as a client.</summary>
    /// <param name="policy">Who may.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="ended">Cancelled when the caller is gone.</param>
    public IEnumerable<RpcDispatcher> Services(Policy policy, Caller caller, CancellationToken ended) =>
    [
        ContactsRpc.Defer(() => ContactsOf(policy, caller)),
        TemplatesRpc.Defer(() => new TemplatesService(_books, Templates, Contacts, _composer, _sender, policy, caller)),
        ProposalsRpc.Defer(() => ProposalsOf(policy, caller)),
        FollowUpsRpc.Defer(() => FollowUpsOf(policy, caller)),
        DocumentsRpc.Defer(() => new DocumentsService(_books, Documents, _sent, policy, caller)),
        BlobsRpc.Defer(() => new BlobsService(_blobs, _books, policy, caller, ended)),
        FetchRpc.Defer(() => new FetchService(new GuardedFetch(FetchRule.Public, _books.Time), _blobs, _books, policy, caller)),
        AuditRpc.Defer(() => new AuditService(_books, policy, caller)),
    ];

    public IContacts ContactsOf(Policy policy, Caller caller) => new ContactsService(_books, Contacts, Suppressions, _import, policy, caller);

    public IProposals ProposalsOf(Policy policy, Caller caller) => new ProposalsService(_books, Proposals, Decisions, policy, caller);

    public IFollowUps FollowUpsOf(Policy policy, Caller caller) => new FollowUpsService(_books, FollowUps, Contacts, policy, caller);

    /// <summary>What pushes to a client, and so needs the way to it.</summary>
    public RpcDispatcher Events(Policy policy, Caller caller, IRpcCaller client, CancellationToken ended) =>
        EventsRpc.Defer(() => new EventsService(_books.Events, policy, caller, client, ended));

    public void Dispose() => Decisions.Dispose();
}
