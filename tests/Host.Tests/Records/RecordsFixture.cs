using Assistant.Host.Records;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.FollowUps;
using Assistant.Host.Records.Import;
using Assistant.Host.Records.Proposals;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Records;

/// <summary>A desk with its records, and a caller who holds every scope.</summary>
internal sealed class RecordsFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    public RecordsFixture()
    {
        var database = _folder.OpenHost(Time);
        var audit = new AuditLog(database, _folder.Data.State.AuditHead, Time);
        Keys = new SubjectKeys(new SecretStore(_folder.Data.SecretsPath, SecretPlaceKind.File), Time);
        Books = new Books(database, new EventLog(database, Time), audit, Desk.Open(database, Time), Time);
        ContactStore = new ContactStore(Books);
        Suppressions = new SuppressionStore(Books, ContactStore);
        FollowUpStore = new FollowUpStore(Books);
        Kinds = new ProposalKinds(new FollowUpSet(FollowUpStore, ContactStore), new ContactSuppress(Suppressions, ContactStore));
        ProposalStore = new ProposalStore(Books, new Sealer(Keys), Kinds);
        Policy = new Policy(audit, Time);
        Caller = NewCaller(ScopeSet.All);
        Contacts = new ContactsService(Books, ContactStore, Suppressions, new ContactImport(Books, ContactStore, (_, blob) => Blobs.GetValueOrDefault(blob) is { } bytes ? new MemoryStream(bytes) : null), Policy, Caller);
        FollowUps = new FollowUpsService(Books, FollowUpStore, ContactStore, Policy, Caller);
        Decisions = new ProposalDecisions(Books, ProposalStore, static (_, _) => new((IProposalTarget?)null));
        Proposals = new ProposalsService(Books, ProposalStore, Decisions, Policy, Caller);
    }

    public ManualTime Time { get; } = new();

    public TempFolder Folder => _folder;

    public Dictionary<string, byte[]> Blobs { get; } = [];

    public Books Books { get; }

    public SubjectKeys Keys { get; }

    public ContactStore ContactStore { get; }

    public SuppressionStore Suppressions { get; }

    public FollowUpStore FollowUpStore { get; }

    public ProposalKinds Kinds { get; }

    public ProposalStore ProposalStore { get; }

    /// <summary>No plugin has records here.</summary>
    public ProposalDecisions Decisions { get; }

    public Policy Policy { get; }

    public Caller Caller { get; }

    public IContacts Contacts { get; }

    public IFollowUps FollowUps { get; }

    public IProposals Proposals { get; }

    public Caller NewCaller(ScopeSet scopes, string name = "test")
    {
        var keys = new ClientKeys(Books.Database, Books.Desk, Time);
        var caller = new Caller(Books.Desk, DoorKind.Socket, null, keys, Books.Audit);
        caller.Initialize(name, Books.Database.Write(t => keys.Create(t, "test", scopes, null).Text), null);
        return caller;
    }

    public async Task<Contact> CreateAsync(string name, params string[] addresses) =>
        await Contacts.CreateAsync(new ContactCreateRequest { Name = name, Addresses = addresses }, default);

    public List<string> EventsAfter(long seq) => Books.Events.After(seq)!.ConvertAll(static e => $"{e.Name} {string.Join(',', e.Ids)}");

    public static async Task<RpcException> RefusedAsync(Func<Task> call) => await Assert.ThrowsAsync<RpcException>(call);

    public static IReadOnlyList<RpcProblem> Problems(RpcException refusal) => Assert.IsType<RpcInvalidData>(refusal.Detail).Problems;

    public void Dispose()
    {
        Decisions.Dispose();
        Books.Database.Dispose();
        _folder.Dispose();
    }
}
