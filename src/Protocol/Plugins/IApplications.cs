using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// The book a job hunt is kept in: applications with their stage, tasks, people, documents and mail. Free text about people is never here: a note is a
/// document of the host's about the application, and only its id is known. A record about an application is <c>RecordRef("application", id)</c>.
/// </summary>
[RpcService("applications", typeof(ApplicationsJson))]
public interface IApplications
{
    /// <summary>The company is found by its domain, else by its exact legal name, else made. A second application for the same link or requisition is refused as a conflict.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Application> CreateAsync(ApplicationCreateRequest request, CancellationToken cancel);

    /// <summary>Replaces the details; the stage is moved by <see cref="MoveAsync"/>. Errors: conflict when <c>revision</c> is stale.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Application> UpdateAsync(ApplicationUpdateRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<Application> GetAsync(ApplicationGetRequest request, CancellationToken cancel);

    /// <summary>Newest change first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<ApplicationListResponse> ListAsync(ApplicationListRequest request, CancellationToken cancel);

    /// <summary>
    /// One box: words, <c>"quoted words"</c> and filters (<c>stage:interview company:acme is:archived due:&lt;7d tag:x</c>, and <c>-</c> before any of them),
    /// best match first. Errors: invalid with the place in the text and what is known there.
    /// </summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<ApplicationListResponse> SearchAsync(ApplicationSearchRequest request, CancellationToken cancel);

    /// <summary>The pipeline's columns in order, each with its count and its first cards, those that wait longest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<Board> BoardAsync(BoardRequest request, CancellationToken cancel);

    /// <summary>Moves to another stage of the pipeline, and keeps the move in the history.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Application> MoveAsync(ApplicationMoveRequest request, CancellationToken cancel);

    /// <summary>Takes the newest move back that still stands. Errors: wrong-state where there is none.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Application> UndoAsync(ApplicationUndoRequest request, CancellationToken cancel);

    /// <summary>Puts it away, or fetches it back; stage and history stay.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Application> ArchiveAsync(ApplicationArchiveRequest request, CancellationToken cancel);

    /// <summary>Everything that happened, newest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<TimelineResponse> TimelineAsync(TimelineRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Application> AddTaskAsync(TaskAddRequest request, CancellationToken cancel);

    /// <summary>Ticks a task off, or opens it again.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Application> DoneTaskAsync(TaskDoneRequest request, CancellationToken cancel);

    /// <summary>Binds a contact, a document, a draft or a sent mail to the application. Twice is once.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Application> LinkAsync(ApplicationLinkRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Application> UnlinkAsync(ApplicationLinkRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<Pipeline> PipelineAsync(PipelineGetRequest request, CancellationToken cancel);

    /// <summary>Replaces the stages. Errors: invalid where a stage that is in use would go without a place for its applications.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Pipeline> SetPipelineAsync(PipelineSetRequest request, CancellationToken cancel);

    /// <summary>Ordered by name.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<CompanyListResponse> CompaniesAsync(CompanyListRequest request, CancellationToken cancel);

    /// <summary>Replies that fit no application, or several: nothing is made of them without a person.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<UnmatchedListResponse> UnmatchedAsync(UnmatchedListRequest request, CancellationToken cancel);

    /// <summary>Says which application a reply belongs to, or that it belongs to none.</summary>
    [RpcMethod(Requires = Scopes.Decide)]
    ValueTask<AssignResponse> AssignAsync(AssignRequest request, CancellationToken cancel);

    /// <summary>Applications that look like one: the same company, role and requisition or place.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<DuplicateListResponse> DuplicatesAsync(DuplicateListRequest request, CancellationToken cancel);

    /// <summary>Proposes to merge one application into another; a person decides in the proposals.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Proposal> ProposeMergeAsync(MergeRequest request, CancellationToken cancel);

    /// <summary>Takes it out of every list. It can be undone by <see cref="UndeleteAsync"/> until it is erased.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Done> DeleteAsync(ApplicationDeleteRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Application> UndeleteAsync(ApplicationGetRequest request, CancellationToken cancel);
}

[JsonConverter(typeof(CamelCaseEnumConverter<StageKind>))]
public enum StageKind
{
    Open,
    Won,
    Lost,
}

/// <param name="Name">One lower-case word, or several with hyphens, for example <c>interview</c>.</param>
/// <param name="Title">For a person.</param>
/// <param name="Kind">What it means that an application is here.</param>
public sealed record Stage(string Name, string Title, StageKind Kind);

public sealed record Pipeline
{
    public required long Revision { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }
}

public sealed record PipelineGetRequest;

public sealed record PipelineSetRequest
{
    /// <summary>The revision it was made against.</summary>
    public required long Revision { get; init; }
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>For each stage that goes while it is in use, the one that takes its applications.</summary>
    public IReadOnlyDictionary<string, string> Moves { get; set; } = new Dictionary<string, string>();
}

/// <summary>One employer. Its identity is the domain where it is known, else the legal name with its case, spacing and punctuation folded, and nothing looser.</summary>
public sealed record Company
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Domain { get; init; }

    /// <summary>Applications that are neither archived nor deleted; 0 where it is part of an application.</summary>
    public int Applications { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<PayPeriod>))]
public enum PayPeriod
{
    Year,
    Month,
    Week,
    Day,
    Hour,
}

/// <summary>At least one of the two amounts is given.</summary>
public sealed record Pay
{
    public decimal? From { get; init; }
    public decimal? To { get; init; }

    /// <summary>ISO 4217, for example <c>EUR</c>.</summary>
    public string? Currency { get; init; }
    public PayPeriod Period { get; set; } = PayPeriod.Year;
}

/// <summary>What is known of an opening; all but company and role may be absent.</summary>
public sealed record ApplicationDetails
{
    /// <summary>The legal name, as the employer writes it.</summary>
    public required string Company { get; init; }

    /// <summary>The company's own domain, for example <c>acme.com</c>; never that of a job board.</summary>
    public string? Domain { get; init; }
    public required string Role { get; init; }
    public string? Requisition { get; init; }

    /// <summary>https or http.</summary>
    public string? Link { get; init; }
    public string? Place { get; init; }
    public Pay? Pay { get; init; }

    /// <summary>Where it was found, for example <c>LinkedIn</c>.</summary>
    public string? Source { get; init; }
    public DateOnly? Posted { get; init; }
    public DateOnly? Deadline { get; init; }
    public DateOnly? Applied { get; init; }
    public IReadOnlyList<string> Tags { get; set; } = [];
}

public sealed record Application
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required Company Company { get; init; }
    public required string Role { get; init; }
    public string? Requisition { get; init; }
    public string? Link { get; init; }
    public string? Place { get; init; }
    public Pay? Pay { get; init; }
    public string? Source { get; init; }
    public DateOnly? Posted { get; init; }
    public DateOnly? Deadline { get; init; }
    public DateOnly? Applied { get; init; }
    public required string Stage { get; init; }
    public required StageKind StageKind { get; init; }

    /// <summary>When it came to its stage.</summary>
    public required DateTimeOffset Since { get; init; }
    public required bool IsArchived { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Open ones by day, then those that are done.</summary>
    public required IReadOnlyList<ApplicationTask> Tasks { get; init; }
    public required IReadOnlyList<ApplicationLink> Links { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Changed { get; init; }
}

/// <summary>A row of a list, a card of the board.</summary>
public sealed record ApplicationCard
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required string Company { get; init; }
    public required string Role { get; init; }

    /// <summary>What tells it from another role of the same name at the company: requisition, place or the day it was made; null where nothing has to.</summary>
    public string? Apart { get; init; }
    public string? Place { get; init; }
    public required string Stage { get; init; }
    public required DateTimeOffset Since { get; init; }
    public DateOnly? Deadline { get; init; }

    /// <summary>The day of its next open task.</summary>
    public DateOnly? Due { get; init; }
    public bool IsArchived { get; init; }
}

public sealed record ApplicationTask
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public DateOnly? Due { get; init; }

    /// <summary>The day from which it is shown in today's list; null is the day it is due.</summary>
    public DateOnly? Remind { get; init; }
    public DateTimeOffset? Done { get; init; }
}

/// <param name="Ref">A <c>contact</c>, <c>document</c>, <c>draft</c> or <c>outbox</c>.</param>
/// <param name="Role">For a document <c>cv</c>, <c>letter</c>, <c>posting</c>, <c>note</c> or another of its kinds; for a contact a word of the user's.</param>
public sealed record ApplicationLink(RecordRef Ref, string? Role = null);

public sealed record ApplicationCreateRequest
{
    public required ApplicationDetails Details { get; init; }

    /// <summary>Null is the pipeline's first.</summary>
    public string? Stage { get; init; }

    /// <summary>Two applications for the same link or requisition are meant.</summary>
    public bool Again { get; init; }
}

public sealed record ApplicationUpdateRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
    public required ApplicationDetails Details { get; init; }
}

public sealed record ApplicationGetRequest
{
    public required string Id { get; init; }
}

public sealed record ApplicationListRequest
{
    public string? Stage { get; init; }
    public string? CompanyId { get; init; }

    /// <summary>Those that a contact, document or mail is bound to.</summary>
    public RecordRef? Linked { get; init; }

    /// <summary>True for those alone that were put away.</summary>
    public bool Archived { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record ApplicationListResponse
{
    public required IReadOnlyList<ApplicationCard> Applications { get; init; }
    public string? Next { get; init; }
}

public sealed record ApplicationSearchRequest
{
    public required string Query { get; init; }
    public int Limit { get; set; } = 50;
    public string? Cursor { get; init; }
}

public sealed record BoardRequest
{
    /// <summary>Cards per column.</summary>
    public int Cards { get; set; } = 20;

    /// <summary>Leaves the cards of lost stages out; their counts stay.</summary>
    public bool HideLost { get; init; }
}

public sealed record Board
{
    public required IReadOnlyList<BoardColumn> Columns { get; init; }

    /// <summary>Put away, and so in no column.</summary>
    public required int Archived { get; init; }
}

public sealed record BoardColumn
{
    public required Stage Stage { get; init; }
    public required int Count { get; init; }
    public required IReadOnlyList<ApplicationCard> Cards { get; init; }
}

public sealed record ApplicationMoveRequest
{
    public required string Id { get; init; }
    public required string Stage { get; init; }

    /// <summary>Null moves whatever it is now.</summary>
    public long? Revision { get; init; }
}

public sealed record ApplicationUndoRequest
{
    public required string Id { get; init; }
}

public sealed record ApplicationArchiveRequest
{
    public required string Id { get; init; }

    /// <summary>False fetches it back.</summary>
    public bool Archive { get; set; } = true;
}

public sealed record ApplicationDeleteRequest
{
    public required string Id { get; init; }
    public required long Revision { get; init; }
}

public sealed record TimelineRequest
{
    public required string Id { get; init; }
    public int Limit { get; set; } = 50;
    public string? Cursor { get; init; }
}

public sealed record TimelineResponse
{
    public required IReadOnlyList<TimelineEntry> Entries { get; init; }
    public string? Next { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<TimelineKind>))]
public enum TimelineKind
{
    Created,
    Changed,

    /// <summary>Moved from a stage to another.</summary>
    Moved,

    /// <summary>A move was taken back.</summary>
    MoveUndone,
    Archived,
    Unarchived,
    TaskAdded,
    TaskDone,
    TaskReopened,
    Linked,
    Unlinked,

    /// <summary>A mail about it was begun.</summary>
    Draft,

    /// <summary>A mail about it was sent.</summary>
    Sent,
    Replied,
    Bounced,

    /// <summary>A change was put before the user.</summary>
    Proposed,
    Merged,
    Imported,
}

public sealed record TimelineEntry
{
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required TimelineKind Kind { get; init; }

    /// <summary>What it is about: a draft, a sent mail, a document, a contact.</summary>
    public RecordRef? Ref { get; init; }

    /// <summary>In a few words: a task's title, a link's role. Never a text of somebody else's.</summary>
    public string? Text { get; init; }
    public string? FromStage { get; init; }
    public string? ToStage { get; init; }

    /// <summary>Who did it: <c>user</c>, or <c>proposal</c> where the user accepted one.</summary>
    public required string By { get; init; }

    /// <summary>It was a move, and was taken back.</summary>
    public bool Undone { get; init; }
}

public sealed record TaskAddRequest
{
    public required string ApplicationId { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }
    public DateOnly? Due { get; init; }
    public DateOnly? Remind { get; init; }
}

public sealed record TaskDoneRequest
{
    public required string ApplicationId { get; init; }
    public required string TaskId { get; init; }

    /// <summary>False opens it again.</summary>
    public bool Done { get; set; } = true;
}

public sealed record ApplicationLinkRequest
{
    public required string Id { get; init; }
    public required RecordRef Ref { get; init; }
    public string? Role { get; init; }
}

public sealed record CompanyListRequest
{
    /// <summary>The beginning of the name.</summary>
    public string? Query { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record CompanyListResponse
{
    public required IReadOnlyList<Company> Companies { get; init; }
    public string? Next { get; init; }
}

public sealed record UnmatchedListRequest
{
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record UnmatchedListResponse
{
    public required IReadOnlyList<UnmatchedReply> Replies { get; init; }
    public string? Next { get; init; }
}

/// <summary>A reply to a mail of ours. Who wrote it and what is in <c>tracking/show</c>, by the ids.</summary>
public sealed record UnmatchedReply
{
    /// <summary>The incoming message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Our mail that it answers.</summary>
    public required string OutboxId { get; init; }
    public required DateTimeOffset Received { get; init; }

    /// <summary>The applications that it may belong to; empty where none is known.</summary>
    public required IReadOnlyList<ApplicationCard> Candidates { get; init; }
}

public sealed record AssignRequest
{
    public required string MessageId { get; init; }

    /// <summary>Null puts it away: it belongs to none.</summary>
    public string? ApplicationId { get; init; }
}

public sealed record AssignResponse
{
    /// <summary>The proposal that was made of what the reply says; null where it says nothing that can be read by rules.</summary>
    public string? ProposalId { get; init; }

    /// <summary>What came of it, for a person.</summary>
    public required string Outcome { get; init; }
}

public sealed record DuplicateListRequest;

public sealed record DuplicateListResponse
{
    public required IReadOnlyList<DuplicateGroup> Groups { get; init; }
}

/// <param name="Reason">What they share, for a person.</param>
/// <param name="Applications">The oldest first: it is the one to keep.</param>
public sealed record DuplicateGroup(string Reason, IReadOnlyList<ApplicationCard> Applications);

public sealed record MergeRequest
{
    /// <summary>The one that stays.</summary>
    public required string Id { get; init; }

    /// <summary>The one whose tasks, links and timeline go over to it.</summary>
    public required string OtherId { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ApplicationCreateRequest))]
[JsonSerializable(typeof(ApplicationUpdateRequest))]
[JsonSerializable(typeof(ApplicationGetRequest))]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(ApplicationListRequest))]
[JsonSerializable(typeof(ApplicationListResponse))]
[JsonSerializable(typeof(ApplicationSearchRequest))]
[JsonSerializable(typeof(BoardRequest))]
[JsonSerializable(typeof(Board))]
[JsonSerializable(typeof(ApplicationMoveRequest))]
[JsonSerializable(typeof(ApplicationUndoRequest))]
[JsonSerializable(typeof(ApplicationArchiveRequest))]
[JsonSerializable(typeof(ApplicationDeleteRequest))]
[JsonSerializable(typeof(TimelineRequest))]
[JsonSerializable(typeof(TimelineResponse))]
[JsonSerializable(typeof(TaskAddRequest))]
[JsonSerializable(typeof(TaskDoneRequest))]
[JsonSerializable(typeof(ApplicationLinkRequest))]
[JsonSerializable(typeof(PipelineGetRequest))]
[JsonSerializable(typeof(PipelineSetRequest))]
[JsonSerializable(typeof(Pipeline))]
[JsonSerializable(typeof(CompanyListRequest))]
[JsonSerializable(typeof(CompanyListResponse))]
[JsonSerializable(typeof(UnmatchedListRequest))]
[JsonSerializable(typeof(UnmatchedListResponse))]
[JsonSerializable(typeof(AssignRequest))]
[JsonSerializable(typeof(AssignResponse))]
[JsonSerializable(typeof(DuplicateListRequest))]
[JsonSerializable(typeof(DuplicateListResponse))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(Proposal))]
[JsonSerializable(typeof(Done))]
public sealed partial class ApplicationsJson : JsonSerializerContext;
