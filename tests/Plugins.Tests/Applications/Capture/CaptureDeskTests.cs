using System.Text;
using Assistant.Plugins.Applications.Capture;
using Assistant.Plugins.Applications.Replies;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Applications.Capture;

public sealed class CaptureDeskTests : IAsyncLifetime
{
    private const string Posting = "Job title: Gardener\nCompany: Green Thumb Ltd\nLocation: Leeds\n\nWe grow things.";

    private readonly ApplicationsDesk _desk = new();
    private readonly PaperHost _host = new();
    private readonly PostingsService _postings;

    public CaptureDeskTests() => _postings = new PostingsService(new CaptureDesk(_desk.Rooms, _host.Caller), _host.Caller);

    public Task InitializeAsync() => _desk.OpenAsync();

    public async Task DisposeAsync()
    {
        _desk.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Capture_APosting_MakesAnApplicationAndKeepsTheSourceAsItWas()
    {
        var answer = await _postings.CaptureAsync(new() { Text = Posting }, default);

        var application = await _desk.Service.GetAsync(new() { Id = answer.ApplicationId }, default);
        Assert.Equal(("Green Thumb Ltd", "Gardener", "Leeds", "saved"), (application.Company.Name, application.Role, application.Place, application.Stage));
        Assert.Equal((answer.DocumentId, "posting"), Assert.Single(application.Links) is var link ? (link.Ref.Id, link.Role) : default);
        var kept = Assert.Single(_host.Created);
        Assert.Equal((DocumentKind.Posting, "text/plain", "posting.txt", new RecordRef("application", application.Id)), (kept.Kind, kept.Input.Type, kept.Input.FileName, kept.About[0]));
        Assert.Equal(Posting, Encoding.UTF8.GetString(kept.Input.Content!.Bytes!));
    }

    [Fact]
    public async Task Capture_DescriptionThatNamesNeitherRoleNorCompany_IsReadWithBothAboveIt()
    {
        await _postings.CaptureAsync(new() { Text = """{"@context":"https://schema.org","@type":"JobPosting","title":"Gardener","description":"<p>We grow things.</p>","hiringOrganization":{"name":"Green Thumb Ltd"}}""" }, default);
        await _postings.CaptureAsync(new() { Text = Posting }, default);

        Assert.Equal(["Gardener, Green Thumb Ltd\n\nWe grow things.", Posting], _host.Created.Select(static each => each.Input.Text));
    }

    [Fact]
    public async Task Capture_HeardOfWhileItIsBound_IsToldOnce()
    {
        var listener = new MailListener(_desk.Rooms.Desk, new MailHost(_host.Caller), _desk.Rooms.Timeline, _desk.Rooms.Reader, _desk.Rooms.Tray);
        for (var i = 0; i < 100; i++)
        {
            Task hearing = Task.CompletedTask;
            _host.Made = document => hearing = Task.Run(async () => await listener.HearAsync(new HostEvent { Seq = 1, Name = "document.changed", Ids = [document.Id] }, default));
            var made = await _postings.CaptureAsync(new() { Text = $"{Posting} {i}" }, default);
            await hearing;

            Assert.Single((await _desk.Service.TimelineAsync(new() { Id = made.ApplicationId }, default)).Entries, static entry => entry.Kind == TimelineKind.Linked);
        }
    }

    [Fact]
    public async Task Capture_TheSameAgain_AnswersWhatThereIs()
    {
        var first = await _postings.CaptureAsync(new() { Text = Posting }, default);
        var second = await _postings.CaptureAsync(new() { Text = Posting }, default);

        Assert.Equal((first.ApplicationId, first.DocumentId, true), (second.ApplicationId, second.DocumentId, second.Existed));
        Assert.Single(_host.Created);
    }

    [Fact]
    public async Task Capture_AgainAfterItWasDeleted_MakesANewOne()
    {
        for (var i = 0; i < 3; i++)
        {
            var made = await _postings.CaptureAsync(new() { Text = Posting }, default);
            Assert.False(made.Existed);
            var application = await _desk.Service.GetAsync(new() { Id = made.ApplicationId }, default);
            await _desk.Service.DeleteAsync(new() { Id = application.Id, Revision = application.Revision }, default);
        }
    }

    [Fact]
    public async Task Capture_AfterTheDocumentCouldNotBeKept_KeepsItThen()
    {
        var source = Encoding.UTF8.GetBytes(Posting);
        var answer = await _postings.CaptureAsync(new() { Source = new Content { Bytes = source, Size = source.Length } }, default);
        // As where the host ended between the two.
        await _desk.Service.UnlinkAsync(new() { Id = answer.ApplicationId, Ref = new RecordRef("document", answer.DocumentId) }, default);

        var again = await _postings.CaptureAsync(new() { Text = Posting }, default);

        Assert.Equal((answer.ApplicationId, true), (again.ApplicationId, again.Existed));
        Assert.NotEqual(answer.DocumentId, again.DocumentId);
    }

    [Fact]
    public async Task Capture_WithoutACompany_MakesNothingAndSaysSo()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _postings.CaptureAsync(new() { Text = "Gardener\n\nAt Meta we grow." }, default));

        Assert.Equal("$.corrections.company", Assert.IsType<RpcInvalidData>(refused.Detail).Problems[0].Path);
        Assert.Empty((await _desk.Service.ListAsync(new(), default)).Applications);
    }

    [Fact]
    public async Task Capture_BoardThatNamesNoCompany_IsRefusedWithTheNameOfItsAddress()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _postings.CaptureAsync(new() { Text = """{"hostedUrl":"https://jobs.lever.co/acme-robotics/1","text":"Engineer"}""" }, default));

        Assert.Contains("--company \"Acme Robotics\"", Assert.IsType<RpcInvalidData>(refused.Detail).Problems[0].Remedy, StringComparison.Ordinal);
        Assert.Empty((await _desk.Service.ListAsync(new(), default)).Applications);
    }

    [Fact]
    public async Task Capture_NamesThatThePersonGives_AreNotAskedForAgain()
    {
        const string text = """{"hostedUrl":"https://jobs.lever.co/acme-robotics/1","descriptionPlain":"We build robots."}""";
        var read = await _postings.ReadAsync(new() { Text = text }, default);

        var kept = await _postings.CaptureAsync(new() { Text = text, Corrections = new PostingFacts { Company = "Acme Robotics", Role = "Engineer" } }, default);

        Assert.Equal(2, read.Warnings.Count(static warning => warning.Contains("is not in it", StringComparison.Ordinal)));
        Assert.DoesNotContain(kept.Reading.Warnings, static warning => warning.Contains("is not in it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Capture_MetaAndMetaverse_AreTwoCompanies()
    {
        foreach (var company in (string[])["Meta", "Metaverse Inc", "META", "Meta Inc"])
            await _postings.CaptureAsync(new() { Text = $"{company} wants an engineer", Corrections = new PostingFacts { Company = company, Role = "Engineer" }, Again = true }, default);

        Assert.Equal(["Meta", "Meta Inc", "Metaverse Inc"], (await _desk.Service.CompaniesAsync(new(), default)).Companies.Select(static each => each.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{\"address\":\"javascript:1\"}", "$.address")]
    [InlineData("{\"size\":-1}", "limit")]
    [InlineData("{\"size\":9}", "$.source")]
    public async Task Read_WhatDoesNotFit_IsRefused(string change, string path)
    {
        var bytes = "text"u8.ToArray();
        var wrong = System.Text.Json.JsonDocument.Parse(change).RootElement;
        var size = wrong.TryGetProperty("size", out var said) ? said.GetInt32() : bytes.Length;
        var request = new PostingReadRequest { Source = new Content { Bytes = bytes, Size = size }, Address = wrong.TryGetProperty("address", out var address) ? address.GetString() : null };

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _postings.ReadAsync(request, default));

        Assert.Equal(path, refused.Detail is RpcInvalidData { Problems: [var problem] } ? problem.Path : "limit");
    }

    [Theory]
    [InlineData("%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj")]
    [InlineData("PK\u0003\u0004\u0014\0\u0006\0 word/document.xml")]
    public async Task Read_PdfOrWordFile_IsRefusedWithTheRemedy(string file)
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes(file);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _postings.ReadAsync(new PostingReadRequest { Source = new Content { Bytes = bytes, Size = bytes.Length } }, default));

        Assert.Contains("copy the text", Assert.IsType<RpcInvalidData>(refused.Detail).Problems[0].Remedy, StringComparison.Ordinal);
    }
}
