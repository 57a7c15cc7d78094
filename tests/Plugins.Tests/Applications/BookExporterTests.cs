using System.Text.Json;
using Assistant.Plugins.Applications.Keeping;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Applications;

public sealed class BookExporterTests : IAsyncLifetime, IDisposable
{
    private readonly ApplicationsDesk _from = new();
    private readonly ApplicationsDesk _to = new();

    public async Task InitializeAsync()
    {
        await _from.OpenAsync();
        await _to.OpenAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    [Fact]
    public async Task WriteAsync_WhatReadGave_ReadsEqualAndIsFound()
    {
        var id = await FillAsync(_from);

        var given = await ReadAllAsync(_from, null);
        foreach (var (kind, records) in given)
            Assert.Empty((await Of(_to).WriteAsync(new ExporterWriteRequest { Kind = kind, Records = [.. records.Select(static record => System.Text.Json.JsonElement.Parse(record))] }, default)).Problems);
        var again = await ReadAllAsync(_to, null);

        Assert.Equal(given.Select(static each => (each.Kind, string.Join('\n', each.Records))), again.Select(static each => (each.Kind, string.Join('\n', each.Records))));
        Assert.All(given.Where(static each => each.Kind != "unmatched-reply"), static each => Assert.NotEmpty(each.Records));
        Assert.Equal("Engineer", await _to.FindAsync("engin tag:remote"));
        Assert.Equal(id, Assert.Single((await _to.Service.SearchAsync(new ApplicationSearchRequest { Query = "phone" }, default)).Applications).Id);
    }

    [Fact]
    public async Task WriteAsync_Twice_ChangesNothing()
    {
        await FillAsync(_from);
        var given = await ReadAllAsync(_from, null);

        var written = new List<ExporterWritten>();
        foreach (var (kind, records) in given)
            written.Add(await Of(_from).WriteAsync(new ExporterWriteRequest { Kind = kind, Records = [.. records.Select(static record => System.Text.Json.JsonElement.Parse(record))] }, default));

        Assert.All(written, static each => Assert.Equal((0, 0), (each.Added, each.Problems.Count)));
        Assert.Equal(given.Sum(static each => each.Records.Count), written.Sum(static each => each.Same));
    }

    [Fact]
    public async Task TellAsync_AnApplication_SaysWhatHappenedToItInOrderAndOfNoOther()
    {
        var id = await FillAsync(_from);
        await _from.AddAsync("Canary Works", "Keeper");
        await _from.Service.MoveAsync(new ApplicationMoveRequest { Id = id, Stage = "interview" }, default);

        var story = await Of(_from).TellAsync(new ExporterTellRequest { About = new RecordRef("application", id) }, default);

        Assert.Equal(story.Events.OrderBy(static each => each.At), story.Events);
        Assert.All(story.Events, static each => Assert.Equal("Engineer, Acme", each.Of));
        Assert.StartsWith("Written down, in ", story.Events[0].What, StringComparison.Ordinal);
        Assert.EndsWith(" to Interview", story.Events[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellAsync_WhatAModelRead_SaysSoWhereItNamesNoStage()
    {
        var id = await FillAsync(_from);
        await _from.Rooms.Desk.Store.WriteAsync([_from.Rooms.Timeline.Add(id, new NewEntry(TimelineKind.Proposed) { Ref = new RecordRef("proposal", "p1"), Text = "read by a model" })], default);

        var story = await Of(_from).TellAsync(new ExporterTellRequest { About = new RecordRef("application", id) }, default);

        Assert.Equal("A change is proposed, read by a model", story.Events[^1].What);
    }

    [Fact]
    public async Task TellAsync_LongStory_GoesOnWhereItsPageEnds()
    {
        var id = await FillAsync(_from);
        for (var n = 0; n < ExporterLimits.Page; n++)
        {
            _from.Time.Advance(TimeSpan.FromSeconds(1));
            await _from.Service.ArchiveAsync(new ApplicationArchiveRequest { Id = id, Archive = n % 2 == 0 }, default);
        }

        var first = await Of(_from).TellAsync(new ExporterTellRequest { About = new RecordRef("application", id) }, default);
        var second = await Of(_from).TellAsync(new ExporterTellRequest { About = new RecordRef("application", id), Cursor = first.Next }, default);

        Assert.Equal((ExporterLimits.Page, null), (first.Events.Count, second.Next));
        Assert.True(second.Events.Count > 0 && second.Events[0].At > first.Events[^1].At, "The second page does not go on after the first.");
    }

    [Fact]
    public async Task WriteAsync_WrongRecord_NamesThePlaceAndTakesTheRest()
    {
        var written = await Of(_to).WriteAsync(
            new ExporterWriteRequest { Kind = "tag", Records = [System.Text.Json.JsonElement.Parse("""{"application":7,"tag":"x"}"""), System.Text.Json.JsonElement.Parse("""{"application":"a","tag":"x"}""")] }, default);

        Assert.Equal((1, "$.records[0].application"), (written.Added, written.Problems[0].Path));
    }

    [Fact]
    public async Task EraseAsync_OneApplication_LeavesTheOtherAndNoWordOfTheFirst()
    {
        var id = await FillAsync(_from);
        await _from.AddAsync("Canary Works", "Keeper", with: static details => details with { Place = "Perch" });
        var about = new EraserRequest { About = new RecordRef("application", id) };
        IEraser eraser = new BookEraser(_from.Rooms.Desk);

        var planned = await eraser.PlanAsync(about, default);
        var erased = await eraser.EraseAsync(about, default);

        Assert.Equal(planned.Kinds, erased.Kinds);
        Assert.Contains(new ErasedCount("applications", 1), erased.Kinds);
        Assert.Contains(new ErasedCount("companies", 1), erased.Kinds);
        Assert.Equal(("", "Keeper"), (await _from.FindAsync("engineer"), await _from.FindAsync("")));
        var left = string.Join('\n', (await ReadAllAsync(_from, null)).SelectMany(static each => each.Records));
        Assert.DoesNotContain("Acme", left, StringComparison.Ordinal);
        Assert.DoesNotContain("Phone", left, StringComparison.Ordinal);
        Assert.Contains("Canary", left, StringComparison.Ordinal);
        Assert.Empty((await eraser.PlanAsync(about, default)).Kinds);
    }

    [Fact]
    public async Task EraseAsync_Contact_LetsGoWhatNamesThem()
    {
        var id = await FillAsync(_from);

        await new BookEraser(_from.Rooms.Desk).EraseAsync(new EraserRequest { About = new RecordRef("contact", "c1") }, default);

        Assert.Empty((await _from.Service.GetAsync(new ApplicationGetRequest { Id = id }, default)).Links);
        Assert.DoesNotContain("\"c1\"", string.Join('\n', (await ReadAllAsync(_from, null)).SelectMany(static each => each.Records)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EraseAsync_ApplicationThatOthersWereMergedInto_TakesAllOfThemAndTheirCompany()
    {
        var kept = await _from.AddAsync("Acme", "Engineer");
        var other = await _from.AddAsync("Acme", "engineer", with: static details => details with { Tags = ["remote"] });
        var change = new ProposalChangeRequest { Kind = "application.merge", About = new RecordRef("application", kept.Id), Values = JsonElement.Parse($$"""{"other":"{{other.Id}}"}""") };
        await _from.Rooms.Changes.ApplyAsync(new ProposalApplyRequest { Key = "m:1", Change = change, Basis = (await _from.Rooms.Changes.CheckAsync(change, default)).Basis }, default);
        var eraser = new BookEraser(_from.Rooms.Desk);
        var about = new EraserRequest { About = new RecordRef("application", kept.Id) };

        var plan = await eraser.PlanAsync(about, default);
        await eraser.EraseAsync(about, default);

        Assert.Equal([new RecordRef("application", other.Id)], plan.Also);
        Assert.Equal((2, 1), (plan.Kinds.Single(static kind => kind.Kind == "applications").Count, plan.Kinds.Single(static kind => kind.Kind == "companies").Count));
        Assert.All(await ReadAllAsync(_from, null), static each => Assert.Equal(each.Kind == "stage", each.Records.Count > 0));
    }

    [Fact]
    public async Task EraseAsync_Everything_LeavesTheStagesAlone()
    {
        await FillAsync(_from);

        await new BookEraser(_from.Rooms.Desk).EraseAsync(new EraserRequest(), default);

        Assert.All(await ReadAllAsync(_from, null), static each => Assert.Equal(each.Kind == "stage", each.Records.Count > 0));
    }

    private static async Task<string> FillAsync(ApplicationsDesk desk)
    {
        var made = await desk.AddAsync("Acme", "Engineer", "acme.com", with: static details => details with { Tags = ["remote"], Pay = new Pay { From = 12.5m } });
        await desk.Service.AddTaskAsync(new TaskAddRequest { ApplicationId = made.Id, Title = "Phone Ana" }, default);
        await desk.Service.LinkAsync(new ApplicationLinkRequest { Id = made.Id, Ref = new RecordRef("contact", "c1") }, default);
        await desk.Service.MoveAsync(new ApplicationMoveRequest { Id = made.Id, Stage = "applied" }, default);
        return made.Id;
    }

    private static BookExporter Of(ApplicationsDesk desk) => new(desk.Rooms.Desk, desk.Rooms.Pipeline);

    private static async Task<List<(string Kind, List<string> Records)>> ReadAllAsync(ApplicationsDesk desk, RecordRef? about)
    {
        var all = new List<(string, List<string>)>();
        foreach (var kind in (await Of(desk).DescribeAsync(new ExporterDescribeRequest(), default)).Kinds)
        {
            var records = new List<string>();
            string? cursor = null;
            do
            {
                var page = await Of(desk).ReadAsync(new ExporterReadRequest { Kind = kind.Kind, About = about, Cursor = cursor }, default);
                records.AddRange(page.Records.Select(static record => record.GetRawText()));
                cursor = page.Next;
            }
            while (cursor is not null);
            all.Add((kind.Kind, records));
        }

        return all;
    }
}
