using Assistant.Host.Records.Templates;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

public sealed class TemplatesTests : IDisposable
{
    private readonly RecordsFixture _desk = new();
    private readonly FakeComposer _composer = new();
    private readonly TemplateStore _store;
    private readonly ITemplates _templates;

    public TemplatesTests()
    {
        _store = new TemplateStore(_desk.Books);
        _templates = new TemplatesService(
            _desk.Books, _store, _desk.ContactStore, _ => ValueTask.FromResult<IComposer>(_composer),
            _ => ValueTask.FromResult<IReadOnlyList<Fact>>(ContactFacts.OfSender("Me", "me@x.example")), _desk.Policy, _desk.Caller);
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Save_Again_KeepsEveryVersion()
    {
        var first = await SaveAsync("Hello", "one");
        var second = await _templates.SaveAsync(new() { Id = first.Id, Revision = first.Revision, Name = "Hello", Subject = "S", Body = "two" }, default);

        Assert.Equal((1, 2, "two"), (first.Version, second.Version, second.Body));
        Assert.Equal("one", _desk.Books.Database.Read(c => _store.FindVersion(c, first.Id, 1))!.Body);
        Assert.Null(_desk.Books.Database.Read(c => _store.FindVersion(c, first.Id, 3)));
        Assert.Equal([new TemplateVariable("firstName", "there")], second.Variables);
        Assert.Equal([$"template.changed {first.Id}", $"template.changed {first.Id}"], _desk.EventsAfter(0));
    }

    [Fact]
    public async Task Save_WithAVoice_KeepsItUntilAnotherIsSaid()
    {
        var made = await _templates.SaveAsync(new() { Name = "Hello", Subject = "S", Body = "one", Voice = new Voice { Tone = "warm", MaxWords = 90, Language = "de", DoNotSay = ["synergy"] } }, default);
        var silent = await _templates.SaveAsync(new() { Id = made.Id, Revision = made.Revision, Name = "Hello", Subject = "S", Body = "two" }, default);
        var cleared = await _templates.SaveAsync(new() { Id = made.Id, Revision = silent.Revision, Name = "Hello", Subject = "S", Body = "three", Voice = new Voice() }, default);

        Assert.Equal(("warm", 90, "de", "synergy"), (silent.Voice!.Tone, silent.Voice.MaxWords, silent.Voice.Language, Assert.Single(silent.Voice.DoNotSay)));
        Assert.Null(cleared.Voice);
        Assert.Equal("warm", (await _templates.GetAsync(new() { Id = made.Id, Version = 2 }, default)).Voice!.Tone);
    }

    [Fact]
    public async Task Save_AVoicesLanguageByName_KeepsItsTag()
    {
        var made = await _templates.SaveAsync(new() { Name = "Hello", Subject = "S", Body = "one", Voice = new Voice { Language = "Deutsch" } }, default);

        Assert.Equal("de", made.Voice!.Language);
    }

    [Fact]
    public async Task Save_AVoiceOutOfBounds_IsRefusedByPath()
    {
        var refusal = await RecordsFixture.RefusedAsync(async () => await _templates.SaveAsync(
            new() { Name = "Hello", Subject = "S", Body = "one", Voice = new Voice { MaxWords = 0, Language = "e", DoNotSay = [""], StyleCard = "mine" } }, default));

        Assert.Equal(["$.voice.maxWords", "$.voice.language", "$.voice.doNotSay", "$.voice.styleCard"], RecordsFixture.Problems(refusal).Select(p => p.Path));
    }

    [Fact]
    public async Task Save_StaleRevision_IsAConflictAndKeepsTheText()
    {
        var made = await SaveAsync("Hello", "one");
        await _templates.SaveAsync(new() { Id = made.Id, Revision = 1, Name = "Hello", Subject = "S", Body = "mine" }, default);

        var refusal = await RecordsFixture.RefusedAsync(async () => await _templates.SaveAsync(new() { Id = made.Id, Revision = 1, Name = "Hello", Subject = "S", Body = "theirs" }, default));

        Assert.Equal(new RpcConflictData { Expected = 1, Actual = 2 }, refusal.Detail);
        Assert.Equal("mine", (await _templates.GetAsync(new() { Id = made.Id }, default)).Body);
    }

    [Fact]
    public async Task Save_Mistake_IsRefusedWithItsLineAndNothingIsWritten()
    {
        _composer.Problem = new() { Path = "body:3:14", Problem = "wrong", Remedy = "right" };

        var refusal = await RecordsFixture.RefusedAsync(() => SaveAsync(" ", "x"));

        Assert.Equal(["$.name", "body:3:14"], RecordsFixture.Problems(refusal).Select(p => p.Path));
        Assert.Empty((await _templates.ListAsync(new(), default)).Templates);
    }

    [Fact]
    public async Task Save_WithoutRevision_IsRefused()
    {
        var made = await SaveAsync("Hello", "one");

        Assert.Equal("$.revision", RecordsFixture.Problems(await RecordsFixture.RefusedAsync(async () => await _templates.SaveAsync(new() { Id = made.Id, Name = "n", Subject = "", Body = "" }, default)))[0].Path);
    }

    [Fact]
    public async Task Delete_TakesItsTextsAway()
    {
        var made = await SaveAsync("Hello", "one");

        await _templates.DeleteAsync(new() { Id = made.Id, Revision = 1 }, default);

        Assert.Equal(RpcErrorCode.NotFound, (await RecordsFixture.RefusedAsync(async () => await _templates.GetAsync(new() { Id = made.Id }, default))).Code);
        Assert.Equal(0, _desk.Books.Database.Read(c => c.Number("SELECT count(*) FROM template_version")));
    }

    [Fact]
    public async Task List_ManyTemplates_PagesByName()
    {
        foreach (var name in new[] { "c", "A", "é", "b", "D" })
            await SaveAsync(name, "x");

        var first = await _templates.ListAsync(new() { Limit = 3 }, default);
        var second = await _templates.ListAsync(new() { Limit = 3, Cursor = first.Next }, default);

        Assert.Equal(["A", "b", "c", "D", "é"], first.Templates.Concat(second.Templates).Select(t => t.Name));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Preview_GivesTheComposerThisPersonAndTheSenderAlone()
    {
        var ana = await _desk.CreateAsync("Ana Ruiz", "ana@x.example");
        await _desk.CreateAsync("CANARY Person", "canary@x.example");
        var template = await SaveAsync("Hello", "body");

        var preview = await _templates.PreviewAsync(new() { TemplateId = template.Id, ContactId = ana.Id }, default);

        Assert.Equal(
            ["name=Ana Ruiz", "address=ana@x.example", "firstName=Ana", "lastName=Ruiz", "senderName=Me", "senderAddress=me@x.example"],
            _composer.Facts.Select(f => $"{f.Name}={f.Value}"));
        Assert.Equal("body", preview.Body);
        Assert.Equal(["missing"], preview.Unfilled);
    }

    private async Task<Template> SaveAsync(string name, string body) => await _templates.SaveAsync(new() { Name = name, Subject = "S", Body = body }, default);

    private sealed class FakeComposer : IComposer
    {
        public RpcProblem? Problem { get; set; }

        public IReadOnlyList<Fact> Facts { get; private set; } = [];

        public ValueTask<TemplateCheck> CheckAsync(TemplateCheckRequest request, CancellationToken cancel) =>
            ValueTask.FromResult(new TemplateCheck { Variables = [new("firstName", "there")], Problems = Problem is null ? [] : [Problem] });

        public ValueTask<ComposeResponse> ComposeAsync(ComposeRequest request, CancellationToken cancel)
        {
            Facts = request.Facts;
            return ValueTask.FromResult(new ComposeResponse { Filled = [], Unfilled = ["missing"], Problems = [], Work = "fake" });
        }
    }
}
