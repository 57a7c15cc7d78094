using Assistant.Plugins.Applications.Stages;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Book;

/// <summary>Moves between stages, and takes moves back. Called in a turn of the desk's.</summary>
internal sealed class Moves(Desk desk, PipelineBook pipeline, TimelineBook timeline, ApplicationBook book, ApplicationReader reader)
{
    /// <summary>The stage that says when somebody applied, where the pipeline has it.</summary>
    internal const string AppliedStage = "applied";

    /// <summary>Told in the move's entry where it also set the day of applying, so that taking it back clears the day.</summary>
    private const string DayWasSet = "day";

    public async ValueTask MoveAsync(ApplicationMoveRequest request, string by, CancellationToken cancel)
    {
        var application = await reader.GetAsync(request.Id, cancel);
        if (request.Revision is { } revision && revision != application.Revision)
            throw RpcException.Conflict(revision, application.Revision);
        await desk.Store.WriteAsync([.. await StatementsAsync(application, request.Stage, by, null, cancel)], cancel);
    }

    /// <summary>What moves it; nothing where it is there already.</summary>
    public async ValueTask<IReadOnlyList<StoreStatement>> StatementsAsync(Application application, string stage, string by, string? once, CancellationToken cancel)
    {
        var target = await pipeline.RequireAsync(stage, "$.stage", cancel);
        if (target.Name == application.Stage)
            return [];
        var setsDay = target.Name == AppliedStage && application.Applied is null;
        return
        [
            setsDay
                ? book.Set(application.Id, "stage = @stage, since = @now, applied = @today", ("stage", target.Name), ("today", Days.Text(Days.Today(desk.Time))))
                : book.Set(application.Id, "stage = @stage, since = @now", ("stage", target.Name)),
            timeline.Add(application.Id, new NewEntry(TimelineKind.Moved)
            {
                By = by, FromStage = application.Stage, ToStage = target.Name, FromSince = application.Since, Text = setsDay ? DayWasSet : null, Once = once,
            }),
        ];
    }

    public async ValueTask UndoAsync(string id, CancellationToken cancel)
    {
        var application = await reader.GetAsync(id, cancel);
        if (await NewestAsync(id, cancel) is not { } move)
            throw new RpcException(RpcErrorCode.WrongState, "There is no move to take back.");
        await desk.Store.WriteAsync(await BackAsync(application, move, cancel), cancel);
    }

    /// <summary>The newest move that stands; null where there is none.</summary>
    public ValueTask<StoredMove?> NewestAsync(string id, CancellationToken cancel) => desk.Store.FirstAsync(
        StoreStatement.Of(
            "SELECT id, from_stage, to_stage, from_since, text, once FROM entry WHERE application = @id AND kind = 'moved' AND undone = 0 ORDER BY at DESC, id DESC LIMIT 1", ("id", id)),
        static row => new StoredMove(row.Text(), row.Text(), row.Text(), row.NumberOrNull(), row.TextOrNull() == DayWasSet, row.TextOrNull()), cancel);

    /// <exception cref="RpcException">Wrong-state: the pipeline has the former stage no more.</exception>
    public async ValueTask<IReadOnlyList<StoreStatement>> BackAsync(Application application, StoredMove move, CancellationToken cancel)
    {
        if ((await pipeline.GetAsync(cancel)).Stages.All(stage => stage.Name != move.From))
            throw new RpcException(RpcErrorCode.WrongState, $"The pipeline has no stage '{move.From}' any more: move the application by hand.");
        return
        [
            book.Set(application.Id, $"stage = @stage, since = coalesce(@since, @now){(move.SetDay ? ", applied = NULL" : "")}", ("stage", move.From), ("since", move.FromSince)),
            StoreStatement.Of("UPDATE entry SET undone = 1 WHERE id = @entry", ("entry", move.Entry)),
            timeline.Add(application.Id, new NewEntry(TimelineKind.MoveUndone) { FromStage = move.To, ToStage = move.From }),
        ];
    }
}

/// <param name="Entry">Its entry in the timeline.</param>
/// <param name="From">The stage that it left.</param>
/// <param name="To">The stage that it came to.</param>
/// <param name="FromSince">Since when it had been in the one that it left.</param>
/// <param name="SetDay">It also set the day of applying.</param>
/// <param name="Once">The key of the decision that made it; null where the user moved it.</param>
internal sealed record StoredMove(string Entry, string From, string To, long? FromSince, bool SetDay, string? Once);
