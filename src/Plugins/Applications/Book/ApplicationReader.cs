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
        return found with
        {
            StageKind = stages.FirstOrDefault(stage => stage.Name == found.Stage)?.Kind ?? StageKind.Open,
            Tags = await desk.Store.ListAsync(StoreStatement.Of("SELECT tag FROM tag WHERE application = @id ORDER BY tag", ("id", id)), static row => row.Text(), cancel),
            Tasks = await desk.Store.ListAsync(
                StoreStatement.Of(
                    "SELECT id, title, due, remind, done FROM task WHERE application = @id AND deleted IS NULL ORDER BY done IS NOT NULL, due IS NULL, due, id", ("id", id)),
                ReadTask, cancel),
            Links = await desk.Store.ListAsync(
                StoreStatement.Of("SELECT kind, id, role FROM link WHERE application = @id ORDER BY created, kind, id", ("id", id)),
                static row => new ApplicationLink(new RecordRef(row.Text(), row.Text()), row.TextOrNull()), cancel),
        };
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

    private static ApplicationTask ReadTask(StoreRow row) => new()
    {
        Id = row.Text(),
        Title = row.Text(),
        Due = row.DayOrNull(),
        Remind = row.DayOrNull(),
        Done = row.InstantOrNull(),
    };
}
