using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>
/// Writing with models: the host gathers one subject's sources, a writer writes from them, the host checks what it wrote. A mail becomes a draft, or a new
/// revision of one; anything else is kept as a writing. Nothing here sends.
/// </summary>
[RpcService("writing", typeof(WritingJson))]
public interface IWriting
{
    /// <summary>What would be sent to which model, exactly, and what it would cost. Nothing leaves the machine.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<WritingPlan> PlanAsync(WritingStartRequest request, CancellationToken cancel);

    /// <summary>
    /// Writes, and answers when it is done. Text is reported as it arrives; cancelling ends the model's work at once. Errors: those of
    /// a writer's own (needs-setup, quota, provider), with the remedy.
    /// </summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Writing> StartAsync(WritingStartRequest request, IProgress<WritingProgress>? progress, CancellationToken cancel);

    /// <summary>Follows a writing that runs, from its first word: for a client that lost its connection. Answers it when it is done.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<Writing> WatchAsync(WritingGetRequest request, IProgress<WritingProgress>? progress, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<Writing> GetAsync(WritingGetRequest request, CancellationToken cancel);

    /// <summary>Newest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<WritingListResponse> ListAsync(WritingListRequest request, CancellationToken cancel);

    /// <summary>Ends one that runs. What it wrote is dropped; the draft stays as it was.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Done> CancelAsync(WritingGetRequest request, CancellationToken cancel);

    /// <summary>A person says that these marked claims are true. Errors: wrong-state for a text that became a draft, whose claims are ticked there.</summary>
    [RpcMethod(Requires = Scopes.Approve)]
    ValueTask<Writing> TickAsync(WritingTickRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Done> DeleteAsync(WritingGetRequest request, CancellationToken cancel);
}

/// <summary>A text that the user hands in to be written from: a CV, a posting, notes.</summary>
/// <param name="Kind">Each line becomes a source with an id of its own (<c>cv:1</c>).</param>
/// <param name="Name">For the user, for example the file's name.</param>
/// <param name="Text">Plain text or Markdown.</param>
public sealed record WritingText(SourceKind Kind, string Name, string Text);

public sealed record WritingStartRequest
{
    public required WritingTask Task { get; init; }

    /// <summary>
    /// Whom it is about; mail goes to the contact's preferred address. Null for a text that is no mail and is for a record: a cover letter, changes to a CV,
    /// interview questions or a comparison for an application, whoever will read it there.
    /// </summary>
    public string? ContactId { get; init; }

    /// <summary>The account that a mail would leave from; null for the current one.</summary>
    public string? AccountId { get; init; }

    /// <summary>The draft that gets a new revision; null makes a draft, for the tasks that write mail.</summary>
    public string? DraftId { get; init; }

    /// <summary>The sent mail that a follow-up or a reply belongs to.</summary>
    public string? OutboxId { get; init; }
    public IReadOnlyList<WritingText> Texts { get; set; } = [];

    /// <summary>
    /// A record that the text is for, for example an application: what is known of it (company, role) and the CV, posting and notes among its documents are
    /// written from as well, a draft is about it, and what a reply means is proposed for it. Null for a reply takes what our mail was about.
    /// </summary>
    public RecordRef? About { get; init; }

    /// <summary>The user's template that the text follows, for mail and cover letters. What the request's voice leaves open, the template's decides.</summary>
    public string? TemplateId { get; init; }

    /// <summary>What the user wants said, in their own words.</summary>
    public string? Instructions { get; init; }
    public Voice? Voice { get; init; }
    public string? Model { get; init; }

    /// <summary>Asks the model anew where the same was asked before; the new answer takes the earlier one's place.</summary>
    public bool Fresh { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<WritingState>))]
public enum WritingState
{
    Running,
    Done,
    Failed,
    Cancelled,
}

public sealed record Writing
{
    public required string Id { get; init; }
    public required WritingTask Task { get; init; }
    public required WritingState State { get; init; }

    /// <summary>Null where it is for a record without a contact.</summary>
    public string? ContactId { get; init; }

    /// <summary>The record that it is for; null where that is the contact.</summary>
    public RecordRef? About { get; init; }
    public required DateTimeOffset Started { get; init; }

    /// <summary>The draft that it went into, where it wrote mail.</summary>
    public string? DraftId { get; init; }
    public long? DraftRevision { get; init; }

    /// <summary>While it runs, what has arrived; then the text as Markdown. Of one that failed, what had arrived, which nobody looked at.</summary>
    public required string Text { get; init; }
    public string? Subject { get; init; }
    public IReadOnlyList<WrittenPart> Parts { get; set; } = [];

    /// <summary>The sources that it was written from.</summary>
    public IReadOnlyList<WritingSource> Sources { get; set; } = [];
    public IReadOnlyList<Claim> Claims { get; set; } = [];

    /// <summary>Links that no source has; they were taken out of the text.</summary>
    public IReadOnlyList<string> StrippedLinks { get; set; } = [];

    /// <summary>How well the sources meet the posting, counted by the host; null for other tasks.</summary>
    public FitFigure? Fit { get; init; }

    /// <summary>The proposal that was made of a reply's meaning.</summary>
    public string? ProposalId { get; init; }
    public Provenance? Provenance { get; init; }
    public WritingUsage? Usage { get; init; }
    public IReadOnlyList<string> Notices { get; set; } = [];

    /// <summary>Why it failed, for a person.</summary>
    public string? Failure { get; init; }
    public string? Remedy { get; init; }
}

/// <param name="Met">Requirements for which the checker found a source.</param>
/// <param name="Of">Requirements in all.</param>
public sealed record FitFigure(int Met, int Of);

[JsonConverter(typeof(CamelCaseEnumConverter<ClaimKind>))]
public enum ClaimKind
{
    Number,
    Date,
    Employer,
    Title,
    School,
    Skill,
    Name,
    Link,

    /// <summary>A whole sentence that says something of the user, of which no source of theirs has a word of weight.</summary>
    Statement,

    /// <summary>A phrase on the do-not-say list.</summary>
    DoNotSay,
}

/// <summary>Something in a text that no source has.</summary>
public sealed record Claim
{
    public required string Id { get; init; }
    public required ClaimKind Kind { get; init; }

    /// <summary>As it stands in the text.</summary>
    public required string Text { get; init; }

    /// <summary>The sentence that it stands in.</summary>
    public required string Sentence { get; init; }

    /// <summary>Why it is marked, for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>A person said that it is true.</summary>
    public bool Ticked { get; init; }
}

public sealed record WritingGetRequest
{
    public required string Id { get; init; }
}

public sealed record WritingTickRequest
{
    public required string Id { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<string> ClaimIds { get; init; }
}

public sealed record WritingListRequest
{
    /// <summary>Only those about this contact.</summary>
    public string? ContactId { get; init; }

    /// <summary>Only those for this record, for example an application, whoever they are about.</summary>
    public RecordRef? About { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

/// <summary>Each without its text, parts and sources.</summary>
public sealed record WritingListResponse
{
    public required IReadOnlyList<Writing> Writings { get; init; }
    public string? Next { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WritingStartRequest))]
[JsonSerializable(typeof(WritingPlan))]
[JsonSerializable(typeof(WritingProgress))]
[JsonSerializable(typeof(Writing))]
[JsonSerializable(typeof(WritingGetRequest))]
[JsonSerializable(typeof(WritingTickRequest))]
[JsonSerializable(typeof(WritingListRequest))]
[JsonSerializable(typeof(WritingListResponse))]
[JsonSerializable(typeof(Done))]
public sealed partial class WritingJson : JsonSerializerContext;
