using System.Globalization;
using System.Text.Json;
using Assistant.Host.Mailroom.Drafts;
using Assistant.Host.Records;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Events;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>The outbox. A row changes its state only by <see cref="Move"/>, which asks <see cref="OutboxMachine"/> and writes the step with it.</summary>
internal sealed class OutboxStore(Desk desk, EventLog events, TimeProvider time)
{
    private const string Table = "outbox";

    private const string Select = "SELECT " + RowStamp.Columns
        + ", draft, account, contact, sealed_for, state, since, reason, evidence, recipients, subject, sender, not_before, timed, wake, hash, approved_by, approved_at, parent_outbox, "
        + "parent_message_id, in_reply_to, reference_ids, message_id, message_date, envelope, vault_blob, vault_digest, vault_size, thread_id, provider_ids, submitted_at, attempts, asks, "
        + "submissions, delivered_message_id, left_behind FROM outbox";

    public static string Holder(string id) => $"outbox:{id}";

    public OutboxRow? Find(ReadConnection connection, string id) =>
        connection.First(Select + " WHERE id = @id AND space = @space", Map, ("@id", id), ("@space", desk.Space));

    /// <exception cref="RpcException">There is none.</exception>
    public OutboxRow Get(ReadConnection connection, string id) => Find(connection, id) ?? throw RpcException.NotFound("outbox item", id);

    /// <summary>Newest change first.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="states">The states wanted; null is every one.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">Where the page before ended.</param>
    public List<OutboxRow> List(ReadConnection connection, IReadOnlyList<OutboxState>? states, int limit, PageCursor? after) => connection.Query(
        Select + " WHERE space = @space AND (@states IS NULL OR instr(@states, '|' || state || '|') > 0) "
        + "AND (changed < @changed OR (changed = @changed AND id < @id)) ORDER BY changed DESC, id DESC LIMIT @limit",
        Map,
        ("@space", desk.Space), ("@states", states is null ? null : $"|{string.Join('|', states.Select(EnumText.Of))}|"), ("@limit", limit),
        ("@changed", after is { } last ? long.Parse(last.Key, CultureInfo.InvariantCulture) : long.MaxValue), ("@id", after?.Id ?? ""));

    public static PageCursor After(OutboxRow row) => new(row.Stamp.Changed.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), row.Id);

    /// <summary>Every row in one of the states, oldest first.</summary>
    public List<OutboxRow> In(ReadConnection connection, params ReadOnlySpan<OutboxState> states)
    {
        var wanted = $"|{string.Join('|', states.ToArray().Select(EnumText.Of))}|";
        return connection.Query(Select + " WHERE space = @space AND instr(@states, '|' || state || '|') > 0 ORDER BY id", Map, ("@space", desk.Space), ("@states", wanted));
    }

    // A disconnected account can be asked nothing: what was to be asked of its mailbox is settled without it, and what waits to be sent waits.
    private const string Workable =
        "EXISTS (SELECT 1 FROM account a WHERE a.id = outbox.account AND (a.state = 'active' OR (a.state = 'disconnected' AND outbox.state IN ('submitting', 'unknown', 'refused', 'cancelled'))))";

    /// <summary>What is due now and can be gone on with, the one that waited longest first.</summary>
    public static OutboxRow? Due(ReadConnection connection, string accountId, DateTimeOffset now) => connection.First(
        Select + $" WHERE account = @account AND wake <= @now AND {Workable} ORDER BY wake, id LIMIT 1", Map, ("@account", accountId), ("@now", now));

    /// <summary>When each account has something due next that can be gone on with.</summary>
    public static List<(string AccountId, DateTimeOffset Wake)> Wakes(ReadConnection connection) => connection.Query(
        $"SELECT account, min(wake) FROM outbox WHERE wake IS NOT NULL AND {Workable} GROUP BY account", static row => (row.Text(0), row.Time(1)));

    /// <summary>
    /// What was put off because its account could not send is due now, and the time that it waited for that was none of trying; what waits for its own
    /// time waits on, and a chosen time that passed was missed. What a person was asked about is looked for once more.
    /// </summary>
    public void WakeWaiting(WriteTransaction transaction, string accountId)
    {
        var now = time.GetUtcNow();
        transaction.Execute("UPDATE outbox SET wake = max(@now, not_before) WHERE account = @account AND wake > @now", ("@now", now), ("@account", accountId));
        transaction.Execute("UPDATE outbox SET wake = @now, asks = 0 WHERE account = @account AND state = 'needsPerson'", ("@now", now), ("@account", accountId));
        transaction.Execute(
            "UPDATE outbox SET not_before = @now WHERE account = @account AND state IN ('approved', 'claimed', 'staged') AND (timed = 0 OR attempts > 0) AND not_before < @now",
            ("@now", now), ("@account", accountId));
    }

    /// <summary>What waits to ask the mailbox of an account that is disconnected need not wait any longer.</summary>
    public void WakeAsking(WriteTransaction transaction, string accountId) => transaction.Execute(
        "UPDATE outbox SET wake = @now WHERE account = @account AND wake > @now AND state IN ('unknown', 'refused', 'cancelled')", ("@now", time.GetUtcNow()), ("@account", accountId));

    /// <summary>Whether the host must stay for something; what a sent message is called, and late evidence, may wait until it runs again.</summary>
    public static bool IsWaiting(ReadConnection connection) => connection.Exists("SELECT 1 FROM outbox WHERE wake IS NOT NULL AND state NOT IN ('sent', 'needsPerson') LIMIT 1");

    public static int Count(ReadConnection connection, OutboxState state) =>
        (int)(connection.Number("SELECT count(*) FROM outbox WHERE state = @state AND deleted IS NULL", ("@state", EnumText.Of(state))) ?? 0);

    /// <summary>Those that are not yet final.</summary>
    public static int CountWaiting(ReadConnection connection) =>
        (int)(connection.Number("SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'refused', 'cancelled') AND deleted IS NULL") ?? 0);

    /// <summary>For each account that has any: approved messages that have not left, and those of which nobody knows whether they did.</summary>
    public static Dictionary<string, (int Waiting, int InDoubt)> CountByAccount(ReadConnection connection) => connection.Query(
        "SELECT account, sum(state IN ('approved', 'claimed', 'staged', 'quarantined')), sum(state IN ('submitting', 'unknown', 'needsPerson')) FROM outbox "
        + "WHERE state NOT IN ('sent', 'refused', 'cancelled') AND deleted IS NULL GROUP BY account",
        static row => (Account: row.Text(0), Waiting: row.Int(1), InDoubt: row.Int(2))).ToDictionary(static row => row.Account, static row => (row.Waiting, row.InDoubt));

    /// <summary>The newest message that went to a contact, for a follow-up to answer.</summary>
    public OutboxRow? NewestSent(ReadConnection connection, string contactId, string accountId) => connection.First(
        Select + " WHERE contact = @contact AND account = @account AND space = @space AND state = 'sent' ORDER BY since DESC, id DESC LIMIT 1", Map,
        ("@contact", contactId), ("@account", accountId), ("@space", desk.Space));

    public static List<OutboxStep> Steps(ReadConnection connection, string id) => connection.Query(
        "SELECT created, state, reason, evidence FROM outbox_step WHERE outbox = @outbox ORDER BY rowid",
        static row => new OutboxStep { At = row.Time(0), State = EnumText.Parse<OutboxState>(row.Text(1)), Reason = row.TextOrNull(2), Evidence = ReadEvidence(row.TextOrNull(3)) },
        ("@outbox", id));

    public void Insert(WriteTransaction transaction, OutboxRow row)
    {
        transaction.Execute(
            "INSERT INTO outbox(" + RowStamp.Columns + ", draft, account, contact, sealed_for, state, since, recipients, subject, sender, not_before, timed, wake, hash, approved_by, approved_at, parent_outbox, parent_message_id) VALUES("
            + RowStamp.Parameters + ", @draft, @account, @contact, @for, @state, @since, @recipients, @subject, @sender, @not_before, @timed, @wake, @hash, @by, @at, @parent_outbox, @parent_id)",
            [
                .. row.Stamp.Arguments, ("@draft", row.DraftId), ("@account", row.AccountId), ("@contact", row.ContactId), ("@for", row.SealedFor),
                ("@state", EnumText.Of(row.State)), ("@since", row.Since), ("@recipients", JsonSerializer.Serialize(row.Recipients, MailroomJson.Default.Recipients)),
                ("@subject", row.Subject), ("@sender", row.Sender), ("@not_before", row.NotBefore), ("@timed", row.Timed), ("@wake", row.Wake), ("@hash", row.Hash),
                ("@by", row.ApprovedBy), ("@at", row.ApprovedAt), ("@parent_outbox", row.Parent?.OutboxId), ("@parent_id", row.Parent?.MessageId),
            ]);
        Record(transaction, row.Id, row.State, null, [], row.Stamp.Revision);
    }

    /// <summary>Takes a row to its next state, with the step, the event and the draft's state; its new revision is in the answer.</summary>
    /// <exception cref="RpcException">The table has no such move.</exception>
    /// <exception cref="RevisionConflictException">The row is not as it was read.</exception>
    public OutboxRow Move(WriteTransaction transaction, OutboxRow row, OutboxEvent what, OutboxChange change)
    {
        var next = OutboxMachine.Next(row.State, what)
            ?? throw new RpcException(RpcErrorCode.WrongState, $"A message that is {EnumText.Of(row.State)} cannot do this.");
        var now = time.GetUtcNow();
        var unstages = IsToUnstage(row, next);
        var assignments = (unstages ? "asks = 0, " : "") + "state = @state, since = @since, reason = @reason, evidence = @evidence, wake = @wake, submissions = @submissions" + change.Assignments;
        var revision = transaction.Update(
            Table, row.Id, row.Stamp.Revision, desk, time, assignments,
            [
                ("@state", EnumText.Of(next)), ("@since", now), ("@reason", change.Reason), ("@evidence", WriteEvidence(change.Evidence)), ("@wake", unstages ? now : change.Wake),
                ("@submissions", OutboxMachine.CountsAsSubmission(next)), .. change.Arguments,
            ]);
        Record(transaction, row.Id, next, change.Reason, change.Evidence, revision);
        return Get(transaction, row.Id);
    }

    /// <summary>It will not be sent, and what its provider made of it is dealt with.</summary>
    public void Leave(WriteTransaction transaction, OutboxRow row, string? left)
    {
        var revision = transaction.Update(Table, row.Id, row.Stamp.Revision, desk, time, "wake = NULL, left_behind = @left", ("@left", left));
        events.Append(transaction, "outbox.changed", [row.Id], revision);
    }

    /// <summary>What recipients know a sent message by.</summary>
    public void Learn(WriteTransaction transaction, OutboxRow row, string messageId)
    {
        var revision = transaction.Update(Table, row.Id, row.Stamp.Revision, desk, time, "wake = NULL, delivered_message_id = @message", ("@message", messageId));
        events.Append(transaction, "outbox.changed", [row.Id], revision);
    }

    // A copied folder's rows are another's, who may still send them: what lies at the provider is not this device's to take away.
    private bool IsToUnstage(OutboxRow row, OutboxState next) =>
        next is OutboxState.Refused or OutboxState.Cancelled && row.MayBeStaged && row.Sender == desk.Device;

    /// <summary>Looks at a row again later, or with null not by itself; its state stays.</summary>
    public void Postpone(WriteTransaction transaction, OutboxRow row, DateTimeOffset? wake, string? reason, int asks) =>
        transaction.Update(Table, row.Id, row.Stamp.Revision, desk, time, "wake = @wake, reason = @reason, asks = @asks", ("@wake", wake), ("@reason", reason), ("@asks", asks));

    private void Record(WriteTransaction transaction, string id, OutboxState state, string? reason, IReadOnlyList<Evidence> evidence, long revision)
    {
        transaction.Execute(
            "INSERT INTO outbox_step(" + RowStamp.Columns + ", outbox, state, reason, evidence) VALUES(" + RowStamp.Parameters + ", @outbox, @state, @reason, @evidence)",
            [.. RowStamp.New(desk, time).Arguments, ("@outbox", id), ("@state", EnumText.Of(state)), ("@reason", reason), ("@evidence", WriteEvidence(evidence))]);
        events.Append(transaction, "outbox.changed", [id], revision);
    }

    private static string? WriteEvidence(IReadOnlyList<Evidence> evidence) =>
        evidence.Count == 0 ? null : JsonSerializer.Serialize(evidence, MailroomJson.Default.IReadOnlyListEvidence);

    private static IReadOnlyList<Evidence> ReadEvidence(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, MailroomJson.Default.IReadOnlyListEvidence)!;

    private static OutboxRow Map(Row row)
    {
        var stamp = RowStamp.Read(row);
        return new OutboxRow
        {
            Stamp = stamp,
            DraftId = row.Text(9),
            AccountId = row.Text(10),
            ContactId = row.TextOrNull(11),
            SealedFor = row.Text(12),
            State = EnumText.Parse<OutboxState>(row.Text(13)),
            Since = row.Time(14),
            Reason = row.TextOrNull(15),
            Evidence = ReadEvidence(row.TextOrNull(16)),
            Recipients = JsonSerializer.Deserialize(row.Text(17), MailroomJson.Default.Recipients)!,
            Subject = row.Text(18),
            Sender = row.Text(19),
            NotBefore = row.Time(20),
            Timed = row.Bool(21),
            Wake = row.TimeOrNull(22),
            Hash = row.Text(23),
            ApprovedBy = row.Text(24),
            ApprovedAt = row.Time(25),
            Parent = row.TextOrNull(26) is { } ours ? new ParentRef { OutboxId = ours } : row.TextOrNull(27) is { } theirs ? new ParentRef { MessageId = theirs } : null,
            Vault = row.IsNull(33) ? null : new VaultEntry(
                new MessageMarks(stamp.Id, row.Text(30), row.Time(31), row.TextOrNull(28), JsonSerializer.Deserialize(row.Text(29), MailroomJson.Default.IReadOnlyListString)!),
                JsonSerializer.Deserialize(row.Text(32), MailroomJson.Default.Envelope)!, row.Text(33), row.Text(34), row.Long(35)),
            ThreadId = row.TextOrNull(36),
            ProviderIds = row.TextOrNull(37) is { } ids ? JsonSerializer.Deserialize(ids, MailroomJson.Default.DictionaryStringString)! : [],
            SubmittedAt = row.TimeOrNull(38),
            Attempts = row.Int(39),
            Asks = row.Int(40),
            Submissions = row.Int(41),
            DeliveredMessageId = row.TextOrNull(42),
            LeftBehind = row.TextOrNull(43),
        };
    }
}
