using System.Globalization;
using System.Text.Json;
using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Stages;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Deciding;

/// <summary>
/// What accepting a proposal about an application does: <c>stage.move {stage}</c> and <c>application.merge {other}</c>. Both are entries of the timeline under
/// the decision's key, so that the same decision is carried out once and taken back once.
/// </summary>
internal sealed class ApplicationChanges(Desk desk, PipelineBook pipeline, TimelineBook timeline, ApplicationReader reader, Moves moves, Merges merges) : IProposalTarget
{
    public const string Move = "stage.move";

    public const string Merge = "application.merge";

    public const string RecordKind = "application";

    private const string Applied = "{}";

    public async ValueTask<ProposalCheckResponse> CheckAsync(ProposalChangeRequest request, CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        if (await reader.FindAsync(request.About.Id, cancel) is null)
            problems.Add(ApplicationRules.Problem("$.about.id", "is no application", "Give the id of an application."));
        switch (request.Kind)
        {
            case Move when (await pipeline.GetAsync(cancel)).Stages.All(stage => stage.Name != Text(request, "stage")):
                problems.Add(ApplicationRules.Problem("$.values.stage", "is no stage of the pipeline", $"Give one of {string.Join(", ", (await pipeline.GetAsync(cancel)).Stages.Select(static stage => stage.Name))}."));
                break;
            case Merge when Text(request, "other") is not { } other || other == request.About.Id || await reader.FindAsync(other, cancel) is null:
                problems.Add(ApplicationRules.Problem("$.values.other", "is no other application", "Give the id of the one that goes."));
                break;
            case Move or Merge:
                break;
            default:
                problems.Add(ApplicationRules.Problem("$.kind", "is no change of an application", $"Give {Move} or {Merge}."));
                break;
        }

        return new ProposalCheckResponse { Problems = problems, Basis = await BasisAsync(request, cancel) };
    }

    public ValueTask<ProposalApplyResponse> ApplyAsync(ProposalApplyRequest request, CancellationToken cancel) => desk.ChangeAsync(
        async () =>
        {
            if (await timeline.FindAsync(request.Key, cancel) is { Undone: false })
                return new ProposalApplyResponse { Undo = Applied };
            var check = await CheckAsync(request.Change, cancel);
            if (check.Problems.Count > 0)
                throw RpcException.Invalid(check.Problems);
            if (check.Basis != request.Basis)
                throw new RpcException(RpcErrorCode.Conflict, "The application has changed since this was proposed: look at it, then dismiss the proposal or make the change by hand.", new RpcConflictData { Expected = 1, Actual = 2 });
            var application = await reader.GetAsync(request.Change.About.Id, cancel);
            var statements = request.Change.Kind == Move
                ? await moves.StatementsAsync(application, Text(request.Change, "stage")!, TimelineBook.Proposal, request.Key, cancel)
                : merges.Statements(application.Id, Text(request.Change, "other")!, request.Key);
            await desk.Store.WriteAsync([.. statements], cancel);
            return new ProposalApplyResponse { Undo = Applied };
        },
        cancel);

    public ValueTask<ProposalCheckResponse> UndoAsync(ProposalUndoChangeRequest request, CancellationToken cancel) => desk.ChangeAsync(
        async () =>
        {
            if (await timeline.FindAsync(request.Key, cancel) is { Undone: false } done)
                await desk.Store.WriteAsync([.. await BackAsync(request, done, cancel)], cancel);
            return new ProposalCheckResponse { Problems = [], Basis = await BasisAsync(request.Change, cancel) };
        },
        cancel);

    public async ValueTask<ProposalFactsResponse> FactsAsync(ProposalFactsRequest request, CancellationToken cancel)
    {
        var application = await reader.GetAsync(request.About.Id, cancel);
        var stages = (await pipeline.GetAsync(cancel)).Stages.Select(static stage => stage.Name);
        return new ProposalFactsResponse { Facts = [new RecordFact("company", application.Company.Name), new RecordFact("role", application.Role), new RecordFact("stages", string.Join(", ", stages))] };
    }

    private async ValueTask<IReadOnlyList<StoreStatement>> BackAsync(ProposalUndoChangeRequest request, StoredEntry done, CancellationToken cancel)
    {
        if (request.Change.Kind == Merge)
            return merges.Back(request.Change.About.Id, Text(request.Change, "other")!, done.Id);
        var application = await reader.GetAsync(request.Change.About.Id, cancel);
        return await moves.NewestAsync(application.Id, cancel) is { } newest && newest.Once == request.Key
            ? await moves.BackAsync(application, newest, cancel)
            : throw new RpcException(RpcErrorCode.Conflict, "The application was moved again since: take that back first.", new RpcConflictData { Expected = 1, Actual = 2 });
    }

    private async ValueTask<string> BasisAsync(ProposalChangeRequest request, CancellationToken cancel)
    {
        if (await reader.FindAsync(request.About.Id, cancel) is not { } application)
            return "gone";
        return request.Kind == Merge
            ? $"{application.Id} {Text(request, "other")}"
            : string.Create(CultureInfo.InvariantCulture, $"{application.Stage} {application.Since.ToUnixTimeMilliseconds()}");
    }

    private static string? Text(ProposalChangeRequest request, string name) =>
        request.Values.ValueKind == JsonValueKind.Object && request.Values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
