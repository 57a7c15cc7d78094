using System.Xml.Linq;
using Assistant.Plugins.Applications.Insight;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Applications.Insight;

public sealed class InsightTests : IAsyncLifetime
{
    private readonly ApplicationsDesk _desk = new();
    private readonly PaperHost _host = new();
    private readonly InsightService _insight;

    public InsightTests() => _insight = new InsightService(_desk.Rooms.Desk, _host.Caller);

    public Task InitializeAsync() => _desk.OpenAsync();

    public async Task DisposeAsync()
    {
        _desk.Dispose();
        await _host.DisposeAsync();
    }

    // The first five: Newcombe, Statistics in Medicine 17 (1998), table I, method 3. The others: |p - count/of| = z sqrt(p (1 - p) / of) solved for p by bisection.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(29, 29, 0.8830, 1.0000)]
    [InlineData(3, 14, 0.0757, 0.4759)]
    [InlineData(9, 28, 0.1793, 0.5066)]
    [InlineData(1, 2, 0.0945, 0.9055)]
    public void Wilson_PublishedExamples_HaveTheirIntervals(int count, int of, double low, double high)
    {
        var rate = Wilson.Of(count, of);

        Assert.Equal((low, high), (Math.Round(rate.Low, 4), Math.Round(rate.High, 4)));
    }

    [Fact]
    public async Task Get_AHuntWithEveryOutcome_CountsEachOnce()
    {
        await PlayAsync();

        var figures = await _insight.GetAsync(new(), default);

        Assert.Equal(5, figures.Applications);
        Assert.Equal(
            "saved 5, applied 5, screening 2, interview 2, offer 1, accepted 0",
            string.Join(", ", figures.Funnel.Select(static stage => $"{stage.Stage} {stage.Reached}")));
        Assert.Equal("LinkedIn 2/3, not said 1/2", string.Join(", ", figures.BySource.Select(static rate => $"{rate.Name} {rate.Answered.Count}/{rate.Answered.Of}")));
        Assert.Equal("no CV bound to it 2/4, CV in English 1/1", string.Join(", ", figures.ByCv.Select(static rate => $"{rate.Name} {rate.Answered.Count}/{rate.Answered.Of}")));
        var applied = figures.Stages.Single(static stage => stage.Stage == "applied");
        Assert.Equal((4, 1, 10d), (applied.Left, applied.Still, applied.MedianDays!.Value));
    }

    [Fact]
    public async Task Get_ACvWentOutWithMail_CountsTheVersionThatWentOutAndNoOther()
    {
        await PlayAsync();
        var offer = (await _desk.Service.ListAsync(new(), default)).Applications.Single(static each => each.Company == "Offer");
        var versions = _host.Documents[0].Versions;
        _host.Documents[0] = _host.Documents[0] with { Current = 2, Versions = [versions[0] with { Number = 2 }, versions[0]] };
        await _desk.Service.LinkAsync(new() { Id = offer.Id, Ref = new RecordRef("document", "unsent"), Role = "cv" }, default);
        _host.Sent.AddRange([Paper(offer.Id, 1, OutboxState.Sent), Paper(offer.Id, 1, OutboxState.Sent), Paper(offer.Id, 2, OutboxState.Unknown)]);

        var figures = await _insight.GetAsync(new(), default);

        Assert.Equal("no CV bound to it 2/4, CV in English, version 1 1/1", string.Join(", ", figures.ByCv.Select(static rate => $"{rate.Name} {rate.Answered.Count}/{rate.Answered.Of}")));
    }

    [Fact]
    public async Task Get_UntilTheDayBefore_CountsNothing()
    {
        await PlayAsync();

        var figures = await _insight.GetAsync(new() { Until = new DateOnly(2026, 1, 4) }, default);

        Assert.Equal((0, 0), (figures.Applications, figures.BySource.Count));
        Assert.Contains(figures.Notes, static note => note.Contains("no application", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Charts_OfAHunt_AreWellFormedAndNamedAndWithoutScript()
    {
        await _desk.AddAsync("Acme", "Dev", with: static details => details with { Source = "<script>alert(1)</script>\"'&", Applied = new DateOnly(2026, 1, 5) });

        foreach (var chart in (await _insight.ChartsAsync(new(), default)).Charts)
        {
            var svg = XDocument.Parse(chart.Svg).Root!;
            Assert.Equal("img", svg.Attribute("role")!.Value);
            Assert.Equal(chart.Title, svg.Elements().First(static e => e.Name.LocalName == "title").Value);
            Assert.DoesNotContain(svg.Descendants(), static e => e.Name.LocalName is "script" or "foreignObject" or "image" or "a");
            Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), static a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Value.Contains("javascript", StringComparison.Ordinal));
        }
    }

    private static SentDocument Paper(string application, int version, OutboxState state) => new()
    {
        DocumentId = "cv", Kind = DocumentKind.Cv, Version = version, Basis = SentBasis.Chosen, Name = "cv.pdf", Digest = "00", OutboxId = $"mail-{version}", Subject = "Dev", To = [],
        About = new RecordRef("application", application), State = state, At = default,
    };

    // Five that were sent: one waits, one had an offer, one an interview and a rejection, one was withdrawn, one rejected at once. One was only saved.
    private async Task PlayAsync()
    {
        await _desk.AddAsync("Only Saved", "Dev");
        await SendAsync("Waits", "LinkedIn");
        var offer = await SendAsync("Offer", "linkedin");
        var interview = await SendAsync("Interview", null);
        var withdrawn = await SendAsync("Withdrawn", null);
        var rejected = await SendAsync("Rejected", "LinkedIn");
        _host.Documents.Add(new Document
        {
            Id = "cv", Revision = 1, Kind = DocumentKind.Cv, Title = "CV in English", About = [], Current = 1, Created = default, Changed = default,
            Versions = [new DocumentVersion { Number = 1, Origin = DocumentOrigin.Uploaded, Type = "text/plain", Size = 1, Digest = "00", Created = default }],
        });
        await _desk.Service.LinkAsync(new() { Id = offer.Id, Ref = new RecordRef("document", "cv"), Role = "cv" }, default);
        _desk.Time.Advance(TimeSpan.FromDays(10));
        foreach (var (application, stage) in ((Application, string)[])[(offer, "screening"), (offer, "offer"), (interview, "interview"), (interview, "rejected"), (withdrawn, "withdrawn"), (rejected, "rejected")])
            await _desk.Service.MoveAsync(new() { Id = application.Id, Stage = stage }, default);
        // A move that is taken back never was. The newest is told from the others by its time.
        _desk.Time.Advance(TimeSpan.FromSeconds(1));
        await _desk.Service.MoveAsync(new() { Id = offer.Id, Stage = "accepted" }, default);
        await _desk.Service.UndoAsync(new() { Id = offer.Id }, default);
    }

    private async Task<Application> SendAsync(string company, string? source)
    {
        var made = await _desk.AddAsync(company, "Dev", with: details => details with { Source = source });
        return await _desk.Service.MoveAsync(new() { Id = made.Id, Stage = "applied" }, default);
    }
}
