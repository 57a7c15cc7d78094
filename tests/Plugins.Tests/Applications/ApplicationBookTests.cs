using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Applications;

public sealed class ApplicationBookTests : IAsyncLifetime, IDisposable
{
    private readonly ApplicationsDesk _desk = new();

    [Fact]
    public async Task Move_Done_IsToldOnceAndReadingIsNot()
    {
        var made = await _desk.AddAsync("Acme", "Dev");
        await _desk.Service.MoveAsync(new() { Id = made.Id, Stage = "applied" }, default);
        await _desk.Service.GetAsync(new() { Id = made.Id }, default);
        await _desk.Service.BoardAsync(new(), default);
        await Assert.ThrowsAsync<RpcException>(async () => await _desk.Service.MoveAsync(new() { Id = made.Id, Stage = "nowhere" }, default));

        Assert.Equal([[made.Id], [made.Id]], _desk.News);
    }

    [Fact]
    public async Task Create_AllDetails_AreReadBack()
    {
        var details = new ApplicationDetails
        {
            Company = "Acme GmbH", Domain = "WWW.Acme.com", Role = "Site Reliability Engineer", Requisition = "R-17", Link = "https://acme.com/jobs/17", Place = "Bern",
            Pay = new Pay { From = 100_000, To = 120_000.50m, Currency = "chf", Period = PayPeriod.Year }, Source = "a friend", Posted = new DateOnly(2026, 11, 1),
            Deadline = new DateOnly(2026, 12, 1), Tags = ["Remote", "remote", "linux"],
        };

        var made = await _desk.Service.CreateAsync(new ApplicationCreateRequest { Details = details }, default);
        var read = await _desk.Service.GetAsync(new ApplicationGetRequest { Id = made.Id }, default);

        Assert.Equal(("Acme GmbH", "acme.com", "R-17", "Bern", "saved"), (read.Company.Name, read.Company.Domain, read.Requisition, read.Place, read.Stage));
        Assert.Equal(new Pay { From = 100_000, To = 120_000.50m, Currency = "CHF" }, read.Pay);
        Assert.Equal(["linux", "remote"], read.Tags);
        Assert.Equal((new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 1), 1), (read.Posted, read.Deadline, read.Revision));
    }

    [Theory]
    [InlineData("", "x", null, "$.details.company")]
    [InlineData("!!", "x", null, "$.details.company")]
    [InlineData("Acme", " ", null, "$.details.role")]
    [InlineData("Acme", "x", "file:///etc/passwd", "$.details.link")]
    [InlineData("Acme", "x", "https://me:secret@acme.com/", "$.details.link")]
    public async Task Create_WrongDetails_NamesThePlace(string company, string role, string? link, string path)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.AddAsync(company, role, with: details => details with { Link = link }));

        Assert.Equal(path, Assert.IsType<RpcInvalidData>(refusal.Detail).Problems[0].Path);
    }

    [Theory]
    [InlineData("Meta", null, "Metaverse Inc", null, 2)]
    [InlineData("Meta", "meta.com", "Meta", "meta.example", 2)]
    [InlineData("Acme", null, "Acme Inc", null, 2)]
    [InlineData("Acme, Inc.", null, "ACME  Inc", null, 1)]
    [InlineData("Müller & Söhne", null, "muller & sohne", null, 1)]
    [InlineData("Acme", null, "Acme", "acme.com", 1)]
    [InlineData("Acme", "acme.com", "Acme Holding", "acme.com", 1)]
    public async Task Create_TwoNames_AreOneCompanyOnlyWhereIdentityIsExact(string first, string? firstDomain, string second, string? secondDomain, int companies)
    {
        await _desk.AddAsync(first, "A", firstDomain);
        await _desk.AddAsync(second, "B", secondDomain);

        Assert.Equal(companies, (await _desk.Service.CompaniesAsync(new CompanyListRequest(), default)).Companies.Count);
    }

    [Fact]
    public async Task Create_NameOfTwoCompanies_AsksForTheDomain()
    {
        await _desk.AddAsync("Meta", "A", "meta.com");
        await _desk.AddAsync("Meta", "B", "meta.example");

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.AddAsync("meta", "C"));

        Assert.Equal("$.details.domain", Assert.IsType<RpcInvalidData>(refusal.Detail).Problems[0].Path);
    }

    [Fact]
    public async Task Create_SameLinkTwice_IsRefusedUnlessMeant()
    {
        var details = new ApplicationDetails { Company = "Acme", Role = "A", Link = "https://acme.com/1" };
        await _desk.Service.CreateAsync(new ApplicationCreateRequest { Details = details }, default);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.Service.CreateAsync(new ApplicationCreateRequest { Details = details }, default).AsTask());
        await _desk.Service.CreateAsync(new ApplicationCreateRequest { Details = details, Again = true }, default);

        Assert.Equal(RpcErrorCode.Conflict, refusal.Code);
    }

    [Fact]
    public async Task Update_StaleRevision_IsAConflictAndChangesNothing()
    {
        var made = await _desk.AddAsync("Acme", "A");
        await _desk.Service.UpdateAsync(new ApplicationUpdateRequest { Id = made.Id, Revision = 1, Details = new ApplicationDetails { Company = "Acme", Role = "B" } }, default);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.Service.UpdateAsync(
            new ApplicationUpdateRequest { Id = made.Id, Revision = 1, Details = new ApplicationDetails { Company = "Acme", Role = "C" } }, default).AsTask());

        Assert.Equal(RpcErrorCode.Conflict, refusal.Code);
        Assert.Equal("B", (await _desk.Service.GetAsync(new ApplicationGetRequest { Id = made.Id }, default)).Role);
    }

    [Fact]
    public async Task Create_InTheStageApplied_WasAppliedForTodayOrOnTheDayThatIsGiven()
    {
        var today = DateOnly.FromDateTime(_desk.Time.GetLocalNow().Date);

        var made = await _desk.AddAsync("Acme", "A", stage: "applied");
        var dated = await _desk.AddAsync("Acme", "B", stage: "applied", with: details => details with { Applied = today.AddDays(-3) });
        var later = await _desk.AddAsync("Acme", "C", stage: "interview");

        Assert.Equal((today, today.AddDays(-3), null), (made.Applied, dated.Applied, later.Applied));
    }

    [Fact]
    public async Task Move_ThenUndo_PutsStageSinceAndDayBack()
    {
        var made = await _desk.AddAsync("Acme", "A");
        _desk.Time.Advance(TimeSpan.FromDays(1));

        var moved = await _desk.Service.MoveAsync(new ApplicationMoveRequest { Id = made.Id, Stage = "applied" }, default);
        var back = await _desk.Service.UndoAsync(new ApplicationUndoRequest { Id = made.Id }, default);

        Assert.Equal(("applied", DateOnly.FromDateTime(_desk.Time.GetLocalNow().Date)), (moved.Stage, moved.Applied));
        Assert.Equal(("saved", made.Since, null), (back.Stage, back.Since, back.Applied));
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.Service.UndoAsync(new ApplicationUndoRequest { Id = made.Id }, default).AsTask());
        Assert.Equal(RpcErrorCode.WrongState, refusal.Code);
    }

    [Fact]
    public async Task Get_TagsTasksAndLinks_AreEachInTheirOwnOrder()
    {
        var day = new DateOnly(2026, 12, 1);
        var made = await _desk.AddAsync("Acme", "A", with: static details => details with { Tags = ["remote", "linux", "bern"] });
        foreach (var (title, due) in ((string, DateOnly?)[])[("done", day.AddDays(-9)), ("someday", null), ("later", day.AddDays(2)), ("soon", day)])
            made = await _desk.Service.AddTaskAsync(new TaskAddRequest { ApplicationId = made.Id, Title = title, Due = due, Remind = due?.AddDays(-1) }, default);
        await _desk.Service.DoneTaskAsync(new TaskDoneRequest { ApplicationId = made.Id, TaskId = made.Tasks.Single(static task => task.Title == "done").Id }, default);
        foreach (var (kind, role) in ((string, string?)[])[("document", "cv"), ("contact", null)])
        {
            _desk.Time.Advance(TimeSpan.FromSeconds(1));
            await _desk.Service.LinkAsync(new ApplicationLinkRequest { Id = made.Id, Ref = new RecordRef(kind, "x1"), Role = role }, default);
        }

        var read = await _desk.Service.GetAsync(new ApplicationGetRequest { Id = made.Id }, default);

        Assert.Equal(["bern", "linux", "remote"], read.Tags);
        Assert.Equal([("soon", day, false), ("later", day.AddDays(2), false), ("someday", null, false), ("done", day.AddDays(-9), true)], read.Tasks.Select(static task => (task.Title, task.Due, task.Done is not null)));
        Assert.All(read.Tasks, static task => Assert.Equal(task.Due?.AddDays(-1), task.Remind));
        Assert.Equal([new ApplicationLink(new RecordRef("document", "x1"), "cv"), new ApplicationLink(new RecordRef("contact", "x1"), null)], read.Links);
    }

    [Fact]
    public async Task ArchiveAndDoneTask_TakenBack_LeaveItAsItWas()
    {
        var made = await _desk.AddAsync("Acme", "A");
        var task = (await _desk.Service.AddTaskAsync(new TaskAddRequest { ApplicationId = made.Id, Title = "Phone" }, default)).Tasks.Single();
        foreach (var done in (bool[])[true, false])
        {
            Assert.Equal(done, (await _desk.Service.ArchiveAsync(new ApplicationArchiveRequest { Id = made.Id, Archive = done }, default)).IsArchived);
            Assert.Equal(done, (await _desk.Service.DoneTaskAsync(new TaskDoneRequest { ApplicationId = made.Id, TaskId = task.Id, Done = done }, default)).Tasks.Single().Done is not null);
        }
    }

    [Fact]
    public async Task Timeline_OfNoApplicationOrADeletedOne_IsNotFound()
    {
        var made = await _desk.AddAsync("Acme", "A");
        await _desk.Service.DeleteAsync(new ApplicationDeleteRequest { Id = made.Id, Revision = 1 }, default);

        foreach (var id in (string[])[made.Id, "nowhere"])
            Assert.Equal(RpcErrorCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await _desk.Service.TimelineAsync(new TimelineRequest { Id = id }, default))).Code);
    }

    [Fact]
    public async Task Timeline_PagedByTwo_HasEverythingOnceNewestFirst()
    {
        var made = await _desk.AddAsync("Acme", "A");
        await _desk.Service.MoveAsync(new ApplicationMoveRequest { Id = made.Id, Stage = "applied" }, default);
        await _desk.Service.AddTaskAsync(new TaskAddRequest { ApplicationId = made.Id, Title = "Call them" }, default);
        await _desk.Service.LinkAsync(new ApplicationLinkRequest { Id = made.Id, Ref = new RecordRef("document", "d1"), Role = "cv" }, default);
        await _desk.Service.ArchiveAsync(new ApplicationArchiveRequest { Id = made.Id }, default);

        var kinds = new List<TimelineKind>();
        string? cursor = null;
        do
        {
            var page = await _desk.Service.TimelineAsync(new TimelineRequest { Id = made.Id, Limit = 2, Cursor = cursor }, default);
            kinds.AddRange(page.Entries.Select(static entry => entry.Kind));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(5, kinds.Count);
        Assert.Equal([TimelineKind.Archived, TimelineKind.Created, TimelineKind.Linked, TimelineKind.Moved, TimelineKind.TaskAdded], kinds.OrderBy(static kind => kind.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Board_RejectionsHidden_KeepTheirCount()
    {
        await _desk.AddAsync("Acme", "A");
        await _desk.AddAsync("Acme", "B", stage: "rejected");
        var put = await _desk.AddAsync("Acme", "C");
        await _desk.Service.ArchiveAsync(new ApplicationArchiveRequest { Id = put.Id }, default);

        var board = await _desk.Service.BoardAsync(new BoardRequest { HideLost = true }, default);

        var columns = board.Columns.ToDictionary(static column => column.Stage.Name, static column => (column.Count, column.Cards.Count));
        Assert.Equal(((1, 1), (1, 0), (0, 0), 1), (columns["saved"], columns["rejected"], columns["offer"], board.Archived));
    }

    [Fact]
    public async Task List_SameRoleTwiceAtOneCompany_SaysWhatTellsThemApart()
    {
        await _desk.AddAsync("Acme", "Engineer", with: static details => details with { Requisition = "R-1" });
        await _desk.AddAsync("Acme", "engineer", with: static details => details with { Place = "Bern" });
        await _desk.AddAsync("Acme", "Designer", with: static details => details with { Place = "Bern" });

        var list = (await _desk.Service.ListAsync(new ApplicationListRequest(), default)).Applications;

        Assert.Equal([null, "Bern", "R-1"], list.Select(static card => card.Apart));
    }

    [Fact]
    public async Task SetPipeline_StageInUseGoes_NeedsAPlaceForItsApplications()
    {
        var made = await _desk.AddAsync("Acme", "A", stage: "screening");
        var pipeline = await _desk.Service.PipelineAsync(new PipelineGetRequest(), default);
        var fewer = pipeline.Stages.Where(static stage => stage.Name != "screening").ToList();

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.Service.SetPipelineAsync(new PipelineSetRequest { Revision = pipeline.Revision, Stages = fewer }, default).AsTask());
        var set = await _desk.Service.SetPipelineAsync(new PipelineSetRequest { Revision = pipeline.Revision, Stages = fewer, Moves = new Dictionary<string, string> { ["screening"] = "applied" } }, default);

        Assert.Equal("$.moves.screening", Assert.IsType<RpcInvalidData>(refusal.Detail).Problems[0].Path);
        Assert.Equal(7, set.Stages.Count);
        Assert.Equal("applied", (await _desk.Service.GetAsync(new ApplicationGetRequest { Id = made.Id }, default)).Stage);
    }

    [Fact]
    public async Task Delete_ThenUndelete_IsFoundAgain()
    {
        var made = await _desk.AddAsync("Acme", "Engineer");

        await _desk.Service.DeleteAsync(new ApplicationDeleteRequest { Id = made.Id, Revision = 1 }, default);
        var gone = await _desk.FindAsync("engineer");
        await _desk.Service.UndeleteAsync(new ApplicationGetRequest { Id = made.Id }, default);

        Assert.Equal(("", "Engineer"), (gone, await _desk.FindAsync("engineer")));
    }

    public Task InitializeAsync() => _desk.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _desk.Dispose();
}
