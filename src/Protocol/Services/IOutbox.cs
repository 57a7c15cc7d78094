using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>
/// Approved messages and what became of each: never sent twice, never silently lost, and an honest "unknown" that evidence resolves.
/// </summary>
[RpcService("outbox", typeof(OutboxJson))]
public interface IOutbox
{
    /// <summary>
    /// A person's yes. One gesture writes one approval per message, each bound to the hash the person was shown.
    /// All or none: one item that cannot be approved refuses the whole request, with its path (<c>$.items[2].hash</c>).
    /// Errors: conflict when a draft has changed since it was previewed, invalid when it has problems or a recipient is suppressed.
    /// </summary>
    [RpcMethod(Requires = Scopes.Approve)]
    ValueTask<OutboxApproveResponse> ApproveAsync(OutboxApproveRequest request, CancellationToken cancel);

    /// <summary>Newest change first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<OutboxListResponse> ListAsync(OutboxListRequest request, CancellationToken cancel);

    /// <summary>One item with every step it went through.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<OutboxShowResponse> ShowAsync(OutboxShowRequest request, CancellationToken cancel);

    /// <summary>Exactly what went out, as an RFC 5322 message, byte for byte. Errors: not-found before it was built.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<OutboxSourceResponse> SourceAsync(OutboxSourceRequest request, CancellationToken cancel);

    /// <summary>Takes an approved message back while nothing has left; its draft is open again. Errors: conflict once it is claimed.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<OutboxItem> CancelAsync(OutboxCancelRequest request, CancellationToken cancel);

    /// <summary>Makes a new draft of a refused or undecided message; sending it needs a new approval.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Draft> RetryAsync(OutboxRetryRequest request, CancellationToken cancel);

    /// <summary>A person says what became of a <c>needsPerson</c> item.</summary>
    [RpcMethod(Requires = Scopes.Decide)]
    ValueTask<OutboxItem> SettleAsync(OutboxSettleRequest request, CancellationToken cancel);

    /// <summary>Lets a quarantined item (a restored backup, a copied folder) go on.</summary>
    [RpcMethod(Requires = Scopes.Approve)]
    ValueTask<OutboxItem> ReleaseAsync(OutboxReleaseRequest request, CancellationToken cancel);
}

[JsonConverter(typeof(CamelCaseEnumConverter<OutboxState>))]
public enum OutboxState
{
    /// <summary>A person said yes; waits for its time.</summary>
    Approved,

    /// <summary>Taken by this host; its bytes are built, checked against the approval, and stored.</summary>
    Claimed,

    /// <summary>The provider holds its own draft of it, where it keeps drafts.</summary>
    Staged,

    /// <summary>Written durably before the first byte of the send leaves. After a restart this is <see cref="Unknown"/>.</summary>
    Submitting,

    /// <summary>Final: the provider took it.</summary>
    Sent,

    /// <summary>Final: the provider refused it, provably.</summary>
    Refused,

    /// <summary>Whether it was taken is not known; evidence is being sought.</summary>
    Unknown,

    /// <summary>No evidence within the grace period, or the account was disconnected before there was any; a person decides. Evidence is looked for again once the account is connected again.</summary>
    NeedsPerson,

    /// <summary>Final: taken back before it left.</summary>
    Cancelled,

    /// <summary>Found in a restored or copied folder, or late beyond its slot; never sent until a person releases it.</summary>
    Quarantined,
}

public sealed record OutboxItem
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required string DraftId { get; init; }
    public required string AccountId { get; init; }
    public string? ContactId { get; init; }
    public required IReadOnlyList<string> To { get; init; }
    public required string Subject { get; init; }
    public required OutboxState State { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>Nothing leaves before this: the end of the undo window, or the chosen time.</summary>
    public required DateTimeOffset NotBefore { get; init; }
    public required string ApprovedBy { get; init; }
    public required DateTimeOffset ApprovedAt { get; init; }

    /// <summary>The approved hash.</summary>
    public required string Hash { get; init; }

    /// <summary>Requests to send that were accepted or whose outcome is unknown. Never above 1.</summary>
    public required int Submissions { get; init; }

    /// <summary>As the recipients see it; the provider may have replaced ours.</summary>
    public string? MessageId { get; init; }

    /// <summary>While the provider is given a large message: how far that is. Each second or so <c>outbox.progress</c> tells that it went on.</summary>
    public UploadProgress? Progress { get; init; }

    /// <summary>Why it is in this state, for a person.</summary>
    public string? Reason { get; init; }
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>What the user can do now; null where nothing needs doing.</summary>
    public string? NextStep { get; init; }

    /// <summary>For a message that was not sent: what stays of it in the mailbox, and why; null where nothing does.</summary>
    public string? LeftToYou { get; init; }
}

/// <summary>How much of a message its provider was given.</summary>
/// <param name="Done">Bytes; the provider's answer comes after the last.</param>
/// <param name="Total">Bytes in all, above 0.</param>
public sealed record UploadProgress(long Done, long Total);

public sealed record OutboxApproveRequest
{
    public required IReadOnlyList<ApprovalItem> Items { get; init; }

    /// <summary>How long each can be taken back; 0 sends at once. Absent is 10 s.</summary>
    public int? UndoSeconds { get; init; }

    /// <summary>Send no earlier than this; absent is now.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}

/// <param name="DraftId">The draft.</param>
/// <param name="Hash">The hash that its preview showed.</param>
public sealed record ApprovalItem(string DraftId, string Hash);

public sealed record OutboxApproveResponse
{
    /// <summary>In the request's order.</summary>
    public required IReadOnlyList<OutboxItem> Items { get; init; }
}

public sealed record OutboxListRequest
{
    /// <summary>Absent lists every state.</summary>
    public IReadOnlyList<OutboxState>? States { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record OutboxListResponse
{
    public required IReadOnlyList<OutboxItem> Items { get; init; }
    public string? Next { get; init; }
}

public sealed record OutboxShowRequest
{
    public required string Id { get; init; }
}

public sealed record OutboxShowResponse
{
    public required OutboxItem Item { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<OutboxStep> Steps { get; init; }
}

public sealed record OutboxStep
{
    public required DateTimeOffset At { get; init; }
    public required OutboxState State { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyList<Evidence> Evidence { get; set; } = [];
}

public sealed record OutboxSourceRequest
{
    public required string Id { get; init; }
}

public sealed record OutboxSourceResponse
{
    public required Content Message { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Digest { get; init; }
}

public sealed record OutboxCancelRequest
{
    public required string Id { get; init; }
}

public sealed record OutboxRetryRequest
{
    public required string Id { get; init; }
}

public sealed record OutboxSettleRequest
{
    public required string Id { get; init; }

    /// <summary>True: the person knows that it was sent. False: that it was not.</summary>
    public required bool WasSent { get; init; }

    /// <summary>How the person knows, kept as evidence.</summary>
    public string? Note { get; init; }
}

public sealed record OutboxReleaseRequest
{
    public required string Id { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OutboxApproveRequest))]
[JsonSerializable(typeof(OutboxApproveResponse))]
[JsonSerializable(typeof(OutboxListRequest))]
[JsonSerializable(typeof(OutboxListResponse))]
[JsonSerializable(typeof(OutboxShowRequest))]
[JsonSerializable(typeof(OutboxShowResponse))]
[JsonSerializable(typeof(OutboxSourceRequest))]
[JsonSerializable(typeof(OutboxSourceResponse))]
[JsonSerializable(typeof(OutboxCancelRequest))]
[JsonSerializable(typeof(OutboxItem))]
[JsonSerializable(typeof(OutboxRetryRequest))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(OutboxSettleRequest))]
[JsonSerializable(typeof(OutboxReleaseRequest))]
public sealed partial class OutboxJson : JsonSerializerContext;
