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
