using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Book;

/// <summary>What the user still has to do for an application, and when to be reminded. Called in a turn of the desk's.</summary>
internal sealed class Tasks(Desk desk, TimelineBook timeline, ApplicationBook book, ApplicationReader reader)
{
    private const int MostOfOne = 200;

    public async ValueTask AddAsync(TaskAddRequest request, CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        var title = ApplicationRules.Line(request.Title, "$.title", ApplicationRules.LongestLine, problems);
        if (title is null)
            problems.Add(ApplicationRules.Problem("$.title", "is missing", "Say in a line what is to be done."));
        if (request is { Remind: { } remind, Due: { } due } && remind > due)
            problems.Add(ApplicationRules.Problem("$.remind", "is after due", "Give a day that is not after the one it is due."));
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        var application = await reader.GetAsync(request.ApplicationId, cancel);
        if (application.Tasks.Count >= MostOfOne)
            throw new RpcException(RpcErrorCode.Limit, $"An application has at most {MostOfOne} tasks.", new RpcLimitData { Limit = "tasks", Maximum = MostOfOne });
        var id = desk.NewId();
        await desk.Store.WriteAsync(
            [
                StoreStatement.Of(
                    "INSERT INTO task(id, created, changed, application, title, due, remind) VALUES(@id, @now, @now, @application, @title, @due, @remind)",
                    ("id", id), ("now", desk.Now), ("application", application.Id), ("title", title), ("due", Days.Text(request.Due)), ("remind", Days.Text(request.Remind))),
                book.Set(application.Id, "stage = stage"),
                timeline.Add(application.Id, new NewEntry(TimelineKind.TaskAdded) { Ref = new RecordRef("task", id), Text = title }),
                .. SearchIndex.Renew(application.Id),
            ],
            cancel);
    }

    public async ValueTask DoneAsync(TaskDoneRequest request, CancellationToken cancel)
    {
        var application = await reader.GetAsync(request.ApplicationId, cancel);
        var task = application.Tasks.FirstOrDefault(each => each.Id == request.TaskId) ?? throw RpcException.NotFound("task", request.TaskId);
        if (task.Done is not null == request.Done)
            return;
        await desk.Store.WriteAsync(
            [
                StoreStatement.Of("UPDATE task SET done = @done, revision = revision + 1, changed = @now WHERE id = @id", ("id", task.Id), ("now", desk.Now), ("done", request.Done ? desk.Now : null)),
                book.Set(application.Id, "stage = stage"),
                timeline.Add(application.Id, new NewEntry(request.Done ? TimelineKind.TaskDone : TimelineKind.TaskReopened) { Ref = new RecordRef("task", task.Id), Text = task.Title }),
            ],
            cancel);
    }
}
