using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// A mail provider. The host decides what is sent and judges what comes back; a provider only carries.
/// One object serves every account of its kind; each call names the account.
/// </summary>
/// <remarks>
/// The send path is <see cref="StageAsync"/>, then <see cref="SubmitAsync"/> once. The host commits <c>submitting</c> durably between the two,
/// and never calls Submit again for the same approval unless the outcome was a refusal or <see cref="FindSentAsync"/> proved absence.
/// Nothing is ever marked read, moved or deleted in the user's mailbox.
/// </remarks>
[RpcService("mailProvider", typeof(MailProviderJson))]
public interface IMailProvider
{
    /// <summary>What this provider is and can do. Touches no network.</summary>
    ValueTask<ProviderDescription> DescribeAsync(ProviderDescribeRequest request, CancellationToken cancel);

    /// <summary>
    /// Connects an account, or connects it again. Settings that are wrong are answered as problems, by path. A provider that needs the user's browser
    /// reports its address and waits for it; cancelling ends the wait and leaves what was connected before as it was.
    /// </summary>
    ValueTask<ProviderConnectResponse> ConnectAsync(ProviderConnectRequest request, IProgress<ConnectStep>? progress, CancellationToken cancel);

    /// <summary>Revokes what can be revoked and deletes local tokens.</summary>
    ValueTask<ProviderDisconnectResponse> DisconnectAsync(ProviderDisconnectRequest request, CancellationToken cancel);

    /// <summary>Makes the provider's own draft, where it keeps drafts, and answers every id it gave. Others answer no ids. A large message reports how far it is.</summary>
    ValueTask<StageResponse> StageAsync(StageRequest request, IProgress<UploadProgress>? progress, CancellationToken cancel);

    /// <summary>
    /// Exactly one request to send. Never retries by itself, and ignores cancellation once bytes may have left. A provider that sends a draft it
    /// keeps compares it with <see cref="SubmitRequest.Message"/> first and answers a refusal where it was changed since staging.
    /// A large message reports how far it is; a report is for a person's eyes and proves nothing.
    /// </summary>
    ValueTask<SubmitResponse> SubmitAsync(SubmitRequest request, IProgress<UploadProgress>? progress, CancellationToken cancel);

    /// <summary>Looks for evidence that a message was, or was not, submitted.</summary>
    ValueTask<FindSentResponse> FindSentAsync(FindSentRequest request, CancellationToken cancel);

    /// <summary>
    /// Takes away what staging made for a message that will not be sent. Only what is byte for byte as it was staged: anything else stays, and is named.
    /// Asked again where it failed; twice is once. Providers that keep no drafts have nothing to do.
    /// </summary>
    ValueTask<UnstageResponse> UnstageAsync(UnstageRequest request, CancellationToken cancel);

    /// <summary>The headers of what is new since the cursor, oldest first. A cursor that no longer holds is answered by a bounded resync.</summary>
    ValueTask<ChangesResponse> ChangesAsync(ChangesRequest request, CancellationToken cancel);

    /// <summary>The whole of a message that the host judged to be a report on our own mail. Refused below the grant for bodies.</summary>
    ValueTask<MessageResponse> ReadReportAsync(MessageRequest request, CancellationToken cancel);

    /// <summary>The whole of a message that answers our own mail. Refused below the grant for bodies.</summary>
    ValueTask<MessageResponse> ReadReplyAsync(MessageRequest request, CancellationToken cancel);

    /// <summary>The signature that the user keeps at the provider for this address. Changes nothing there.</summary>
    ValueTask<SignatureResponse> SignatureAsync(SignatureRequest request, CancellationToken cancel);

    /// <summary>What the provider knows of an account that the user should: what was really granted and until when, limits reached. Changes nothing.</summary>
    ValueTask<ProviderExamineResponse> ExamineAsync(ProviderExamineRequest request, CancellationToken cancel);
}

public sealed record ProviderDescribeRequest;

public sealed record ProviderDescription
{
    /// <summary>The provider's id, for example <c>mail.local</c>.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>JSON Schema of the settings.</summary>
    public required JsonElement Form { get; init; }
    public required IReadOnlyList<GrantOffer> Grants { get; init; }

    /// <summary>True where staging makes a draft at the provider.</summary>
    public required bool KeepsDrafts { get; init; }

    /// <summary>The largest message it takes, in bytes.</summary>
    public required long MaxMessageSize { get; init; }
}

public sealed record ProviderConnectRequest
{
    public required string AccountId { get; init; }
    public required string Address { get; init; }
    public string? DisplayName { get; init; }
    public required GrantLevel Grant { get; init; }

    /// <summary>What the form asks for; null for what this account was connected with before.</summary>
    public JsonElement? Settings { get; init; }
}

public sealed record ProviderConnectResponse
{
    /// <summary>Settings or grants that do not serve, by path; the account is then not connected.</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }

    /// <summary>The address that was really connected.</summary>
    public string? Address { get; init; }

    /// <summary>What was really granted, which may be less than was asked.</summary>
    public GrantLevel Grant { get; init; }
    public DateTimeOffset? GrantedUntil { get; init; }

    /// <summary>What only the user can do, line by line: where a wider permission from before stays at the provider, how it is taken away.</summary>
    public IReadOnlyList<string> LeftToYou { get; set; } = [];

    /// <summary>Settings that the host stores with the account and gives back on every call.</summary>
    public JsonElement? Settings { get; init; }
}

public sealed record ProviderDisconnectRequest
{
    public required ProviderAccount Account { get; init; }
}

public sealed record ProviderDisconnectResponse
{
    public required IReadOnlyList<string> Receipt { get; init; }
    public required IReadOnlyList<string> LeftToYou { get; init; }

    /// <summary>True where a permission is still there at the provider, because it could not be asked or would not; <see cref="LeftToYou"/> says where the user takes it away.</summary>
    public bool PermissionRemains { get; init; }
}

/// <summary>The account that a call is for. Secrets are in the plugin's own store, not here.</summary>
public sealed record ProviderAccount
{
    public required string Id { get; init; }
    public required string Address { get; init; }
    public required GrantLevel Grant { get; init; }
    public JsonElement? Settings { get; init; }
}

/// <summary>Who a message goes to, apart from what its headers say. Bcc recipients are here and nowhere in the bytes.</summary>
/// <param name="From">The sender's bare address.</param>
/// <param name="To">Every recipient's bare address, Bcc included, each once.</param>
public sealed record Envelope(string From, IReadOnlyList<string> To);

public sealed record StageRequest
{
    public required ProviderAccount Account { get; init; }

    /// <summary>Our own id of this approval; also in the message as <c>X-Assistant-Id</c>.</summary>
    public required string OutboxId { get; init; }
    public required Envelope Envelope { get; init; }

    /// <summary>The built RFC 5322 message.</summary>
    public required Content Message { get; init; }

    /// <summary>The provider's conversation id of the parent, where known.</summary>
    public string? ThreadId { get; init; }
}

public sealed record StageResponse
{
    /// <summary>Every id that the provider returned, by its own name; stored before anything is sent.</summary>
    public required IReadOnlyDictionary<string, string> Ids { get; init; }

    /// <summary>
    /// The provider's draft as read back from it, where it keeps drafts; the host compares it with the approval. Trace fields, another Message-ID
    /// and another date are taken; any other difference means that it is never sent.
    /// </summary>
    public Content? Held { get; init; }
}

public sealed record SubmitRequest
{
    public required ProviderAccount Account { get; init; }
    public required string OutboxId { get; init; }
    public required Envelope Envelope { get; init; }
    public required Content Message { get; init; }
    public string? ThreadId { get; init; }

    /// <summary>What <see cref="StageResponse.Ids"/> said.</summary>
    public required IReadOnlyDictionary<string, string> Ids { get; init; }
}

public sealed record UnstageRequest
{
    public required ProviderAccount Account { get; init; }
    public required string OutboxId { get; init; }

    /// <summary>What <see cref="StageResponse.Ids"/> said; empty where staging never answered.</summary>
    public required IReadOnlyDictionary<string, string> Ids { get; init; }
}

public sealed record UnstageResponse
{
    /// <summary>What stays in the mailbox and why, for a person; null where nothing of ours does.</summary>
    public string? LeftToYou { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<SubmitOutcome>))]
public enum SubmitOutcome
{
    /// <summary>The provider took it.</summary>
    Accepted,

    /// <summary>Provably nothing was sent.</summary>
    Refused,

    /// <summary>It may have been sent. The default for anything that is not proof: a 5xx, a time-out, a reset.</summary>
    Unknown,
}

public sealed record SubmitResponse
{
    public required SubmitOutcome Outcome { get; init; }

    /// <summary>Why, for a person; required unless accepted.</summary>
    public string? Reason { get; init; }

    /// <summary>For a refusal: whether the same message may be tried again (not connected, rate limited), and when at the earliest.</summary>
    public bool MayRetry { get; init; }
    public DateTimeOffset? RetryAfter { get; init; }

    /// <summary>
    /// For a refusal that lasts until the user does something at the provider: what, for a person. The account then needs setup as by the error
    /// needs-setup of any other call, and its messages wait until it is connected again, under the same approval.
    /// </summary>
    public string? Remedy { get; init; }

    /// <summary>The Message-ID that recipients will see, where known by now.</summary>
    public string? MessageId { get; init; }

    /// <summary>Accepted, under another Message-ID than the bytes say, which could not be read by now: evidence is asked for it.</summary>
    public bool MessageIdLater { get; init; }
    public string? ThreadId { get; init; }
    public IReadOnlyDictionary<string, string> Ids { get; set; } = new Dictionary<string, string>();
    public required IReadOnlyList<Evidence> Evidence { get; init; }
}

public sealed record FindSentRequest
{
    public required ProviderAccount Account { get; init; }
    public required string OutboxId { get; init; }
    public required Envelope Envelope { get; init; }
    public required IReadOnlyDictionary<string, string> Ids { get; init; }

    /// <summary>The Message-ID in the bytes that were to be sent.</summary>
    public required string MessageId { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Digest { get; init; }

    /// <summary>When <c>submitting</c> was written.</summary>
    public required DateTimeOffset Since { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<SentEvidence>))]
public enum SentEvidence
{
    /// <summary>It was submitted.</summary>
    Sent,

    /// <summary>Provably it was not, and cannot be any more.</summary>
    NotSent,

    /// <summary>Nothing found, which proves nothing.</summary>
    None,
}

public sealed record FindSentResponse
{
    public required SentEvidence Found { get; init; }
    public string? MessageId { get; init; }
    public string? ThreadId { get; init; }
    public IReadOnlyDictionary<string, string> Ids { get; set; } = new Dictionary<string, string>();
    public required IReadOnlyList<Evidence> Evidence { get; init; }
}

public sealed record ChangesRequest
{
    public required ProviderAccount Account { get; init; }

    /// <summary>Opaque; null starts at now, or at <see cref="Since"/>.</summary>
    public string? Cursor { get; init; }
    public DateTimeOffset? Since { get; init; }
    public int Limit { get; set; } = 200;
}

public sealed record ChangesResponse
{
    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<MessageHead> Messages { get; init; }

    /// <summary>To be stored only when every message of this answer has been dealt with.</summary>
    public required string Cursor { get; init; }

    /// <summary>True where another call would answer more.</summary>
    public required bool More { get; init; }

    /// <summary>True where the old cursor no longer held; messages may repeat.</summary>
    public bool Resynced { get; init; }

    /// <summary>Set where more was new than may be read again: nothing older than this was looked at.</summary>
    public DateTimeOffset? SkippedBefore { get; init; }

    /// <summary>What this call cost, in the provider's own words; absent where it costs nothing.</summary>
    public string? Cost { get; init; }

    /// <summary>The same as a number of the provider's quota units, where it counts in such.</summary>
    public int? QuotaUnits { get; init; }

    /// <summary>Files or records that could not be read: named, and left out.</summary>
    public IReadOnlyList<RpcProblem> Problems { get; set; } = [];
}

public sealed record MessageHead
{
    /// <summary>The provider's id of the message.</summary>
    public required string Id { get; init; }
    public string? ThreadId { get; init; }
    public required DateTimeOffset Received { get; init; }

    /// <summary>The header block as it stands, up to and without the empty line.</summary>
    public required byte[] Headers { get; init; }
}

public sealed record SignatureRequest
{
    public required ProviderAccount Account { get; init; }
}

public sealed record SignatureResponse
{
    /// <summary>Plain text, lines ended by LF; null where there is none.</summary>
    public string? Text { get; init; }

    /// <summary>Why there is none, and what would help, for a person.</summary>
    public string? Reason { get; init; }
}

public sealed record ProviderExamineRequest
{
    public required ProviderAccount Account { get; init; }
}

public sealed record ProviderExamineResponse
{
    /// <summary>Their codes are the provider's own, under the account's; messages name no address.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}

public sealed record MessageRequest
{
    public required ProviderAccount Account { get; init; }
    public required string Id { get; init; }
}

public sealed record MessageResponse
{
    /// <summary>The RFC 5322 message; cut at 1 MiB, which holds any report's fields and any reply's new text.</summary>
    public required byte[] Message { get; init; }

    /// <summary>What this call cost in the provider's quota units, where it counts in such.</summary>
    public int? QuotaUnits { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProviderDescribeRequest))]
[JsonSerializable(typeof(ProviderDescription))]
[JsonSerializable(typeof(ProviderConnectRequest))]
[JsonSerializable(typeof(ProviderConnectResponse))]
[JsonSerializable(typeof(ProviderDisconnectRequest))]
[JsonSerializable(typeof(ProviderDisconnectResponse))]
[JsonSerializable(typeof(StageRequest))]
[JsonSerializable(typeof(StageResponse))]
[JsonSerializable(typeof(SubmitRequest))]
[JsonSerializable(typeof(SubmitResponse))]
[JsonSerializable(typeof(FindSentRequest))]
[JsonSerializable(typeof(FindSentResponse))]
[JsonSerializable(typeof(UnstageRequest))]
[JsonSerializable(typeof(UnstageResponse))]
[JsonSerializable(typeof(ChangesRequest))]
[JsonSerializable(typeof(ChangesResponse))]
[JsonSerializable(typeof(MessageRequest))]
[JsonSerializable(typeof(MessageResponse))]
[JsonSerializable(typeof(ConnectStep))]
[JsonSerializable(typeof(UploadProgress))]
[JsonSerializable(typeof(SignatureRequest))]
[JsonSerializable(typeof(SignatureResponse))]
[JsonSerializable(typeof(ProviderExamineRequest))]
[JsonSerializable(typeof(ProviderExamineResponse))]
public sealed partial class MailProviderJson : JsonSerializerContext;
