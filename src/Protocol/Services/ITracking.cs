using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>What came back to our own sent mail. Nothing else in a mailbox is stored.</summary>
[RpcService("tracking", typeof(TrackingJson))]
public interface ITracking
{
    /// <summary>Asks each provider for what is new since the last check, judges it, and stores what answers our mail. Marks, moves and deletes nothing.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<TrackingCheckResponse> CheckAsync(TrackingCheckRequest request, IProgress<CheckProgress>? progress, CancellationToken cancel);

    /// <summary>One row per sent message, newest event first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<TrackingListResponse> ListAsync(TrackingListRequest request, CancellationToken cancel);

    /// <summary>One sent message and everything that came back to it, oldest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<TrackingShowResponse> ShowAsync(TrackingShowRequest request, CancellationToken cancel);

    /// <summary>A person corrects a verdict; the old one stays in the history.</summary>
    [RpcMethod(Requires = Scopes.Decide)]
    ValueTask<IncomingMessage> CorrectAsync(TrackingCorrectRequest request, CancellationToken cancel);

    /// <summary>The text of a mail that answers ours. Errors: needs-setup where the account's grant does not reach bodies.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<TrackingReadResponse> ReadAsync(TrackingReadRequest request, CancellationToken cancel);
}

[JsonConverter(typeof(CamelCaseEnumConverter<VerdictKind>))]
public enum VerdictKind
{
    Reply,
    AutoReply,
    Bounce,
    DelayNotice,
    Receipt,
    CalendarResponse,
    ListMail,
    Complaint,
    Unrelated,
}

[JsonConverter(typeof(CamelCaseEnumConverter<Confidence>))]
public enum Confidence
{
    /// <summary>A standard field says so.</summary>
    Certain,

    /// <summary>Several weaker signs agree.</summary>
    Probable,

    /// <summary>A person should look.</summary>
    Low,
}

/// <summary>What an incoming message is, and what that rests on.</summary>
public sealed record Verdict
{
    public required VerdictKind Kind { get; init; }
    public required Confidence Confidence { get; init; }

    /// <summary>The deciding one first; never empty.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }
    public BounceDetail? Bounce { get; init; }

    /// <summary>For an auto-reply: the first day back, where it says so.</summary>
    public DateOnly? BackOn { get; init; }

    /// <summary>The line that the date was read from.</summary>
    public string? QuotedLine { get; init; }

    /// <summary>True where a person set it.</summary>
    public bool Corrected { get; init; }
}

public sealed record BounceDetail
{
    /// <summary>True where trying again cannot help.</summary>
    public required bool Hard { get; init; }

    /// <summary>A closed vocabulary: <c>userUnknown</c>, <c>mailboxFull</c>, <c>domainNotFound</c>, <c>blocked</c>, ...</summary>
    public required string Reason { get; init; }

    /// <summary>RFC 3463, for example <c>5.1.1</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The address that failed.</summary>
    public string? Recipient { get; init; }

    /// <summary>What the far server said.</summary>
    public string? Diagnostic { get; init; }
}

public sealed record TrackingCheckRequest
{
    /// <summary>Absent checks every account.</summary>
    public string? AccountId { get; init; }
}

public sealed record CheckProgress(string Account, int Seen);

public sealed record TrackingCheckResponse
{
    public required IReadOnlyList<AccountCheck> Accounts { get; init; }

    /// <summary>The messages stored by this check, oldest first.</summary>
    public required IReadOnlyList<IncomingMessage> Found { get; init; }
}

public sealed record AccountCheck
{
    public required string AccountId { get; init; }

    /// <summary>Headers looked at.</summary>
    public required int Seen { get; init; }

    /// <summary>Messages that answer ours.</summary>
    public required int Matched { get; init; }

    /// <summary>What the check cost at the provider, in its own words; absent where it costs nothing.</summary>
    public string? Cost { get; init; }

    /// <summary>The same as a number of the provider's quota units, where it counts in such.</summary>
    public int? QuotaUnits { get; init; }

    /// <summary>Messages that could not be read, or not whole; the check looked at all others.</summary>
    public int Unreadable { get; init; }

    /// <summary>Why the account could not be checked, or not all of it; or, where <see cref="Unreadable"/> counts any, what is wrong with one of them.</summary>
    public RpcProblem? Problem { get; init; }
}

public sealed record IncomingMessage
{
    public required string Id { get; init; }
    public required string OutboxId { get; init; }
    public string? ContactId { get; init; }
    public required string From { get; init; }
    public required string Subject { get; init; }
    public required DateTimeOffset Received { get; init; }
    public required Verdict Verdict { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<TrackingState>))]
public enum TrackingState
{
    /// <summary>Not yet final in the outbox.</summary>
    Sending,

    /// <summary>Sent; nothing came back yet.</summary>
    Waiting,
    Replied,

    /// <summary>Away; the clock stands until they are back.</summary>
    Away,
    Bounced,
    Delayed,
    Failed,
}

public sealed record TrackingListRequest
{
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record TrackingListResponse
{
    public required IReadOnlyList<TrackingRow> Rows { get; init; }
    public string? Next { get; init; }
}

public sealed record TrackingRow
{
    public required string OutboxId { get; init; }
    public string? ContactId { get; init; }

    /// <summary>The contact's name, else the address.</summary>
    public required string Person { get; init; }
    public required string Address { get; init; }
    public required string Subject { get; init; }
    public required TrackingState State { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>The verdict that the state rests on; absent while nothing came back.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What to do next, and when, for a person.</summary>
    public required string NextStep { get; init; }
    public DateOnly? Due { get; init; }
}

public sealed record TrackingShowRequest
{
    public required string OutboxId { get; init; }
}

public sealed record TrackingShowResponse
{
    public required TrackingRow Row { get; init; }
    public required OutboxItem Sent { get; init; }
    public required IReadOnlyList<IncomingMessage> Incoming { get; init; }
}

public sealed record TrackingCorrectRequest
{
    public required string MessageId { get; init; }
    public required VerdictKind Kind { get; init; }
    public string? Note { get; init; }
}

public sealed record TrackingReadRequest
{
    public required string MessageId { get; init; }
}

public sealed record TrackingReadResponse
{
    /// <summary>Plain text; HTML is reduced to text and nothing is fetched.</summary>
    public required string Text { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TrackingCheckRequest))]
[JsonSerializable(typeof(TrackingCheckResponse))]
[JsonSerializable(typeof(CheckProgress))]
[JsonSerializable(typeof(TrackingListRequest))]
[JsonSerializable(typeof(TrackingListResponse))]
[JsonSerializable(typeof(TrackingShowRequest))]
[JsonSerializable(typeof(TrackingShowResponse))]
[JsonSerializable(typeof(TrackingCorrectRequest))]
[JsonSerializable(typeof(IncomingMessage))]
[JsonSerializable(typeof(TrackingReadRequest))]
[JsonSerializable(typeof(TrackingReadResponse))]
public sealed partial class TrackingJson : JsonSerializerContext;
