using Assistant.Plugins.Applications.Companies;
using Assistant.Plugins.Applications.Stages;
using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Book;

/// <summary>Reads one application with all that is bound to it.</summary>
internal sealed class ApplicationReader(Desk desk, PipelineBook pipeline)
{
    private const string Select = """
        SELECT c.id, c.name, c.domain, a.id, a.revision, a.role, a.requisition, a.link, a.place, a.pay_from, a.pay_to, a.pay_currency, a.pay_period,
          a.source, a.posted, a.deadline, a.applied, a.stage, a.since, a.archived, a.created, a.changed
        FROM application a JOIN company c ON c.id = a.company WHERE a.id = @id AND a.deleted IS NULL
        """;

    // Tags, tasks and links in one read, each kind in its own order: tags by name, what is open first and by its day, links as they were made.
    private const string Bound = """
        SELECT 0 AS part, NULL, NULL, NULL, tag, NULL, NULL, NULL, NULL FROM tag WHERE application = @id
        UNION ALL SELECT 1, CASE WHEN done IS NULL THEN 0 ELSE 1 END, CASE WHEN due IS NULL THEN 1 ELSE 0 END, due, id, title, due, remind, done FROM task WHERE application = @id AND deleted IS NULL
        UNION ALL SELECT 2, created, NULL, kind, id, role, NULL, NULL, NULL FROM link WHERE application = @id
        ORDER BY 1, 2, 3, 4, 5
        """;

    /// <exception cref="RpcException">There is none, or it was deleted.</exception>
    public async ValueTask<Application> GetAsync(string id, CancellationToken cancel) => await FindAsync(id, cancel) ?? throw RpcException.NotFound("application", id);

    /// <exception cref="RpcException">There is none, or it was deleted.</exception>
    public async ValueTask RequireAsync(string id, CancellationToken cancel)
    {
        if (await desk.Store.CountAsync(StoreStatement.Of("SELECT count(*) FROM application WHERE id = @id AND deleted IS NULL", ("id", id)), cancel) == 0)
            throw RpcException.NotFound("application", id);
    }

    public async ValueTask<Application?> FindAsync(string id, CancellationToken cancel)
    {
        if (await desk.Store.FirstAsync(StoreStatement.Of(Select, ("id", id)), Read, cancel) is not { } found)
            return null;
        var stages = (await pipeline.GetAsync(cancel)).Stages;
        var (tags, tasks, links) = (new List<string>(), new List<ApplicationTask>(), new List<ApplicationLink>());
        foreach (var row in await desk.Store.ListAsync(StoreStatement.Of(Bound, ("id", id)), static row => row, cancel))
            Take(row, tags, tasks, links);
        return found with { StageKind = stages.FirstOrDefault(stage => stage.Name == found.Stage)?.Kind ?? StageKind.Open, Tags = tags, Tasks = tasks, Links = links };
    }

    private static void Take(StoreRow row, List<string> tags, List<ApplicationTask> tasks, List<ApplicationLink> links)
    {
        var part = row.Number();
        row.Skip(2);
        var (kind, id, text) = (row.TextOrNull(), row.Text(), row.TextOrNull());
        if (part == 0)
            tags.Add(id);
        else if (part == 1)
            tasks.Add(new ApplicationTask { Id = id, Title = text!, Due = row.DayOrNull(), Remind = row.DayOrNull(), Done = row.InstantOrNull() });
        else
            links.Add(new ApplicationLink(new RecordRef(kind!, id), text));
    }

    private static Application Read(StoreRow row) => new()
    {
        Company = CompanyBook.Read(ref row),
        Id = row.Text(),
        Revision = row.Number(),
        Role = row.Text(),
        Requisition = row.TextOrNull(),
        Link = row.TextOrNull(),
        Place = row.TextOrNull(),
        Pay = ReadPay(new Pay { From = row.AmountOrNull(), To = row.AmountOrNull(), Currency = row.TextOrNull() }, row.TextOrNull()),
        Source = row.TextOrNull(),
        Posted = row.DayOrNull(),
        Deadline = row.DayOrNull(),
        Applied = row.DayOrNull(),
        Stage = row.Text(),
        StageKind = StageKind.Open,
        Since = row.Instant(),
        IsArchived = row.NumberOrNull() is not null,
        Tags = [],
        Tasks = [],
        Links = [],
        Created = row.Instant(),
        Changed = row.Instant(),
    };

    private static Pay? ReadPay(Pay pay, string? period) => period is null ? null : pay with { Period = Enum.Parse<PayPeriod>(period, ignoreCase: true) };
}
