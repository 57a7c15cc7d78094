using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>
/// Messages being written. Every change makes a new revision, kept until the draft is deleted, so that nothing typed is lost;
/// a change against a stale revision is a conflict.
/// </summary>
[RpcService("drafts", typeof(DraftsJson))]
public interface IDrafts
{
    /// <summary>Newest change first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DraftListResponse> ListAsync(DraftListRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<Draft> GetAsync(DraftGetRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Draft> CreateAsync(DraftCreateRequest request, CancellationToken cancel);

    /// <summary>Makes one draft per contact from a template. A contact it cannot be made for is named in <c>problems</c>; the rest goes on.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<DraftComposeResponse> ComposeAsync(DraftComposeRequest request, IProgress<ComposeProgress>? progress, CancellationToken cancel);

    /// <summary>An absent member is left as it is. Voids an approval that is not yet claimed. Errors: conflict when <c>revision</c> is stale.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Draft> UpdateAsync(DraftUpdateRequest request, CancellationToken cancel);

    /// <summary>Earlier revisions, newest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DraftHistoryResponse> HistoryAsync(DraftHistoryRequest request, CancellationToken cancel);

    /// <summary>Brings an earlier revision back as a new one.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Draft> RestoreAsync(DraftRestoreRequest request, CancellationToken cancel);

    /// <summary>A person says that these marked claims are true. Errors: conflict where the draft changed since.</summary>
    [RpcMethod(Requires = Scopes.Approve)]
    ValueTask<Draft> TickAsync(DraftTickRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Done> DeleteAsync(DraftDeleteRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Draft> AttachAsync(DraftAttachRequest request, CancellationToken cancel);

    /// <summary>
    /// Attaches a version of a document, as it is or in another form, and keeps which one it was. Errors: those of <c>documents/export</c>, by path.
    /// </summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Draft> AttachDocumentAsync(DraftAttachDocumentRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Draft> DetachAsync(DraftDetachRequest request, CancellationToken cancel);

    /// <summary>The exact message as it would be sent, its problems, and the hash that an approval must name.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DraftPreview> PreviewAsync(DraftPreviewRequest request, CancellationToken cancel);
}

[JsonConverter(typeof(CamelCaseEnumConverter<DraftState>))]
public enum DraftState
{
    /// <summary>Being written.</summary>
    Open,

    /// <summary>Approved and in the outbox; an edit voids the approval while it is not yet claimed.</summary>
    Approved,

    /// <summary>Claimed for sending or sent; what went out is in the outbox.</summary>
    Closed,
}

public sealed record Draft
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required DraftState State { get; init; }
    public required string AccountId { get; init; }
    public string? ContactId { get; init; }

    /// <summary>Addresses as a person writes them: <c>Ana Ruiz &lt;ana@example.org&gt;</c>.</summary>
    public required IReadOnlyList<string> To { get; init; }
    public required IReadOnlyList<string> Cc { get; init; }
    public required IReadOnlyList<string> Bcc { get; init; }
    public required IReadOnlyList<string> ReplyTo { get; init; }
    public required string Subject { get; init; }

    /// <summary>Markdown; sent as text and HTML.</summary>
    public required string Body { get; init; }
    public required IReadOnlyList<Attachment> Attachments { get; init; }

    /// <summary>The message it answers; null where it starts a conversation.</summary>
    public ParentRef? Parent { get; init; }
    public RecordRef? About { get; init; }
    public Provenance? Provenance { get; init; }

    /// <summary>What a model wrote and no source has, as far as the text still says so. A draft is approved when each is ticked or gone.</summary>
    public IReadOnlyList<Claim> Claims { get; set; } = [];

    /// <summary>What has to be put right before it can be approved.</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }

    /// <summary>The outbox item, once approved.</summary>
    public string? OutboxId { get; init; }
    public required DateTimeOffset Changed { get; init; }
}

/// <summary>Exactly one of the two is given: our own outbox id where the parent is ours, else the parent's Message-ID.</summary>
public sealed record ParentRef
{
    public string? OutboxId { get; init; }
    public string? MessageId { get; init; }
}

public sealed record Attachment
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The media type, for example <c>application/pdf</c>.</summary>
    public required string Type { get; init; }
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Digest { get; init; }

    /// <summary>The document that it was made of; null where it was attached as a file.</summary>
    public AttachedDocument? Document { get; init; }
}

/// <param name="Id">The document.</param>
/// <param name="Version">Which of its versions.</param>
/// <param name="Title">The document's; null where it is gone.</param>
public sealed record AttachedDocument(string Id, int Version, string? Title = null);

/// <summary>What a text was made with.</summary>
public sealed record Provenance
{
    /// <summary>What was done, in words, for example <c>filled template</c>.</summary>
    public required string Work { get; init; }

    /// <summary>The composer, for example <c>drafting/offline</c>.</summary>
    public required string Composer { get; init; }
    public string? Model { get; init; }
    public string? TemplateId { get; init; }
    public int? TemplateVersion { get; init; }
    public IReadOnlyList<FilledVariable> Sources { get; set; } = [];

    /// <summary>The prompt and its version, for example <c>outreach@3f2a90c1</c>.</summary>
    public string? Prompt { get; init; }
}

public sealed record DraftListRequest : IPlainRequest<DraftListRequest>
{
    /// <summary>Absent lists open and approved drafts.</summary>
    public DraftState? State { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }

    public static DraftListRequest? TryRead(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return TryRead(ref reader);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static DraftListRequest? TryRead(ref Utf8JsonReader reader)
    {
        DraftState? state = null;
        int? limit = null;
        string? cursor = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (limit is null && reader.ValueTextEquals("limit"u8) && reader.Read() && reader.TokenType == JsonTokenType.Number)
                limit = reader.GetInt32();
            else if (cursor is null && reader.ValueTextEquals("cursor"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
                cursor = reader.GetString();
            else if (state is null && reader.ValueTextEquals("state"u8) && reader.Read() && reader.TokenType == JsonTokenType.String && StateOf(ref reader) is { } said)
                state = said;
            else
                return null;
        }

        return reader.TokenType == JsonTokenType.EndObject ? new DraftListRequest { State = state, Limit = limit ?? Paging.DefaultLimit, Cursor = cursor } : null;
    }

    private static DraftState? StateOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("open"u8) ? DraftState.Open
        : reader.ValueTextEquals("approved"u8) ? DraftState.Approved
        : reader.ValueTextEquals("closed"u8) ? DraftState.Closed
        : null;
}

public sealed record DraftListResponse
{
    public required IReadOnlyList<Draft> Drafts { get; init; }
    public string? Next { get; init; }
}

public sealed record DraftGetRequest
{
    public required string Id { get; init; }
}

public sealed record DraftCreateRequest
{
    /// <summary>Absent takes the only account; an error where there are several.</summary>
    public string? AccountId { get; init; }
    public string? ContactId { get; init; }
    public IReadOnlyList<string> To { get; set; } = [];
    public IReadOnlyList<string> Cc { get; set; } = [];
    public IReadOnlyList<string> Bcc { get; set; } = [];
    public IReadOnlyList<string> ReplyTo { get; set; } = [];
    public string Subject { get; set; } = "";
    public string Body { get; set; } = "";
    public ParentRef? Parent { get; init; }
    public RecordRef? About { get; init; }
}

public sealed record DraftComposeRequest
{
    public required string TemplateId { get; init; }
    public required IReadOnlyList<string> ContactIds { get; init; }
    public string? AccountId { get; init; }

    /// <summary>Answers an earlier message of ours to each contact (its newest sent one) instead of starting a conversation.</summary>
    public bool FollowUp { get; init; }
}

public sealed record DraftComposeResponse
{
    /// <summary>In the order of the request's contacts.</summary>
    public required IReadOnlyList<Draft> Drafts { get; init; }

    /// <summary>Path <c>$.contactIds[n]</c>.</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }
}

public sealed record ComposeProgress(int Done, int Of);

public sealed record DraftUpdateRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public string? AccountId { get; init; }
    public IReadOnlyList<string>? To { get; init; }
    public IReadOnlyList<string>? Cc { get; init; }
    public IReadOnlyList<string>? Bcc { get; init; }
    public IReadOnlyList<string>? ReplyTo { get; init; }
    public string? Subject { get; init; }
    public string? Body { get; init; }
}

public sealed record DraftHistoryRequest
{
    public required string Id { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
}

public sealed record DraftHistoryResponse
{
    public required IReadOnlyList<DraftRevision> Revisions { get; init; }
}

public sealed record DraftRevision
{
    public required long Revision { get; init; }
    public required DateTimeOffset Changed { get; init; }
    public required string Subject { get; init; }
    public required string Body { get; init; }
}

public sealed record DraftRestoreRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }

    /// <summary>The revision to bring back.</summary>
    public required long From { get; init; }
}

public sealed record DraftTickRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }

    /// <summary>Ids of <see cref="Draft.Claims"/>.</summary>
    public required IReadOnlyList<string> ClaimIds { get; init; }
}

public sealed record DraftDeleteRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
}

public sealed record DraftAttachRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required Content Content { get; init; }
}

public sealed record DraftAttachDocumentRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required string DocumentId { get; init; }

    /// <summary>Absent takes the current one.</summary>
    public int? Version { get; init; }

    /// <summary>Absent takes it as it is.</summary>
    public ExportFormat? Format { get; init; }

    /// <summary>For what is set anew.</summary>
    public DocumentLayout Layout { get; init; }

    /// <summary>As the recipient sees it; absent takes the document's own.</summary>
    public string? Name { get; init; }
}

public sealed record DraftDetachRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required string AttachmentId { get; init; }
}

public sealed record DraftPreviewRequest
{
    public required string Id { get; init; }
}

public sealed record DraftPreview
{
    public required string DraftId { get; init; }
    public required long Revision { get; init; }

    /// <summary>What an approval must name: SHA-256 of the canonical record of everything below, lower-case hex. Null while there are problems.</summary>
    public string? Hash { get; init; }
    public required string From { get; init; }
    public required IReadOnlyList<string> To { get; init; }
    public required IReadOnlyList<string> Cc { get; init; }
    public required IReadOnlyList<string> Bcc { get; init; }
    public required IReadOnlyList<string> ReplyTo { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public required string Html { get; init; }
    public required IReadOnlyList<Attachment> Attachments { get; init; }
    public ParentRef? Parent { get; init; }
    public required IReadOnlyList<RpcProblem> Problems { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DraftListRequest))]
[JsonSerializable(typeof(DraftListResponse))]
[JsonSerializable(typeof(DraftGetRequest))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(DraftCreateRequest))]
[JsonSerializable(typeof(DraftComposeRequest))]
[JsonSerializable(typeof(DraftComposeResponse))]
[JsonSerializable(typeof(ComposeProgress))]
[JsonSerializable(typeof(DraftUpdateRequest))]
[JsonSerializable(typeof(DraftHistoryRequest))]
[JsonSerializable(typeof(DraftHistoryResponse))]
[JsonSerializable(typeof(DraftRestoreRequest))]
[JsonSerializable(typeof(DraftTickRequest))]
[JsonSerializable(typeof(DraftDeleteRequest))]
[JsonSerializable(typeof(DraftAttachRequest))]
[JsonSerializable(typeof(DraftAttachDocumentRequest))]
[JsonSerializable(typeof(DraftDetachRequest))]
[JsonSerializable(typeof(DraftPreviewRequest))]
[JsonSerializable(typeof(DraftPreview))]
[JsonSerializable(typeof(Done))]
public sealed partial class DraftsJson : JsonSerializerContext;
