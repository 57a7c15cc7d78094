using System.Text;
using Assistant.Host.Records.Documents;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

public sealed class DocumentsTests : IDisposable
{
    private static readonly RecordRef Application = new("application", "a-1");

    private readonly RecordsFixture _desk = new();
    private readonly DocumentShelf _shelf;
    private readonly IDocuments _documents;

    public DocumentsTests()
    {
        var blobs = new BlobStore(_desk.Books.Database, _desk.Keys, Path.Combine(_desk.Folder.Data.FullPath, "blobs"), _desk.Time);
        _shelf = new DocumentShelf(_desk.Books, _desk.ContactStore, new Sealer(_desk.Keys), blobs, _ => throw new NotSupportedException("These tests read texts alone."));
        _documents = new DocumentsService(_desk.Books, _shelf, NothingSent, _desk.Policy, _desk.Caller);
    }

    private static DocumentSentResponse NothingSent(ReadConnection connection, Principal viewer, DocumentSentRequest request) => new() { Sent = [] };

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task AddVersion_Again_KeepsEveryVersionAndItsText()
    {
        var made = await CreateAsync(DocumentKind.Cv, "one\n\n  two  ");
        var second = await _documents.AddVersionAsync(new() { Id = made.Id, Revision = 1, Input = new() { Text = "three" }, Parent = 1 }, default);

        Assert.Equal((2, 2L), (second.Current, second.Revision));
        Assert.Equal([(2, 1), (1, null)], second.Versions.Select(version => (version.Number, version.Parent)));
        Assert.Equal([new DocumentLine(1, "one"), new DocumentLine(2, "two")], (await _documents.TextAsync(new() { Id = made.Id, Version = 1 }, default)).Lines);
        Assert.Equal("three", (await _documents.TextAsync(new() { Id = made.Id }, default)).Text);
        Assert.Equal("three", Encoding.UTF8.GetString((await _documents.ContentAsync(new() { Id = made.Id }, default)).Content.Bytes!));
        Assert.Equal([$"document.changed {made.Id}", $"document.changed {made.Id}"], _desk.EventsAfter(0));
    }

    [Fact]
    public async Task AddVersion_StaleRevision_IsAConflictAndKeepsTheCurrentOne()
    {
        var made = await CreateAsync(DocumentKind.Note, "mine");
        await _documents.RenameAsync(new() { Id = made.Id, Revision = 1, Title = "Other" }, default);

        var refusal = await RecordsFixture.RefusedAsync(async () => await _documents.AddVersionAsync(new() { Id = made.Id, Revision = 1, Input = new() { Text = "theirs" } }, default));

        Assert.Equal(new RpcConflictData { Expected = 1, Actual = 2 }, refusal.Detail);
        Assert.Equal(1, (await _documents.GetAsync(new() { Id = made.Id }, default)).Current);
    }

    [Fact]
    public async Task Create_FileWithItsText_KeepsBothAndTheDigestOfTheBytes()
    {
        var made = await _documents.CreateAsync(
            new()
            {
                Kind = DocumentKind.Posting, Title = "Engineer", About = [Application, Application],
                Input = new() { Content = new() { Bytes = "<p>Engineer</p>"u8.ToArray(), Size = 15 }, Type = "Text/HTML", Text = "Engineer", FileName = "p.html" },
            },
            default);

        var text = await _documents.TextAsync(new() { Id = made.Id }, default);

        Assert.Equal([Application], made.About);
        Assert.Equal(("text/html", "p.html", DocumentOrigin.Uploaded), (made.Versions[0].Type, made.Versions[0].FileName, made.Versions[0].Origin));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("<p>Engineer</p>"u8)), made.Versions[0].Digest);
        Assert.Equal(("Engineer", "handed in"), (text.Text, text.ReadBy));
    }

    [Theory]
    [InlineData("", null, null, null, "$.title")]
    [InlineData("T", null, null, null, "$.input")]
    [InlineData("T", "x", "application/pdf", null, "$.input.type")]
    [InlineData("T", "x", "text", null, "$.input.type")]
    [InlineData("T", "\u0001", null, null, "$.input.text")]
    [InlineData("T", "x", null, "a/b.txt", "$.input.fileName")]
    public async Task Create_Mistake_IsRefusedWithItsPlace(string title, string? text, string? type, string? file, string path)
    {
        var refusal = await RecordsFixture.RefusedAsync(async () => await _documents.CreateAsync(new() { Kind = DocumentKind.Note, Title = title, Input = new() { Text = text, Type = type, FileName = file } }, default));

        Assert.Contains(path, RecordsFixture.Problems(refusal).Select(problem => problem.Path));
        Assert.Empty((await _documents.ListAsync(new(), default)).Documents);
    }

    [Fact]
    public async Task Create_AboutAStranger_IsRefused()
    {
        var refusal = await RecordsFixture.RefusedAsync(() => CreateAsync(DocumentKind.Note, "x", new RecordRef("contact", "nobody")));

        Assert.Equal(["$.about[0]"], RecordsFixture.Problems(refusal).Select(problem => problem.Path));
    }

    [Theory]
    [InlineData(DocumentKind.Note, "application:a-1")]
    [InlineData(DocumentKind.Posting, "application:a-1")]
    [InlineData(DocumentKind.Cv, null)]
    [InlineData(DocumentKind.Story, null)]
    public async Task Create_AboutAnApplication_IsSealedForWhoseItIs(DocumentKind kind, string? subject)
    {
        var made = await CreateAsync(kind, "x", Application);

        Assert.Equal(subject ?? $"document:{made.Id}", Row(made.Id).SealedFor);
    }

    [Fact]
    public async Task Unlink_OfTheSubject_SealsAllAnewSoThatErasingItLeavesTheDocument()
    {
        var ana = await _desk.CreateAsync("Ana", "ana@x.example");
        var made = await _documents.CreateAsync(
            new() { Kind = DocumentKind.Note, Title = "N", About = [Application, new("contact", ana.Id)], Input = new() { Content = new() { Bytes = [1, 2], Size = 2 }, Type = "application/pdf", Text = "secret" } }, default);
        var unlinked = await _documents.UnlinkAsync(new() { Id = made.Id, Revision = 1, About = Application }, default);
        _desk.Books.Database.Write(transaction => _desk.Keys.Destroy(transaction, "application:a-1"));

        Assert.Equal($"contact:{ana.Id}", Row(made.Id).SealedFor);
        Assert.Equal("secret", (await _documents.TextAsync(new() { Id = made.Id }, default)).Text);
        Assert.Equal(new byte[] { 1, 2 }, (await _documents.ContentAsync(new() { Id = made.Id }, default)).Content.Bytes);
        Assert.Equal(1, _desk.Books.Database.Read(connection => connection.Number("SELECT count(*) FROM blob")));
        Assert.Equal(2, unlinked.Revision);
    }

    [Fact]
    public async Task Erased_Subject_LeavesNothingThatOpens()
    {
        var made = await CreateAsync(DocumentKind.Note, "secret", Application);
        _desk.Books.Database.Write(transaction => _desk.Keys.Destroy(transaction, "application:a-1"));

        await Assert.ThrowsAsync<StorageException>(async () => await _documents.TextAsync(new() { Id = made.Id }, default));
    }

    [Fact]
    public async Task List_KindAboutAndQuery_FindsByFoldedTitleAndPages()
    {
        for (var i = 0; i < 5; i++)
        {
            await CreateAsync(DocumentKind.Note, "x", Application);
            _desk.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var resume = await _documents.CreateAsync(new() { Kind = DocumentKind.Cv, Title = "Résumé 2026", Input = new() { Text = "x" } }, default);

        Assert.Equal([resume.Id], (await _documents.ListAsync(new() { Query = "RESUME" }, default)).Documents.Select(document => document.Id));
        Assert.Equal([resume.Id], (await _documents.ListAsync(new() { Kind = DocumentKind.Cv }, default)).Documents.Select(document => document.Id));
        var first = await _documents.ListAsync(new() { About = Application, Limit = 3 }, default);
        var rest = await _documents.ListAsync(new() { About = Application, Limit = 3, Cursor = first.Next }, default);
        Assert.Equal((3, 2, null), (first.Documents.Count, rest.Documents.Count, rest.Next));
        Assert.Equal(5, first.Documents.Concat(rest.Documents).Select(document => document.Id).Distinct().Count());
    }

    [Fact]
    public async Task Delete_WithinItsTime_CanBeBroughtBackAndAfterItIsGone()
    {
        var (kept, lost) = (await CreateAsync(DocumentKind.Note, "kept"), await CreateAsync(DocumentKind.Note, "lost"));
        await _documents.DeleteAsync(new() { Id = kept.Id, Revision = 1 }, default);
        await _documents.DeleteAsync(new() { Id = lost.Id, Revision = 1 }, default);
        Assert.Equal(2, (await _documents.ListAsync(new() { Deleted = true }, default)).Documents.Count);

        _desk.Time.Advance(DocumentLimits.KeptDeleted - TimeSpan.FromMinutes(1));
        _shelf.Purge();
        var back = await _documents.UndeleteAsync(new() { Id = kept.Id }, default);
        _desk.Time.Advance(TimeSpan.FromMinutes(2));
        _shelf.Purge();

        Assert.Equal("kept", (await _documents.TextAsync(new() { Id = back.Id }, default)).Text);
        Assert.Equal(RpcErrorCode.NotFound, (await RecordsFixture.RefusedAsync(async () => await _documents.UndeleteAsync(new() { Id = lost.Id }, default))).Code);
        Assert.Equal(1, _desk.Books.Database.Read(connection => connection.Number("SELECT count(*) FROM blob")));
    }

    [Fact]
    public async Task Diff_TwoVersions_NamesLinesOnBothSides()
    {
        var made = await CreateAsync(DocumentKind.Cv, "a\nb\nc\nd");
        await _documents.AddVersionAsync(new() { Id = made.Id, Revision = 1, Input = new() { Text = "a\nB\nc\nx\nd" } }, default);

        var diff = await _documents.DiffAsync(new() { From = new() { Id = made.Id, Version = 1 }, To = new() { Id = made.Id } }, default);

        Assert.Equal(
            [
                new(DocumentChange.Same, "a", 1, 1), new(DocumentChange.Removed, "b", From: 2), new(DocumentChange.Added, "B", To: 2), new(DocumentChange.Same, "c", 3, 3),
                new(DocumentChange.Added, "x", To: 4), new(DocumentChange.Same, "d", 4, 5),
            ],
            diff.Lines);
    }

    [Fact]
    public async Task Read_WithoutTheScope_IsRefused()
    {
        var made = await CreateAsync(DocumentKind.Note, "x");
        var plugin = new Caller(_desk.Books.Desk, DoorKind.Plugin, null, new ClientKeys(_desk.Books.Database, _desk.Books.Desk, _desk.Time), _desk.Books.Audit, "plugin:x");
        plugin.Initialize("x", null, [Scopes.Propose]);
        var stranger = new DocumentsService(_desk.Books, _shelf, NothingSent, _desk.Policy, plugin);

        Assert.Equal(RpcErrorCode.NotAuthorised, (await RecordsFixture.RefusedAsync(async () => await stranger.TextAsync(new() { Id = made.Id }, default))).Code);
    }

    private async Task<Document> CreateAsync(DocumentKind kind, string text, params RecordRef[] about) =>
        await _documents.CreateAsync(new() { Kind = kind, Title = "T", About = about, Input = new() { Text = text } }, default);

    private DocumentRow Row(string id) => _desk.Books.Database.Read(connection => _shelf.Store.Get(connection, id));
}
