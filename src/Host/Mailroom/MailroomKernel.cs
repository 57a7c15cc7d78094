using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Mailroom.Letters;
using Assistant.Host.Mailroom.Notices;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Mailroom.Tracking;
using Assistant.Host.Records.Templates;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Mailroom;

/// <summary>
/// The trusted kernel: the only part of the host that may send. One for each host; each connection gets its own services from it.
/// Sends nothing before <see cref="Start"/>, and nothing after <see cref="DisposeAsync"/> has returned.
/// </summary>
internal sealed class MailroomKernel : IAsyncDisposable
{
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly AccountStore _accounts;
    private readonly AccountConnections _connections;
    private readonly DraftStore _drafts;
    private readonly DraftReader _draftReader;
    private readonly DraftEditor _editor;
    private readonly DraftComposition _composition;
    private readonly MessagePlanner _planner;
    private readonly MessageMaker _maker;
    private readonly OutboxStore _outbox;
    private readonly OutboxReader _outboxReader;
    private readonly OutboxActions _actions;
    private readonly OutboxMoves _moves;
    private readonly Approver _approver;
    private readonly Vault _vault;
    private readonly SendWorker _worker;
    private readonly IncomingStore _incoming;
    private readonly TrackingReader _trackingReader;
    private readonly TrackingBodies _bodies;
    private readonly VerdictCorrection _correction;
    private readonly MailboxCheck _check;
    private readonly ProviderExamination _examination;
    private readonly DocumentAttaching _attaching;

    public MailroomKernel(MailroomParts parts)
    {
        var (database, desk, audit, time) = (parts.Database, parts.Desk, parts.Audit, parts.Time);
        (_database, _time) = (database, time);
        _accounts = new AccountStore(desk, parts.Events, time);
        _drafts = new DraftStore(desk, parts.Sealer, parts.Blobs, parts.Events, time);
        _outbox = new OutboxStore(desk, parts.Events, time);
        _incoming = new IncomingStore(desk, parts.Sealer, time);
        _vault = new Vault(parts.Blobs);
        var claims = new DraftClaims(desk, parts.Sealer, audit, parts.Events, time);
        _planner = new MessagePlanner(_accounts, parts.Suppressions, claims);
        _draftReader = new DraftReader(_planner, claims);
        var uploads = new Uploads(database, parts.Events, time);
        _outboxReader = new OutboxReader(_accounts, uploads);

        var files = new AttachedFile(parts.Blobs, time);
        var takeBack = new TakeBack(_outbox, _drafts, audit, time);
        _maker = new MessageMaker(_vault, files, time);
        _connections = new AccountConnections(database, desk, audit, parts.Capabilities, _accounts, time);
        _editor = new DraftEditor(database, desk, _drafts, _accounts, parts.Contacts, _outbox, claims, takeBack, files, time);
        _attaching = new DocumentAttaching(database, parts.Documents, _editor);
        _composition = new DraftComposition(database, parts.Capabilities, parts.Contacts, parts.Templates, _accounts, _outbox, _editor);
        _approver = new Approver(database, desk, audit, parts.Sealer, _drafts, _planner, _outbox, time);
        _actions = new OutboxActions(database, desk, audit, _outbox, _drafts, _editor, claims, files, takeBack, time);

        var stored = new StoredMessage(database, _vault, _accounts);
        var calls = new ProviderCalls(database, _accounts, parts.Capabilities, parts.Logs.CreateLogger<ProviderCalls>());
        _moves = new OutboxMoves(database, _outbox, _drafts, audit, time);
        Sender = new Sender(
            database,
            new ClaimStep(database, desk, _outbox, _drafts, _planner, _maker, _moves, time),
            new StageStep(database, stored, _vault, calls, uploads, _moves, time),
            new SubmitStep(stored, _accounts, calls, uploads, _moves, time, parts.Logs.CreateLogger<SubmitStep>()),
            new EvidenceStep(calls, _moves, time),
            new UnstageStep(calls, _moves, time),
            new LearnStep(calls, _moves, time),
            _moves, time, parts.Logs.CreateLogger<Sender>());
        _worker = new SendWorker(database, Sender, time, parts.Logs.CreateLogger<SendWorker>());
        _approver.Approved += _worker.Signal;
        _actions.Released += _worker.Signal;
        _connections.Connected += account =>
        {
            database.Write(transaction => _outbox.WakeWaiting(transaction, account));
            _worker.Signal();
        };
        _connections.Disconnected += account =>
        {
            database.Write(transaction => _outbox.WakeAsking(transaction, account));
            _worker.Signal();
        };

        var effects = new IncomingEffects(_outbox, parts.Contacts, parts.FollowUps, parts.Proposals, audit, parts.Events);
        _trackingReader = new TrackingReader(desk, _outbox, _outboxReader, _incoming, parts.Contacts, parts.FollowUps, time);
        _examination = new ProviderExamination(database, _accounts, calls, time);
        _bodies = new TrackingBodies(database, parts.Capabilities, _accounts);
        _correction = new VerdictCorrection(database, _incoming, effects, audit);
        Letters = new LetterDesk(database, parts.Contacts, _accounts, _drafts, _editor, claims, _outbox, _incoming, _bodies, _vault);
        _check = new MailboxCheck(database, calls, _accounts, _incoming, new IncomingJudge(database, desk, _outbox, _accounts, calls, time), effects, time);
        Schedule = new CheckSchedule(database, _accounts, _check, parts.Background, Random.Shared.NextDouble, time, parts.Logs.CreateLogger<CheckSchedule>());
        if (parts.Desktop is { } desktop)
            Notices = new NoticeBoard(parts.Events, new NoticeWords(database, _accounts, _incoming, parts.Contacts, parts.Proposals).Of, desktop, parts.Background, time, parts.Logs.CreateLogger<NoticeBoard>());
    }

    /// <summary>Something is in the outbox that this host still has to do; it must not end for idleness.</summary>
    public bool HasWork => _database.Read(OutboxStore.IsWaiting);

    /// <summary>Approved messages that are not yet final.</summary>
    public int Waiting => _database.Read(OutboxStore.CountWaiting);

    /// <summary>Messages held back until a person releases or cancels them.</summary>
    public int Quarantined => _database.Read(static connection => OutboxStore.Count(connection, OutboxState.Quarantined));

    /// <summary>What a preview may say of the sender: the only account's, or the first one's.</summary>
    public IReadOnlyList<Fact> SenderFacts() => _database.Read(_accounts.List).FirstOrDefault(static account => account.State != AccountState.Disconnected) is { } account
        ? ContactFacts.OfSender(account.DisplayName, account.Address)
        : [];

    /// <summary>Accounts that want something, and messages that wait for a person.</summary>
    public async ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel) =>
        [.. _database.Read(connection => MailroomFindings.Of(connection, _accounts, _time.GetUtcNow())), .. await _examination.RunAsync(cancel)];

    /// <summary>What writing may ask of this floor.</summary>
    public LetterDesk Letters { get; }

    /// <summary>For an erasure of everything, which disconnects first.</summary>
    public AccountConnections Connections => _connections;

    /// <summary>For tests that take the outbox through its steps themselves, without the worker.</summary>
    internal Sender Sender { get; }

    /// <summary>For tests that look at its turns themselves.</summary>
    internal CheckSchedule Schedule { get; }

    /// <summary>The same; null where notices are shown nowhere.</summary>
    internal NoticeBoard? Notices { get; }

    /// <summary>Before anybody is answered: what waits in a folder that was moved, copied or restored is held back until a person releases it.</summary>
    /// <param name="device">What <see cref="Device.Start"/> answered.</param>
    public void HoldBack(DeviceState device)
    {
        if (device.Quarantine is { } reason)
            _moves.QuarantineAll(reason);
    }

    /// <summary>Once: deals with what was left half done, then sends what is due and looks for what comes back.</summary>
    public void Start()
    {
        Sender.Recover();
        _worker.Start();
        Notices?.Start();
        Schedule.Start();
    }

    /// <summary>Stops sending; waits for a request that is under way, and for the outcome to be written.</summary>
    public async ValueTask DisposeAsync()
    {
        await Schedule.DisposeAsync();
        await _worker.DisposeAsync();
        if (Notices is not null)
            await Notices.DisposeAsync();
        _check.Dispose();
    }

    public IAccounts Accounts(Policy policy, Caller caller) => new AccountsService(_connections, policy, caller);

    public IDrafts Drafts(Policy policy, Caller caller) => new DraftsService(_database, _drafts, _editor, _attaching, _composition, _draftReader, _planner, _maker, policy, caller);

    public IOutbox Outbox(Policy policy, Caller caller) =>
        new OutboxService(_database, _outbox, _drafts, _approver, _actions, _outboxReader, _draftReader, _vault, policy, caller);

    public ITracking Tracking(Policy policy, Caller caller) => new TrackingService(
        _database, _outbox, _outboxReader, _accounts, _incoming, _trackingReader, _check, _correction, _bodies, policy, caller);
}
