using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Plugins.Applications.Deciding;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications;

/// <summary>What clients call.</summary>
internal sealed class ApplicationsService(Rooms rooms) : IApplications
{
    public async ValueTask<Application> CreateAsync(ApplicationCreateRequest request, CancellationToken cancel) =>
        await rooms.Desk.ChangeAsync(async () => await rooms.Reader.GetAsync(await rooms.Book.CreateAsync(request.Details, request.Stage, request.Again, new NewEntry(TimelineKind.Created), cancel), cancel), cancel);

    public ValueTask<Application> UpdateAsync(ApplicationUpdateRequest request, CancellationToken cancel) =>
        ChangeAsync(request.Id, () => rooms.Book.UpdateAsync(request, cancel), cancel);

    public ValueTask<Application> GetAsync(ApplicationGetRequest request, CancellationToken cancel) => rooms.Reader.GetAsync(request.Id, cancel);

    public ValueTask<ApplicationListResponse> ListAsync(ApplicationListRequest request, CancellationToken cancel) => rooms.Lists.ListAsync(request, cancel);

    public ValueTask<ApplicationListResponse> SearchAsync(ApplicationSearchRequest request, CancellationToken cancel) => rooms.Search.FindAsync(request, cancel);

    public ValueTask<Board> BoardAsync(BoardRequest request, CancellationToken cancel) => rooms.Board.ReadAsync(request, cancel);

    public ValueTask<Application> MoveAsync(ApplicationMoveRequest request, CancellationToken cancel) =>
        ChangeAsync(request.Id, () => rooms.Moves.MoveAsync(request, TimelineBook.User, cancel), cancel);

    public ValueTask<Application> UndoAsync(ApplicationUndoRequest request, CancellationToken cancel) =>
        ChangeAsync(request.Id, () => rooms.Moves.UndoAsync(request.Id, cancel), cancel);

    public ValueTask<Application> ArchiveAsync(ApplicationArchiveRequest request, CancellationToken cancel) =>
        ChangeAsync(request.Id, () => rooms.Book.ArchiveAsync(request, cancel), cancel);

    public async ValueTask<TimelineResponse> TimelineAsync(TimelineRequest request, CancellationToken cancel)
    {
        var found = await rooms.Timeline.ListAsync(request, cancel);
        // Every application has an entry from the day it was made, so that only an empty page asks whether there is one.
        if (found.Entries.Count == 0)
            await rooms.Reader.RequireAsync(request.Id, cancel);
        return found;
    }

    public ValueTask<Application> AddTaskAsync(TaskAddRequest request, CancellationToken cancel) =>
        ChangeAsync(request.ApplicationId, () => rooms.Tasks.AddAsync(request, cancel), cancel);

    public ValueTask<Application> DoneTaskAsync(TaskDoneRequest request, CancellationToken cancel) =>
        ChangeAsync(request.ApplicationId, () => rooms.Tasks.DoneAsync(request, cancel), cancel);

    public ValueTask<Application> LinkAsync(ApplicationLinkRequest request, CancellationToken cancel) =>
        ChangeAsync(request.Id, () => rooms.Links.LinkAsync(request.Id, request.Ref, request.Role, TimelineBook.User, cancel), cancel);

    public ValueTask<Application> UnlinkAsync(ApplicationLinkRequest request, CancellationToken cancel) =>
        ChangeAsync(request.Id, () => rooms.Links.UnlinkAsync(request.Id, request.Ref, cancel), cancel);

    public ValueTask<Pipeline> PipelineAsync(PipelineGetRequest request, CancellationToken cancel) => rooms.Pipeline.GetAsync(cancel);

    public ValueTask<Pipeline> SetPipelineAsync(PipelineSetRequest request, CancellationToken cancel) =>
        rooms.Desk.ChangeAsync(() => rooms.Pipeline.SetAsync(request, cancel), cancel);

    public ValueTask<CompanyListResponse> CompaniesAsync(CompanyListRequest request, CancellationToken cancel) => rooms.Companies.ListAsync(request, cancel);

    public ValueTask<UnmatchedListResponse> UnmatchedAsync(UnmatchedListRequest request, CancellationToken cancel) => rooms.Tray.ListAsync(request, cancel);

    public ValueTask<AssignResponse> AssignAsync(AssignRequest request, CancellationToken cancel) => rooms.Tray.AssignAsync(request, cancel);

    public ValueTask<DuplicateListResponse> DuplicatesAsync(DuplicateListRequest request, CancellationToken cancel) => rooms.Merges.FindAsync(rooms.Lists, cancel);

    public async ValueTask<Proposal> ProposeMergeAsync(MergeRequest request, CancellationToken cancel)
    {
        var (kept, other) = (await rooms.Reader.GetAsync(request.Id, cancel), await rooms.Reader.GetAsync(request.OtherId, cancel));
        return await rooms.Mail.ProposeAsync(
            new ProposalMakeRequest
            {
                Kind = ApplicationChanges.Merge,
                About = new RecordRef(ApplicationChanges.RecordKind, kept.Id),
                Title = $"Merge two applications for {kept.Role} at {kept.Company.Name} into the one of {Days.Text(DateOnly.FromDateTime(kept.Created.UtcDateTime))}",
                Values = JsonElement.Parse(new JsonObject { ["other"] = other.Id }.ToJsonString()),
            },
            cancel);
    }

    public ValueTask<Done> DeleteAsync(ApplicationDeleteRequest request, CancellationToken cancel) => rooms.Desk.ChangeAsync(
        async () =>
        {
            await rooms.Book.DeleteAsync(request, cancel);
            return new Done();
        },
        cancel);

    public ValueTask<Application> UndeleteAsync(ApplicationGetRequest request, CancellationToken cancel) =>
        ChangeAsync(request.Id, () => rooms.Book.UndeleteAsync(request.Id, cancel), cancel);

    private ValueTask<Application> ChangeAsync(string id, Func<ValueTask> change, CancellationToken cancel) => rooms.Desk.ChangeAsync(
        async () =>
        {
            await change();
            return await rooms.Reader.GetAsync(id, cancel);
        },
        cancel);
}
