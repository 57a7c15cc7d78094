using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Connection;

/// <summary>A conversation with a host: its services, and what it said of itself.</summary>
/// <param name="caller">The calling half.</param>
/// <param name="hello">The host's answer to <c>initialize</c>.</param>
/// <param name="session">Ended with this object.</param>
internal sealed class HostConnection(IRpcCaller caller, InitializeResponse hello, IAsyncDisposable session) : IAsyncDisposable
{
    public InitializeResponse Hello { get; } = hello;

    public IRpcCaller Caller { get; } = caller;

    public IHost Host => HostRpc.Contract.Connect(Caller);

    public IAccounts Accounts => AccountsRpc.Contract.Connect(Caller);

    public IContacts Contacts => ContactsRpc.Contract.Connect(Caller);

    public ITemplates Templates => TemplatesRpc.Contract.Connect(Caller);

    public IApplications Applications => ApplicationsRpc.Contract.Connect(Caller);

    public IDocuments Documents => DocumentsRpc.Contract.Connect(Caller);

    public IDrafts Drafts => DraftsRpc.Contract.Connect(Caller);

    public IOutbox Outbox => OutboxRpc.Contract.Connect(Caller);

    public ITracking Tracking => TrackingRpc.Contract.Connect(Caller);

    public IProposals Proposals => ProposalsRpc.Contract.Connect(Caller);

    public IPlugins Plugins => PluginsRpc.Contract.Connect(Caller);

    public IClients Clients => ClientsRpc.Contract.Connect(Caller);

    public IAudit Audit => AuditRpc.Contract.Connect(Caller);

    public IBlobs Blobs => BlobsRpc.Contract.Connect(Caller);

    public IEvents Events => EventsRpc.Contract.Connect(Caller);

    public IPostOffice PostOffice => PostOfficeRpc.Contract.Connect(Caller);

    public IWeb Web => WebRpc.Contract.Connect(Caller);

    public IWriting Writing => WritingRpc.Contract.Connect(Caller);

    public ITrackers Trackers => TrackersRpc.Contract.Connect(Caller);

    public IInsight Insight => InsightRpc.Contract.Connect(Caller);

    public IPostings Postings => PostingsRpc.Contract.Connect(Caller);

    public IDrafting Drafting => DraftingRpc.Contract.Connect(Caller);

    public IToday Today => TodayRpc.Contract.Connect(Caller);

    public IExport Export => ExportRpc.Contract.Connect(Caller);

    public IErase Erase => EraseRpc.Contract.Connect(Caller);

    public IBackup Backup => BackupRpc.Contract.Connect(Caller);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
