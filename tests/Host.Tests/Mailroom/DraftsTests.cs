using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Mailroom;

public sealed class DraftsTests : IAsyncDisposable
{
    private readonly MailroomFixture _fixture = new();

    private MailroomHost Host => _fixture.Host;

    [Fact]
    public async Task Update_StaleRevision_IsConflictAndKeepsTheDraft()
    {
        await Host.ConnectAsync();
        var draft = await Host.DraftAsync();
        await Host.Drafts.UpdateAsync(new DraftUpdateRequest { Id = draft.Id, Revision = draft.Revision, Subject = "Mine" }, default);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Host.Drafts.UpdateAsync(new DraftUpdateRequest { Id = draft.Id, Revision = draft.Revision, Subject = "Yours" }, default));

        Assert.Equal(RpcErrorCode.Conflict, refused.Code);
        Assert.Equal("Mine", (await GetAsync(draft)).Subject);
    }

    [Fact]
    public async Task Restore_EarlierRevision_BringsTextAndFilesBackAsANewOne()
    {
        await Host.ConnectAsync();
        var first = await Host.DraftAsync();
        var attached = await Host.Drafts.AttachAsync(Attach(first, "cv.pdf"), default);
        var detached = await Host.Drafts.DetachAsync(new DraftDetachRequest { Id = first.Id, Revision = attached.Revision, AttachmentId = attached.Attachments[0].Id }, default);
        var changed = await Host.Drafts.UpdateAsync(new DraftUpdateRequest { Id = first.Id, Revision = detached.Revision, Body = "Another." }, default);

        var restored = await Host.Drafts.RestoreAsync(new DraftRestoreRequest { Id = first.Id, Revision = changed.Revision, From = attached.Revision }, default);

        Assert.Equal((attached.Body, "cv.pdf"), (restored.Body, Assert.Single(restored.Attachments).Name));
        Assert.Equal(changed.Revision + 1, restored.Revision);
        var history = await Host.Drafts.HistoryAsync(new DraftHistoryRequest { Id = first.Id }, default);
        Assert.Equal([changed.Revision, detached.Revision, attached.Revision, first.Revision], history.Revisions.Select(static each => each.Revision));
    }

    [Theory]
    [InlineData("", "s", "b", "$.to")]
    [InlineData("nobody", "s", "b", "$.to[0]")]
    [InlineData("a@b.example, c@d.example", "s", "b", "$.to[0]")]
    [InlineData("a@b.example", "", "b", "$.subject")]
    [InlineData("a@b.example", "x\u0007", "b", "$.subject")]
    [InlineData("a@b.example", "s", " ", "$.body")]
    [InlineData("a@b.example", "s", "Dear {{firstName}},", "$.body")]
    [InlineData("a@b.example", "About {{company}}", "b", "$.subject")]
    [InlineData("gone@b.example", "s", "b", "$.to[0]")]
    public async Task Create_WithSomethingWrong_NamesThePlaceAndGivesNoHash(string to, string subject, string body, string path)
    {
        await Host.ConnectAsync();
        await Host.Contacts.SuppressAsync(new ContactSuppressRequest { Address = "gone@b.example", Reason = "asked us not to" }, default);

        var draft = await Host.Drafts.CreateAsync(new DraftCreateRequest { To = to.Length == 0 ? [] : [to], Subject = subject, Body = body }, default);

        Assert.Equal(path, Assert.Single(draft.Problems).Path);
        Assert.Null((await Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default)).Hash);
    }

    [Fact]
    public async Task Attach_BeyondTheAccount_IsAProblem()
    {
        _fixture.Provider.MaxMessageSize = 1_000;
        await Host.ConnectAsync();
        var draft = await Host.DraftAsync();

        var attached = await Host.Drafts.AttachAsync(Attach(draft, "big.bin", size: 2_000), default);

        Assert.Equal("$.attachments[0]", Assert.Single(attached.Problems).Path);
    }

    [Fact]
    public async Task Drain_SuppressedAfterTheApproval_IsNotSent()
    {
        var account = await Host.ConnectAsync();
        var item = await Host.ApproveAsync(await Host.DraftAsync());
        await Host.Contacts.SuppressAsync(new ContactSuppressRequest { Address = "ana@there.example", Reason = "asked us not to" }, default);

        await Host.DrainAsync(account);

        Assert.Equal(OutboxState.Refused, (await Host.ItemAsync(item.Id)).State);
        Assert.Equal(0, _fixture.Provider.Submits);
    }

    [Fact]
    public async Task Compose_OneContactLacksAFact_NamesItAndGoesOn()
    {
        await Host.ConnectAsync();
        var ana = await ContactAsync("Ana Ruiz", "ana@there.example", ("company", "Norte"));
        var bo = await ContactAsync("Bo Lind", "bo@there.example");

        var made = await Host.Drafts.ComposeAsync(new DraftComposeRequest { TemplateId = "t1", ContactIds = [bo.Id, ana.Id] }, null, default);

        var draft = Assert.Single(made.Drafts);
        Assert.Equal(("Hello Ana", "Dear Ana,\n\nabout Norte.", ana.Id), (draft.Subject, draft.Body, draft.ContactId));
        Assert.Equal(("filled template", 3), (draft.Provenance!.Work, draft.Provenance.TemplateVersion));
        var problem = Assert.Single(made.Problems);
        Assert.Equal("$.contactIds[0]", problem.Path);
        Assert.Contains("company", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_FollowUp_AnswersTheNewestSentOne()
    {
        _fixture.Provider.RewritesMessageId = true;
        var account = await Host.ConnectAsync();
        var ana = await ContactAsync("Ana Ruiz", "ana@there.example", ("company", "Norte"));
        var first = (await Host.Drafts.ComposeAsync(new DraftComposeRequest { TemplateId = "t1", ContactIds = [ana.Id] }, null, default)).Drafts[0];
        var sent = await Host.ApproveAsync(first);
        await Host.DrainAsync(account);

        var second = (await Host.Drafts.ComposeAsync(new DraftComposeRequest { TemplateId = "t1", ContactIds = [ana.Id], FollowUp = true }, null, default)).Drafts[0];
        await Host.ApproveAsync(second);
        await Host.DrainAsync(account);

        Assert.Equal((sent.Id, "Re: Hello Ana"), (second.Parent!.OutboxId, second.Subject));
        var headers = Assistant.Mail.Mime.MimeMessage.Parse(_fixture.Provider.Ledger[1].Bytes).Headers;
        Assert.Equal($"<rewritten-{sent.Id}@provider.example>", headers.Value("In-Reply-To"));
    }

    [Fact]
    public async Task Retry_Refused_MakesANewDraftWithItsFiles()
    {
        var account = await Host.ConnectAsync();
        _fixture.Provider.Answers.Enqueue(TestKit.FakeSubmit.Refuse);
        var draft = await Host.DraftAsync();
        draft = await Host.Drafts.AttachAsync(Attach(draft, "cv.pdf"), default);
        var item = await Host.ApproveAsync(draft);
        await Host.DrainAsync(account);

        var again = await Host.Outbox.RetryAsync(new OutboxRetryRequest { Id = item.Id }, default);

        Assert.NotEqual(draft.Id, again.Id);
        Assert.Equal(("cv.pdf", DraftState.Open), (Assert.Single(again.Attachments).Name, again.State));
        var second = await Host.ApproveAsync(again);
        await Host.DrainAsync(account);
        Assert.Equal(OutboxState.Sent, (await Host.ItemAsync(second.Id)).State);
    }

    [Fact]
    public async Task Delete_Approved_VoidsTheApproval()
    {
        var account = await Host.ConnectAsync();
        var draft = await Host.DraftAsync();
        var item = await Host.ApproveAsync(draft);
        draft = await GetAsync(draft);

        await Host.Drafts.DeleteAsync(new DraftDeleteRequest { Id = draft.Id, Revision = draft.Revision }, default);
        await Host.DrainAsync(account);

        Assert.Equal(OutboxState.Cancelled, (await Host.ItemAsync(item.Id)).State);
        Assert.Equal(0, _fixture.Provider.Submits);
    }

    [Fact]
    public async Task Cancel_WithinTheUndoWindow_OpensTheDraftAgain()
    {
        var account = await Host.ConnectAsync();
        var draft = await Host.DraftAsync();
        var item = await Host.ApproveAsync(draft, undoSeconds: 10);

        await Host.Outbox.CancelAsync(new OutboxCancelRequest { Id = item.Id }, default);
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await Host.DrainAsync(account);

        Assert.Equal(DraftState.Open, (await GetAsync(draft)).State);
        Assert.Equal(0, _fixture.Provider.Submits);
        await Assert.ThrowsAsync<RpcException>(async () => await Host.Outbox.CancelAsync(new OutboxCancelRequest { Id = item.Id }, default));
    }

    [Fact]
    public async Task List_Pages_NewestChangeFirst()
    {
        await Host.ConnectAsync();
        for (var i = 0; i < 5; i++)
        {
            await Host.DraftAsync(subject: $"s{i}");
            _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await Host.Drafts.ListAsync(new DraftListRequest { Limit = 3 }, default);
        var second = await Host.Drafts.ListAsync(new DraftListRequest { Limit = 3, Cursor = first.Next }, default);

        Assert.Equal(["s4", "s3", "s2", "s1", "s0"], first.Drafts.Concat(second.Drafts).Select(static draft => draft.Subject));
        Assert.Null(second.Next);
    }

    private static DraftAttachRequest Attach(Draft draft, string name, int size = 3) => new()
    {
        Id = draft.Id, Revision = draft.Revision, Name = name, Type = "application/pdf", Content = new Content { Bytes = new byte[size], Size = size },
    };

    private async Task<Draft> GetAsync(Draft draft) => await Host.Drafts.GetAsync(new DraftGetRequest { Id = draft.Id }, default);

    private async Task<Contact> ContactAsync(string name, string address, params (string Name, string Value)[] fields) => await Host.Contacts.CreateAsync(
        new ContactCreateRequest { Name = name, Addresses = [address], Fields = fields.ToDictionary(static each => each.Name, static each => each.Value) }, default);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
