using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailGmail.Sending;

/// <summary>
/// What was done at Gmail for each message of the outbox, one row each. A row stands before anything is made there, so that what a crash leaves behind
/// can be found again. The column <c>account</c> holds <see cref="GmailApi.UserKey"/>. Instants are milliseconds of Unix time.
/// </summary>
internal sealed class Journal(IPluginStore store)
{
    private const string Columns = "begun, draft, draft_message, draft_digest, upload, upload_size, no_thread, submitted, accepted, message, thread, withdrawn";

    public static IReadOnlyList<StoreScript> Scripts { get; } =
    [
        new("100_sending", """
            CREATE TABLE sending(
              outbox TEXT PRIMARY KEY,
              account TEXT NOT NULL,
              begun INTEGER NOT NULL,
              draft TEXT,
              draft_message TEXT,
              draft_digest TEXT,
              upload TEXT,
              upload_size INTEGER,
              no_thread INTEGER NOT NULL DEFAULT 0,
              withdrawn INTEGER NOT NULL DEFAULT 0,
              submitted INTEGER,
              accepted INTEGER,
              message TEXT,
              thread TEXT
            ) WITHOUT ROWID;
            CREATE INDEX sending_accepted ON sending(account, accepted) WHERE accepted IS NOT NULL;
            CREATE TABLE lockout(account TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
            """),
    ];

    public async ValueTask<JournalRow?> FindAsync(string outboxId, CancellationToken cancel) =>
        await store.RowsAsync(StoreRows.Statement($"SELECT {Columns} FROM sending WHERE outbox = @outbox", ("outbox", outboxId)), 1, cancel) is [var row]
            ? new JournalRow
            {
                Begun = Time(row[0])!.Value, Draft = row[1].Text, DraftMessage = row[2].Text, DraftDigest = row[3].Text, Upload = row[4].Text, UploadSize = row[5].Number, WithoutThread = row[6].Number == 1,
                Submitted = Time(row[7]), Accepted = Time(row[8]), Message = row[9].Text, Thread = row[10].Text, IsWithdrawn = row[11].Number == 1,
            }
            : null;

    /// <summary>An attempt begins. The host begins another only where the one before provably sent nothing, so what was noted of that counts no more.</summary>
    public ValueTask BeginAsync(string outboxId, string userKey, DateTimeOffset now) => ChangeAsync(
        "INSERT INTO sending(outbox, account, begun) VALUES(@outbox, @account, @now) ON CONFLICT(outbox) DO UPDATE SET submitted = NULL, withdrawn = 0, upload = NULL WHERE accepted IS NULL", outboxId, ("account", userKey), ("now", now.ToUnixTimeMilliseconds()));

    public ValueTask DraftAsync(string outboxId, HeldDraft draft) => ChangeAsync(
        "UPDATE sending SET draft = @draft, draft_message = @message, draft_digest = @digest WHERE outbox = @outbox", outboxId,
        ("draft", draft.Id), ("message", draft.MessageId), ("digest", draft.Digest));

    /// <summary>Nothing was sent, and what could still have been is gone: the draft taken away, the upload left open for good.</summary>
    public ValueTask WithdrawnAsync(string outboxId) => ChangeAsync("UPDATE sending SET withdrawn = 1, draft = NULL, upload = NULL WHERE outbox = @outbox", outboxId);

    public ValueTask WithoutThreadAsync(string outboxId) => ChangeAsync("UPDATE sending SET no_thread = 1 WHERE outbox = @outbox", outboxId);

    /// <summary>An upload that sends when its last byte has come.</summary>
    public ValueTask UploadAsync(string outboxId, Uri session, long size) => ChangeAsync(
        "UPDATE sending SET upload = @upload, upload_size = @size WHERE outbox = @outbox", outboxId, ("upload", session.AbsoluteUri), ("size", size));

    public ValueTask SubmittedAsync(string outboxId, DateTimeOffset now) => ChangeAsync(
        "UPDATE sending SET submitted = @now WHERE outbox = @outbox", outboxId, ("now", now.ToUnixTimeMilliseconds()));

    public ValueTask AcceptedAsync(string outboxId, DateTimeOffset now, string message, string? thread) => ChangeAsync(
        "UPDATE sending SET accepted = @now, message = @message, thread = @thread, upload = NULL WHERE outbox = @outbox", outboxId,
        ("now", now.ToUnixTimeMilliseconds()), ("message", message), ("thread", thread));

    /// <summary>How many messages Gmail took since from one user, by this program.</summary>
    public async ValueTask<int> CountAsync(string userKey, DateTimeOffset since, CancellationToken cancel) =>
        await store.RowsAsync(StoreRows.Statement("SELECT count(*) FROM sending WHERE account = @account AND accepted >= @since", ("account", userKey), ("since", since.ToUnixTimeMilliseconds())), 1, cancel) is [[{ Number: { } count }]] ? (int)count : 0;

    public async ValueTask LockedOutAsync(string userKey, DateTimeOffset until) => await store.ChangeAsync(
        StoreRows.Statement("INSERT INTO lockout(account, until) VALUES(@account, @until) ON CONFLICT(account) DO UPDATE SET until = @until", ("account", userKey), ("until", until.ToUnixTimeMilliseconds())), CancellationToken.None);

    /// <summary>Until when Gmail takes no mail from a user; null where it said nothing of the kind, or it is over.</summary>
    public async ValueTask<DateTimeOffset?> LockoutAsync(string userKey, DateTimeOffset now, CancellationToken cancel) =>
        await store.RowsAsync(StoreRows.Statement("SELECT until FROM lockout WHERE account = @account AND until > @now", ("account", userKey), ("now", now.ToUnixTimeMilliseconds())), 1, cancel) is [[var until]] ? Time(until) : null;

    private async ValueTask ChangeAsync(string sql, string outboxId, params (string Name, StoreValue Value)[] values) =>
        await store.ChangeAsync(StoreRows.Statement(sql, [("outbox", outboxId), .. values]), CancellationToken.None);

    private static DateTimeOffset? Time(StoreValue value) => value.Number is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}

/// <summary>What is written down of one message.</summary>
internal sealed record JournalRow
{
    /// <summary>When it was first staged or submitted: nothing of it left before.</summary>
    public required DateTimeOffset Begun { get; init; }
    public string? Draft { get; init; }

    /// <summary>Gmail gives a draft's message another id with every change.</summary>
    public string? DraftMessage { get; init; }

    /// <summary>Of the draft's bytes as they were read back.</summary>
    public string? DraftDigest { get; init; }
    public string? Upload { get; init; }
    public long? UploadSize { get; init; }

    /// <summary>Gmail knows the conversation no more; the message goes out without naming it.</summary>
    public bool WithoutThread { get; init; }
    public bool IsWithdrawn { get; init; }

    /// <summary>Written before the request to send leaves: without it, none did in this attempt.</summary>
    public DateTimeOffset? Submitted { get; init; }
    public DateTimeOffset? Accepted { get; init; }
    public string? Message { get; init; }
    public string? Thread { get; init; }
}

/// <param name="Id">The draft's, which stays.</param>
/// <param name="MessageId">Its message's, which changes with every edit.</param>
/// <param name="Digest">SHA-256 of its bytes as read back.</param>
internal sealed record HeldDraft(string Id, string MessageId, string Digest);
