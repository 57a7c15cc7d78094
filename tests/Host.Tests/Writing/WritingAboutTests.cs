using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing;

public sealed class WritingAboutTests : IAsyncLifetime
{
    private static readonly RecordRef Application = new("application", "01900000-0000-7000-8000-00000000a001");

    private static readonly WritingText Cv = new(SourceKind.Cv, "cv.md", "Ten years of bridges");

    private WritingDesk _desk = null!;

    public async Task InitializeAsync()
    {
        _desk = await WritingDesk.OpenAsync();
        _desk.Fixture.Capabilities.Applications = new Applications();
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Start_ForARecordWithoutAContact_IsWrittenFromWhatIsKnownOfIt()
    {
        var writing = await _desk.WriteAsync(Wanted(WritingTask.CoverLetter, Cv));

        var request = Assert.Single(_desk.Writer.Requests);
        Assert.Equal((Application.Id, null, "application"), (request.SubjectId, request.AboutId, request.AboutKind));
        Assert.Equal(
            ["application.company=Acme", "application.role=Engineer", "sender.name=Mira Ernst", "cv:1=Ten years of bridges"], request.Sources.Select(static source => $"{source.Id}={source.Text}"));
        var kept = await _desk.Host.Writing.GetAsync(new WritingGetRequest { Id = writing.Id }, default);
        Assert.Equal((null, Application, "Dear Ana,\nmay I ask?\n"), (kept.ContactId, kept.About, kept.Text));
        Assert.Single((await _desk.Host.Writing.ListAsync(new WritingListRequest(), default)).Writings);
    }

    [Theory]
    [InlineData(WritingTask.Outreach)]
    [InlineData(WritingTask.FollowUp)]
    [InlineData(WritingTask.Reply)]
    public async Task Start_MailWithoutAContact_IsRefused(WritingTask task)
    {
        Assert.Equal("$.contactId", await RefusedAsync(Wanted(task, Cv)));
    }

    [Fact]
    public async Task Start_WithNeitherContactNorRecord_IsRefused()
    {
        var draft = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = _desk.Ana.Id }, default);

        Assert.Equal("$.contactId", await RefusedAsync(new WritingStartRequest { Task = WritingTask.CoverLetter, Texts = [Cv] }));
        Assert.Equal("$.contactId", await RefusedAsync(Wanted(WritingTask.CoverLetter, Cv) with { About = new RecordRef("contact", _desk.Ana.Id) }));
        Assert.Equal("$.contactId", await RefusedAsync(Wanted(WritingTask.CoverLetter, Cv) with { DraftId = draft.Id }));
    }

    [Fact]
    public async Task Start_ForARecordThatIsNot_IsNotFound()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync(Wanted(WritingTask.CoverLetter, Cv) with { About = new RecordRef("application", "gone") }));

        Assert.Equal(RpcErrorCode.NotFound, refusal.Code);
        Assert.Empty(_desk.Writer.Requests);
    }

    [Theory]
    [InlineData(WritingTask.CvTailoring, new[] { "Newer, and one line" }, 1)]
    [InlineData(WritingTask.CoverLetter, new[] { "Newer, and one line", "Older" }, 0)]
    public async Task Start_WhereARecordHasSeveralCvs_ChangesOneAndSaysWhich(WritingTask task, string[] lines, int notices)
    {
        foreach (var (title, text) in new[] { ("Old", "Older"), ("New", "Newer, and one line") })
        {
            _desk.Fixture.Time.Advance(TimeSpan.FromMinutes(1));
            await _desk.Host.Documents.CreateAsync(new DocumentCreateRequest { Kind = DocumentKind.Cv, Title = title, About = [Application], Input = new DocumentInput { Text = text } }, default);
        }

        var writing = await _desk.WriteAsync(Wanted(task));

        Assert.Equal(lines, _desk.Writer.Requests[0].Sources.Where(static source => source.Kind == SourceKind.Cv).Select(static source => source.Text));
        Assert.Equal(notices, writing.Notices.Count(static notice => notice == "There are several CVs; the changes are to \"New\", which was changed last."));
    }

    [Theory]
    [InlineData(WritingTask.CvTailoring, SourceKind.Posting, "CV")]
    [InlineData(WritingTask.Interview, SourceKind.Posting, "CV")]
    [InlineData(WritingTask.Fit, SourceKind.Posting, "CV")]
    [InlineData(WritingTask.Fit, SourceKind.Cv, "posting")]
    public async Task Start_WithoutWhatTheTaskIsWrittenFrom_AsksNoModel(WritingTask task, SourceKind given, string missing)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync(_desk.Request(task, null, new WritingText(given, "given", "Ten years of bridges"))));

        var problem = Assert.Single(((RpcInvalidData)refusal.Detail!).Problems);
        Assert.Equal(("$.texts", $"have no {missing}, and this is written from one"), (problem.Path, problem.Problem));
        Assert.Empty(_desk.Writer.Requests);
    }

    [Fact]
    public async Task Start_OfAReplysMeaning_GivesTheModelTheStagesAndKeepsItsPlainWords()
    {
        _desk.Writer.Answer = static _ => FakeWriter.Response(null, "They want to meet.") with { Meaning = new ReplyMeaning("interview", "Come on Tuesday.", "mail:1") };

        var writing = await _desk.WriteAsync(Wanted(WritingTask.ReplyMeaning, new WritingText(SourceKind.Mail, "letter.txt", "Come on Tuesday.")));

        Assert.Contains(new WritingSource("application.stages", SourceKind.Note, "Stages: saved, interview"), _desk.Writer.Requests[0].Sources);
        Assert.Equal("**interview**\n\n> Come on Tuesday.\n\nThey want to meet.\n", writing.Text);
    }

    [Fact]
    public async Task Start_ForARecordAndAContact_NamesBothForTheRules()
    {
        await _desk.WriteAsync(_desk.Request(WritingTask.CoverLetter, null, Cv) with { About = Application });
        await _desk.WriteAsync(Wanted(WritingTask.CoverLetter, Cv));

        Assert.Equal([(_desk.Ana.Id, Application.Id), (Application.Id, null)], _desk.Writer.Requests.Select(static each => (each.SubjectId, each.AboutId)));
    }

    [Fact]
    public async Task List_OfARecord_HasWhatWasWrittenForItWhoeverItIsAbout()
    {
        var alone = await _desk.WriteAsync(Wanted(WritingTask.CoverLetter, Cv));
        var toAna = await _desk.WriteAsync(_desk.Request() with { About = Application });
        await _desk.WriteAsync();

        Assert.Equal(new[] { alone.Id, toAna.Id }.Order(StringComparer.Ordinal), (await ListedAsync(Application)).Order(StringComparer.Ordinal));
        Assert.Empty(await ListedAsync(Application with { Kind = "case" }));
        Assert.Empty(await ListedAsync(Application with { Id = "other" }));
    }

    [Fact]
    public async Task Start_OfAPluginThatKnowsNoFacts_IsWrittenAllTheSame()
    {
        _desk.Fixture.Capabilities.Applications = new Applications { IsOlder = true };

        await _desk.WriteAsync(Wanted(WritingTask.CoverLetter, Cv));

        Assert.Equal(["sender.name", "cv:1"], _desk.Writer.Requests[0].Sources.Select(static source => source.Id));
    }

    private static WritingStartRequest Wanted(WritingTask task, params WritingText[] texts) => new() { Task = task, About = Application, Texts = texts };

    private async Task<IEnumerable<string>> ListedAsync(RecordRef about) => (await _desk.Host.Writing.ListAsync(new WritingListRequest { About = about }, default)).Writings.Select(static each => each.Id);

    private async Task<string> RefusedAsync(WritingStartRequest request)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync(request));
        Assert.Empty(_desk.Writer.Requests);
        return Assert.Single(((RpcInvalidData)refusal.Detail!).Problems).Path;
    }

    private sealed class Applications : IProposalTarget
    {
        public bool IsOlder { get; init; }

        public ValueTask<ProposalFactsResponse> FactsAsync(ProposalFactsRequest request, CancellationToken cancel) =>
            IsOlder ? throw new RpcException(RpcErrorCode.MethodNotFound, "It has no such method.")
            : request.About == Application ? new(new ProposalFactsResponse { Facts = [new("company", "Acme"), new("role", "Engineer\n"), new("stages", "saved, interview"), new("not a name", "x")] })
            : throw RpcException.NotFound("application", request.About.Id);

        public ValueTask<ProposalCheckResponse> CheckAsync(ProposalChangeRequest request, CancellationToken cancel) => new(new ProposalCheckResponse { Problems = [], Basis = "" });

        public ValueTask<ProposalApplyResponse> ApplyAsync(ProposalApplyRequest request, CancellationToken cancel) => new(new ProposalApplyResponse { Undo = "" });

        public ValueTask<ProposalCheckResponse> UndoAsync(ProposalUndoChangeRequest request, CancellationToken cancel) => CheckAsync(request.Change, cancel);
    }
}
