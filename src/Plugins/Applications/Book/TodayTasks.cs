using System.Globalization;
using Assistant.Plugins.Applications.Deciding;
using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Book;

/// <summary>What applications have for today: tasks that are due or whose reminder has come, saved openings that close soon, and replies that found no place.</summary>
internal sealed class TodayTasks(Desk desk) : ITodaySource
{
    // What closes within these days still leaves an evening to write in.
    private const int DaysBeforeDeadline = 3;

    private const int Pressing = 80;

    private const int PieceOfId = 8;

    public async ValueTask<TodaySourceResponse> ListAsync(TodaySourceRequest request, CancellationToken cancel)
    {
        var tasks = await desk.Store.ListAsync(
            StoreStatement.Of(
                """
                SELECT t.id, t.title, t.due, t.remind, a.id, c.name, a.role FROM task t JOIN application a ON a.id = t.application JOIN company c ON c.id = a.company
                WHERE t.done IS NULL AND t.deleted IS NULL AND coalesce(t.remind, t.due) <= @today AND a.deleted IS NULL AND a.archived IS NULL
                ORDER BY coalesce(t.due, t.remind), t.id LIMIT @limit
                """,
                ("today", Days.Text(request.Today)), ("limit", request.Limit)),
            row => Task(row, request.Today), cancel);
        var closing = await desk.Store.ListAsync(
            StoreStatement.Of(
                """
                SELECT a.deadline, a.id, c.name, a.role FROM application a JOIN company c ON c.id = a.company
                WHERE a.deadline BETWEEN @today AND @until AND a.applied IS NULL AND a.deleted IS NULL AND a.archived IS NULL
                  AND a.stage = (SELECT name FROM stage ORDER BY position LIMIT 1) ORDER BY a.deadline, a.id LIMIT @limit
                """,
                ("today", Days.Text(request.Today)), ("until", Days.Text(request.Today.AddDays(DaysBeforeDeadline))), ("limit", request.Limit)),
            static row => Closing(row), cancel);
        var unmatched = await desk.Store.CountAsync(StoreStatement.Of("SELECT count(*) FROM unmatched WHERE settled IS NULL"), cancel);
        List<TodaySourceItem> items = [.. tasks, .. closing];
        if (unmatched > 0)
            items.Add(Unmatched(unmatched));
        return new TodaySourceResponse { Items = [.. items.OrderBy(static item => item.Due ?? DateOnly.MaxValue).Take(request.Limit)] };
    }

    private static TodaySourceItem Task(StoreRow row, DateOnly today)
    {
        var (id, title, due, _) = (row.Text(), row.Text(), row.DayOrNull(), row.DayOrNull());
        var (application, company, role) = (row.Text(), row.Text(), row.Text());
        return new TodaySourceItem
        {
            Key = $"task:{id}",
            Kind = "task",
            About = new RecordRef(ApplicationChanges.RecordKind, application),
            Title = title,
            Reason = $"{role} at {company}: {(due is not { } day ? "you wanted to be reminded" : day < today ? $"was due on {Day(day)}" : day == today ? "due today" : $"due on {Day(day)}")}",
            Due = due,
            Weight = due <= today ? Pressing : TodaySourceLimits.Weight,
            Commands = [$"application task done {Short(application)} {Short(id)}", $"application show {Short(application)}"],
        };
    }

    private static TodaySourceItem Closing(StoreRow row)
    {
        var (deadline, application, company, role) = (row.DayOrNull(), row.Text(), row.Text(), row.Text());
        return new TodaySourceItem
        {
            Key = $"deadline:{application}",
            Kind = "deadline",
            About = new RecordRef(ApplicationChanges.RecordKind, application),
            Title = $"Apply as {role} at {company}",
            Reason = $"closes on {Day(deadline!.Value)}, and you saved it without applying",
            Due = deadline,
            Weight = Pressing,
            Commands = [$"application show {Short(application)}"],
        };
    }

    private static TodaySourceItem Unmatched(long count) => new()
    {
        Key = "unmatched",
        Kind = "reply",
        Title = count == 1 ? "Say which application a reply belongs to" : $"Say which applications {count} replies belong to",
        Reason = "fits no application, or several",
        Commands = ["application reply list"],
    };

    private static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    // The end of an id: its beginning is a time, which records made together share.
    private static string Short(string id) => id[^Math.Min(PieceOfId, id.Length)..];
}
