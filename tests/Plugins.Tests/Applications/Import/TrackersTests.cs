using System.Text;
using Assistant.Plugins.Applications.Import;
using Assistant.Plugins.Applications.Insight;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Applications.Import;

public sealed class TrackersTests : IAsyncLifetime
{
    private readonly ApplicationsDesk _desk = new();
    private readonly PaperHost _host = new();
    private readonly TrackersService _trackers;

    public TrackersTests() => _trackers = new TrackersService(_desk.Rooms, _host.Caller);

    public Task InitializeAsync() => _desk.OpenAsync();

    public async Task DisposeAsync()
    {
        _desk.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Import_JobSyncExport_TakesItsColumnsAndLeavesItsBlanks()
    {
        var answer = await ImportAsync(
            "index,createdAt,applied,appliedDate,Company,JobTitle,jobType,Locations,JobSource,Status\n1,2026-10-01,Yes,2026-10-03,Acme GmbH,Engineer,Full Time,Berlin,LinkedIn,Interview\n2,2026-10-02,No,N/A,Meta,Analyst,Unknown,N/A,N/A,Draft",
            with: static request => request with { Preset = "jobsync" });

        Assert.Equal((2, 0), (answer.Created, answer.Problems.Count + answer.Notices.Count));
        Assert.Equal(["Acme GmbH Engineer interview 10/03/2026", "Meta Analyst saved "], answer.Rows.Select(static row => FormattableString.Invariant($"{row.Company} {row.Role} {row.Stage} {row.Applied}")));
        Assert.Equal("LinkedIn", (await OneAsync("company:acme")).Source);
        Assert.Null((await OneAsync("company:meta")).Place);
    }

    [Theory]
    [InlineData("jobsync", "Company,JobTitle,Status", "draft=saved applied=applied interview=interview offer=offer rejected=rejected expired=withdrawn archived=withdrawn")]
    [InlineData("huntr", "Employer,Job Title,List", "Wishlist=saved Applied=applied Interview=interview Offer=offer Rejected=rejected")]
    [InlineData(
        "teal", "Company Name,Job Position,Status",
        "Bookmarked=saved Applying=saved Applied=applied Interviewing=interview Negotiating=offer Accepted=accepted I_Withdrew=withdrawn Not_Selected=rejected No_Response_👻=withdrawn Archived=withdrawn")]
    public async Task Import_EveryStatusOfATracker_IsAStageWithoutAWord(string preset, string header, string statuses)
    {
        var pairs = statuses.Split(' ').Select(static pair => pair.Replace('_', ' ').Split('=')).ToList();
        var csv = $"\uFEFF{header}\r\n{string.Join("\r\n", pairs.Select(static (pair, at) => $"Acme {at},Dev,{pair[0]}"))}\r\n";

        var dry = await ImportAsync(csv, with: request => request with { Preset = preset, DryRun = true });
        var answer = await ImportAsync(csv, with: request => request with { Preset = preset });

        Assert.Equal((pairs.Count, pairs.Count, null), (dry.Created, answer.Created, dry.ImportId));
        Assert.Equal([], answer.Problems.Concat(answer.Notices).Select(static problem => problem.Problem));
        Assert.Equal(pairs.Select(static pair => pair[1]), answer.Rows.Select(static row => row.Stage));
    }

    [Fact]
    public async Task Import_SilenceAndARefusal_AreToldApartInTheFigures()
    {
        await ImportAsync("Company,Role,Status,Date applied\nAcme,Dev,Rejected,2026-10-01\nBeta,Dev,Ghosted,2026-10-01\nDelta,Dev,Keine Antwort,2026-10-01");

        var answered = Assert.Single((await new InsightService(_desk.Rooms.Desk, _host.Caller).GetAsync(new(), default)).BySource).Answered;

        Assert.Equal((1, 3), (answered.Count, answered.Of));
    }

    [Fact]
    public async Task Import_TheNextExportOfAHuntThatWentOn_AddsOnlyWhatIsNew()
    {
        await ImportAsync("Company,Role,Status,Date applied,URL\nAcme,Dev,Wishlist,,https://acme.example/1\nBeta,Ops,Applied,2026-10-01,\nDelta,Dev,Wishlist,,");

        var next = await ImportAsync("Company;Role;Status;Date applied;URL\nAcme;Dev;Applied;2026-10-09;https://acme.example/1\nBeta;Ops;Rejected;2026-10-01;\nBeta;Ops;Rejected;2026-10-01;\nDelta;Dev;Applied;2026-10-09;\nDelta;Dev;Wishlist;;\nGamma;\"Lead,\nPlatform\";Applied;2026-10-10;");

        Assert.Equal((1, 5), (next.Created, next.Unchanged));
        Assert.Equal("Lead, Platform", (await OneAsync("company:gamma")).Role);
    }

    [Theory]
    [InlineData("Outfit,Role\nAcme,Dev", "$.mapping", "Outfit, Role")]
    [InlineData("", "$.file", "header row")]
    [InlineData("just words", "$.mapping", "just words")]
    public async Task Import_WithoutCompanyOrRole_SaysWhatIsMissing(string csv, string path, string remedy)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => ImportAsync(csv));

        var problem = Assert.IsType<RpcInvalidData>(refused.Detail).Problems[0];
        Assert.Equal(path, problem.Path);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_MappingStagesAndOddRows_AreTakenAsSaidAndNamedByLine()
    {
        var answer = await ImportAsync(
            "Firm,Role,Status,Date applied,Salary,Link\nAcme,Dev,Ghosted,3/4/2026,80-95k EUR,acme.example/jobs/1\n,Dev,Applied,,,\nBeta,Ops,Pondering,yesterday,negotiable,see mail",
            with: static request => request with { Mapping = new Dictionary<string, string> { ["Firm"] = "company" }, Stages = new Dictionary<string, string> { ["Ghosted"] = "withdrawn" } });

        Assert.Equal((2, "jobs.csv:3 has no company"), (answer.Created, Assert.Single(answer.Problems) is var p ? $"{p.Path} {p.Problem}" : ""));
        Assert.Equal(
            ["jobs.csv:2", "jobs.csv:4", "jobs.csv:4", "jobs.csv:4", "jobs.csv:4"],
            answer.Notices.Select(static notice => notice.Path));
        Assert.Contains("can be read with the day or the month first", answer.Notices[0].Problem, StringComparison.Ordinal);
        var acme = await OneAsync("company:acme");
        Assert.Equal(("withdrawn", 80_000m, 95_000m, "EUR", "https://acme.example/jobs/1"), (acme.Stage, acme.Pay!.From, acme.Pay.To, acme.Pay.Currency, acme.Link));
    }

    [Fact]
    public async Task Undo_AfterAChange_KeepsWhatWasChanged()
    {
        var answer = await ImportAsync("Company,Role\nAcme,Dev\nBeta,Ops");
        var acme = await OneAsync("company:acme");
        await _desk.Service.MoveAsync(new() { Id = acme.Id, Stage = "interview" }, default);

        var undone = await _trackers.UndoAsync(new() { ImportId = answer.ImportId! }, default);

        Assert.Equal((1, acme.Id), (undone.Deleted, Assert.Single(undone.Kept)));
        Assert.Equal(1, Assert.Single((await _trackers.ListAsync(new(), default)).Imports).Applications);
    }

    [Fact]
    public async Task Import_RowThatTheUserDeleted_StaysDeleted()
    {
        await ImportAsync("Company,Role\nAcme,Dev");
        var acme = await OneAsync("company:acme");
        await _desk.Service.DeleteAsync(new() { Id = acme.Id, Revision = acme.Revision }, default);

        Assert.Equal((0, 1), await ImportAsync("Company,Role\nAcme,Dev") is var again ? (again.Created, again.Unchanged) : default);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet>&e;</worksheet>")]
    [InlineData("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v>")]
    [InlineData("<worksheet><sheetData/></worksheet>")]
    public async Task Import_WorkbookThatIsBrokenOrHostile_IsRefused(string sheet)
    {
        var file = Sheets.Zip(
            ("xl/workbook.xml", "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet r:id=\"a\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", sheet));

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _trackers.ImportAsync(new() { File = new Content { Bytes = file, Size = file.Length }, FileName = "jobs.xlsx" }, null, default));

        Assert.Equal("$.file", Assert.IsType<RpcInvalidData>(refused.Detail).Problems[0].Path);
    }

    [Fact]
    public async Task Import_WorkbookThatIsCutOff_IsSaidToBeDamaged()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => ImportAsync("PK\u0003\u0004 and then nothing"));

        Assert.Equal("is damaged, or no Excel workbook", Assert.IsType<RpcInvalidData>(refused.Detail).Problems[0].Problem);
    }

    [Fact]
    public async Task Import_WorkbookThatUnpacksTooLarge_IsRefused()
    {
        var file = Sheets.Zip(("xl/workbook.xml", "<workbook>" + new string(' ', 45_000_000)));

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _trackers.ImportAsync(new() { File = new Content { Bytes = file, Size = file.Length }, FileName = "jobs.xlsx" }, null, default));

        Assert.Equal(RpcErrorCode.Invalid, refused.Code);
    }

    [Theory]
    [InlineData("80k", "80000 80000  Year")]
    [InlineData("€60.000 - 75.000", "60000 75000 EUR Year")]
    [InlineData("$45/hour", "45 45 USD Hour")]
    [InlineData("60-75k", "60000 75000  Year")]
    [InlineData("CHF 8'500 per month", "8500 8500 CHF Month")]
    [InlineData("19,50 € pro Stunde", "19.50 19.50 EUR Hour")]
    [InlineData("competitive", null)]
    [InlineData("80k, 30 days off, 40 hours", null)]
    public void Pay_AsPeopleNoteIt_IsReadOrLeft(string text, string? pay) =>
        Assert.Equal(pay, PayReader.Read(text) is { } read ? FormattableString.Invariant($"{read.From} {read.To} {read.Currency} {read.Period}") : null);

    private async Task<TrackerImportResponse> ImportAsync(string csv, Func<TrackerImportRequest, TrackerImportRequest>? with = null)
    {
        var bytes = Encoding.UTF8.GetBytes(csv);
        var request = new TrackerImportRequest { File = new Content { Bytes = bytes, Size = bytes.Length }, FileName = "jobs.csv" };
        return await _trackers.ImportAsync(with is null ? request : with(request), null, default);
    }

    private async Task<Application> OneAsync(string query) =>
        await _desk.Service.GetAsync(new() { Id = Assert.Single((await _desk.Service.SearchAsync(new() { Query = query }, default)).Applications).Id }, default);
}
