using System.Text;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Mailroom;

public sealed class SentDocumentsTests : IAsyncDisposable
{
    private static readonly RecordRef Application = new("application", "a-1");

    private readonly MailroomFixture _fixture = new();

    private MailroomHost Host => _fixture.Host;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Sent_VersionChosenAndALaterOneMade_NamesTheOneThatWentOut()
    {
        var account = await Host.ConnectAsync();
        var ana = await Host.Contacts.CreateAsync(new() { Name = "Ana Ruiz", Addresses = ["ana@there.example"] }, default);
        var cv = await VersionAsync(await CvAsync("one"), "two");
        var draft = await Host.Drafts.CreateAsync(new() { ContactId = ana.Id, Subject = "Application", Body = "Attached.", About = Application }, default);
        draft = await AttachAsync(draft, cv, 1);
        var item = await Host.ApproveAsync(draft);
        await Host.DrainAsync(account);
        await VersionAsync(cv, "three");

        foreach (var about in (RecordRef[])[Application, new("contact", ana.Id)])
        {
            var paper = Assert.Single(await SentAsync(new() { About = about }));
            Assert.Equal((cv.Id, 1, SentBasis.Chosen, item.Id, OutboxState.Sent), (paper.DocumentId, paper.Version, paper.Basis, paper.OutboxId, paper.State));
            Assert.Equal(("CV", "CV.md", "Application", ana.Id, Application), (paper.Title, paper.Name, paper.Subject, paper.ContactId, paper.About));
        }

        var file = Assert.Single(MimeMessage.Parse(Assert.Single(_fixture.Provider.Ledger).Bytes).Attachments);
        Assert.Equal("one", Encoding.UTF8.GetString(file.DecodeBytes().Span));
        Assert.Empty(await SentAsync(new() { About = new("application", "another") }));
        Assert.Empty(await SentAsync(new() { Kind = DocumentKind.Letter }));
    }

    [Fact]
    public async Task Sent_MailToARecordsContact_CountsWhereTheMailIsAboutNothingElse()
    {
        var account = await Host.ConnectAsync();
        var (ana, ben) = (await ContactAsync("ana"), await ContactAsync("ben"));
        foreach (var (contact, subject, about) in ((Contact, string, RecordRef?)[])[(ana, "loose", null), (ana, "of another", new("application", "another")), (ben, "of nobody here", null), (ben, "ours", Application)])
        {
            var draft = await Host.Drafts.CreateAsync(new() { ContactId = contact.Id, Subject = subject, Body = "Attached.", About = about }, default);
            await Host.ApproveAsync(await AttachAsync(draft, await CvAsync(subject)));
        }

        await Host.DrainAsync(account);

        var sent = await SentAsync(new() { About = Application, Contacts = [ana.Id] });
        Assert.Equal(["loose", "ours"], sent.Select(static paper => paper.Subject).Order());
        Assert.Equal((ana.Id, null), sent.Where(static paper => paper.Subject == "loose").Select(static paper => (paper.ContactId, paper.About)).Single());
        Assert.Equal("ours", Assert.Single(await SentAsync(new() { About = Application })).Subject);
    }

    [Fact]
    public async Task Sent_DraftDeletedAfterwards_StillKnowsAndForgetsWhatWasTakenOff()
    {
        var account = await Host.ConnectAsync();
        var (cv, other) = (await CvAsync("one"), await CvAsync("another"));
        var draft = await AttachAsync(await AttachAsync(await Host.DraftAsync(), cv), other);
        draft = await Host.Drafts.DetachAsync(new() { Id = draft.Id, Revision = draft.Revision, AttachmentId = draft.Attachments[1].Id }, default);
        await Host.ApproveAsync(draft);
        await Host.DrainAsync(account);
        Assert.Equal(cv.Id, Assert.Single(await SentAsync(new())).DocumentId);
        draft = await Host.Drafts.GetAsync(new() { Id = draft.Id }, default);

        await Host.Drafts.DeleteAsync(new() { Id = draft.Id, Revision = draft.Revision }, default);

        Assert.Equal(cv.Id, Assert.Single(await SentAsync(new())).DocumentId);
    }

    [Fact]
    public async Task Sent_FileThatIsAVersionByteForByte_IsFoundByItsBytes()
    {
        var account = await Host.ConnectAsync();
        var cv = await VersionAsync(await CvAsync("one"), "two");
        var draft = await Host.DraftAsync();
        await Host.ApproveAsync(await Host.Drafts.AttachAsync(
            new() { Id = draft.Id, Revision = draft.Revision, Name = "my cv.txt", Type = "text/plain", Content = new() { Bytes = "one"u8.ToArray(), Size = 3 } }, default));
        await Host.DrainAsync(account);

        var paper = Assert.Single(await SentAsync(new() { DocumentId = cv.Id }));

        Assert.Equal((1, SentBasis.SameBytes, "my cv.txt"), (paper.Version, paper.Basis, paper.Name));
    }

    [Fact]
    public async Task Sent_SameBytesInSeveralVersions_IsTheNewestThatThereWasWhenItWasApproved()
    {
        var account = await Host.ConnectAsync();
        var cv = await VersionAsync(await VersionAsync(await CvAsync("one"), "two"), "one");
        var draft = await Host.DraftAsync();
        await Host.ApproveAsync(await Host.Drafts.AttachAsync(
            new() { Id = draft.Id, Revision = draft.Revision, Name = "my cv.txt", Type = "text/plain", Content = new() { Bytes = "one"u8.ToArray(), Size = 3 } }, default));
        await Host.DrainAsync(account);
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await VersionAsync(await VersionAsync(cv, "three"), "one");
        await CvAsync("one");

        Assert.Equal((cv.Id, 3), Assert.Single((await SentAsync(new())).Select(static paper => (paper.DocumentId, paper.Version))));
    }

    [Fact]
    public async Task Sent_NobodyKnowsWhetherItLeft_IsAmongThemAndSaysSo()
    {
        var account = await Host.ConnectAsync();
        _fixture.Provider.EvidenceAfter = null;
        _fixture.Provider.Answers.Enqueue(TestKit.FakeSubmit.AcceptAndSayUnknown);
        var item = await Host.ApproveAsync(await AttachAsync(await Host.DraftAsync(), await CvAsync("one")));
        await Host.DrainAsync(account);
        Assert.Equal(OutboxState.Unknown, Assert.Single(await SentAsync(new())).State);

        await Host.Accounts.DisconnectAsync(new() { Id = account.Id }, default);
        await Host.DrainAsync(account);

        Assert.Equal((item.Id, OutboxState.NeedsPerson), Assert.Single((await SentAsync(new())).Select(static paper => (paper.OutboxId, paper.State))));
    }

    [Theory]
    [InlineData("outbox")]
    [InlineData("document")]
    public async Task Sent_MailOrDocumentOfAnotherPerson_IsNotShown(string table)
    {
        var account = await Host.ConnectAsync();
        await Host.ApproveAsync(await AttachAsync(await Host.DraftAsync(), await CvAsync("one")));
        await Host.DrainAsync(account);
        Assert.Single(await SentAsync(new()));

        Host.Database.Write(transaction =>
        {
            transaction.Execute("INSERT INTO person(id, space, role, created) SELECT 'other', space, 'member', 0 FROM person");
            transaction.Execute($"UPDATE {table} SET owner = 'other'");
        });

        Assert.Empty(await SentAsync(new()));
    }

    [Fact]
    public async Task Sent_NotYetSentOrRefused_IsNotAmongThem()
    {
        var account = await Host.ConnectAsync();
        var cv = await CvAsync("one");
        await Host.ApproveAsync(await AttachAsync(await Host.DraftAsync(), cv), undoSeconds: 10);
        Assert.Empty(await SentAsync(new()));
        _fixture.Provider.Answers.Enqueue(TestKit.FakeSubmit.Refuse);
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));

        await Host.DrainAsync(account);

        Assert.Empty(await SentAsync(new()));
    }

    [Fact]
    public async Task Sent_Pages_NewestFirstAndEachOnce()
    {
        var account = await Host.ConnectAsync();
        var cvs = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var cv = await CvAsync($"text {i}");
            cvs.Insert(0, cv.Id);
            await Host.ApproveAsync(await AttachAsync(await Host.DraftAsync(subject: $"s{i}"), cv));
            await Host.DrainAsync(account);
            _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await Host.Documents.SentAsync(new() { Limit = 3 }, default);
        var second = await Host.Documents.SentAsync(new() { Limit = 3, Cursor = first.Next }, default);

        Assert.Equal(cvs, first.Sent.Concat(second.Sent).Select(static paper => paper.DocumentId));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task AttachDocument_Approved_VoidsTheApprovalAndTheNextOneBindsTheBytes()
    {
        await Host.ConnectAsync();
        var cv = await CvAsync("one");
        var draft = await Host.DraftAsync();
        var item = await Host.ApproveAsync(draft, undoSeconds: 600);
        draft = await Host.Drafts.GetAsync(new() { Id = draft.Id }, default);

        draft = await AttachAsync(draft, cv);

        Assert.Equal(OutboxState.Cancelled, (await Host.ItemAsync(item.Id)).State);
        var preview = await Host.Drafts.PreviewAsync(new() { Id = draft.Id }, default);
        Assert.Equal((cv.Versions[0].Digest, new AttachedDocument(cv.Id, 1, "CV")), (Assert.Single(preview.Attachments).Digest, preview.Attachments[0].Document));
        Assert.NotEqual(item.Hash, preview.Hash);
    }

    [Fact]
    public async Task AttachDocument_NoSuchVersion_IsInvalidByPathAndAttachesNothing()
    {
        await Host.ConnectAsync();
        var (cv, draft) = (await CvAsync("one"), await Host.DraftAsync());

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await AttachAsync(draft, cv, 7));

        Assert.Equal(RpcErrorCode.Invalid, refusal.Code);
        Assert.Equal("$.version", Assert.Single(Assert.IsType<RpcInvalidData>(refusal.Detail).Problems).Path);
        Assert.Empty((await Host.Drafts.GetAsync(new() { Id = draft.Id }, default)).Attachments);
    }

    [Fact]
    public async Task Retry_RefusedWithADocument_KeepsWhichVersionItIs()
    {
        var account = await Host.ConnectAsync();
        _fixture.Provider.Answers.Enqueue(TestKit.FakeSubmit.Refuse);
        var cv = await CvAsync("one");
        var item = await Host.ApproveAsync(await AttachAsync(await Host.DraftAsync(), cv));
        await Host.DrainAsync(account);

        var again = await Host.Outbox.RetryAsync(new() { Id = item.Id }, default);

        Assert.Equal(new AttachedDocument(cv.Id, 1, "CV"), Assert.Single(again.Attachments).Document);
    }

    private async Task<IReadOnlyList<SentDocument>> SentAsync(DocumentSentRequest request) => (await Host.Documents.SentAsync(request, default)).Sent;

    private async Task<Contact> ContactAsync(string name) => await Host.Contacts.CreateAsync(new() { Name = name, Addresses = [$"{name}@there.example"] }, default);

    private async Task<Document> CvAsync(string text) => await Host.Documents.CreateAsync(new() { Kind = DocumentKind.Cv, Title = "CV", Input = new() { Text = text } }, default);

    private async Task<Document> VersionAsync(Document document, string text) =>
        await Host.Documents.AddVersionAsync(new() { Id = document.Id, Revision = document.Revision, Input = new() { Text = text } }, default);

    private async Task<Draft> AttachAsync(Draft draft, Document document, int? version = null) =>
        await Host.Drafts.AttachDocumentAsync(new() { Id = draft.Id, Revision = draft.Revision, DocumentId = document.Id, Version = version }, default);
}
