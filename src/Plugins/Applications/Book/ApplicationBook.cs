using System.Globalization;
using Assistant.Plugins.Applications.Companies;
using Assistant.Plugins.Applications.Stages;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Book;

/// <summary>Makes, changes and deletes applications. Everything here that changes is called in a turn of the desk's.</summary>
internal sealed class ApplicationBook(Desk desk, CompanyBook companies, PipelineBook pipeline, TimelineBook timeline, ApplicationReader reader)
{
    private const string Columns = """
        company, role, role_key, requisition, link, place, pay_from, pay_to, pay_currency, pay_period, source, posted, deadline, applied
        """;

    /// <summary>Answers the new one's id.</summary>
    /// <param name="given">What is known of it.</param>
    /// <param name="stage">Null is the pipeline's first.</param>
    /// <param name="again">It may be for the link or requisition of another.</param>
    /// <param name="origin">What the timeline begins with.</param>
    /// <param name="cancel">Ends it before anything is written.</param>
    public async ValueTask<string> CreateAsync(ApplicationDetails given, string? stage, bool again, NewEntry origin, CancellationToken cancel)
    {
        var details = ApplicationRules.Check(given);
        var begins = stage is null ? (await pipeline.GetAsync(cancel)).Stages[0] : await pipeline.RequireAsync(stage, "$.stage", cancel);
        // As a move there says; an import knows its own days.
        if (begins.Name == Moves.AppliedStage && origin.Kind == TimelineKind.Created)
            details = details with { Applied = details.Applied ?? Days.Today(desk.Time) };
        var (company, write) = await companies.ResolveAsync(details.Company, details.Domain, cancel);
        if (!again && await FindSameAsync(company.Id, details, cancel) is { } same)
        {
            throw new RpcException(
                RpcErrorCode.Conflict, $"There is an application for this {same.What} already: {company.Name}, {same.Role} ({same.Id}).", new RpcConflictData { Expected = 0, Actual = 1 });
        }

        var id = desk.NewId();
        await desk.Store.WriteAsync(
            [
                .. write is null ? (StoreStatement[])[] : [write],
                StoreStatement.Of(
                    $"""
                    INSERT INTO application(id, created, changed, stage, since, {Columns})
                    VALUES(@id, @now, @now, @stage, @now, @company, @role, @role_key, @requisition, @link, @place, @pay_from, @pay_to, @pay_currency, @pay_period, @source, @posted, @deadline, @applied)
                    """,
                    [("id", id), ("now", desk.Now), ("stage", begins.Name), .. Values(company.Id, details)]),
                .. TagsOf(id, details),
                timeline.Add(id, origin with { ToStage = begins.Name }),
                .. SearchIndex.Renew(id),
            ],
            cancel);
        return id;
    }

    public async ValueTask UpdateAsync(ApplicationUpdateRequest request, CancellationToken cancel)
    {
        var before = await reader.GetAsync(request.Id, cancel);
        Require(before, request.Revision);
        var details = ApplicationRules.Check(request.Details);
        var (company, write) = await companies.ResolveAsync(details.Company, details.Domain, cancel);
        await desk.Store.WriteAsync(
            [
                .. write is null ? (StoreStatement[])[] : [write],
                StoreStatement.Of(
                    """
                    UPDATE application SET revision = revision + 1, changed = @now, company = @company, role = @role, role_key = @role_key, requisition = @requisition, link = @link,
                      place = @place, pay_from = @pay_from, pay_to = @pay_to, pay_currency = @pay_currency, pay_period = @pay_period, source = @source,
                      posted = @posted, deadline = @deadline, applied = @applied
                    WHERE id = @id
                    """,
                    [("id", request.Id), ("now", desk.Now), .. Values(company.Id, details)]),
                StoreStatement.Of("DELETE FROM tag WHERE application = @id", ("id", request.Id)),
                .. TagsOf(request.Id, details),
                timeline.Add(request.Id, new NewEntry(TimelineKind.Changed)),
                .. SearchIndex.Renew(request.Id),
            ],
            cancel);
    }

    public async ValueTask ArchiveAsync(ApplicationArchiveRequest request, CancellationToken cancel)
    {
        if ((await reader.GetAsync(request.Id, cancel)).IsArchived == request.Archive)
            return;
        await desk.Store.WriteAsync(
            [
                Set(request.Id, "archived = @archived", ("archived", request.Archive ? desk.Now : null)),
                timeline.Add(request.Id, new NewEntry(request.Archive ? TimelineKind.Archived : TimelineKind.Unarchived)),
            ],
            cancel);
    }

    public async ValueTask DeleteAsync(ApplicationDeleteRequest request, CancellationToken cancel)
    {
        Require(await reader.GetAsync(request.Id, cancel), request.Revision);
        await desk.Store.WriteAsync([Set(request.Id, "deleted = @now"), .. SearchIndex.Renew(request.Id)], cancel);
    }

    public async ValueTask UndeleteAsync(string id, CancellationToken cancel)
    {
        if (await desk.Store.CountAsync(StoreStatement.Of("SELECT count(*) FROM application WHERE id = @id", ("id", id)), cancel) == 0)
            throw RpcException.NotFound("application", id);
        await desk.Store.WriteAsync([Set(id, "deleted = NULL"), .. SearchIndex.Renew(id)], cancel);
    }

    /// <summary>A change of some columns, which is a new revision.</summary>
    public StoreStatement Set(string id, string columns, params ReadOnlySpan<(string Name, StoreValue Value)> values) => StoreStatement.Of(
        $"UPDATE application SET {columns}, revision = revision + 1, changed = @now WHERE id = @id", [("id", id), ("now", desk.Now), .. values]);

    private static void Require(Application application, long revision)
    {
        if (application.Revision != revision)
            throw RpcException.Conflict(revision, application.Revision);
    }

    private async ValueTask<Same?> FindSameAsync(string company, ApplicationDetails details, CancellationToken cancel)
    {
        if (details.Link is { } link && await desk.Store.FirstAsync(
            StoreStatement.Of("SELECT id, role FROM application WHERE link = @link AND deleted IS NULL", ("link", link)), static row => new Same(row.Text(), row.Text(), "link"), cancel) is { } same)
            return same;
        return details.Requisition is { } requisition
            ? await desk.Store.FirstAsync(
                StoreStatement.Of("SELECT id, role FROM application WHERE company = @company AND requisition = @requisition AND deleted IS NULL", ("company", company), ("requisition", requisition)),
                static row => new Same(row.Text(), row.Text(), "requisition"), cancel)
            : null;
    }

    private static (string Name, StoreValue Value)[] Values(string company, ApplicationDetails details) =>
    [
        ("company", company), ("role", details.Role), ("role_key", Folded.Of(details.Role)), ("requisition", details.Requisition), ("link", details.Link), ("place", details.Place),
        ("pay_from", Amount(details.Pay?.From)), ("pay_to", Amount(details.Pay?.To)), ("pay_currency", details.Pay?.Currency),
        ("pay_period", details.Pay is { } pay ? Words.Of(pay.Period) : null), ("source", details.Source),
        ("posted", Days.Text(details.Posted)), ("deadline", Days.Text(details.Deadline)), ("applied", Days.Text(details.Applied)),
    ];

    private static string? Amount(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<StoreStatement> TagsOf(string id, ApplicationDetails details) =>
        details.Tags.Select(tag => StoreStatement.Of("INSERT INTO tag(application, tag) VALUES(@id, @tag)", ("id", id), ("tag", tag)));

    private sealed record Same(string Id, string Role, string What);
}
